"""Embedding by a server that errs: no text gets another's vector, and each failure has a reason."""

import random
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import Cancelled, ModelRefused
from engine.models.asked import ODD, STRANGE
from engine.models.trouble import GivenUp, OutOfBudget, OutOfTime, Rejected, Unusable
from engine.steps import Steps
from tests.models.embedding_server import (
    TEXTS,
    Came,
    Memory,
    Server,
    Twist,
    check,
    embedding,
    vectors_of,
)  # fmt: skip


def spoiled(which: str, come: Callable[[Came, int], None]) -> Twist:
    """Spoil what comes for one text, always."""

    def twist(texts: list[str], came: Came) -> Came:
        if which in texts:
            come(came, texts.index(which))
        return came

    return twist


def put(*vectors: Sequence[float]) -> Callable[[Came, int], None]:
    arrays = [np.array(vector, dtype=np.float32) for vector in vectors]
    return lambda came, row: came.update({row: arrays})


@pytest.mark.parametrize(
    ("come", "reason"),
    [
        (lambda came, row: came.pop(row), "left it out"),
        (lambda came, row: came.update({row: []}), "left it out"),
        (lambda came, row: came.update({row: came[row] * 2}), "more than one vector"),
        (put([np.nan] * 4), "without a direction"),
        (put([np.inf, 0, 0, 0]), "without a direction"),
        (put([0, 0, 0, 0]), "without a direction"),
        (put([]), "without a direction"),
        (put([1, 2, 3]), ODD),
        (put([1, 2, 3, 4, 5]), ODD),
        (lambda came, row: came.update({len(came): came.pop(row)}), STRANGE),
        (lambda came, row: came.update({-1: came[row]}), STRANGE),
    ],
)  # fmt: skip
def test_a_text_the_server_cannot_do_fails_alone(
    come: Callable[[Came, int], None], reason: str
) -> None:
    steps, server = Steps(), Server(twist=spoiled("text 7", come))
    memory = Memory()
    found = vectors_of(embedding(server, memory), TEXTS, steps)
    check(found, TEXTS)
    assert list(found.failed) == [7]
    assert reason in found.failed[7]
    assert server.requests.count(["text 7"]) == 2
    assert len(server.requests) <= 12
    assert len(memory.kept) == 24
    assert (steps.view().done, steps.view().total) == (25, 25)


@pytest.mark.parametrize("trouble", [Rejected, Unusable])
def test_a_refused_request_is_asked_in_halves_and_alone_twice(trouble: type[Exception]) -> None:
    def refuse(texts: list[str], came: Came) -> Came:
        if "text 7" in texts:
            raise trouble("too long for this model")
        return came

    server = Server(twist=refuse)
    found = vectors_of(embedding(server), TEXTS)
    check(found, TEXTS)
    assert found.failed == {7: "too long for this model"}
    assert server.requests.count(["text 7"]) == 2


@pytest.mark.parametrize("trouble", [GivenUp, OutOfBudget, OutOfTime])
def test_where_nothing_more_can_be_asked_texts_fail_with_the_reason(
    trouble: type[Exception],
) -> None:
    def refuse(texts: list[str], came: Came) -> Came:
        if "text 7" in texts:
            raise trouble("no more")
        return came

    server = Server(twist=refuse)
    found = vectors_of(embedding(server, embed_batch_size=5), TEXTS)
    check(found, TEXTS)
    assert len(server.requests) == 5
    assert set(found.failed.values()) == {"no more"}
    assert len(found.failed) == 5


@pytest.mark.parametrize("error", [ModelRefused("the key is wrong"), Cancelled()])
def test_what_ends_the_run_ends_it_plainly(error: Exception) -> None:
    def refuse(*_: Any) -> Came:
        raise error

    server = Server(twist=refuse)
    with pytest.raises(type(error), match=str(error)):
        vectors_of(embedding(server, embed_batch_size=2), TEXTS)
    assert len(server.requests) <= 3


def test_a_cancel_stops_the_asking() -> None:
    steps = Steps()

    def cancel(_: list[str], came: Came) -> Came:
        steps.cancel()
        return came

    server = Server(twist=cancel)
    with pytest.raises(Cancelled):
        vectors_of(embedding(server, embed_batch_size=2), TEXTS, steps)
    assert len(server.requests) <= 3


def test_a_server_that_counts_from_one_gives_no_text_anothers_vector() -> None:
    server = Server(twist=lambda _, came: {row + 1: vectors for row, vectors in came.items()})
    found = vectors_of(embedding(server), TEXTS[:12])
    assert found.failed == dict.fromkeys(range(12), STRANGE)
    assert found.vectors.shape == (0, 0)


FAULTS: tuple[Callable[[Came, int], None], ...] = (
    lambda came, row: came.pop(row, None),  # type: ignore[arg-type,return-value]
    lambda came, row: came.update({row: came[row] * 2}),
    lambda came, row: came.update({row + len(came): came[row]}),
    lambda came, row: came.update({row: [came[row][0][:3]]}),
    put([0, 0, 0, 0]), put([np.nan, 1, 1, 1]),
)  # fmt: skip


@settings(deadline=None, max_examples=30)
@given(seed=st.integers(0, 10**6), share=st.sampled_from([0.1, 0.3, 0.9]), size=st.integers(1, 12))
def test_no_schedule_of_faults_puts_a_vector_on_another_text(
    seed: int, share: float, size: int
) -> None:
    draw = random.Random(seed)

    def faulty(texts: list[str], came: Came) -> Came:
        if draw.random() < share / 2:
            raise draw.choice((Rejected, Unusable, GivenUp))("no")
        if draw.random() < share:
            draw.choice(FAULTS)(came, draw.randrange(len(texts)))
        return came

    server = Server(twist=faulty)
    check(vectors_of(embedding(server, embed_batch_size=size), TEXTS), TEXTS)
    # Alone twice, and in halves before that; at most three rounds.
    assert len(server.requests) <= 3 * 3 * len(TEXTS)
