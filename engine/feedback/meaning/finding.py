"""The themes of a file: the same comments give the same themes, whatever the order of the rows."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from engine.feedback.comments.comments import Comments, Cues
from engine.feedback.meaning.grouping import Given, Grouped, group_comments
from engine.feedback.meaning.subjects import Subjects, subjects_of
from engine.feedback.meaning.taxonomy import Pinned
from engine.feedback.meaning.telling import names_of, telling_words
from engine.feedback.meaning.themes import Theme, Themes
from engine.feedback.meaning.vectors import Dense, Texts
from engine.feedback.meaning.wording import Wording
from engine.feedback.options import FeedbackOptions
from engine.feedback.responses import MOST_THEMES, Ints
from engine.jobs import Executor, in_process, in_thread
from engine.models.protocols import Embed
from engine.steps import Step

FEWEST = 30
TOO_FEW = (
    "There are {many} different comments worth reading, too few to tell themes apart (it takes "
    f"{FEWEST}): read them all."
)
NO_SUBJECT = "No subject comes up in enough of the comments to make a theme of it."


async def find_themes(
    comments: Comments, cues: Cues, embed: Embed, options: FeedbackOptions,
    taxonomy: Sequence[Pinned], step: Step, apart: Executor = in_process,
) -> Themes:  # fmt: skip
    """Find what people talk about.

    The words of the comments are embedded, each once; a comment is what its words are. See
    `engine.feedback.meaning.vectors` for what is compared and `subjects` for where groups begin.

    Args:
        comments: The distinct comments, d; junk is in no theme.
        cues: What dictionaries found in them.
        embed: Turns words into vectors.
        options: How many themes at most, and the seed.
        taxonomy: Themes a user pinned in former files, looked for in this one.
        step: Counts words, then groups.
        apart: Where work is done that cannot look at a cancel.

    Raises:
        ModelRefused: Nothing can be embedded at all.
        Cancelled: The run was cancelled.
    """
    rows = np.flatnonzero(comments.worth)
    if len(rows) < FEWEST:
        return _none(len(comments), TOO_FEW.format(many=len(rows)))
    wording = await in_thread(step, _wording, comments, cues, rows)
    subjects = subjects_of(wording, cues.aspects[rows], cues.aspect_names, taxonomy, options.themes)
    if not subjects.names:
        return _none(len(comments), NO_SUBJECT)
    meanings = await _meanings(wording, embed, step)
    given = await in_thread(step, _given, comments, cues, rows, wording, meanings, subjects, options.seed)
    grouped = await apart(step, group_comments, given)
    if not len(grouped.subject):
        return _none(len(comments), NO_SUBJECT)
    return await in_thread(step, _themes, comments, rows, given, wording, subjects, grouped)


def _none(many: int, why: str) -> Themes:
    """No themes, and why."""
    member = np.full((many, MOST_THEMES), -1, dtype=np.int64)
    return Themes((), member, np.zeros((many, MOST_THEMES)), float("nan"), why)


def _wording(comments: Comments, cues: Cues, rows: Ints) -> Wording:
    return Wording.of([comments.text[row] for row in rows], [cues.content[row] for row in rows])


async def _meanings(wording: Wording, embed: Embed, step: Step) -> Dense:
    """A vector for each word, zero where it has none, float32 (v, m)."""
    embedded = await embed.embed(wording.written, step)
    width = embedded.vectors.shape[1] if embedded.vectors.size else 1
    meanings = np.zeros((len(wording.words), width), dtype=np.float32)
    if embedded.vectors.size:
        meanings[embedded.rows] = embedded.vectors
    return meanings


def _given(
    comments: Comments, cues: Cues, rows: Ints, wording: Wording, meanings: Dense,
    subjects: Subjects, seed: int,
) -> Given:  # fmt: skip
    names = sorted(set(comments.language))
    language = np.array([names.index(comments.language[row]) for row in rows], dtype=np.int64)
    several = np.bincount(wording.owner, minlength=len(rows))[wording.owner] > 1
    place = np.cumsum(several) - 1
    kept = several[wording.clause]
    clauses = Texts(
        int(several.sum()), place[wording.clause[kept]], wording.clause_word[kept],
        language[wording.owner[several]],
    )  # fmt: skip
    fixed = np.array([kind == "pinned" for kind in subjects.kinds], dtype=np.bool_)
    return Given(
        Texts(len(rows), wording.comment, wording.word, language), clauses,
        wording.owner[several], wording.rarity, meanings, cues.aspects[rows], subjects.held, fixed,
        seed,
    )  # fmt: skip


def _themes(
    comments: Comments, rows: Ints, given: Given, wording: Wording, subjects: Subjects,
    grouped: Grouped,
) -> Themes:  # fmt: skip
    """Groups as themes of all comments, the most frequent first."""
    many = len(grouped.subject)
    words = telling_words(wording, grouped.member, many, given.comments.language)
    kinds = [subjects.kinds[at] for at in grouped.subject]
    begun = [subjects.names[at] for at in grouped.subject]
    aspects = [name if kind == "aspect" else "" for name, kind in zip(begun, kinds, strict=True)]
    own = [name if kind == "pinned" else "" for name, kind in zip(begun, kinds, strict=True)]
    names = names_of(aspects, words, own)
    count = _responses(comments.count[rows], grouped.member, many)
    order = sorted(range(many), key=lambda one: (-count[one], names[one]))
    themes = tuple(
        Theme(names[one], words[one], aspects[one], bool(own[one]), rows[grouped.nearest[one]],
              grouped.centres[one])
        for one in order
    )  # fmt: skip
    place = np.full(many + 1, -1, dtype=np.int64)
    place[order] = np.arange(many)
    member = np.full((len(comments), MOST_THEMES), -1, dtype=np.int64)
    member[rows] = place[grouped.member]
    weight = np.zeros((len(comments), MOST_THEMES))
    weight[rows] = grouped.weight
    return Themes(themes, member, weight, grouped.stability)


def _responses(count: Ints, member: Ints, many: int) -> Ints:
    """Responses in each group, (k,)."""
    return np.array([count[(member == one).any(axis=1)].sum() for one in range(many)], dtype=np.int64)
