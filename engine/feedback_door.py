"""The part of the door that is about surveys."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.errors import TooSmall
from engine.feedback import Nps, nps_of_scores
from engine.run_door import RunDoor
from engine.workspace import find_table, open_lines

SCALES = ("0-10", "1-10")


@dataclass(frozen=True)
class Headline:
    """The score that stands above all others.

    Attributes:
        method: standard, shifted, absolute or weighted, as the settings say.
        score: The score by that method.
        interpretation: What it is called.
        nps: All scores, with the groups and the interval.
    """

    method: str
    score: float
    interpretation: str
    nps: Nps


class FeedbackDoor(RunDoor):
    """Surveys of an open workspace."""

    def nps_at_a_glance(self, table: str) -> Headline | None:
        """The NPS of a checked survey by the settings' method.

        Args:
            table: A table's id.

        Returns:
            The score, or None where the table has none: it is no survey, or its scores are not
            on a scale up to 10, or it mixes two.

        Raises:
            NotFound: There is no such table.
        """
        scale = find_table(self._workspace, table).facts.get("scale")
        if not scale or scale["name"] not in SCALES or scale["mixed"]:
            return None
        scores = open_lines(self._workspace, table)["score"]
        try:
            nps = nps_of_scores(scores.cast(float).fill_null(np.nan).to_numpy())
        except TooSmall:
            return None
        method = self._workspace.settings.nps_calculation_method
        return Headline(method, nps.by(method), nps.interpretation(method), nps)
