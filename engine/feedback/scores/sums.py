"""What answers add up to, group by group: the ground of every figure and its uncertainty."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from engine.feedback.responses import Floats, Ints
from engine.feedback.scores.answers import Answers


@dataclass(frozen=True)
class Sums:
    """Sums over the answers of k groups.

    Attributes:
        table: (k, 7) answers, weight, squared weight, weight of promoters and of detractors,
            weight × score, weight × score².
        is_nps: Whether the groups' value is their NPS; else it is their mean score.
        bounds: The lowest and the highest value a group may have.
    """

    table: Floats = field(repr=False)
    is_nps: bool
    bounds: tuple[float, float]

    def __sub__(self, other: Sums) -> Sums:
        """The answers of these groups that are not in the others, which are all among them."""
        return Sums(self.table - other.table, self.is_nps, self.bounds)

    def __len__(self) -> int:
        return len(self.table)

    def take(self, groups: Ints) -> Sums:
        """Some of the groups, in that order."""
        return Sums(self.table[groups], self.is_nps, self.bounds)

    @property
    def n(self) -> Ints:
        """Answers, (k,)."""
        return self.table[:, 0].astype(np.int64)

    @property
    def weight(self) -> Floats:
        """Sum of their weights, (k,)."""
        return self.table[:, 1]

    @property
    def effective(self) -> Floats:
        """How many equally weighted answers would tell as much: (Σw)²/Σw² (Kish 1965), (k,)."""
        return np.where(self.n > 0, self.weight**2 / _over(self.table[:, 2]), 0.0)

    @property
    def up(self) -> Floats:
        """Weighted share of promoters, 0..1; NaN where there are no answers, (k,)."""
        return self.table[:, 3] / _over(self.weight)

    @property
    def down(self) -> Floats:
        """Weighted share of detractors, 0..1, (k,)."""
        return self.table[:, 4] / _over(self.weight)

    @property
    def mean(self) -> Floats:
        """Weighted mean score, (k,)."""
        return self.table[:, 5] / _over(self.weight)

    @property
    def value(self) -> Floats:
        """The NPS, -100..100, or the mean score where there is none, (k,)."""
        return 100 * (self.up - self.down) if self.is_nps else self.mean

    @property
    def variance(self) -> Floats:
        """Of one answer's value: points of the NPS around it, or scores around their mean, (k,).

        That of scores is without bias, for as many answers as they are worth; NaN for a single one.
        """
        if self.is_nps:
            return 1e4 * (self.up + self.down - (self.up - self.down) ** 2)
        around = np.maximum(self.table[:, 6] / _over(self.weight) - self.mean**2, 0)
        return around * self.effective / _over(self.effective - 1)


def add_up(answers: Answers, group: Ints, groups: int, at: Ints | None = None) -> Sums:
    """Sums over groups of answers.

    Args:
        answers: All of them.
        group: (m,) the group of each answer, or of those at `at`; -1 for none.
        groups: How many groups there are.
        at: (m,) which answers they are; an answer may be in several groups. None for all in order.
    """
    parts = answers.parts if at is None else answers.parts[at]
    in_one = group >= 0
    if not in_one.all():
        parts, group = parts[in_one], group[in_one]
    columns = [np.bincount(group, part, minlength=groups) for part in parts.T]
    return Sums(np.column_stack(columns), answers.is_nps, answers.bounds)


def all_of(answers: Answers) -> Sums:
    """Sums over all answers as one group."""
    return add_up(answers, np.zeros(len(answers), dtype=np.int64), 1)


def _over(below: Floats) -> Floats:
    """A denominator that gives NaN instead of a warning where it is nothing."""
    return np.where(below > 0, below, np.nan)
