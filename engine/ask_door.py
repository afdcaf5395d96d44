"""The part of the door that asks models: what a run would take, what would be sent, the run."""

from __future__ import annotations

import dataclasses
import functools
from typing import Any

from engine.asking import AskOptions
from engine.asking.question import Asked, prepare
from engine.asking.work import asking_work
from engine.jobs import Question
from engine.models.chat import plan_requests, preview_request
from engine.models.money import Estimate, Plan, estimate, price_of
from engine.tool_door import CHAT, ToolDoor
from engine.workspace import calls_seen


class AskDoor(ToolDoor):
    """Questions about the texts of an open workspace."""

    def ask(self, table: str, options: AskOptions, *, again: bool = False) -> str:
        """Ask one question about every text of a column.

        Joins the running job, finds the finished run of the same question, or goes on with one
        that was stopped, cancelled or interrupted.

        Args:
            table: A table's id.
            options: What is asked, of which column and whom.
            again: Ask anew even where a finished run is there; what is remembered is not sent.

        Returns:
            The run's id.

        Raises:
            NotFound: There is no such table.
            OptionRefused: It has no such column, the server no address, or a cap could not be
                kept.
            ModelRefused: The server needs a key and there is none.
        """
        asked, per_call = self._asked(table, options), self.settings.batch_size_optimal
        return self._begin(
            asked.question,
            functools.partial(asking_work, self._workspace, asked, per_call=per_call),
            model=asked.options.model, budget_usd=asked.options.budget_usd,
            columns=(asked.heading,), again=again,
        )  # fmt: skip

    def ask_question(self, table: str, options: AskOptions) -> Question:
        """What a run would be asked; its id is the run's, which need not be there.

        Raises:
            NotFound: There is no such table.
            OptionRefused: It has no such column.
        """
        return self._asked(table, options).question

    def estimate_ask(self, table: str, options: AskOptions) -> Estimate:
        """What a run would take: requests, tokens, cost, seconds; nothing is sent.

        Raises:
            NotFound: There is no such table.
            OptionRefused: It has no such column, or the server no address.
        """
        asked, settings = self._asked(table, options), self.settings
        items, rows = asked.items(self._workspace)
        if asked.options.model == "local":
            return estimate(Plan(rows, len(items), 0, ()), settings, price_of(settings, ""), None)
        post = self._reach()
        plan = plan_requests(
            asked.task(settings),
            items,
            settings=settings,
            redactor=post.redactor,
            answers=post.answers(asked.question.id),
        )
        seen = calls_seen(self._memory, settings.ai_model, CHAT)
        price = price_of(settings, settings.ai_model)
        return estimate(dataclasses.replace(plan, items=rows), settings, price, seen)

    def preview_ask(
        self, table: str, options: AskOptions, at_most: int = 5
    ) -> list[dict[str, Any]]:
        """Exactly what would be sent about the first different texts: `role` and `content` each.

        Args:
            table: A table's id.
            options: What would be asked; with the models of this computer nothing is sent.
            at_most: How many texts.

        Raises:
            NotFound: There is no such table.
            OptionRefused: It has no such column, or the server no address.
        """
        asked = self._asked(table, options)
        if asked.options.model == "local":
            return []
        task, (items, _) = asked.task(self.settings), asked.items(self._workspace)
        redactor = self._reach().redactor
        told = preview_request(task, items[:at_most], settings=self.settings, redactor=redactor)
        return [dict(message) for message in told]

    def _asked(self, table: str, options: AskOptions) -> Asked:
        return prepare(self._workspace, table, options, self.settings)
