"""A rule that decisions generalise to: these words under this label should have that one."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self

import polars as pl

_BYTES = 8
_LETTERS = r"\p{L}{2}"


@dataclass(frozen=True)
class Rule:
    """Words that say the same, or numbers behind the same words, and what they are.

    Attributes:
        label: The label they have.
        right: The label they should have: the same one where it is right, None for none.
        text: What the word says, as `conditions` brings it into one form; None for a number.
        shape: What a number looks like (`9.9` for any with a point); None for words.
        before: What stands before the number in its row; None for words.
        merchant: At which merchant; None for any.
    """

    label: str
    right: str | None
    text: str | None = None
    shape: str | None = None
    before: str | None = None
    merchant: str | None = None

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Self:
        """A rule of plain values, as `as_dict` gives them."""
        rest = {name: told.get(name) for name in _FIELDS}
        return cls(label=told["label"], **rest)

    @property
    def id(self) -> str:
        """Hash of what the rule says."""
        line = json.dumps(self.as_dict(), sort_keys=True)
        return hashlib.blake2b(line.encode(), digest_size=_BYTES).hexdigest()

    @property
    def rank(self) -> int:
        """0 for the most special kind of rule; where two rules differ the lower one holds."""
        return 2 * (self.text is None) + (self.merchant is None)

    @property
    def said(self) -> str:
        """The rule as a sentence without its full stop."""
        number = f"A number like {self.shape} behind “{self.before}”"
        what = f"“{self.text}”" if self.text is not None else number
        where = f" at {self.merchant}" if self.merchant is not None else ""
        if self.right == self.label:
            return f"{what}{where} is {self.label}, and that is right"
        return f"{what}{where} is {self.right or 'nothing that has a label'}, not {self.label}"

    def as_dict(self) -> dict[str, Any]:
        """The rule as plain values."""
        return asdict(self)

    def holds(self) -> pl.Expr:
        """Whether the rule is about a row of `conditions`."""
        told = [pl.col("label") == self.label]
        if self.text is not None:
            told.append(pl.col("said_text") == self.text)
        else:
            told.append((pl.col("shape") == self.shape) & (pl.col("said_before") == self.before))
        if self.merchant is not None:
            told.append(pl.col("merchant_name") == self.merchant)
        return pl.all_horizontal(told).fill_null(value=False)


_FIELDS = ("right", "text", "shape", "before", "merchant")


def conditions(standing: pl.DataFrame, before: pl.DataFrame) -> pl.DataFrame:
    """The labels with what rules look at.

    Args:
        standing: The labels with their decisions; see `with_decisions`.
        before: What stands before each word; see `Desk.before`.

    Returns:
        The labels in their order with said_text (in small letters, without white space and signs
        around it; null where it has no two letters in a row, so that a number is never taken for
        a word), shape and said_before (null for words, and where no words stand before the
        number), outcome (what a person decided is right, `""` for no label; null where nobody
        has), willing (a rule may decide it: open, and not checked by the file's own word).
    """
    joined = standing.join(before, on="word", how="left", maintain_order="left")
    text, ahead = _in_one_form("word_text"), _in_one_form("before")
    is_word = pl.col("word_text").str.contains(_LETTERS)
    is_number = ~is_word & pl.col("before").str.contains(_LETTERS)
    shape = pl.col("word_text").str.replace_all(r"\p{Nd}+", "9").str.replace_all(r"\p{L}+", "a")
    by_a_person = pl.col("decider") == "reviewer"
    says = pl.col("action").is_in(["accept", "change", "reject"])
    return joined.with_columns(
        pl.when(is_word).then(text).alias("said_text"),
        pl.when(is_number).then(shape).alias("shape"),
        pl.when(is_number).then(ahead).alias("said_before"),
        pl.when(by_a_person & says).then(pl.col("new_label").fill_null("")).alias("outcome"),
        (pl.col("open") & (pl.col("status") != "VALID")).alias("willing"),
    )


def _in_one_form(name: str) -> pl.Expr:
    plain = pl.col(name).str.normalize("NFKC").str.to_lowercase()
    return plain.str.replace_all(r"\s+", " ").str.replace_all(
        r"^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$", ""
    )


def counted(rule: Rule, labels: pl.DataFrame) -> dict[str, Any]:
    """A rule as plain values, with how it stands to what was decided.

    Args:
        rule: The rule.
        labels: The labels with what rules look at; see `conditions`.

    Returns:
        The rule's fields, id, said (a sentence), agree and contradict (labels about which a
        person decided the same, and something else), open (labels it would decide).
    """
    met = labels.filter(rule.holds())
    same = met["outcome"] == (rule.right or "")
    return {
        "id": rule.id,
        "said": rule.said,
        **rule.as_dict(),
        "agree": int(same.sum()),
        "contradict": int((~same).sum()),
        "open": int(met["willing"].sum()),
    }
