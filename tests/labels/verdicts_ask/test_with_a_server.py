"""Asking the test server: faults, an end in the middle, a run again; nobody is asked twice."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from engine.errors import Cancelled
from engine.labels.options import LabelOptions
from engine.labels.verdicts.ask import ask_unclear, unclear_rows
from engine.labels.verdicts.sent import ANSWERED, NOT_SENT, REMEMBERED, UNANSWERED
from engine.labels.verdicts.settle import settle
from engine.labels.verdicts.unanswered import unanswered
from engine.labels.verdicts.verdict import DECIDED_BY, Verdicts
from engine.steps import Steps
from tests.labels.verdicts_makers import SELF_TEST, evidence_of, given_of, judged_of, words_of
from tests.models.made_answers import asked_items
from tests.models.whole.conftest import Whole

OPTIONS = LabelOptions(similar_at=0.3, most_asked=0.4, per_call=10)
KEPT = 10


def case() -> tuple[Any, Verdicts]:
    """100 labels, each of its own text, of which 40 are unclear and may be sent."""
    words = words_of(20)
    words = replace(words, texts=tuple(f"{text} no {k}" for k, text in enumerate(words.texts)))
    given = given_of(words)
    wrong = np.where(np.arange(len(given)) % 2, 0.01, 0.45)
    judged = judged_of(given, wrong=wrong)
    evidence = evidence_of(words, given, judged, OPTIONS)
    return evidence, settle(judged, given, evidence.similar, SELF_TEST, OPTIONS)


EVIDENCE, SETTLED = case()
ROWS = unclear_rows(EVIDENCE.given, SETTLED, OPTIONS)


def asked(whole: Whole, name: str = "run", steps: Steps | None = None, **how: Any) -> Verdicts:
    found: Verdicts = whole.run(
        lambda models: ask_unclear(models.chat, EVIDENCE, SETTLED, OPTIONS, steps or Steps()),
        name, **how,
    )  # fmt: skip
    return found


def sent_words(whole: Whole) -> Iterator[tuple[str, str]]:
    """Kind of question and word, for each word in each request that arrived."""
    for body in whole.server.seen()["bodies"]:
        for item in asked_items(json.loads(body)["messages"]):
            yield ("check" if "suggested" in item else "judge"), item["word"]


def every_word_has_a_verdict_or_a_reason(found: Verdicts) -> None:
    assert found.sent is not None
    assert np.flatnonzero(found.sent.state != NOT_SENT).tolist() == ROWS.tolist()
    for row in ROWS.tolist():
        by = DECIDED_BY[found.decided_by[row]]
        if found.sent.state[row] == UNANSWERED:
            assert by == "local"
            assert found.sent.reasons[row]
            assert "No model answered" in found.reasons[row]
        else:
            assert by == "llm"
            assert found.made_by[row] == "openai:gpt-4o-mini"
    assert all(found.reasons)
    assert np.isfinite(found.score).all()


def test_many_words_go_into_few_requests_each_once(whole: Whole) -> None:
    found = asked(whole)
    times = Counter(sent_words(whole))
    assert sum(kind == "judge" for kind, _ in times) == len(ROWS) == 40
    assert set(times.values()) == {1}
    assert found.sent is not None
    checked = sum(kind == "check" for kind, _ in times)
    assert whole.server.seen()["requests"] == found.sent.requests == 4 + -(-checked // 10)
    assert (found.sent.state[ROWS] == ANSWERED).all()
    every_word_has_a_verdict_or_a_reason(found)


def test_a_second_run_asks_nothing_and_says_the_same(whole: Whole) -> None:
    first = asked(whole)
    whole.server.forget()
    again = asked(whole, "again")
    assert whole.server.seen()["requests"] == 0
    assert again.sent is not None
    assert (again.sent.state[ROWS] == REMEMBERED).all()
    assert again.sent.requests == 0
    assert not again.sent.weight.any()
    assert again.reasons == first.reasons
    assert again.score.tolist() == first.score.tolist()
    assert again.suggested.tolist() == first.suggested.tolist()


def test_cancelled_in_the_middle_no_word_is_asked_twice(whole: Whole) -> None:
    steps = Steps()

    class Stops(Steps):
        """Cancels once some words are answered."""

        def __call__(self, name: str, **how: Any) -> Any:
            step = steps(name, **how)
            advance = step.advance

            def counted(units: int = 1) -> None:
                advance(units)
                if step.view().done >= KEPT:
                    steps.cancel()

            step.advance = counted
            return step

    with pytest.raises(Cancelled):
        asked(whole, steps=Stops())
    whole.server.forget()
    every_word_has_a_verdict_or_a_reason(asked(whole, "again"))
    again = Counter(word for kind, word in sent_words(whole) if kind == "judge")
    assert set(again.values()) <= {1}
    # What was answered before the end is remembered; only what was under way is asked again.
    assert len(again) <= len(ROWS) - KEPT


def test_with_every_fault_at_one_in_ten_every_word_has_a_verdict_or_a_reason(
    whole: Whole,
) -> None:
    whole.server.faults(every=0.1, seed=1, retry_after_ms="20", trickle=0.001)
    found = asked(whole)
    every_word_has_a_verdict_or_a_reason(found)
    assert found.sent is not None
    assert (found.sent.state[ROWS] == ANSWERED).sum() > len(ROWS) / 2


def test_what_failed_is_asked_again_and_nothing_else(whole: Whole) -> None:
    # Of each request's replies one answer in three never fits, whoever asks again.
    whole.server.faults(wrong=1.0)
    first = asked(whole)
    failed = unanswered(EVIDENCE.words, EVIDENCE.given, first)
    assert failed.height
    every_word_has_a_verdict_or_a_reason(first)
    whole.server.forget()
    whole.server.faults(wrong=0.0)
    second = asked(whole, "again")
    assert unanswered(EVIDENCE.words, EVIDENCE.given, second).height == 0
    assert first.sent is not None
    judged = {word for kind, word in sent_words(whole) if kind == "judge"}
    lost = np.flatnonzero(first.sent.state == UNANSWERED)
    assert judged == {EVIDENCE.words.texts[EVIDENCE.given.word[row]] for row in lost}


def test_at_the_budget_words_that_were_not_asked_say_so(whole: Whole) -> None:
    found = asked(whole, budget=0.0005)
    every_word_has_a_verdict_or_a_reason(found)
    assert found.sent is not None
    assert any("budget" in why for why in found.sent.reasons.values())


def test_private_numbers_do_not_leave_and_keep_their_shape(whole: Whole) -> None:
    words = EVIDENCE.words
    card = "4111 1111 1111 1111"
    texts = list(words.texts)
    for row in ROWS.tolist():
        texts[EVIDENCE.given.word[row]] = card
    evidence = replace(EVIDENCE, words=replace(words, texts=tuple(texts)))
    whole.run(lambda models: ask_unclear(models.chat, evidence, SETTLED, OPTIONS, Steps()))
    bodies = "".join(whole.server.seen()["bodies"])
    assert card not in bodies
    shapes = {word for _, word in sent_words(whole)}
    assert all(len(word) == len(card) and word[4] == " " for word in shapes)
