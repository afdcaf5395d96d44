"""The part of the door that has labels judged: what a run would take, and the run."""

from __future__ import annotations

import functools
import hashlib

import polars as pl

from engine.ask_door import AskDoor
from engine.jobs import Question
from engine.labels import LabelOptions
from engine.labels.evidence.taught import RIGHT, WRONG
from engine.labels.foresee import foresee
from engine.labels.work import SENT, label_work
from engine.models.money import Estimate, Plan
from engine.review_door import ReviewDoor
from engine.workspace import REVIEWER, find_table, labels_decided

NEEDS = "Labels needs a table with one row per word of a receipt"


class LabelDoor(AskDoor, ReviewDoor):
    """Wrong labels among words of receipts."""

    def find_labels(
        self,
        table: str,
        options: LabelOptions,
        *,
        model: str = "local",
        budget_usd: float | None = None,
        again: bool = False,
    ) -> str:
        """Have labels judged: joins the running job or finds the finished run of the same question.

        Args:
            table: A table's id.
            options: What is judged and how.
            model: Who is asked about what is unclear: `local` or `openai`; empty for that of the
                settings.
            budget_usd: Most the run may spend; 0 for no cap, None for that of the settings.
            again: Compute anew even where a finished run is there.

        Returns:
            The run's id.

        Raises:
            NotFound: There is no such table.
            OptionRefused: It holds no words of receipts, the server has no address, or a cap could
                not be kept.
            ModelRefused: The server needs a key and there is none.
        """
        model = model or self.settings.model
        question = self.label_question(table, options, model)
        decided = self._decided(table) if options.learn else None
        return self._begin(
            question,
            functools.partial(label_work, self._workspace, question, options, decided=decided),
            model=model, budget_usd=budget_usd, columns=SENT, again=again,
        )  # fmt: skip

    def label_question(self, table: str, options: LabelOptions, model: str = "local") -> Question:
        """What a run of Labels would be asked; its id is the run's, which need not be there.

        What a person decided about the file's labels is part of it where it is learnt from.

        Raises:
            NotFound: There is no such table.
            OptionRefused: It holds no words of receipts.
        """
        checked = self._table_for(table, ("receipts",), NEEDS)
        model = model or self.settings.model
        question = self._question("labels", checked, options.as_dict(), model)
        decided = self._decided(table) if options.learn else None
        if decided is None or decided.is_empty():
            return question
        told = hashlib.sha256(decided.write_json().encode()).hexdigest()
        return Question.of("labels", checked.name, {**question.asked, "decided": told})

    def _decided(self, table: str) -> pl.DataFrame:
        """What a person decided about labels of the table's file: key, action, label, by key."""
        found = labels_decided(self._workspace, find_table(self._workspace, table).content)
        by_a_person = found.filter(
            pl.col("decider") == REVIEWER, pl.col("action").is_in([*RIGHT, *WRONG])
        )
        return by_a_person.select("key", "action", "label")

    def estimate_labels(self, table: str, options: LabelOptions, model: str = "local") -> Estimate:
        """What a run would ask at most, roughly: requests, tokens, cost, seconds; nothing is sent.

        Raises:
            NotFound: There is no such table.
        """

        def plan() -> Plan:
            checked = find_table(self._workspace, table)
            return foresee(int(checked.facts.get("labelled") or checked.used), options)

        return self._estimate(plan, model or self.settings.model)
