"""From what was chosen to what is asked: the run's question, its texts, what would be sent."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any

import polars as pl

from engine.asking.options import AskOptions
from engine.asking.pipeline import fold_texts, items_of, task_of
from engine.asking.texts import find_column, heading_of, texts_of
from engine.jobs import Question
from engine.models import Item, Task
from engine.models.opening import model_identities
from engine.settings import Settings
from engine.version import version_of
from engine.workspace import Workspace, find_table, open_lines


@dataclass(frozen=True)
class Asked:
    """One run's question.

    Attributes:
        question: Its id is the run's.
        options: With the column of the checked lines and the models that are meant.
        heading: The column's heading in the file.
    """

    question: Question
    options: AskOptions
    heading: str

    @property
    def table(self) -> str:
        """Id of the table that is asked about."""
        return str(self.question.asked["table"])

    def task(self, settings: Settings) -> Task:
        """The question as a model is asked it."""
        return task_of(self.options, self.heading, settings.batch_size_optimal)

    def texts(self, workspace: Workspace) -> pl.DataFrame:
        """Number and text of every line."""
        return texts_of(open_lines(workspace, self.table), self.options.column)

    def items(self, workspace: Workspace) -> tuple[list[Item], int]:
        """The distinct texts in the order of the file, and how many rows have one.

        They are shown as the run will show them.
        """
        texts = self.texts(workspace)["text"]
        folded = fold_texts(texts)
        by_text = {item.id: item for item in items_of(texts, folded)}
        return [by_text[key] for key in dict.fromkeys(folded) if key], sum(map(bool, folded))


def prepare(workspace: Workspace, table: str, options: AskOptions, settings: Settings) -> Asked:
    """What asking about a table asks for.

    Raises:
        NotFound: There is no such table.
        OptionRefused: It has no such column.
    """
    checked, lines = find_table(workspace, table), open_lines(workspace, table)
    column = find_column(checked, lines, options.column)
    chosen = dataclasses.replace(options, column=column, model=options.model or settings.model)
    asked: dict[str, Any] = {
        "table": table,
        "options": chosen.shaping,
        "version": version_of("asking", "files", "models", "reports"),
        "models": model_identities(chosen.model, settings),
    }
    return Asked(Question.of("ask", checked.name, asked), chosen, heading_of(checked, column))
