"""The part of the door that has surveys analysed: what a run would take, and the run."""

from __future__ import annotations

import dataclasses
import functools

from engine.errors import OptionRefused
from engine.feedback.foresee import foresee
from engine.feedback.options import FeedbackOptions
from engine.feedback.work import SENT, feedback_work
from engine.jobs import Question
from engine.models.money import Estimate, Plan
from engine.tool_door import ToolDoor
from engine.workspace import CheckedTable, find_table, kept_themes

NEEDS = "Feedback needs a table with one row per answer, with a score, a comment or both"


class SurveyDoor(ToolDoor):
    """Runs of Feedback over checked surveys."""

    def find_feedback(
        self,
        table: str,
        options: FeedbackOptions,
        *,
        model: str = "local",
        budget_usd: float | None = None,
        again: bool = False,
    ) -> str:
        """Have a survey analysed: joins the running job or finds the finished run of the question.

        Args:
            table: A table's id.
            options: What is done and how.
            model: Who reads the comments: `local` or `openai`; empty for that of the settings.
            budget_usd: Most the run may spend; 0 for no cap, None for that of the settings.
            again: Compute anew even where a finished run is there.

        Returns:
            The run's id.

        Raises:
            NotFound: There is no such table.
            OptionRefused: It holds no survey, the server has no address, or a cap could not be
                kept.
            ModelRefused: The server needs a key and there is none.
        """
        model = model or self.settings.model
        options = self._usual(options)
        question = self.feedback_question(table, options, model)
        return self._begin(
            question,
            functools.partial(feedback_work, self._workspace, question, options),
            model=model, budget_usd=budget_usd, columns=SENT, again=again,
        )  # fmt: skip

    def feedback_question(
        self, table: str, options: FeedbackOptions, model: str = "local"
    ) -> Question:
        """What a run of Feedback would be asked; its id is the run's, which need not be there.

        The themes that are kept in the workspace are part of it, where they are wanted.

        Raises:
            NotFound: There is no such table.
            OptionRefused: It holds no survey, or has no segment of a name that is wanted.
        """
        checked = self._table_for(table, ("survey",), NEEDS)
        _refuse_unknown(options, checked)
        kept = kept_themes(self._workspace) if options.kept_themes else []
        # Another size of a request changes no answer.
        shaping = self._usual(options).as_dict() | {"per_call": 0, "taxonomy": kept}
        return self._question("feedback", checked, shaping, model or self.settings.model)

    def estimate_feedback(
        self, table: str, options: FeedbackOptions, model: str = "local"
    ) -> Estimate:
        """What a run would ask at most, roughly: requests, tokens, cost, seconds; nothing is sent.

        Raises:
            NotFound: There is no such table.
        """

        def plan() -> Plan:
            checked = find_table(self._workspace, table)
            commented = int(checked.facts.get("commented") or 0)
            return foresee(commented, options, self._usual(options).per_call)

        return self._estimate(plan, model or self.settings.model)

    def _usual(self, options: FeedbackOptions) -> FeedbackOptions:
        """The options with the settings' choice where they leave it open."""
        settings = self.settings
        return dataclasses.replace(
            options,
            headline=options.headline or settings.nps_calculation_method,
            per_call=options.per_call or settings.batch_size_optimal,
        )


def _refuse_unknown(options: FeedbackOptions, table: CheckedTable) -> None:
    """Refuse segments that the table has not.

    Raises:
        OptionRefused: There is one.
    """
    known = [str(segment["heading"]) for segment in table.facts.get("segments", ())]
    for name in options.segments:
        if name not in known:
            there = f"segments are {', '.join(known)}" if known else "it has none"
            raise OptionRefused(f"There is no segment {name!r} in {table.name}; {there}.")
