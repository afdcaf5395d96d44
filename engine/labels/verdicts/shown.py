"""What a language model sees of a labelled word: its receipt, its neighbours, similar words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from engine.labels.evidence.evidence import Evidence
from engine.labels.evidence.facts import SIDES
from engine.labels.verdicts.suggest import INVALID, VALID
from engine.labels.words import Ints

CHARACTERS = 1_200
LINE_CHARACTERS = 100
TEXT_CHARACTERS = 80
EACH = 4
CHECKED_AGAINST = 20
SHAPE_KEPT = ("word", "row", "above", "below", "beside", "similar")
COLUMNS = ("word text", "label", "merchant name", "validation status")
"""What of the user's file is shown."""


@dataclass
class Showing:
    """Shows labelled words; nothing in it depends on how a file numbers or orders them.

    Attributes:
        evidence: What is known of them.
    """

    evidence: Evidence
    _lines: dict[int, list[list[int]]] = field(default_factory=dict)

    def of(self, row: int) -> dict[str, Any]:
        """One label of `given` as plain JSON values."""
        word = int(self.evidence.given.word[row])
        own = self.evidence.given.names[self.evidence.given.label[row]]
        also = [name for name in self.labels(word) if name != own]
        shown: dict[str, Any] = {"word": _cut(self.evidence.words.texts[word]), "label": own}
        if also:
            shown["carries_also"] = also
        return shown | self._around(word) | {"similar": self._matches(row)}

    def of_suggestion(self, row: int, suggested: str) -> dict[str, Any]:
        """A suggestion for one label, with similar words of all merchants."""
        word = int(self.evidence.given.word[row])
        near = [match for match in self.evidence.similar.rows[row].tolist() if match >= 0]
        shown = {"word": _cut(self.evidence.words.texts[word]), "suggested": suggested}
        return shown | self._around(word) | {
            "similar": [self._match(match) for match in near[:CHECKED_AGAINST]]
        }  # fmt: skip

    def labels(self, word: int) -> list[str]:
        """The labels of a word, by name."""
        first, behind = np.searchsorted(self.evidence.given.word, (word, word + 1))
        return sorted(
            self.evidence.given.names[label] for label in self.evidence.given.label[first:behind]
        )

    def _around(self, word: int) -> dict[str, Any]:
        """The merchant, the receipt's lines around the word, and its nearest words."""
        lines = self._lines_of(int(self.evidence.words.receipt[word]))
        place = next(k for k, line in enumerate(lines) if word in line)
        above, below = _nearest_lines([self._text(line) for line in lines], place)
        at = lines[place].index(word)
        row = {
            "left": self._text(lines[place][:at])[-LINE_CHARACTERS:],
            "right": self._text(lines[place][at + 1 :])[:LINE_CHARACTERS],
        }
        shown: dict[str, Any] = {"above": above, "row": row, "below": below}
        if (merchant := int(self.evidence.words.merchant[word])) >= 0:
            shown["merchant"] = _cut(self.evidence.words.merchants[merchant])
        return shown | {"beside": dict(self._neighbours(word))}

    def _neighbours(self, word: int) -> Iterator[tuple[str, list[str]]]:
        """Side → the nearest word there and its labels."""
        for side, other in zip(SIDES, self.evidence.facts.neighbours[word].tolist(), strict=True):
            if other >= 0:
                yield side, [_cut(self.evidence.words.texts[other]), *self.labels(other)]

    def _matches(self, row: int) -> dict[str, list[dict[str, Any]]]:
        """The most similar words, of the same merchant first, with the same and other labels."""
        near = dict.fromkeys(
            (*self.evidence.similar.group_rows[row], *self.evidence.similar.rows[row])
        )
        matches = [int(match) for match in near if match >= 0]
        own = self.evidence.given.label[row]
        same = [match for match in matches if self.evidence.given.label[match] == own]
        other = [match for match in matches if self.evidence.given.label[match] != own]
        return {
            "same_label": [self._match(match) for match in same[:EACH]],
            "other_labels": [self._match(match) for match in other[:EACH]],
        }

    def _match(self, row: int) -> dict[str, Any]:
        word = int(self.evidence.given.word[row])
        shown: dict[str, Any] = {
            "word": _cut(self.evidence.words.texts[word]),
            "left": _cut(self.evidence.facts.left_texts[word], last=True),
            "label": self.evidence.given.names[self.evidence.given.label[row]],
        }
        if said := {VALID: "right", INVALID: "wrong"}.get(int(self.evidence.given.status[row])):
            shown["checked"] = said
        return shown

    def _lines_of(self, receipt: int) -> list[list[int]]:
        """The words of a receipt by row, from left to right."""
        if receipt not in self._lines:
            first, behind = self.evidence.words.starts[receipt : receipt + 2]
            numbers: Ints = np.arange(first, behind)
            rows, across = self.evidence.facts.rows[numbers], self.evidence.words.boxes[numbers, 0]
            order = np.lexsort((numbers, np.nan_to_num(across, nan=0.0), rows))
            cuts = np.flatnonzero(np.diff(rows[order])) + 1
            self._lines[receipt] = [part.tolist() for part in np.split(numbers[order], cuts)]
        return self._lines[receipt]

    def _text(self, line: Sequence[int]) -> str:
        return " ".join(self.evidence.words.texts[word] for word in line)


def _nearest_lines(texts: Sequence[str], place: int) -> tuple[list[str], list[str]]:
    """The lines above and below one, the nearest ones first chosen, while there is room."""
    above: list[str] = []
    below: list[str] = []
    room = CHARACTERS
    for away in range(1, len(texts)):
        for side, at in ((above, place - away), (below, place + away)):
            if 0 <= at < len(texts) and room > 0:
                side.append(_cut(texts[at], LINE_CHARACTERS))
                room -= len(side[-1])
        if room <= 0:
            break
    return above[::-1], below


def _cut(text: str, most: int = TEXT_CHARACTERS, *, last: bool = False) -> str:
    """A text in one line, shortened where it is long; `last` keeps its end."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[-most:] if last else line[:most]
