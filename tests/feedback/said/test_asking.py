"""A model's answers about comments: taken where they are whole, never beyond what is written."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pytest

from engine.feedback.comments.ask import (
    LONGEST_SHOWN,
    Said,
    ask_comments,
    comment_task,
    take_answers,
)
from engine.feedback.comments.comments import Comments
from engine.feedback.responses import EMOTIONS
from engine.feedback.seen import unread
from engine.models import Answer, Item, Task
from engine.models.chat.schema import strict_schema
from engine.steps import Progress, Steps

TEXTS = ("bad parcel", "n/a", "very good shop", "x" * 3_000)


def comments(texts: Sequence[str] = TEXTS) -> Comments:
    n = len(texts)
    junk = tuple("says nothing" if text == "n/a" else "" for text in texts)
    return Comments(
        tuple(texts), tuple(texts), np.ones(n, dtype=np.int64), junk, ("en",) * n,
        np.full(n, np.nan), np.zeros(n, dtype=np.int64),
    )  # fmt: skip


class Telling:
    """Answers with one value; those named `silent` get none."""

    identity = "openai:fake"

    def __init__(self, silent: Mapping[str, str] | None = None) -> None:
        self.silent = dict(silent or {})
        self.items: list[Item] = []

    async def answer(self, _: Task, items: Sequence[Item], progress: Progress) -> list[Answer]:
        self.items += items
        progress.advance(len(items))
        return [
            Answer(item.id, None, reason=self.silent[item.id])
            if item.id in self.silent
            else Answer(item.id, value(), self.identity)
            for item in items
        ]


def value(**changes: Any) -> dict[str, Any]:
    return {
        "sentiment": -0.7, "feels": [0.0, 0.5, 0.1, 0, 1, 0, 0], "churn": 0.8,
        "pains": ["Waiting  time.", "waiting time", ""], "phrases": ["bad parcel", "never said"],
    } | changes  # fmt: skip


def asked(chat: Telling) -> Said:
    return asyncio.run(ask_comments(chat, comments(), 120, Steps(clock=lambda: 0.0)))


def test_every_comment_worth_reading_is_asked_about_once_and_cut() -> None:
    chat = Telling()
    said = asked(chat)
    assert [item.id for item in chat.items] == ["0", "2", "3"]
    assert len(chat.items[-1].shown["comment"]) == LONGEST_SHOWN
    assert sorted(said.answers) == [0, 2, 3]


def test_an_answer_takes_the_place_of_the_local_one() -> None:
    analysis = take_answers(unread(4), comments(), asked(Telling()))
    assert analysis.sentiment[0] == -0.7
    assert analysis.sentiment_class[0] == 0
    assert analysis.emotions[0].tolist() == [0.0, 0.5, 0.1, 0, 1, 0, 0]
    assert analysis.pain_points[0] == ("waiting time",)
    # What it did not copy letter by letter is no phrase of the comment.
    assert analysis.key_phrases[0] == ("bad parcel",)
    assert analysis.key_phrases[2] == ()
    assert analysis.analysed_by == ("openai:fake", "", "openai:fake", "openai:fake")
    assert np.isnan(analysis.sentiment[1])


def test_what_was_not_answered_keeps_what_was_known_and_says_why() -> None:
    local = unread(4)
    analysis = take_answers(local, comments(), asked(Telling({"2": "timed out"})))
    assert analysis.reason == ("", "", "timed out", "")
    assert np.isnan(analysis.sentiment[2])
    assert analysis.analysed_by[2] == ""


@pytest.mark.parametrize(
    ("sentiment", "place"), [(-1, 0), (-0.6, 1), (-0.2, 2), (0, 2), (0.2, 3), (0.6, 4), (1, 4)]
)
def test_classes_follow_the_sentiment(sentiment: float, place: int) -> None:
    said = Said({0: value(sentiment=sentiment)}, {}, "openai:fake")
    assert take_answers(unread(4), comments(), said).sentiment_class[0] == place


def test_the_schema_can_be_sent_and_the_reply_of_a_full_request_fits() -> None:
    task = comment_task(120)
    assert strict_schema(task.schema)["required"] == list(task.schema["properties"])
    assert len(EMOTIONS) == task.schema["properties"]["feels"]["maxItems"]
    assert task.per_call * (task.answer_tokens + 24) < 16_000
