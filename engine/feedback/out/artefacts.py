"""All files of a run that are made when somebody asks for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from engine.feedback.meaning.measures import Measures
from engine.feedback.meaning.quotes import check_quotes, choose_quotes
from engine.feedback.out.page import to_page
from engine.feedback.out.phrases import Phrases
from engine.feedback.out.told import Told
from engine.feedback.out.workbook import to_workbook

WRITTEN_BY_US = "local"


def tell(
    responses: pl.DataFrame,
    measures: Measures,
    themes: Sequence[Mapping[str, Any]],
    documents: Mapping[str, Any],
    filters: Mapping[str, Sequence[str]],
    language: str,
) -> Told:
    """What is written down.

    Args:
        responses: Those that are told of.
        measures: Their figures.
        themes: name and words of each theme.
        documents: `summary` and `manifest` of the run.
        filters: What the responses are limited to; a model's sentences hold for all of them only.
        language: `en` or `es`.

    Raises:
        OptionRefused: There are no phrases in this language.
    """
    quotes, _ = check_quotes(responses, choose_quotes(responses, [dict(one) for one in themes]))
    whole = not any(filters.values())
    words = [one["text"] for one in documents["summary"]["words"]
             if whole and one["made_by"] != WRITTEN_BY_US]  # fmt: skip
    # How the file was read holds whatever the filters; what measures note holds under these.
    notes = (*measures.notes, *documents["summary"].get("notes_on_reading", ()))
    return Told(
        responses, measures, quotes, words, notes, documents["manifest"], filters,
        Phrases(language),
    )  # fmt: skip


def feedback_artefacts(told: Told) -> dict[str, bytes]:
    """Name → file: the workbook, the offline page, the slides."""
    from engine.feedback.out.slides import to_slides  # noqa: PLC0415 - costly

    return {
        "feedback.xlsx": to_workbook(told),
        "feedback.html": to_page(told),
        "feedback.pptx": to_slides(told),
    }
