"""The part of the door that has labels judged: what a run would take, and the run."""

from __future__ import annotations

import functools
import hashlib
import json

from engine.ask_door import CHAT, AskDoor
from engine.errors import OptionRefused
from engine.files import KINDS
from engine.jobs import Question
from engine.labels import LabelOptions
from engine.labels.foresee import foresee
from engine.labels.work import SENT, label_work
from engine.models.money import Estimate, Plan, estimate, price_of
from engine.models.opening import model_identities, open_models
from engine.review_door import ReviewDoor
from engine.version import version_of
from engine.workspace import calls_seen, find_table


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
        if not again and self._is_there(question.id):
            return question.id
        post = self._post(model, budget_usd)
        opening = functools.partial(
            open_models, model, post, question.id, columns=SENT, budget_usd=budget_usd
        )
        self.jobs.submit(question, label_work(self._workspace, question, options, opening))
        return question.id

    def label_question(self, table: str, options: LabelOptions, model: str = "local") -> Question:
        """What a run of Labels would be asked; its id is the run's, which need not be there.

        Raises:
            NotFound: There is no such table.
            OptionRefused: It holds no words of receipts.
        """
        checked = find_table(self._workspace, table)
        if checked.kind != "receipts":
            kind = KINDS[checked.kind]
            raise OptionRefused(
                f"{checked.name} was read as {kind.title.lower()} ({kind.says}); Labels needs a "
                "table with one row per word of a receipt."
            )
        asked = {
            "table": table,
            "options": options.as_dict(),
            "version": version_of("labels", "files", "models", "reports"),
            "models": model_identities(model or self.settings.model, self.settings),
        }
        run = hashlib.sha256(json.dumps(["labels", asked], sort_keys=True).encode()).hexdigest()
        return Question(run[:20], "labels", checked.name, asked)

    def estimate_labels(self, table: str, options: LabelOptions, model: str = "local") -> Estimate:
        """What a run would ask at most, roughly: requests, tokens, cost, seconds; nothing is sent.

        Raises:
            NotFound: There is no such table.
        """
        settings = self.settings
        if (model or settings.model) == "local":
            return estimate(Plan(0, 0, 0, ()), settings, price_of(settings, ""), None)
        checked = find_table(self._workspace, table)
        labelled = int(checked.facts.get("labelled") or checked.used)
        plan = foresee(labelled, options)
        seen = calls_seen(self._memory, settings.ai_model, CHAT)
        return estimate(plan, settings, price_of(settings, settings.ai_model), seen)
