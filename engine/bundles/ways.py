"""The ways a run may work; the flags `ml.*` of the settings switch them, results are the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from engine.settings import Settings


@dataclass(frozen=True)
class Ways:
    """Which optimisations are used.

    Attributes:
        side_by_side: Candidates of all sizes, objectives and types are made at the same time, and
            the card "Does it hold?" beside them.
        lazily: Only candidates that could be the next pick are weighed anew for it, and the
            search of trade-offs takes fewer generations (that one finds less).
        bottom_up: The fallback ladder is climbed from its weakest tier.
        faiss: Nearest neighbours are found by faiss; else by numpy.
    """

    side_by_side: bool = True
    lazily: bool = True
    bottom_up: bool = True
    faiss: bool = True

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """As the settings' flags say."""
        return cls(
            side_by_side=settings.ml_parallel_candidate_generation,
            lazily=settings.ml_reduced_optimization_iterations,
            bottom_up=settings.ml_bottom_up_ladder,
            faiss=settings.ml_faiss_similarity_search,
        )
