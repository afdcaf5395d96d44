"""What a user may choose for a run of Labels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Self

from engine.options import Options


@dataclass(frozen=True)
class LabelOptions(Options):
    """The options of a run; each has a default that suits most files.

    Attributes:
        labels: Label types that are judged; empty for all. Words under other labels are evidence
            all the same.
        thorough: Whether trees are pooled with the linear model: better at labels that are easily
            taken for one another, at several times the work.
        promised: Share of words called clearly wrong that are to be wrong indeed, .5 to .99; the
            self-test picks the threshold that keeps it.
        min_group: Labels of one type at one merchant below which a group is too small to judge
            by itself, 2 to 100.
        min_confidence: Least confidence of a suggestion that is applied without a person, 0..1.
        similar_at: Least likeness of a similar match, 0..1.
        ask: Whether the language model is asked about what is unclear, where there is one.
        per_call: Most words in one request, 10 to 50.
        most_asked: Most of the labelled words that are sent, as a share, 0..1.
        learn: Whether what a person decided about labels of this file before is learnt from, as
            labels that were checked.
        seed: Seed of what draws at random (folds, the self-test, the blind recheck).
    """

    labels: tuple[str, ...] = ()
    thorough: bool = True
    promised: float = 0.9
    min_group: int = 3
    min_confidence: float = 0.7
    similar_at: float = 0.7
    ask: bool = True
    per_call: int = 25
    most_asked: float = 0.15
    learn: bool = True
    seed: int = 0

    RANGES = (
        ("promised", 0.5, 0.99),
        ("min_group", 2, 100),
        ("min_confidence", 0, 1),
        ("similar_at", 0, 1),
        ("per_call", 10, 50),
        ("most_asked", 0, 1),
    )

    @classmethod
    def from_words(cls, words: Mapping[str, str]) -> Self:
        """Options from name → written value, as on the command line; labels in any case.

        Raises:
            OptionRefused: A name is unknown, a value cannot be read or is out of range.
        """
        chosen = super().from_words(words)
        return replace(chosen, labels=tuple(label.upper() for label in chosen.labels))
