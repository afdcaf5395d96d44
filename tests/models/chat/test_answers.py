"""Remembered answers: found by key within their lifetime and scope, the longest unused go first."""

import datetime as dt
import hashlib
from dataclasses import replace

import pytest

from engine.settings import Settings
from engine.workspace import AnswerStore, KeptAnswers, Workspace
from engine.workspace.answers import KEPT_SHARE, ROW_BYTES


def keys(count: int) -> list[str]:
    return [hashlib.sha256(str(number).encode()).hexdigest() for number in range(count)]


def age(workspace: Workspace, key: str, **by: float) -> None:
    """Let an answer be older than it is."""
    with workspace.writing() as cursor:
        cursor.execute(
            "update answers set created = created - ?, used = used - ? where key = ?",
            [dt.timedelta(**by), dt.timedelta(**by), key],
        )


def test_thousands_of_keys_are_found_and_kept_at_once(store: AnswerStore) -> None:
    values = {key: bytes([number % 256, 0, 255]) for number, key in enumerate(keys(5_000))}
    store.keep("ask", "openai:a", values)
    assert store.find([*keys(6_000), "'; drop table answers; --"]) == values
    assert store.known(keys(6_000)) == set(values)
    assert store.find([]) == {}
    assert store.known([]) == set()


def test_what_is_found_counts_as_a_hit_and_what_is_looked_for_does_not(store: AnswerStore) -> None:
    [one, other, absent] = keys(3)
    assert store.size() == KeptAnswers(0, 0, 0, None)
    store.keep("ask", "m", {one: b"1", other: b"22"})
    for _ in range(3):
        store.find([one, absent])
    store.known([one, other])
    size = store.size()
    assert (size.count, size.bytes, size.hits) == (2, 3 + 2 * ROW_BYTES, 3)
    assert size.oldest is not None
    assert abs(size.oldest - dt.datetime.now(dt.UTC)) < dt.timedelta(hours=1)


def test_an_answer_is_forgotten_at_the_end_of_its_lifetime(
    store: AnswerStore, workspace: Workspace
) -> None:
    [old, young, new] = keys(3)
    store.keep("ask", "m", {old: b"old", young: b"young"})
    age(workspace, old, days=7, seconds=1)
    age(workspace, young, days=6, hours=23)
    assert store.find([old, young]) == {young: b"young"}
    assert store.known([old, young]) == {young}
    assert store.size().count == 1
    store.keep("ask", "m", {new: b"new"})
    with workspace.cursor() as cursor:
        assert sorted(cursor.sql("select key from answers").fetchall()) == sorted(
            [(young,), (new,)]
        )


def test_a_newer_answer_takes_the_place_of_an_older_one(
    store: AnswerStore, workspace: Workspace
) -> None:
    [key] = keys(1)
    store.keep("ask", "m", {key: b"first"})
    age(workspace, key, days=6)
    store.keep("ask", "m", {key: b"second"})
    age(workspace, key, days=6)
    assert store.find([key]) == {key: b"second"}
    assert store.size().bytes == 6 + ROW_BYTES


def test_the_longest_unused_go_when_there_is_no_room(settings: Settings) -> None:
    workspace = Workspace.open(replace(settings, cache_mb=1))
    try:
        store, value = AnswerStore(workspace), bytes(100_000)
        for key in keys(10):
            store.keep("ask", "m", {key: value})
        store.find(keys(1))
        assert store.size().count == 10
        store.keep("ask", "m", {"another": value})
        fit = int((1 << 20) * KEPT_SHARE) // (len(value) + ROW_BYTES)
        assert store.known([*keys(10), "another"]) == {keys(1)[0], "another", *keys(10)[12 - fit :]}
    finally:
        workspace.close()


@pytest.mark.parametrize("scope", ["run 1", "' or 1=1 --"])
def test_a_run_keeps_its_answers_to_itself(
    scope: str, store: AnswerStore, workspace: Workspace
) -> None:
    own = AnswerStore(workspace, scope)
    [key] = keys(1)
    own.keep("ask", "m", {key: b"own"})
    assert store.find([key]) == AnswerStore(workspace, "run 2").find([key]) == {}
    store.keep("ask", "m", {key: b"shared"})
    assert (own.find([key]), store.find([key])) == ({key: b"own"}, {key: b"shared"})
    assert (own.size().count, store.size().count) == (1, 2)
    own.forget()
    assert (own.find([key]), store.find([key])) == ({}, {key: b"shared"})
    own.keep("ask", "m", {key: b"own"})
    store.forget()
    assert own.find([key]) == store.find([key]) == {}


def test_answers_outlive_the_process(settings: Settings) -> None:
    for expected in ({}, {"k": b"\x00\xff"}):
        workspace = Workspace.open(settings)
        store = AnswerStore(workspace)
        assert store.find(["k"]) == expected
        store.keep("ask", "m", {"k": b"\x00\xff"})
        workspace.close()
