"""What actions, deciders and labels are called on the page, and the keys that stand for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine import LABELS


@dataclass(frozen=True)
class Action:
    """Something that can be decided about a word.

    Attributes:
        title: On its button.
        done: As a decision that was made.
        key: The key that stands for it.
        icon: Beside its title.
        means: What becomes of the word.
    """

    title: str
    done: str
    key: str
    icon: str
    means: str


ACTIONS = {
    "accept": Action(
        "Accept", "Accepted", "A", ":material/check:", "The word gets the suggested label."
    ),
    "reject": Action(
        "It is right", "Kept as right", "S", ":material/verified:",
        "A false alarm: the label stays and counts as checked.",
    ),
    "change": Action(
        "Another label", "Changed", "D", ":material/edit:", "The word gets a label you choose."
    ),
    "unsure": Action(
        "Unsure", "Unsure", "F", ":material/help:", "Set aside for someone who knows."
    ),
    "leave": Action(
        "Leave alone", "Left alone", "L", ":material/do_not_disturb_on:",
        "Nothing changes, and it is never shown as open again.",
    ),
}  # fmt: skip
WRONG = Action(
    "It is wrong", "Accepted", "A", ":material/check:",
    "The label is wrong, and no other takes its place: it is marked as invalid.",
)  # fmt: skip
DECIDERS = {
    "rule": "clear by the self-test",
    "local": "judged by this computer",
    "llm": "judged by {}",
    "reviewer": "decided by you",
}
CHECKED = ("VALID", "INVALID")
# Letters of the word "label" and those of other buttons may be used: these are not shown then.
CHOICE_KEYS = "1234567890QWETYUIOPASDFGHJKL"
_GROUPS = (
    ("Shop", ("MERCHANT_NAME", "STORE_HOURS", "PHONE_NUMBER", "WEBSITE", "LOYALTY_ID",
              "ADDRESS_LINE")),
    ("Visit", ("DATE", "TIME", "PAYMENT_METHOD")),
    ("Items", ("PRODUCT_NAME", "QUANTITY", "UNIT_PRICE", "LINE_TOTAL", "COUPON", "DISCOUNT")),
    ("Totals", ("SUBTOTAL", "TAX", "TIP", "GRAND_TOTAL", "CHANGE", "CASH_BACK", "REFUND")),
)  # fmt: skip
GROUPS = tuple(title for title, _ in _GROUPS)
_GROUP_OF = {label: place for place, (_, labels) in enumerate(_GROUPS) for label in labels}


def decider_of(row: Mapping[str, Any]) -> str:
    """Who judged a label of the worklist; a server's model by its name, as the user wrote it."""
    if row["decided_by"] == "rule" and row["status"] in CHECKED:
        return f"the file itself says {row['status']}"
    says = DECIDERS.get(str(row["decided_by"]), str(row["decided_by"]))
    return says.format(model_of(str(row["made_by"] or "")) or "the model")


def model_of(identity: str) -> str:
    """A model without its provider: `openai:gpt-4o-mini` → `gpt-4o-mini`."""
    return identity.partition(":")[2]


def group_of(label: str) -> int:
    """Place in `GROUPS` of the part of a receipt that a label belongs to."""
    return _GROUP_OF.get(label, 0)


def label_means(label: str) -> str:
    """What the words under a label say, as a sentence."""
    says = LABELS.get(label, "")
    return f"{says[:1].upper()}{says[1:]}." if says else ""
