"""Backroom as its callers see it: drop a file, have it read, ask for bundles, look at runs.

Pages, the command line and notebooks use this class and nothing behind it. Every method may be
called from any thread; none waits for a job but `wait`.
"""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Self

from engine.asking.work import asking_files
from engine.bundles import BundleOptions
from engine.bundles.asks.foresee import foresee
from engine.bundles.work import SENT, bundle_files, bundle_work
from engine.choice_door import ChoiceDoor
from engine.feedback.work import feedback_files
from engine.feedback_door import FeedbackDoor
from engine.jobs import Jobs, Question
from engine.label_door import LabelDoor
from engine.labels.work import label_files
from engine.models.money import Estimate, Plan
from engine.prove_door import ProveDoor
from engine.settings import Settings, read_settings
from engine.survey_door import SurveyDoor
from engine.workspace import Workspace, find_run, find_table

NEEDS = "bundles need a table with one row per product in an order"

WRITTEN = {
    "ask": asking_files, "bundles": bundle_files, "feedback": feedback_files,
    "labels": label_files,
}  # fmt: skip
"""Kind of run → what makes its files."""


class Backroom(LabelDoor, SurveyDoor, FeedbackDoor, ChoiceDoor, ProveDoor):
    """One open workspace with its engine thread."""

    def __init__(
        self, workspace: Workspace, memory: Workspace | None = None, own: Path | None = None
    ) -> None:
        super().__init__(workspace, Jobs(workspace), memory, own)

    @classmethod
    def open(
        cls,
        settings: Settings | None = None,
        *,
        memory: Settings | None = None,
        own: Path | None = None,
    ) -> Self:
        """Open the workspace that the settings name.

        Args:
            settings: Where it lies and how it works; read from the environment by default.
            memory: Of another workspace, in which answers are remembered; by default they are
                in this one.
            own: Folder of the user's settings and prices, where that is another one.

        Raises:
            WorkspaceLocked: Another process has one of them open.
        """
        remembering = Workspace.open(memory) if memory is not None else None
        try:
            return cls(Workspace.open(settings or read_settings()), remembering, own)
        except BaseException:
            if remembering is not None:
                remembering.close()
            raise

    def close(self) -> None:
        """Cancel what runs and close the workspace."""
        self.jobs.close()
        self._workspace.close()
        if self._memory is not self._workspace:
            self._memory.close()

    def find_bundles(
        self,
        table: str,
        options: BundleOptions,
        *,
        model: str = "local",
        budget_usd: float | None = None,
        again: bool = False,
    ) -> str:
        """Ask for bundles: joins the running job or finds the finished run of the same question.

        Args:
            table: A table's id.
            options: What to look for.
            model: Whose models embed, classify, propose and write: `local` or `openai`; empty for
                those of the settings.
            budget_usd: Most the run may spend; 0 for no cap, None for that of the settings.
            again: Compute anew even where a finished run is there.

        Returns:
            The run's id.

        Raises:
            NotFound: There is no such table.
            OptionRefused: It holds no order lines, the server has no address, or a cap could not
                be kept.
            ModelRefused: The server needs a key and there is none.
        """
        question, options, model = self._bundle_question(table, options, model)
        return self._begin(
            question,
            functools.partial(bundle_work, self._workspace, question, options),
            model=model, budget_usd=budget_usd, columns=SENT, again=again,
        )  # fmt: skip

    def bundle_question(self, table: str, options: BundleOptions, model: str = "local") -> Question:
        """What a run of Bundles would be asked; its id is the run's, which need not be there.

        Raises:
            NotFound: There is no such table.
            OptionRefused: It holds no order lines.
        """
        return self._bundle_question(table, options, model)[0]

    def estimate_bundles(
        self, table: str, options: BundleOptions, model: str = "local"
    ) -> Estimate:
        """What a run would ask at most, roughly: requests, tokens, cost, seconds.

        What is remembered is not taken off; nothing is sent.

        Raises:
            NotFound: There is no such table.
        """

        def plan() -> Plan:
            products = int(find_table(self._workspace, table).facts.get("products") or 0)
            return foresee(products, options, embeds=bool(self.settings.embedding_model))

        return self._estimate(plan, model or self.settings.model)

    def _bundle_question(
        self, table: str, options: BundleOptions, model: str
    ) -> tuple[Question, BundleOptions, str]:
        checked = self._table_for(table, ("orders", "baskets"), NEEDS)
        settings = self.settings
        model = model or settings.model
        options = options.settled(fast_itemsets=settings.ml_fast_itemsets)
        return self._question("bundles", checked, options.as_dict(), model), options, model

    def files(self, run: str) -> dict[str, bytes]:
        """The files that a finished run writes, by name.

        Raises:
            NotFound: There is no such run, or it kept no results.
        """
        return WRITTEN[find_run(self._workspace, run).kind](self._workspace, run)
