"""What a person decided about labels of the file before, as examples that were checked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import polars as pl

from engine.files import STATUSES
from engine.labels.evidence.judged import Judged
from engine.labels.words import Given

RIGHT, WRONG = ("reject",), ("accept", "change")
_VALID, _INVALID = STATUSES.index("VALID"), STATUSES.index("INVALID")


@dataclass(frozen=True)
class Taught:
    """The labels as they are learnt from.

    Attributes:
        given: The labels of the file with what was decided in their place: one that was found
            right is checked, one that was found wrong is the right label and checked, or refused
            where no label of the file takes its place.
        count: How many labels were decided.
    """

    given: Given = field(repr=False)
    count: int = 0

    def judged_of(self, judged: Judged, given: Given) -> Judged:
        """What was believed of these labels, as suspicion of those that the file gives."""
        if not self.count:
            return judged
        changed = np.flatnonzero(self.given.label != given.label)
        wrong = judged.wrong.copy()
        wrong[changed] = 1 - judged.truth[changed, given.label[changed]]
        return replace(judged, wrong=wrong)


def teach(given: Given, keys: Sequence[str], decided: pl.DataFrame | None) -> Taught:
    """Put what was decided in the place of what the file says, to be learnt from.

    Args:
        given: The labels of the file.
        keys: The key of each; see `engine.labels.review.keys`.
        decided: key, action and label of each decision that a person made; those left alone,
            unsure or opened again say nothing. None for no decisions.
    """
    if decided is None or decided.is_empty():
        return Taught(given)
    told = {key: (action, label) for key, action, label in
            decided.select("key", "action", "label").iter_rows()}  # fmt: skip
    names = {name: number for number, name in enumerate(given.names)}
    label, status, count = given.label.copy(), given.status.copy(), 0
    for row, key in enumerate(keys):
        action, right = told.get(key, ("", None))
        if action not in (*RIGHT, *WRONG):
            continue
        count += 1
        status[row] = _VALID if action in RIGHT else _status_of(right, names)
        if action in WRONG and right in names:
            label[row] = names[right]
    return Taught(replace(given, label=label, status=status), count)


def _status_of(right: str | None, names: Mapping[str, int]) -> int:
    return _VALID if right in names else _INVALID
