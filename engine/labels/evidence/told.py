"""What the arithmetic of a receipt says of its amounts, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise, product

import numpy as np

from engine.files import STATUSES
from engine.labels.evidence.arithmetic import told_counts
from engine.labels.evidence.facts import WordFacts
from engine.labels.words import Given, Words

_INVALID = STATUSES.index("INVALID")
_OFF = ("DISCOUNT", "COUPON")
_MOST = 8  # words of one label that are tried


@dataclass(frozen=True)
class Told:
    """A plain fact about the amount that one word says.

    Attributes:
        word: Number of the word.
        label: The label it speaks for.
        text: The fact as a sentence.
    """

    word: int
    label: str
    text: str


def told_by_arithmetic(
    facts: WordFacts, words: Words, given: Given
) -> tuple[tuple[Told, ...], ...]:
    """Sums and products that hold among the amounts as they are labelled, for reasons in words.

    A word's own label never counts for it; labels that the file calls invalid never count.

    Returns:
        The facts of each receipt, in order of words and labels.
    """
    labels: dict[int, list[str]] = {}
    for place in np.flatnonzero(given.status != _INVALID).tolist():
        labels.setdefault(int(given.word[place]), []).append(given.names[given.label[place]])
    counts = told_counts(facts)
    told = []
    for first, end in pairwise(words.starts.tolist()):
        receipt = _Receipt(facts, range(first, end), labels, counts.tolist())
        told.append(receipt.facts())
    return tuple(told)


class _Receipt:
    """The amounts of one receipt by their labels."""

    def __init__(
        self, facts: WordFacts, words: range, labels: dict[int, list[str]], counts: list[int]
    ) -> None:
        self._amount = {word: int(facts.amounts[word]) for word in words if facts.amounts[word]}
        self._row = {word: int(facts.rows[word]) for word in words}
        self._counts = {word: counts[word] for word in words if counts[word] > 1}
        self._by: dict[str, list[int]] = {}
        for word in words:
            for label in labels.get(word, ()):
                if word in self._amount or label == "QUANTITY":
                    self._by.setdefault(label, []).append(word)

    def facts(self) -> tuple[Told, ...]:
        """All that hold, each word's first of a kind only."""
        if not self._by:
            return ()
        found: dict[tuple[int, str], Told] = {}
        for word in self._amount:
            for label, text in self._of(word):
                found.setdefault((word, label), Told(word, label, text))
        return tuple(found[key] for key in sorted(found))

    def _of(self, word: int) -> Iterator[tuple[str, str]]:
        yield from self._totals(word)
        yield from self._subtotals(word)
        yield from self._rest(word)
        yield from self._line(word)

    def _others(self, label: str, word: int) -> list[int]:
        """Amounts of other words under a label."""
        held = [other for other in self._by.get(label, ()) if other != word]
        return [self._amount[other] for other in held if other in self._amount][:_MOST]

    def _discounts(self, word: int) -> list[int]:
        """What was taken off, as a positive amount: nothing, or all discounts and coupons."""
        off = sum(abs(one) for label in _OFF for one in self._others(label, word))
        return [0, off] if off else [0]

    def _totals(self, word: int) -> Iterator[tuple[str, str]]:
        amount = self._amount[word]
        taxes, tips = ([0, *self._others(label, word)] for label in ("TAX", "TIP"))
        for subtotal, tax, tip, less in product(
            self._others("SUBTOTAL", word), taxes, tips, self._discounts(word)
        ):
            if (tax or tip) and amount == subtotal + tax + tip - less:
                parts = [f"SUBTOTAL {_money(subtotal)}"]
                parts += [f"TAX {_money(tax)}"] * bool(tax)
                parts += [f"TIP {_money(tip)}"] * bool(tip)
                yield _equals("GRAND_TOTAL", " + ".join(parts) + _discount("-", less))

    def _subtotals(self, word: int) -> Iterator[tuple[str, str]]:
        held = [other for other in self._by.get("LINE_TOTAL", ()) if other != word]
        lines = [self._amount[other] for other in held if other in self._amount]
        if len(lines) > 1 and sum(lines) == self._amount[word]:
            yield _equals("SUBTOTAL", f"the sum of {len(lines)} LINE_TOTAL amounts")

    def _rest(self, word: int) -> Iterator[tuple[str, str]]:
        amount = self._amount[word]
        for total in self._others("GRAND_TOTAL", word):
            for label, part in (("SUBTOTAL", "TAX"), ("TAX", "SUBTOTAL")):
                for other, less in product(self._others(part, word), self._discounts(word)):
                    if amount == total - other + less:
                        said = f"GRAND_TOTAL {_money(total)} - {part} {_money(other)}"
                        yield _equals(label, said + _discount("+", less))

    def _line(self, word: int) -> Iterator[tuple[str, str]]:
        row, amount = self._row[word], self._amount[word]
        beside = [other for other in self._by.get("QUANTITY", ()) if self._row[other] == row]
        for count in (self._counts[other] for other in beside if other in self._counts):
            for price in self._in_row("UNIT_PRICE", word):
                if amount == count * price:
                    yield _equals("LINE_TOTAL", f"QUANTITY {count} × UNIT_PRICE {_money(price)}")
            for line in self._in_row("LINE_TOTAL", word):
                if line == count * amount:
                    said = f"QUANTITY {count} times it equals LINE_TOTAL {_money(line)}"
                    yield "UNIT_PRICE", f"{said}, as with a UNIT_PRICE."

    def _in_row(self, label: str, word: int) -> list[int]:
        row = self._row[word]
        held = [other for other in self._by.get(label, ()) if other != word]
        chosen = [other for other in held if other in self._amount and self._row[other] == row]
        return [self._amount[other] for other in chosen][:_MOST]


def _equals(label: str, said: str) -> tuple[str, str]:
    return label, f"It equals {said}, as a {label} does."


def _discount(sign: str, amount: int) -> str:
    return f" {sign} DISCOUNT {_money(amount)}" if amount else ""


def _money(amount: int) -> str:
    sign = "-" if amount < 0 else ""
    return f"{sign}{abs(amount) // 100}.{abs(amount) % 100:02d}"
