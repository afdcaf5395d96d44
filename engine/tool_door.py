"""What the doors of all tools do alike: find the table, name the question, begin, estimate."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from engine.errors import OptionRefused
from engine.files import KINDS
from engine.jobs import Question, Work
from engine.model_door import ModelDoor
from engine.models.money import Estimate, Plan, estimate, price_of
from engine.models.opening import Opening, model_identities, open_models
from engine.version import version_of
from engine.workspace import CheckedTable, calls_seen, find_table

CHAT = "/chat/completions"
SHARED = ("files", "models", "reports")
"""Rooms of the engine that shape what every tool finds."""


class ToolDoor(ModelDoor):
    """Runs of a tool over a checked table."""

    def _table_for(self, table: str, kinds: Sequence[str], needs: str) -> CheckedTable:
        """The table a tool is asked about.

        Args:
            table: Its id.
            kinds: What it may have been read as.
            needs: The end of a sentence that says what the tool needs, such as "bundles need a
                table with one row per product in an order".

        Raises:
            NotFound: There is no such table.
            OptionRefused: It was read as something else.
        """
        checked = find_table(self._workspace, table)
        if checked.kind not in kinds:
            kind = KINDS[checked.kind]
            raise OptionRefused(
                f"{checked.name} was read as {kind.title.lower()} ({kind.says}); {needs}."
            )
        return checked

    def _question(
        self, tool: str, checked: CheckedTable, options: Mapping[str, Any], model: str
    ) -> Question:
        """What a run of a tool is asked.

        Args:
            tool: The tool's name, which is its folder in the engine and its runs' kind.
            checked: The table.
            options: All that shapes the result, as plain values.
            model: Whose models answer: `local` or `openai`.
        """
        asked = {
            "table": checked.id,
            "options": dict(options),
            "version": version_of(tool, *SHARED),
            "models": model_identities(model, self.settings),
        }
        return Question.of(tool, checked.name, asked)

    def _begin(
        self,
        question: Question,
        work: Callable[[Opening], Work],
        *,
        model: str,
        budget_usd: float | None,
        columns: tuple[str, ...],
        again: bool,
    ) -> str:
        """Begin a run, join the one under way, or find the finished one.

        Args:
            question: What it is asked.
            work: Makes the job from what opens its models.
            model: Whose models answer: `local` or `openai`.
            budget_usd: Most the run may spend; 0 for no cap, None for that of the settings.
            columns: What may leave this computer, in the words of the user's file.
            again: Compute anew even where a finished run is there.

        Returns:
            The run's id.

        Raises:
            OptionRefused: The server has no address, or a cap could not be kept.
            ModelRefused: The server needs a key and there is none.
        """
        if not again and self._is_there(question.id):
            return question.id
        opening = functools.partial(
            open_models, model, self._post(model, budget_usd), question.id,
            columns=columns, budget_usd=budget_usd,
        )  # fmt: skip
        self.jobs.submit(question, work(opening))
        return question.id

    def _estimate(self, plan: Callable[[], Plan], model: str) -> Estimate:
        """What a run would ask at most: requests, tokens, cost, seconds; nothing is sent.

        Args:
            plan: Makes what would be asked of a server; not called where none is.
            model: Whose models answer: `local` or `openai`.
        """
        settings = self.settings
        if model == "local":
            return estimate(Plan(0, 0, 0, ()), settings, price_of(settings, ""), None)
        seen = calls_seen(self._memory, settings.ai_model, CHAT)
        return estimate(plan(), settings, price_of(settings, settings.ai_model), seen)
