"""A reply's body is a stranger's: whatever it holds, a reply is well formed or there is none."""

import base64
import json
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.models.remote.reading import MOST_TOKENS, NoReply, models_of, reply_of, vectors_of

ODD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(["message", "content", "finish_reason", "index", "embedding", "text",
                         "refusal", "prompt_tokens", "completion_tokens", "id"]),
        inner, max_size=4,
    ),
    max_leaves=8,
)  # fmt: skip


def chat(**message: Any) -> bytes:
    choice = {"message": {"content": "hi"} | message, "finish_reason": "stop"}
    return json.dumps({"choices": [choice]}).encode()


@settings(max_examples=30)
@given(choices=ODD, usage=ODD)
def test_any_choices_give_a_well_formed_reply(choices: Any, usage: Any) -> None:
    body = json.dumps({"choices": choices, "usage": usage}).encode()
    reply = reply_of(body, 3, 0.5)
    assert isinstance(reply.text, str)
    assert isinstance(reply.finish, str)
    assert len(reply.finish) <= 40
    assert (reply.usage.bytes_out, reply.usage.bytes_in) == (3, len(body))
    for count in (reply.usage.tokens_in, reply.usage.tokens_out):
        assert count is None or (type(count) is int and 0 <= count <= MOST_TOKENS)


@settings(max_examples=30)
@given(data=ODD, usage=ODD)
def test_any_data_gives_vectors_of_finite_numbers(data: Any, usage: Any) -> None:
    reply = vectors_of(json.dumps({"data": data, "usage": usage}).encode(), 3, 0.5)
    for place, vectors in reply.vectors.items():
        assert type(place) is int
        for vector in vectors:
            assert vector.dtype == np.float32
            assert vector.ndim == 1
            assert vector.size
            assert np.isfinite(vector).all()


@settings(max_examples=30)
@given(st.binary(max_size=40) | ODD.map(lambda odd: json.dumps(odd).encode()))
def test_anything_else_is_no_reply(body: bytes) -> None:
    for read in (lambda: reply_of(body, 0, 0), lambda: vectors_of(body, 0, 0),
                 lambda: models_of(body)):  # fmt: skip
        with pytest.raises(NoReply):
            read()


def test_deep_nesting_is_no_reply() -> None:
    with pytest.raises(NoReply):
        reply_of(b'{"choices":' + b"[" * 200_000, 0, 0)


@pytest.mark.parametrize(
    ("message", "text", "finish"),
    [
        ({"content": "words"}, "words", "stop"),
        ({"content": None}, "", "stop"),
        ({"content": [{"type": "text", "text": "a"}, {"type": "image"}, {"text": "b"}]}, "ab",
         "stop"),
        ({"content": None, "refusal": "I cannot"}, "", "refused"),
    ],
)  # fmt: skip
def test_words_and_why_they_ended(message: dict[str, Any], text: str, finish: str) -> None:
    reply = reply_of(chat(**message), 0, 0)
    assert (reply.text, reply.finish) == (text, finish)


def test_a_reply_without_choices_and_one_that_was_filtered() -> None:
    empty = reply_of(b'{"choices": [], "usage": {"prompt_tokens": 5}}', 0, 0)
    assert (empty.text, empty.finish, empty.usage.tokens_in) == ("", "empty", 5)
    filtered = b'{"choices": [{"finish_reason": "content_filter"}]}'
    assert reply_of(filtered, 0, 0).finish == "refused"


@pytest.mark.parametrize(
    ("body", "error", "status"),
    [
        ({"error": {"code": 429, "message": "slow"}}, True, 429),
        ({"error": {"code": "x"}}, True, 502),
        ({"error": "bad"}, True, 502),
        ({"error": {"code": 200}}, True, 502),
        ({"other": 1}, False, 502),
    ],
)
def test_an_error_that_is_told_as_success(body: dict[str, Any], error: bool, status: int) -> None:
    with pytest.raises(NoReply) as caught:
        reply_of(json.dumps(body).encode(), 0, 0)
    assert (caught.value.error, caught.value.status) == (error, status)


def test_vectors_of_both_writings() -> None:
    packed = base64.b64encode(np.array([1, 2], "<f4").tobytes()).decode()
    entries: list[Any] = [
        {"index": 0, "embedding": [1, 2.5]}, {"index": 1, "embedding": packed},
        {"index": 1, "embedding": [3]}, {"index": 9, "embedding": [4]},
        {"index": 2, "embedding": [math.nan]}, {"index": 3, "embedding": "!"},
        {"index": 4, "embedding": packed[:4]}, {"index": 5, "embedding": [1e300]},
        {"index": 6, "embedding": [[1]]}, {"index": 7, "embedding": []},
        {"index": True, "embedding": [1]}, {"index": "0", "embedding": [1]}, {"index": 8}, "x",
        {"index": 10, "embedding": ["1", {}]}, {"index": 11, "embedding": [10**400]},
    ]  # fmt: skip
    reply = vectors_of(json.dumps({"data": entries, "usage": {"prompt_tokens": 2}}).encode(), 0, 0)
    found = {place: [vector.tolist() for vector in vectors]
             for place, vectors in reply.vectors.items()}  # fmt: skip
    assert found == {0: [[1, 2.5]], 1: [[1, 2], [3]], 9: [[4]]}
    assert (reply.usage.tokens_in, reply.usage.tokens_out) == (2, 0)


def test_names_of_models_are_texts() -> None:
    data = [{"id": "b"}, {"id": "a"}, {"id": "a"}, {"id": 3}, {}, "c", {"id": {"x": 1}}]
    assert models_of(json.dumps({"data": data}).encode()) == ["a", "b"]
