"""Embedding by a server: every text has its own vector or a reason, whatever the server does."""

import asyncio
import hashlib
import random
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import Cancelled, ModelRefused
from engine.models import Embedded
from engine.models.asked import ODD, STRANGE
from engine.models.embedding import RemoteEmbed
from engine.models.protocols import Vectors
from engine.models.replies import EmbedReply, Reply, Usage
from engine.models.trouble import GivenUp, OutOfBudget, OutOfTime, Rejected, Unusable
from engine.settings import Settings
from engine.steps import Steps

DIMS = 4
Came = dict[int, list[Vectors]]
Twist = Callable[[list[str], Came], Came]


def truth(text: str, dims: int = DIMS) -> Vectors:
    """The vector that belongs to a text; a shorter one is the beginning of a longer."""
    seed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:4])
    return np.random.default_rng(seed).normal(size=dims).astype(np.float32) * 3


def as_unit(vector: Vectors) -> Vectors:
    wide = vector.astype(np.float64)
    return (wide / np.linalg.norm(wide)).astype(np.float32)


@dataclass
class Server:
    """`Sends` that answers truly, twisted as a test wants; counts what it was asked."""

    twist: Twist = lambda texts, came: came  # noqa: ARG005
    dims: int = DIMS
    embedding_model: str = "embedder"
    model: str = "none"
    requests: list[list[str]] = field(default_factory=list)
    in_flight: int = 0
    most_in_flight: int = 0

    async def embed(self, texts: Sequence[str]) -> EmbedReply:
        self.requests.append(list(texts))
        self.in_flight += 1
        self.most_in_flight = max(self.most_in_flight, self.in_flight)
        try:
            for _ in range(5):
                await asyncio.sleep(0)
            came = {row: [truth(text, self.dims)] for row, text in enumerate(texts)}
            return EmbedReply(self.twist(list(texts), came), Usage(1, 1, None, None, 0.1))
        finally:
            self.in_flight -= 1

    async def complete(self, *_: Any, **__: Any) -> Reply:
        raise AssertionError("no chat model was wanted")


class Memory:
    """Answers kept in a dictionary."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}
        self.told: Counter[tuple[str, str]] = Counter()

    def find(self, keys: Sequence[str]) -> dict[str, bytes]:
        return {key: self.kept[key] for key in keys if key in self.kept}

    def keep(self, kind: str, model: str, values: Mapping[str, bytes]) -> None:
        self.kept.update(values)
        self.told[kind, model] += len(values)


class Hides:
    """A redactor that knows one secret."""

    def redact(self, shown: Mapping[str, Any], shape_kept: Sequence[str] = ()) -> Any:
        assert not shape_kept
        return SimpleNamespace(shown={k: v.replace("0171", "[phone]") for k, v in shown.items()})


def embedding(server: Server, memory: Memory | None = None, **knobs: Any) -> RemoteEmbed:
    chosen = Settings(home=Path("none"), **knobs)
    return RemoteEmbed(server, settings=chosen, redactor=Hides(), answers=memory)


def vectors_of(embed: RemoteEmbed, texts: Sequence[str], steps: Steps | None = None) -> Embedded:
    return asyncio.run(embed.embed(texts, steps or Steps()))


def check(found: Embedded, texts: Sequence[str]) -> None:
    """All texts accounted for, each vector its own text's."""
    assert sorted([*found.rows.tolist(), *found.failed]) == list(range(len(texts)))
    assert found.rows.tolist() == sorted(found.rows.tolist())
    assert all(found.failed.values())
    for row, vector in zip(found.rows.tolist(), found.vectors, strict=True):
        mine = as_unit(truth(texts[row], found.vectors.shape[1]))
        np.testing.assert_allclose(vector, mine, atol=1e-6)


TEXTS = [f"text {number}" for number in range(25)]


def test_every_text_gets_its_unit_vector() -> None:
    steps, server = Steps(), Server()
    found = vectors_of(embedding(server), TEXTS, steps)
    check(found, TEXTS)
    assert not found.failed
    assert found.vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(found.vectors, axis=1), 1, atol=1e-6)
    assert found.made_by == "openai:embedder"
    assert (steps.view().done, steps.view().total) == (25, 25)
    assert [len(request) for request in server.requests] == [25]


def test_equal_texts_are_asked_once_and_empty_ones_never() -> None:
    steps, server = Steps(), Server()
    texts = ["b", "a", "", "b", " ", "a", "\ud800"]
    found = vectors_of(embedding(server), texts, steps)
    assert server.requests == [["a", "b"]]
    assert found.rows.tolist() == [0, 1, 3, 5]
    assert found.vectors[0].tobytes() == found.vectors[2].tobytes()
    assert found.failed == {
        2: "the text is empty", 4: "the text is empty", 6: "the text holds half a character",
    }  # fmt: skip
    assert (steps.view().done, steps.view().total) == (7, 7)


def test_what_is_sent_is_redacted() -> None:
    server = Server()
    found = vectors_of(embedding(server), ["call 0171", "call [phone]"])
    assert server.requests == [["call [phone]"]]
    assert found.rows.tolist() == [0, 1]


def test_a_server_that_brings_nothing_is_left_alone() -> None:
    server = Server(twist=lambda _, __: {})
    found = vectors_of(embedding(server), [f"text {n}" for n in range(2_000)])
    assert len(found.failed) == 2_000
    assert any("64 replies in a row" in reason for reason in found.failed.values())
    assert len(server.requests) < 80


@pytest.mark.parametrize(
    ("knobs", "sizes"),
    [
        ({"embed_batch_size": 10}, [10, 10, 5]),
        ({"embed_batch_size": 10, "max_batch_size": 4}, [4, 4, 4, 4, 4, 4, 1]),
        ({"embed_batch_size": 10, "max_batch_size": 400}, [10, 10, 5]),
        ({"request_tokens": 500}, [25]),
    ],
)
def test_requests_hold_no_more_than_the_settings_allow(
    knobs: dict[str, Any], sizes: list[int]
) -> None:
    server = Server()
    check(vectors_of(embedding(server, **knobs), TEXTS), TEXTS)
    assert [len(request) for request in server.requests] == sizes


def test_long_texts_fill_a_request_by_their_bytes() -> None:
    server = Server()
    texts = [letter * 1000 for letter in "abc"] + ["d" * 9000, "e"]
    check(vectors_of(embedding(server, request_tokens=600), texts), texts)
    assert sorted([text[0] for text in request] for request in server.requests) == [
        ["a", "b"], ["c"], ["d"], ["e"],
    ]  # fmt: skip


def test_few_requests_are_in_flight_and_one_where_the_flag_is_off() -> None:
    server, slow = Server(), Server()
    fast = vectors_of(embedding(server, embed_batch_size=2, embed_concurrent_batches=4), TEXTS)
    off = {"ml_parallel_embedding_batches": False}
    one = vectors_of(embedding(slow, embed_batch_size=2, embed_concurrent_batches=4, **off), TEXTS)
    assert (server.most_in_flight, slow.most_in_flight) == (4, 1)
    assert fast.vectors.tobytes() == one.vectors.tobytes()
    assert sorted(server.requests) == sorted(slow.requests)


def test_a_second_run_asks_nothing_and_gives_the_same_bytes() -> None:
    server, memory = Server(), Memory()
    first = vectors_of(embedding(server, memory), TEXTS)
    assert memory.told == {("embed", "openai:embedder"): 25}
    assert {len(value) for value in memory.kept.values()} == {4 * DIMS}
    again = vectors_of(embedding(server, memory), [*reversed(TEXTS)], steps := Steps())
    assert len(server.requests) == 1
    assert again.vectors[::-1].tobytes() == first.vectors.tobytes()
    assert (steps.view().done, steps.view().total) == (25, 25)


def test_another_model_does_not_use_what_is_remembered() -> None:
    memory = Memory()
    vectors_of(embedding(Server(), memory), TEXTS)
    other = Server(embedding_model="other")
    vectors_of(embedding(other, memory), TEXTS)
    assert len(other.requests) == 1


def test_damaged_memory_is_asked_anew() -> None:
    server, memory = Server(), Memory()
    vectors_of(embedding(server, memory), TEXTS)
    damage = (b"", b"abc", b"\0" * 16, np.full(4, np.nan, np.float32).tobytes())
    for key, value in zip(sorted(memory.kept), damage, strict=False):
        memory.kept[key] = value
    check(vectors_of(embedding(server, memory), TEXTS), TEXTS)
    assert [len(request) for request in server.requests] == [25, 4]


def test_remembered_vectors_of_a_former_size_give_way() -> None:
    memory = Memory()
    vectors_of(embedding(Server(dims=7), memory), TEXTS)
    server = Server()
    texts = [*TEXTS, "new"]
    check(vectors_of(embedding(server, memory), texts, steps := Steps()), texts)
    assert [len(request) for request in server.requests] == [1, 25]
    assert (steps.view().done, steps.view().total) == (26, 26)


def test_one_reply_of_another_size_is_asked_again() -> None:
    spoilt: list[bool] = []

    def once(texts: list[str], came: Came) -> Came:
        if spoilt or "text 24" not in texts:
            return came
        spoilt.append(True)
        return {row: [truth(text, 7)] for row, text in enumerate(texts)}

    memory = Memory()
    vectors_of(embedding(Server(), memory), TEXTS[:20])
    found = vectors_of(embedding(Server(twist=once), memory), TEXTS)
    check(found, TEXTS)
    assert found.vectors.shape == (25, DIMS)
    again = vectors_of(embedding(Server(), memory), TEXTS)
    assert again.vectors.tobytes() == found.vectors.tobytes()


def test_a_server_that_keeps_changing_its_size_fails_what_is_odd() -> None:
    def by_text(texts: list[str], _: Came) -> Came:
        return {row: [truth(text, 5 if text in TEXTS[:3] else 4)]
                for row, text in enumerate(texts)}  # fmt: skip

    found = vectors_of(embedding(Server(twist=by_text), embed_batch_size=1), TEXTS)
    check(found, TEXTS)
    assert found.failed == dict.fromkeys(range(3), ODD)


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


@settings(deadline=None, max_examples=40)
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
