"""Edits of themes beside the same done response by response."""

from __future__ import annotations

import re
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import NotFound, OptionRefused, TooSmall
from engine.feedback.meaning.editing import checked_edit, told_of
from engine.feedback.meaning.edits import apply_edits, pinned_of
from engine.feedback.meaning.halves import dividing_words
from engine.feedback.meaning.wording import plain

NAMES = ("a", "b", "c")
TEXTS = (None, "late parcel", "Broken! the box", "été cassé", "unbroken late", "(late", "")
WORDS = ("late", "broken", "ete", "(late", "the box", ".*")

responses = st.lists(
    st.tuples(
        st.sampled_from(TEXTS),
        st.none() | st.lists(st.sampled_from(NAMES), unique=True, max_size=3),
    ),
    max_size=8,
)
edits = st.lists(
    st.fixed_dictionaries(
        {
            "action": st.sampled_from(["rename", "merge", "split", "pin", "unpin"]),
            "names": st.lists(st.sampled_from(NAMES), min_size=1, max_size=2, unique=True),
            "into": st.sampled_from(["d", "e"]),
            "words": st.lists(st.sampled_from(WORDS), min_size=1, max_size=2),
        }
    ),
    max_size=2,
)


def table(rows: list[tuple[str | None, list[str] | None]]) -> pl.DataFrame:
    return pl.DataFrame(
        {"comment": [one for one, _ in rows], "themes": [some for _, some in rows]},
        {"comment": pl.String, "themes": pl.List(pl.String)},
    )


def themes() -> list[dict[str, Any]]:
    return [
        {"name": name, "words": [f"{name}1", f"{name}2"], "aspect": f"{name}!", "pinned": False,
         "count": 0, "nps": 3.0}
        for name in NAMES
    ]  # fmt: skip


def says(text: str | None, words: list[str]) -> bool:
    told = plain(text or "")
    begins = [at for at in range(len(told)) if at == 0 or not told[at - 1].isalnum()]
    return any(told.startswith(plain(word), at) for at in begins for word in words)


def plainly(rows: list[Any], known: set[str], edit: dict[str, Any]) -> tuple[list[Any], set[str]]:
    names = [name for name in edit["names"] if name in known]
    if not names or edit["action"] in ("pin", "unpin"):
        return rows, known
    first = next(name for name in (*NAMES, "d", "e") if name in names)
    old = [first] if edit["action"] == "split" else names
    done = []
    for text, held in rows:
        moves = held is not None and (edit["action"] != "split" or says(text, edit["words"]))
        new = [edit["into"] if name in old else name for name in held] if moves else held
        done.append((text, None if new is None else list(dict.fromkeys(new))))
    gone = set() if edit["action"] == "split" else set(old)
    return done, (known - gone) | {edit["into"]}


@given(responses, edits)
def test_edits_do_what_a_loop_does(rows: list[Any], told: list[dict[str, Any]]) -> None:
    told = [edit for at, edit in enumerate(told) if at == 0 or edit["into"] != told[0]["into"]]
    found, after = apply_edits(table(rows), themes(), told)
    expected, known = rows, set(NAMES)
    for edit in told:
        expected, known = plainly(expected, known, edit)
    assert found["themes"].to_list() == [held for _, held in expected]
    assert found["comment"].to_list() == [text for text, _ in expected]
    assert {one["name"] for one in after} == known
    if told:
        for one in after:
            assert one["count"] == sum(one["name"] in (held or ()) for _, held in expected)


def test_what_becomes_of_a_theme() -> None:
    rows = [("late", ["a"]), ("broken", ["a", "b"]), ("x", ["b"])]
    merge = {"action": "merge", "names": ["a", "b"], "into": "both", "words": []}
    split = {"action": "split", "names": ["both"], "into": "part", "words": ["late"]}
    pin = {"action": "pin", "names": ["c"], "into": "c", "words": []}
    _, after = apply_edits(table(rows), themes(), [merge, split, pin])
    assert [(one["name"], one["count"], one["pinned"]) for one in after] == [
        ("both", 2, True), ("part", 1, True), ("c", 0, True),
    ]  # fmt: skip
    assert after[0]["words"] == ["a1", "b1", "a2", "b2"]
    assert after[0]["aspects"] == ["a!", "b!"]
    assert "nps" not in after[0]
    kept = pinned_of(after)
    assert kept["part"].words == ("late",)
    assert kept["part"].aspects == ()
    _, without = apply_edits(table(rows), themes(), [pin, pin | {"action": "unpin"}])
    assert pinned_of(without) == {}


ROWS = [("late parcel", ["a"]), ("broken box", ["a"]), ("nice", ["b"])]


@pytest.mark.parametrize(
    ("wish", "error", "says_so"),
    [
        ({"action": "paint", "names": ["a"]}, OptionRefused, "rename, merge"),
        ({"action": "rename", "names": ["z"], "into": "y"}, NotFound, "there are a, b, c"),
        ({"action": "rename", "names": ["a"], "into": " \n"}, OptionRefused, "to be called"),
        ({"action": "rename", "names": ["a"], "into": "b"}, OptionRefused, "already"),
        ({"action": "rename", "names": ["a", "b"], "into": "y"}, OptionRefused, "one theme"),
        ({"action": "merge", "names": ["a", "a"]}, OptionRefused, "two themes or more"),
        ({"action": "split", "names": ["a"], "words": "zebra"}, OptionRefused, "None of"),
        ({"action": "split", "names": ["a"], "words": "late, broken"}, OptionRefused, "All of"),
        ({"action": "split", "names": ["a"]}, TooSmall, "give words"),
        (
            {"action": "split", "names": ["a"], "words": "late", "into": "a"},
            OptionRefused,
            "already",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_refused(
    wish: dict[str, Any], error: type[Exception], says_so: str
) -> None:
    with pytest.raises(error, match=re.escape(says_so)):
        checked_edit(table(ROWS), themes(), wish)


def test_a_wish_becomes_an_edit_in_a_sentence() -> None:
    wish = {
        "action": "split",
        "names": ["a"],
        "words": " late ,, Late\u202e!",
        "into": "slow\n ones",
    }
    edit = checked_edit(table(ROWS), themes(), wish)
    assert edit["into"] == "slow ones"
    assert edit["words"] == ["late", "Late !"]
    assert "“slow ones” is split off “a”" in told_of(edit)
    merge = checked_edit(table(ROWS), themes(), {"action": "merge", "names": ["b", "a"]})
    assert merge["into"] == "b"
    named = checked_edit(table(ROWS), themes(), wish | {"into": "x" * 300})
    assert len(named["into"]) == 80


def test_words_that_divide_a_theme_are_found() -> None:
    own = [f"the refund never came number {at}" for at in range(12)]
    own += [f"the voucher code failed again number {at}" for at in range(20)]
    others = [f"the shop was nice number {at}" for at in range(40)]
    words = dividing_words(own, others)
    said = [any(word in text for word in words) for text in own]
    assert said == [True] * 12 + [False] * 20
    assert dividing_words(["same words here"] * 9, others) == ()
    assert dividing_words([], []) == ()
