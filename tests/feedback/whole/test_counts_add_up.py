"""For any responses and any model's answers: counts add up, quotes stand, numbers are counted."""

import asyncio
import math
import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.feedback.options import FeedbackOptions
from engine.feedback.pipeline import FeedbackTables, analyse_feedback
from engine.feedback.responses import COLUMNS
from engine.feedback.result import FeedbackResult
from engine.models import Answer, Item, Models, Task
from engine.models.local import LocalEmbed
from engine.steps import Progress, Steps

SCALE = {"name": "0-10", "low": 0.0, "high": 10.0, "mixed": []}
SUBJECTS = ("The delivery", "La entrega", "Le prix", "The staff", "O site", "Die Qualität")
SAID = ("was great, thank you", "llegó tarde otra vez", "est trop cher!", "war schlecht", "ok 42 %")
SENTENCES = (
    "{nps.standard} is the score.", "It is 99 %.", "{theme.1} costs {theme.1.cost}.", "{nope}",
    "“Quoted” words.", "All is well.",
)  # fmt: skip


class Anything:
    """Answers with whatever was drawn for an item; None is no answer."""

    identity = "openai:anything"

    def __init__(self, answers: Sequence[dict[str, Any] | None], sentences: list[str]) -> None:
        self._answers, self._sentences = answers, sentences

    async def answer(self, task: Task, items: Sequence[Item], progress: Progress) -> list[Answer]:
        progress.advance(len(items))
        return [self._one(task, item) for item in items]

    def _one(self, task: Task, item: Item) -> Answer:
        if task.kind == "feedback.summary":
            return Answer(item.id, {"sentences": self._sentences}, self.identity)
        if task.kind == "feedback.name":
            return Answer(item.id, {"name": f"  Theme {item.id}\n"}, self.identity)
        drawn = self._answers[int(item.id) % len(self._answers)] if self._answers else None
        if drawn is None:
            return Answer(item.id, None, reason="nothing came")
        return Answer(item.id, drawn, self.identity)


share = st.floats(0, 1)
replies = st.none() | st.fixed_dictionaries(
    {
        "sentiment": st.floats(-1, 1),
        "feels": st.lists(share, min_size=7, max_size=7),
        "churn": share,
        "pains": st.lists(st.text(max_size=30), max_size=5),
        "phrases": st.lists(st.sampled_from(SAID) | st.text(max_size=10), max_size=3),
    }
)
comments = (
    st.builds("{} {}".format, st.sampled_from(SUBJECTS), st.sampled_from(SAID))
    | st.sampled_from(["n/a", "", "👍", "asdf"])
    | st.text(max_size=50)
)
scores = st.none() | st.integers(0, 10).map(float)
rows = st.lists(st.tuples(scores, comments, st.sampled_from("ab")), min_size=1, max_size=80)


def lines_of(drawn: Sequence[tuple[float | None, str, str]]) -> pl.DataFrame:
    first = datetime.fromisoformat("2026-01-01")
    return pl.DataFrame(
        {
            "row": range(1, len(drawn) + 1),
            "response_id": [None] * len(drawn),
            "score": [score for score, _, _ in drawn],
            "comment": [comment or None for _, comment, _ in drawn],
            "moment": [first + timedelta(days=3 * place) for place in range(len(drawn))],
            "customer": [None] * len(drawn),
            "segment: shop": [shop for _, _, shop in drawn],
        },
        schema_overrides={"row": pl.Int64, "score": pl.Float64, "comment": pl.String,
                          "response_id": pl.String, "customer": pl.String},
    )  # fmt: skip


def analysed(lines: pl.DataFrame, chat: Any) -> FeedbackResult:
    tables = FeedbackTables(lines, SCALE, {"no_answer": 2})
    steps = Steps(clock=lambda: 0.0)
    models = Models(chat, LocalEmbed())
    return asyncio.run(analyse_feedback(tables, FeedbackOptions(), steps=steps, models=models))


def told_numbers(value: Any) -> set[str]:
    """Every number of a document as the summary may write it."""
    if isinstance(value, dict):
        return set().union(*(told_numbers(inner) for inner in value.values()))
    if isinstance(value, list):
        return set().union(*(told_numbers(inner) for inner in value))
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return set()
    size = abs(value)
    return {f"{size:,}", f"{size:.1f}", f"{size:.2f}", f"{100 * size:.0f}", f"{100 * size:.1f}"}


@settings(max_examples=10)
@given(rows, st.lists(replies, max_size=6), st.lists(st.sampled_from(SENTENCES), max_size=4))
def test_counts_add_up_quotes_stand_and_numbers_are_counted(
    drawn: list[tuple[float | None, str, str]], answers: list[Any], sentences: list[str]
) -> None:
    lines = lines_of(drawn)
    result = analysed(lines, Anything(answers, sentences))
    responses, summary = result.responses, result.summary
    assert responses.columns[: len(COLUMNS)] == list(COLUMNS)
    assert responses["row"].to_list() == lines["row"].to_list()
    assert responses["comment"].to_list() == lines["comment"].to_list()
    scored = lines["score"].drop_nulls().len()
    assert summary["n"] == scored
    assert summary["responses"] == lines.height
    if scored:
        groups = [summary[name]["count"] for name in ("promoters", "passives", "detractors")]
        assert sum(groups) == scored
        assert math.isclose(sum(summary[name]["share"] for name in
                                ("promoters", "passives", "detractors")), 1)  # fmt: skip
    comment_of = dict(zip(lines["row"], lines["comment"], strict=True))
    for theme in summary["themes"]:
        assert theme["count"] <= lines.height
        for quote in theme["quotes"]:
            assert quote["text"] in comment_of[quote["row"]]
    for phrases, comment in zip(responses["key_phrases"], responses["comment"], strict=True):
        assert all(phrase in comment for phrase in (phrases if phrases is not None else []))
    _every_number_is_told(summary)


def _every_number_is_told(summary: dict[str, Any]) -> None:
    tables = {name: value for name, value in summary.items() if name != "words"}
    known = told_numbers(tables)
    names = " ".join(theme["name"] for theme in summary["themes"])
    labels = names + " ".join(period["label"] for period in summary["trend"])
    allowed = known | set(re.findall(r"\d[\d,.]*\d|\d", labels))
    for sentence in summary["words"]:
        for number in re.findall(r"\d[\d,.]*\d|\d", sentence["text"]):
            assert number in allowed, sentence
