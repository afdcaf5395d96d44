"""What a user may choose for a run of Feedback."""

from __future__ import annotations

from dataclasses import dataclass

from engine.errors import OptionRefused
from engine.feedback.scores.nps import METHODS
from engine.options import Options


@dataclass(frozen=True)
class FeedbackOptions(Options):
    """The options of a run; each has a default that suits most files.

    Attributes:
        headline: Which score stands above the others: standard, shifted, absolute or weighted;
            empty for that of the settings.
        map_scores: Whether scores on 1-5 or 1-7 are mapped to promoters, passives and detractors;
            without it such scales give a mean and the share of satisfied responses.
        weight: Heading of a kept column with the weight of each response; empty for none.
        segments: Headings of the columns that are compared; empty for all the file has.
        own_scores: Whether the file's own scores teach how its comments are read; they never
            tell a comment's own reading.
        kept_themes: Whether themes that were renamed, merged, split off or pinned in other files
            are looked for too.
        themes: Most themes, 2 to 30; 0 for as many as the comments hold, at most 14.
        sure: Confidence of intervals and tests, .8 to .99.
        ask: Whether the language model analyses the comments, where there is one.
        per_call: Most comments in one request, 10 to 200; 0 for that of the settings.
        seed: Seed of what draws at random (folds, bootstraps).
    """

    headline: str = ""
    map_scores: bool = False
    weight: str = ""
    segments: tuple[str, ...] = ()
    own_scores: bool = True
    kept_themes: bool = True
    themes: int = 0
    sure: float = 0.95
    ask: bool = True
    per_call: int = 0
    seed: int = 0

    RANGES = (("sure", 0.8, 0.99),)

    def __post_init__(self) -> None:
        """Refuse what is out of range.

        Raises:
            OptionRefused: A value is.
        """
        super().__post_init__()
        if self.headline and self.headline not in METHODS:
            known = ", ".join(METHODS)
            raise OptionRefused(f"headline must be one of {known}, not {self.headline!r}.")
        for name, low, high in _OR_NONE:
            value = getattr(self, name)
            if value and not low <= value <= high:
                raise OptionRefused(
                    f"{name} must be 0 or between {low:g} and {high:g}, not {value:g}."
                )


_OR_NONE = (("themes", 2, 30), ("per_call", 10, 200))
