"""Surveys whose themes are known, and a short way to have themes found in them."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import polars as pl
import pytest

from engine.feedback.comments.comments import Comments, Cues
from engine.feedback.comments.cues import find_cues
from engine.feedback.comments.distinct import distinct_comments
from engine.feedback.meaning import finding
from engine.feedback.meaning.taxonomy import Pinned
from engine.feedback.meaning.themes import Themes
from engine.feedback.options import FeedbackOptions
from engine.models.local import LocalEmbed
from engine.steps import Step, Steps
from sample_data.shop.survey import survey

Read = tuple[Comments, Cues]


def planted(count: int, seed: int) -> tuple[list[str], list[list[str]]]:
    """Comments of a made-up survey in four languages, and the themes planted in each."""
    answers = [one for one in survey(f"planted-{seed}", 2 * count, seed) if one.themes][:count]
    return [one.comment for one in answers], [list(one.themes) for one in answers]


def read(texts: Sequence[str]) -> Read:
    """Distinct comments and what dictionaries find in them."""
    comments, _ = distinct_comments(pl.Series(list(texts)), np.full(len(texts), np.nan))
    return comments, find_cues(comments.text, comments.language, Steps())


def find(
    known: Read, options: FeedbackOptions | None = None, taxonomy: Sequence[Pinned] = ()
) -> Themes:
    """Themes, found without a process of their own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(finding, "in_process", _here)
        chosen = options or FeedbackOptions()
        return asyncio.run(finding.find_themes(*known, LocalEmbed(), chosen, taxonomy, Steps()))


async def _here(step: Step, work: Callable[..., Any], *arguments: Any) -> Any:
    step.check()
    return work(*arguments)


def names_by_text(comments: Comments, themes: Themes) -> dict[str, list[str]]:
    """Folded comment → names of its themes."""
    return {
        key: [themes.themes[at].name for at in row if at >= 0]
        for key, row in zip(comments.key, themes.member.tolist(), strict=True)
    }


def truth_of(
    comments: Comments, texts: Sequence[str], truth: Sequence[list[str]]
) -> list[list[str]]:
    """The planted themes of each distinct comment."""
    _, place = distinct_comments(pl.Series(list(texts)), np.full(len(texts), np.nan))
    found: list[list[str]] = [[] for _ in comments.key]
    for at, planted_themes in zip(place.tolist(), truth, strict=True):
        if at >= 0:
            found[at] = planted_themes
    return found


def as_json(themes: Themes) -> str:
    """Themes as text, for comparing them whole."""
    told = [[one.name, one.words, one.aspect, one.nearest.tolist()] for one in themes.themes]
    return json.dumps([told, themes.member.tolist(), themes.weight.tolist(), themes.stability])
