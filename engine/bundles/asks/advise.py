"""A language model's second opinion on candidates: a discount, a reason, an appeal score."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engine.bundles.asks.numbers import Numbers, strange_number
from engine.bundles.asks.products import COLUMNS, short, show_product
from engine.bundles.asks.texts import refuse_text
from engine.bundles.candidates.candidate import Candidate
from engine.bundles.context.facts import ProductFacts
from engine.bundles.objectives import OBJECTIVES
from engine.models import Answer, Chat, Item, Task, is_local
from engine.steps import Step

PER_CALL = 20
VERSION = "1"
MOST_PCT = max(objective.most_pct for objective in OBJECTIVES.values())
MOST_REASONING = 240
INSTRUCTIONS = (
    "Each item is a bundle that a shop may offer, with its objective and the least and the most "
    "discount that the objective allows, in percent. discount_pct is the discount you would give, "
    "in percent: as little as makes customers take the bundle. reasoning says why in one English "
    "sentence, with no number in it but those shown and your own discount."
)
APPEAL = (
    " appeal is how much customers would like these products together, from 0 (nobody would) to 10 "
    "(almost everybody would)."
)


@dataclass(frozen=True)
class Advice:
    """What a model says about one candidate.

    Attributes:
        discount_pct: The discount it suggests, in percent, 0..40; whether caps and floors allow
            it is for the price to say.
        appeal: 0..10, or None where it was not asked for.
        reasoning: One sentence, or empty where it was refused.
        made_by: Identity of the model.
        refused: Why its sentence was refused; empty where it stands.
    """

    discount_pct: float
    appeal: float | None
    reasoning: str
    made_by: str
    refused: str = ""


async def advise(
    chat: Chat,
    candidates: Sequence[Candidate],
    facts: ProductFacts,
    step: Step,
    *,
    appeal: bool = False,
) -> Mapping[int, Advice]:
    """Ask for a discount for each candidate; the model of this computer is not asked.

    Shown are words, prices, what the objective allows and how many orders hold the candidate; no
    costs and no stock, which the price heeds itself.

    Args:
        chat: Who is asked.
        candidates: About what.
        facts: The products.
        step: Counts candidates.
        appeal: Whether each one's appeal is asked for too.

    Returns:
        Place in `candidates` → advice; candidates without an answer are absent.

    Raises:
        ModelRefused: Nothing can be asked at all.
        Cancelled: The run was cancelled.
    """
    if is_local(chat) or not candidates:
        return {}
    shown = [_shown(candidate, facts) for candidate in candidates]
    items = [Item(str(place), one) for place, one in enumerate(shown)]
    answers = await chat.answer(advise_task(appeal=appeal), items, step)
    # Texts are judged beside the loop: six hundred of them take a tenth of a second.
    advice = await asyncio.to_thread(lambda: list(map(_advice, answers, shown)))
    return {place: one for place, one in enumerate(advice) if one is not None}


def advise_task(*, appeal: bool) -> Task:
    """The question; with the words about appeal where that is asked for."""
    percent = {"type": "number", "minimum": 0, "maximum": MOST_PCT}
    properties: dict[str, Any] = {"discount_pct": percent, "reasoning": {"type": "string"}}
    if appeal:
        properties["appeal"] = {"type": "number", "minimum": 0, "maximum": 10}
    return Task(
        kind="bundles.advise",
        version=VERSION,
        instructions=INSTRUCTIONS + (APPEAL if appeal else ""),
        schema={"type": "object", "properties": properties},
        per_call=PER_CALL,
        answer_tokens=110,
        columns=COLUMNS,
    )


def _shown(candidate: Candidate, facts: ProductFacts) -> dict[str, Any]:
    """What is shown of a candidate: rounded, so that remembered answers are found again."""
    objective, seen = OBJECTIVES[candidate.objective], candidate.seen
    shown: dict[str, Any] = {
        "objective": f"{objective.title}: it {objective.means}",
        "bundle_type": candidate.bundle_type,
        "least_discount_pct": objective.least_pct,
        "most_discount_pct": objective.most_pct,
        "products": [
            _role(candidate, number) | show_product(facts, number) for number in candidate.items
        ],
        "orders_with_all": seen.together,
        "evidence": candidate.tier.replace("_", " "),
    }
    if seen.lift is not None:
        shown["times_chance"] = round(seen.lift, 1)
    if candidate.choose:
        shown["choose"] = candidate.choose
    if candidate.tiers:
        shown["quantities"] = list(candidate.tiers)
    return shown


def _role(candidate: Candidate, number: int) -> dict[str, Any]:
    if candidate.bundle_type != "BXGY":
        return {}
    return {"role": "given at a reduction" if number in candidate.get else "bought"}


def _advice(answer: Answer, shown: Mapping[str, Any]) -> Advice | None:
    value = answer.value
    if value is None:
        return None
    percent = float(value["discount_pct"])
    text = short(value["reasoning"], MOST_REASONING)
    known = Numbers.of(shown).and_percents(percent)
    refused = refuse_text(value["reasoning"], MOST_REASONING) or strange_number(text, known)
    appeal = float(value["appeal"]) if "appeal" in value else None
    return Advice(percent, appeal, "" if refused else text, answer.made_by, refused)
