"""Themes of whole surveys: those that were planted are found, again and again."""

from __future__ import annotations

import asyncio
from collections import Counter

import numpy as np
import pytest

from engine.errors import Cancelled
from engine.feedback.meaning import grouping
from engine.feedback.meaning.agreement import adjusted_rand
from engine.feedback.meaning.finding import FEWEST, find_themes
from engine.feedback.meaning.taxonomy import Pinned
from engine.feedback.meaning.themes import Themes
from engine.feedback.meaning.vectors import drawn
from engine.feedback.options import FeedbackOptions
from engine.models.local import LocalEmbed
from engine.steps import Steps
from tests.feedback.themes.makers import (
    Read,
    as_json,
    find,
    names_by_text,
    planted,
    read,
    truth_of,
)

PLANTED = 8


@pytest.fixture(scope="module")
def survey() -> tuple[list[str], list[list[str]]]:
    return planted(3_000, 20)


@pytest.fixture(scope="module")
def known(survey: tuple[list[str], list[list[str]]]) -> Read:
    return read(survey[0])


@pytest.fixture(scope="module")
def themes(known: Read) -> Themes:
    return find(known)


@pytest.fixture(scope="module")
def small() -> list[str]:
    return planted(400, 3)[0]


def test_planted_themes_are_found(
    survey: tuple[list[str], list[list[str]]], known: Read, themes: Themes
) -> None:
    """Four languages, slips of the keyboard; purity over comments about one theme only."""
    truth = truth_of(known[0], *survey)
    met: dict[int, Counter[str]] = {}
    for row, planted_themes in zip(themes.member[:, 0].tolist(), truth, strict=True):
        if row >= 0 and len(planted_themes) == 1:
            met.setdefault(row, Counter())[planted_themes[0]] += 1
    right = sum(counts.most_common(1)[0][1] for counts in met.values())
    put = sum(sum(counts.values()) for counts in met.values())
    assert len({counts.most_common(1)[0][0] for counts in met.values()}) >= PLANTED - 1
    assert right / put >= 0.8
    assert put >= 0.9 * sum(len(one) == 1 for one in truth)
    assert len(set(known[0].language)) >= 4


def test_they_are_found_again_in_80_percent(known: Read, themes: Themes) -> None:
    assert themes.stability >= 0.8
    rows = np.sort(
        np.random.default_rng(0).choice(len(known[0]), len(known[0]) * 4 // 5, replace=False)
    )
    part = read([known[0].text[row] for row in rows])
    assert part[0].key == tuple(known[0].key[row] for row in rows)
    again = find(part)
    assert adjusted_rand(themes.member[rows, 0], again.member[:, 0]) >= 0.8


def test_neither_order_nor_repetition_of_rows_changes_anything(small: list[str]) -> None:
    first, other = read(small), read([*reversed(small), *small])
    one, two = find(first), find(other)
    assert names_by_text(first[0], one) == names_by_text(other[0], two)
    assert as_json(one) == as_json(two)


def test_a_process_of_its_own_finds_the_same(small: list[str]) -> None:
    known = read(small)
    apart = asyncio.run(find_themes(*known, LocalEmbed(), FeedbackOptions(), (), Steps()))
    assert as_json(apart) == as_json(find(known))


def test_what_themes_are_told_as(known: Read, themes: Themes) -> None:
    names = [one.name for one in themes.themes]
    assert len(set(names)) == len(names)
    count = [
        int(known[0].count[(themes.member == at).any(axis=1)].sum()) for at in range(len(names))
    ]
    assert count == sorted(count, reverse=True)
    for at, one in enumerate(themes.themes):
        assert one.aspect == "" or one.name.casefold().startswith(one.aspect)
        assert len(one.words) <= 8
        assert 0 < len(one.nearest) <= 20
        assert (themes.member[one.nearest] == at).any(axis=1).all()
        assert np.linalg.norm(one.centre) == pytest.approx(1, abs=1e-5)
    for row in themes.member.tolist():
        held = [at for at in row if at >= 0]
        assert len(set(held)) == len(held)
        assert row == held + [-1] * (3 - len(held))
    assert (np.diff(themes.weight, axis=1) <= 1e-9).all()


def test_junk_and_what_is_about_nothing_are_in_no_theme(small: list[str]) -> None:
    known = read([*small, "n/a", "asdf", "...", "Zzyzx qwop flurm"])
    found = names_by_text(known[0], find(known))
    assert [found[key] for key in ("n/a", "asdf", "...", "zzyzx qwop flurm")] == [[], [], [], []]


def test_too_few_comments_are_read_by_people() -> None:
    few = [f"The parcel number {at} came late" for at in range(FEWEST - 1)]
    found = find(read(few))
    assert found.themes == ()
    assert "read them all" in found.too_small
    assert np.isnan(found.stability)
    assert (found.member == -1).all()
    assert find(read([])).member.shape == (0, 3)


def test_a_file_without_a_subject_says_so() -> None:
    letters = [f"{chr(97 + at // 26)}{chr(97 + at % 26)}lorem" for at in range(60)]
    found = find(read([f"{one} {one[::-1]}" for one in letters]))
    assert found.themes == ()
    assert "subject" in found.too_small


def test_words_begin_groups_where_no_dictionary_helps() -> None:
    parts = ["pakketje beschadigd", "verkoper onaardig", "kleuren verbleekt"]
    texts = [f"{parts[at % 3]} {at} keer bij {at + 7} stuks" for at in range(90)]
    found = find(read(texts))
    assert {one.aspect for one in found.themes} == {""}
    assert len(found.themes) >= 3


def test_as_many_themes_as_were_asked_for_at_most(small: list[str]) -> None:
    assert len(find(read(small), FeedbackOptions(themes=3)).themes) <= 3


@pytest.mark.parametrize("learnt_from", [grouping.LEARNT_FROM, 80])
def test_pinned_themes_are_looked_for(
    small: list[str], learnt_from: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where none of the comments that groups are learnt from holds one."""
    monkeypatch.setattr(grouping, "LEARNT_FROM", learnt_from)
    known = read(small)
    learnt = drawn(len(known[0]), learnt_from, 0).tolist()
    swallows = [row for row, key in enumerate(known[0].key) if "swallow" in key]
    assert swallows
    assert bool(set(swallows) & set(learnt)) == (learnt_from > len(small))
    kept = (
        Pinned("Parcels", ("parcel",), ("delivery", "damage")),
        Pinned("Swallows", ("swallow",)),
        Pinned("Dinosaurs", ("dinosaur",)),
    )
    found = find(known, taxonomy=kept)
    named = {one.name: one for one in found.themes}
    assert named["Parcels"].pinned
    assert "Dinosaurs" not in named
    assert not [one for one in found.themes if one.aspect in ("delivery", "damage")]
    told = names_by_text(known[0], found)
    assert [key for key, names in told.items() if "Swallows" in names] == [
        key for key in told if "swallow" in key
    ]


def test_a_cancelled_run_stops(small: list[str]) -> None:
    steps = Steps()
    steps.cancel()
    with pytest.raises(Cancelled):
        asyncio.run(find_themes(*read(small), LocalEmbed(), FeedbackOptions(), (), steps))
