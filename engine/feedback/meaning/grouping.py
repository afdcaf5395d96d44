"""Comments put to themes, as a plain function of plain data that a process of its own can run."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from engine.feedback.meaning.agreement import adjusted_rand
from engine.feedback.meaning.clustering import Clusters, cluster, nearest_of, seeds_of
from engine.feedback.meaning.members import members_of
from engine.feedback.meaning.merging import Begun, settle
from engine.feedback.meaning.subjects import LEAST, LEAST_SHARE
from engine.feedback.meaning.vectors import Dense, Space, Texts, drawn, unit_rows
from engine.feedback.responses import Floats, Ints, Mask

LEARNT_FROM = 20_000
AT_ONCE = 8_192
NEAREST = 20
SAMPLE, SHARE, TIMES = 2_000, 0.8, 5
"""Stability is measured on so many comments, by so large a part of them, so many times."""


@dataclass(frozen=True)
class Given:
    """What groups are made of.

    Attributes:
        comments: The comments' words, n.
        clauses: The words of clauses of comments that have several, c.
        owner: Comment of each clause, (c,).
        rarity: Of each word, (v,).
        meanings: Vector of each word, (v, m).
        aspects: Which aspects each names, (n, a).
        begun: The subjects that groups begin from, k of 1 or more.
        seed: Of what is drawn.
    """

    comments: Texts = field(repr=False)
    clauses: Texts = field(repr=False)
    owner: Ints = field(repr=False)
    rarity: Floats = field(repr=False)
    meanings: Dense = field(repr=False)
    aspects: Mask = field(repr=False)
    begun: Begun = field(repr=False)
    seed: int


@dataclass(frozen=True)
class Grouped:
    """Groups that were found, in the order of the subjects they began from.

    Attributes:
        subject: The subject each began from, (k,).
        member: Up to 3 groups of each comment, -1 for none, (n, 3).
        weight: 0..1, (n, 3).
        nearest: Comments nearest to each middle, at most 20 each.
        centres: Mean meaning of each group's comments, of length 1, (k, m).
        stability: Adjusted Rand index over resamples, NaN where there are too few comments.
    """

    subject: Ints
    member: Ints = field(repr=False)
    weight: Floats = field(repr=False)
    nearest: tuple[Ints, ...] = field(repr=False)
    centres: Dense = field(repr=False)
    stability: float


def group_comments(given: Given) -> Grouped:
    """Find groups and put every comment to those it is about.

    They are found among 20,000 comments or few more. One thread of linear algebra does it, so that
    the last digits do not hang on how many there are.
    """
    from threadpoolctl import threadpool_limits  # noqa: PLC0415 - costly

    with threadpool_limits(1):
        some = _learnt_from(given)
        texts = given.comments.some(some)
        space = Space.learn(texts, given.rarity, given.meanings, given.aspects[some], given.seed)
        vectors = space.describe(texts, given.aspects[some])
        begun = given.begun.only(some, slice(None))
        found, subject = form(vectors, begun)
        stability = stability_of(vectors, begun, found.group, given.seed)
        return _placed(given, space, found.centres, subject, stability)


def _learnt_from(given: Given) -> Ints:
    """Some of the comments, and all that hold a pinned theme which none of those holds."""
    some = drawn(given.comments.size, LEARNT_FROM, given.seed)
    pinned = given.begun.held[:, given.begun.fixed]
    absent = pinned[:, ~pinned[some].any(axis=0)]
    return np.union1d(some, np.flatnonzero(absent.any(axis=1)))


def form(vectors: Dense, begun: Begun) -> tuple[Clusters, Ints]:
    """Groups of comments from what they hold, and the subject each began from."""
    there = np.flatnonzero(begun.held.any(axis=0))
    begun = begun.only(slice(None), there)
    clusters = cluster(vectors, seeds_of(vectors, begun.held))
    settled, kept = settle(vectors, clusters, begun, max(LEAST, LEAST_SHARE * len(vectors)))
    return settled, there[kept]


def stability_of(vectors: Dense, begun: Begun, group: Ints, seed: int) -> float:
    """Mean adjusted Rand index of the groups with those found again in 80 % of the comments.

    Comments without a group are one group of their own. At most 2,000 are looked at.
    """
    among = drawn(len(vectors), SAMPLE, seed)
    if len(among) < len(vectors):
        group = form(vectors[among], begun.only(among, slice(None)))[0].group
    rng = np.random.default_rng(seed)
    found = []
    for _ in range(TIMES):
        part = np.sort(rng.choice(len(among), int(SHARE * len(among)), replace=False))
        some = among[part]
        again = form(vectors[some], begun.only(some, slice(None)))[0].group
        found.append(adjusted_rand(group[part], again))
    return float(np.mean(found))


def _placed(given: Given, space: Space, centres: Dense, subject: Ints, stability: float) -> Grouped:
    """All comments put to groups, some at a time."""
    many, columns = given.comments.size, len(subject)
    begun = given.begun.only(slice(None), subject)
    cosines, meaning = np.zeros((many, columns)), np.zeros((columns, given.meanings.shape[1]))
    group = np.full(many, -1, dtype=np.int64)
    for first in range(0, many if columns else 0, AT_ONCE):
        last = min(many, first + AT_ONCE)
        vectors = space.describe(given.comments.between(first, last), given.aspects[first:last])
        shut = begun.strict & ~begun.held[first:last]
        cosines[first:last] = np.where(shut, 0.0, vectors @ centres.T)
        group[first:last] = nearest_of(cosines[first:last])
        for one in range(columns):
            mine = vectors[group[first:last] == one, : space.meaning_columns]
            meaning[one] += mine.sum(axis=0, dtype=np.float64)
    clauses = _clauses(given, space, centres, begun.strict)
    member, weight = members_of(cosines, group, begun.held, begun.fixed, clauses)
    nearest = tuple(_nearest(cosines[:, one], member == one) for one in range(columns))
    return Grouped(
        subject, member, weight, nearest, unit_rows(meaning.astype(np.float32)), stability
    )


def _clauses(given: Given, space: Space, centres: Dense, strict: Mask) -> tuple[Ints, Ints, Floats]:
    """Owner, nearest group and cosine of each clause, aspects left aside."""
    many = given.clauses.size
    nearest, near = np.zeros(many, dtype=np.int64), np.zeros(many)
    plain = unit_rows(np.ascontiguousarray(centres[:, : centres.shape[1] - given.aspects.shape[1]]))
    for first in range(0, many if len(centres) else 0, AT_ONCE):
        last = min(many, first + AT_ONCE)
        cosines = space.describe(given.clauses.between(first, last), None) @ plain.T
        cosines[:, strict] = 0.0
        nearest[first:last], near[first:last] = cosines.argmax(axis=1), cosines.max(axis=1)
    return given.owner, nearest, near


def _nearest(cosines: Floats, mine: Mask) -> Ints:
    """The nearest comments of a group, of equals the first; its own before those of others."""
    rows = np.flatnonzero(mine[:, 0] if mine[:, 0].any() else mine.any(axis=1))
    return rows[np.argsort(-np.round(cosines[rows], 6), kind="stable")[:NEAREST]]
