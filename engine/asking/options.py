"""What a user may choose for asking about a table of texts."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.asking.schemas import check_schema
from engine.errors import OptionRefused
from engine.models.chat.keys import has_lone_surrogate

MODELS = ("", "local", "openai")
MOST_QUESTION = 4_000


@dataclass(frozen=True)
class AskOptions:
    """One question about every text of a column.

    Attributes:
        question: What is asked of each text, 1 to 4,000 characters.
        schema: JSON schema (draft 2020-12) of one answer: an object with `properties`, without
            references, at most 64 KB.
        column: The column that holds the texts: a heading of the file or a field's name; empty
            for the recognised comments, product names or words.
        model: Whose models answer: `local` or `openai`; empty for those of the settings.
        budget_usd: Most the run may spend, in USD; 0 for no cap, None for that of the settings.
    """

    question: str
    schema: Mapping[str, Any]
    column: str = ""
    model: str = ""
    budget_usd: float | None = None

    def __post_init__(self) -> None:
        if not self.question.strip():
            raise OptionRefused("There is no question; say what is to be told of each text.")
        if len(self.question) > MOST_QUESTION:
            raise OptionRefused(
                f"The question has {len(self.question):,} characters; {MOST_QUESTION:,} are the "
                "most."
            )
        if self.model not in MODELS:
            raise OptionRefused(f"model must be local or openai, not {self.model!r}.")
        cap = self.budget_usd
        if cap is not None and not (math.isfinite(cap) and cap >= 0):
            raise OptionRefused(f"The budget must be 0 or more USD, not {cap:g}; 0 is no cap.")
        check_schema(self.schema)
        if any(has_lone_surrogate(said) for said in self.shaping.values()):
            raise OptionRefused(
                "The question, the column or the schema holds half a character, which cannot be "
                "sent; write it as UTF-8."
            )

    @property
    def properties(self) -> tuple[str, ...]:
        """Names of an answer's parts, in the schema's order."""
        return tuple(self.schema["properties"])

    def as_dict(self) -> dict[str, Any]:
        """The options as plain values."""
        return self.shaping | {"budget_usd": self.budget_usd}

    @property
    def shaping(self) -> dict[str, Any]:
        """The options that shape the answers: all but the budget.

        The schema is told as text, because the order of its properties is that of the columns.
        """
        return {
            "question": self.question,
            "schema": json.dumps(self.schema, ensure_ascii=False),
            "column": self.column,
            "model": self.model,
        }
