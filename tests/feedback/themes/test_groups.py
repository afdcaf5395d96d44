"""Groups of comments: near a middle, merged, left out, and up to three of them a comment."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.feedback.meaning.clustering import NEAR, Clusters, cluster, nearest_centre, seeds_of
from engine.feedback.meaning.members import CLAUSE_NEAR, NAMED_NEAR, members_of
from engine.feedback.meaning.merging import Begun, settle
from engine.feedback.meaning.vectors import unit_rows

SEEDS = st.integers(0, 1000)


def blobs(seed: int, groups: int = 3, each: int = 20) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    middles = np.eye(8)[:groups]
    points = np.repeat(middles, each, axis=0) + 0.12 * rng.standard_normal((groups * each, 8))
    return unit_rows(points.astype(np.float32)), np.repeat(np.arange(groups), each)


@given(SEEDS)
def test_seeds_lead_to_the_groups_that_are_there(seed: int) -> None:
    vectors, truth = blobs(seed)
    held = np.zeros((len(vectors), 3), dtype=np.bool_)
    held[np.arange(0, 60, 4), truth[::4]] = True
    found = cluster(vectors, seeds_of(vectors, held))
    kept = found.group >= 0
    assert (found.group[kept] == truth[kept]).all()
    assert kept.mean() > 0.9


@given(SEEDS)
def test_every_comment_is_in_the_nearest_group_or_near_none(seed: int) -> None:
    vectors, _ = blobs(seed, 4)
    found = nearest_centre(vectors, vectors[[0, 30, 50]])
    for row, group in zip(vectors, found, strict=True):
        cosines = [float(row @ vectors[at]) for at in (0, 30, 50)]
        assert group == (int(np.argmax(cosines)) if max(cosines) >= NEAR else -1)


def test_a_comment_near_nothing_is_in_no_group() -> None:
    vectors, _ = blobs(0, 2)
    alone = np.eye(8, dtype=np.float32)[7:]
    found = cluster(np.vstack([vectors, alone, 0 * alone]), unit_rows(vectors[[0, 39]]))
    assert found.group[-2:].tolist() == [-1, -1]


def begun(held: np.ndarray, fixed: tuple[int, ...] = (), aspect: tuple[int, ...] = ()) -> Begun:
    marks = np.arange(held.shape[1])
    return Begun(held, np.isin(marks, fixed), np.isin(marks, aspect), marks < 0)


def split_in_two(fixed: tuple[int, ...] = (), aspect: tuple[int, ...] = ()) -> list[int]:
    """Three groups, of which the last two are halves of one."""
    vectors, truth = blobs(1, 2, 40)
    group = truth + (np.arange(80) >= 60)
    centres = unit_rows(np.stack([vectors[group == at].sum(axis=0) for at in range(3)]))
    held = np.stack([group == at for at in range(3)], axis=1)
    _, kept = settle(vectors, Clusters(group, centres), begun(held, fixed, aspect), 8)
    return kept.tolist()


def test_groups_that_say_the_same_become_one() -> None:
    assert split_in_two() == [0, 1]
    assert split_in_two(fixed=(1,)) == [0, 1]


def test_pinned_groups_and_aspects_of_different_comments_stay_apart() -> None:
    assert split_in_two(fixed=(1, 2)) == [0, 1, 2]
    assert split_in_two(aspect=(1, 2)) == [0, 1, 2]


def test_aspects_that_the_same_comments_name_become_one() -> None:
    vectors, truth = blobs(1, 2, 40)
    held = np.stack([truth == 0, truth == 1, truth == 1], axis=1)
    centres = seeds_of(vectors, held)
    found = Clusters(nearest_centre(vectors, centres), centres)
    assert settle(vectors, found, begun(held, aspect=(0, 1, 2)), 8)[1].tolist() == [0, 1]


def test_small_groups_give_their_comments_back_unless_pinned() -> None:
    vectors, truth = blobs(2, 3, 20)
    vectors, truth = vectors[:45], truth[:45]
    held = np.stack([truth == at for at in range(3)], axis=1)
    found = Clusters(truth, seeds_of(vectors, held))
    left, kept = settle(vectors, found, begun(held), 8)
    assert kept.tolist() == [0, 1]
    assert (left.group[40:] == -1).all()
    assert settle(vectors, found, begun(held, fixed=(2,)), 8)[1].tolist() == [0, 1, 2]
    nobody, none = settle(vectors, found, begun(held), 100)
    assert len(none) == 0
    assert (nobody.group == -1).all()


def plainly(cosines, group, named, pinned, clauses):  # type: ignore[no-untyped-def]
    """Members comment by comment."""
    found = []
    for at, row in enumerate(cosines):
        own = row[group[at]] if group[at] >= 0 else None
        weight = {
            theme: cosine
            for theme, cosine in enumerate(row)
            if named[at, theme] and own is not None and cosine >= NAMED_NEAR * own
        }
        sure = NEAR if own is None else own
        weight |= {theme: sure for theme in range(len(row)) if named[at, theme] and pinned[theme]}
        for owner, theme, near in zip(*clauses, strict=True):
            if owner == at and near >= CLAUSE_NEAR:
                weight[theme] = max(weight.get(theme, 0), near)
        if own is not None:
            weight = {theme: min(value, own) for theme, value in weight.items()} | {group[at]: own}
        order = sorted(weight, key=lambda one: (-round(weight[one], 6), one != group[at], one))
        found.append([(int(one), float(weight[one])) for one in order if weight[one] > 0][:3])
    return found


@given(SEEDS, st.integers(1, 5))
def test_members_are_those_a_plain_loop_finds(seed: int, themes: int) -> None:
    rng = np.random.default_rng(seed)
    cosines = rng.random((12, themes)).round(1)
    group = np.where(cosines.max(axis=1) >= 0.5, cosines.argmax(axis=1), -1)
    named = rng.random((12, themes)) < 0.4
    pinned = rng.random(themes) < 0.3
    clauses = (np.sort(rng.integers(0, 12, 9)), rng.integers(0, themes, 9), rng.random(9).round(1))
    member, weight = members_of(cosines, group, named, pinned, clauses)
    found = [
        [(int(one), float(heavy)) for one, heavy in zip(*row, strict=True) if one >= 0]
        for row in zip(member, weight, strict=True)
    ]
    assert found == plainly(cosines, group, named, pinned, clauses)
    assert member.shape == weight.shape == (12, 3)
    assert ((weight == 0) == (member == -1)).all()


def test_seeds_count_less_who_holds_several() -> None:
    vectors = np.eye(2, dtype=np.float32)
    held = np.array([[True, True], [False, True]])
    assert seeds_of(vectors, held)[1] == pytest.approx([1 / 5**0.5, 2 / 5**0.5])
