"""The themes of a file: the same comments give the same themes, whatever the order of the rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from engine.feedback.comments.comments import Comments, Cues
from engine.feedback.meaning.grouping import Given, Grouped, group_comments
from engine.feedback.meaning.merging import Begun
from engine.feedback.meaning.subjects import Subjects, subjects_of
from engine.feedback.meaning.taxonomy import Pinned
from engine.feedback.meaning.telling import names_of, telling_words
from engine.feedback.meaning.themes import Theme, Themes
from engine.feedback.meaning.vectors import Dense, Texts
from engine.feedback.meaning.wording import Wording
from engine.feedback.options import FeedbackOptions
from engine.feedback.responses import MOST_THEMES, Ints, Mask
from engine.jobs import in_process, in_thread
from engine.models.protocols import Embed
from engine.steps import Step

FEWEST = 30
TOO_FEW = (
    "There are {many} different comments worth reading, too few to tell themes apart (it takes "
    f"{FEWEST}): read them all."
)
NO_SUBJECT = "No subject comes up in enough of the comments to make a theme of it."


@dataclass(frozen=True)
class _Read:
    """The comments worth reading, n of them.

    Attributes:
        rows: Their numbers among all distinct comments, ascending, (n,).
        text: As written; n.
        content: The words that count; n.
        language: Number of each one's language, (n,).
        count: Responses that say each, (n,).
        aspects: Which aspects each names, (n, a).
    """

    rows: Ints
    text: tuple[str, ...]
    content: tuple[str, ...]
    language: Ints
    count: Ints
    aspects: Mask

    @classmethod
    def of(cls, comments: Comments, cues: Cues) -> Self:
        rows = np.flatnonzero(comments.worth)
        names = {name: at for at, name in enumerate(sorted(set(comments.language)))}
        return cls(
            rows,
            tuple(comments.text[row] for row in rows),
            tuple(cues.content[row] for row in rows),
            np.array([names[comments.language[row]] for row in rows], dtype=np.int64),
            comments.count[rows],
            cues.aspects[rows],
        )


async def find_themes(
    comments: Comments,
    cues: Cues,
    embed: Embed,
    options: FeedbackOptions,
    taxonomy: Sequence[Pinned],
    step: Step,
) -> Themes:
    """Find what people talk about.

    The words of the comments are embedded, each once; a comment is what its words are. See
    `engine.feedback.meaning.vectors` for what is compared and `subjects` for where groups begin.

    Args:
        comments: The distinct comments, d; junk is in no theme.
        cues: What dictionaries found in them.
        embed: Turns words into vectors.
        options: How many themes at most, and the seed.
        taxonomy: Themes a user pinned in former files, looked for in this one.
        step: Counts the words that are embedded.

    Raises:
        ModelRefused: Nothing can be embedded at all.
        Cancelled: The run was cancelled.
    """
    read = await in_thread(step, _Read.of, comments, cues)
    if len(read.rows) < FEWEST:
        return _none(len(comments), TOO_FEW.format(many=len(read.rows)))
    wording = await in_thread(step, Wording.of, read.text, read.content)
    subjects = await in_thread(
        step,
        subjects_of,
        read.text,
        wording,
        read.aspects,
        cues.aspect_names,
        taxonomy,
        options.themes,
    )
    if not subjects.names:
        return _none(len(comments), NO_SUBJECT)
    meanings = await _meanings(wording, embed, step)
    given = _given(read, wording, meanings, subjects, options.seed)
    grouped = await in_process(step, group_comments, given)
    if not len(grouped.subject):
        return _none(len(comments), NO_SUBJECT)
    themes, place = await in_thread(step, _themes, read, wording, subjects, grouped)
    return _told(len(comments), read.rows, themes, place, grouped)


def _none(many: int, why: str) -> Themes:
    """No themes, and why."""
    member = np.full((many, MOST_THEMES), -1, dtype=np.int64)
    return Themes((), member, np.zeros((many, MOST_THEMES)), float("nan"), why)


async def _meanings(wording: Wording, embed: Embed, step: Step) -> Dense:
    """A vector for each word, zero where it has none, float32 (v, m)."""
    embedded = await embed.embed(wording.written, step)
    width = embedded.vectors.shape[1] if embedded.vectors.size else 1
    meanings = np.zeros((len(wording.words), width), dtype=np.float32)
    if embedded.vectors.size:
        meanings[embedded.rows] = embedded.vectors
    return meanings


def _given(read: _Read, wording: Wording, meanings: Dense, subjects: Subjects, seed: int) -> Given:
    """What groups are made of; of clauses those of comments that have several."""
    several = np.bincount(wording.owner, minlength=len(read.rows))[wording.owner] > 1
    owner, kept = wording.owner[several], several[wording.clause]
    place, kinds = np.cumsum(several) - 1, np.array(subjects.kinds)
    fixed = np.isin(kinds, ("pinned", "pinned words"))
    return Given(
        comments=Texts(len(read.rows), wording.comment, wording.word, read.language),
        clauses=Texts(
            len(owner), place[wording.clause[kept]], wording.clause_word[kept], read.language[owner]
        ),
        owner=owner,
        rarity=wording.rarity,
        meanings=meanings,
        aspects=read.aspects,
        begun=Begun(subjects.held, fixed, kinds == "aspect", kinds == "pinned words"),
        seed=seed,
    )


def _themes(
    read: _Read, wording: Wording, subjects: Subjects, grouped: Grouped
) -> tuple[tuple[Theme, ...], Ints]:
    """Groups as themes, the most frequent first, and the place of each group among them."""
    many = len(grouped.subject)
    words = telling_words(wording, grouped.member, many, read.language)
    kinds = [subjects.kinds[at] for at in grouped.subject]
    begun = [subjects.names[at] for at in grouped.subject]
    aspects = [name if kind == "aspect" else "" for name, kind in zip(begun, kinds, strict=True)]
    own = [
        name if kind.startswith("pinned") else "" for name, kind in zip(begun, kinds, strict=True)
    ]
    names = names_of(aspects, words, own)
    count = _responses(read.count, grouped.member, many)
    order = sorted(range(many), key=lambda one: (-count[one], names[one]))
    themes = tuple(
        Theme(
            names[one], words[one], aspects[one], bool(own[one]),
            read.rows[grouped.nearest[one]], grouped.centres[one],
        )
        for one in order
    )  # fmt: skip
    place = np.full(many, -1, dtype=np.int64)
    place[order] = np.arange(many)
    return themes, place


def _told(
    many: int, rows: Ints, themes: tuple[Theme, ...], place: Ints, grouped: Grouped
) -> Themes:
    """The same for all distinct comments, junk among them."""
    member = np.full((many, MOST_THEMES), -1, dtype=np.int64)
    member[rows] = np.append(place, -1)[grouped.member]
    weight = np.zeros((many, MOST_THEMES))
    weight[rows] = grouped.weight
    return Themes(themes, member, weight, grouped.stability)


def _responses(count: Ints, member: Ints, many: int) -> Ints:
    """Responses in each group, (k,)."""
    return np.array(
        [count[(member == one).any(axis=1)].sum() for one in range(many)], dtype=np.int64
    )
