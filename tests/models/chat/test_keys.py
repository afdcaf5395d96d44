"""A key names all that shaped an answer, and only that."""

import json
import math
import unicodedata
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.models.chat.keys import Keys, clean, fold
from tests.models.chat.fakes import TASK

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text()
    | st.text(st.characters(categories=["Cs"]), max_size=4),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=8,
)  # fmt: skip
SHOWN = {"text": "Trop lent", "score": 3}


def key(shown: Any = SHOWN, model: str = "openai:a", **changes: Any) -> str:
    return Keys(replace(TASK, **changes), model).of(shown)


@pytest.mark.parametrize(
    "other",
    [
        key(kind="labels"), key(model="openai:b"), key(version="2"), key(instructions="Else?"),
        key(schema={"type": "object", "properties": {"a": {}}}), key({"text": "Trop lent"}),
        key({"text": "Trop lent", "score": 3.5}), key({"texte": "Trop lent", "score": 3}),
        key({"text": "trop lent", "score": 3}), key({"text": "Trop  lent", "score": 3}),
    ],
)  # fmt: skip
def test_whatever_shapes_an_answer_is_in_its_key(other: str) -> None:
    assert key() != other
    assert len(other) == 64


@pytest.mark.parametrize(
    "same",
    [
        key({"score": 3, "text": "Trop lent"}), key(per_call=3), key(answer_tokens=7),
        key(columns=("Comment",)),
    ],
)  # fmt: skip
def test_what_does_not_shape_it_is_not(same: str) -> None:
    assert key() == same


@pytest.mark.parametrize(
    ("one", "other"),
    [("Très lent", "  TRE\u0300S\u00a0\n lent "), ("Straße", "STRASSE"), ("", " \t "),
     ("\u0345", "\u03b9"), ("İ", "i\u0307")],
)  # fmt: skip
def test_items_that_differ_in_case_and_white_space_only_are_one_where_a_task_says_so(
    one: str, other: str
) -> None:
    keys = {key(clean({"text": text}), folds=True) for text in (one, other)}
    assert len(keys) == 1
    assert key(clean({"text": one})) != key(clean({"text": other}))


@given(PLAIN)
def test_whatever_is_clean_can_be_sent(value: Any) -> None:
    cleaned = clean(value)
    written = json.dumps(cleaned, ensure_ascii=False, allow_nan=False).encode()
    assert json.loads(written) == cleaned
    assert clean(cleaned) == cleaned


@given(st.text())
def test_texts_are_sent_in_one_form(text: str) -> None:
    assert clean(text) == clean(unicodedata.normalize("NFD", text))


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    once = fold(text)
    assert fold(once) == once
    assert fold(text.upper().lower()) == fold(text.upper())


def test_only_what_json_does_not_know_is_changed() -> None:
    value = {"a": [1, 1.5, True, None, "x\x00"], "b": math.nan, "c": "\ud83d!", "d": (-math.inf,)}
    assert clean(value) == {
        "a": [1, 1.5, True, None, "x\x00"], "b": None, "c": "\ufffd!", "d": [None],
    }  # fmt: skip
