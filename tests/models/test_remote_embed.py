"""Embedding by a server: every text has its own vector or a reason; what is sent and kept."""

from typing import Any

import numpy as np
import pytest

from engine.models.asked import ODD
from engine.steps import Steps
from tests.models.embedding_server import (
    DIMS,
    TEXTS,
    Came,
    Memory,
    Server,
    check,
    embedding,
    truth,
    vectors_of,
)  # fmt: skip


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
