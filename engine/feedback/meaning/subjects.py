"""What groups begin from: themes a user pinned, aspects that are named often, words that stand out.

A *subject* is something that a comment holds or does not hold. Aspects come from dictionaries. What
is said beside them (or in a language without a dictionary) is found by the words that many of the
comments without any aspect have in common.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import polars as pl

from engine.feedback.meaning.taxonomy import Pinned
from engine.feedback.meaning.wording import Wording, plain, says_one_of
from engine.feedback.responses import Ints, Mask

MOST = 14
LEAST, LEAST_SHARE = 8, 0.01
WORD_PLACES, MANY_SILENT = 4, 0.25
"""Places kept for words where so large a share of the comments names no aspect."""
WORD_SHARE = 0.05
"""Share of the comments without an aspect that a word must be in to begin a group."""
MOST_OF_WORD, SHORTEST = 0.4, 4


@dataclass(frozen=True)
class Subjects:
    """What the groups of a file begin from.

    Attributes:
        names: Name of the pinned theme, the aspect or the word; k.
        kinds: `pinned`, `pinned words` (it stands for no aspect), `aspect` or `word`; k.
        held: Which comments hold it, (n, k).
    """

    names: tuple[str, ...]
    kinds: tuple[str, ...]
    held: Mask = field(repr=False)


def subjects_of(
    texts: Sequence[str],
    wording: Wording,
    aspects: Mask,
    aspect_names: Sequence[str],
    pinned: Sequence[Pinned],
    most: int,
) -> Subjects:
    """Pinned themes that the file speaks of, then aspects, then words.

    Args:
        texts: The comments as written, n.
        wording: Their words.
        aspects: Which aspects each names, (n, a).
        aspect_names: a.
        pinned: Themes of former files; each stands for the aspects it names.
        most: How many at most, 0 for 14; pinned ones stand whatever their number.
    """
    found = _Found(len(aspects), most or MOST)
    for one in pinned:
        held = holding(texts, aspects, aspect_names, one)
        if held.any():
            found.add(one.name, "pinned" if one.aspects else "pinned words", held)
    taken = {aspect for one in pinned for aspect in one.aspects}
    free = [at for at, name in enumerate(aspect_names) if name not in taken]
    counts, least = aspects.sum(axis=0), max(LEAST, LEAST_SHARE * len(aspects))
    often = sorted((at for at in free if counts[at] >= least), key=lambda at: (-counts[at], at))
    silent = ~_any(list(aspects.T), len(aspects))
    kept_for_words = WORD_PLACES if silent.mean() >= MANY_SILENT else 0
    for at in often[: max(0, found.room - kept_for_words)]:
        found.add(aspect_names[at], "aspect", aspects[:, at])
    rest = silent & ~_any(found.columns, len(aspects))
    for word, held in _words(wording, rest, least, found.room):
        found.add(word, "word", held)
    return found.subjects()


@dataclass
class _Found:
    """Subjects found so far, and how many there is room for."""

    size: int
    most: int
    names: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    columns: list[Mask] = field(default_factory=list)

    @property
    def room(self) -> int:
        return self.most - len(self.names)

    def add(self, name: str, kind: str, held: Mask) -> None:
        self.names.append(name)
        self.kinds.append(kind)
        self.columns.append(held)

    def subjects(self) -> Subjects:
        held = np.array(self.columns, dtype=np.bool_).reshape(-1, self.size).T
        return Subjects(tuple(self.names), tuple(self.kinds), held)


def holding(texts: Sequence[str], aspects: Mask, aspect_names: Sequence[str], one: Pinned) -> Mask:
    """Which comments hold a pinned theme: by its aspects, or words that begin like its own."""
    at = [place for place, name in enumerate(aspect_names) if name in one.aspects]
    if at:
        return _any(list(aspects.T[at]), len(aspects))
    words = [word for word in one.words if plain(word)]
    if not words:
        return np.zeros(len(aspects), dtype=np.bool_)
    table = pl.DataFrame({"comment": pl.Series(list(texts), dtype=pl.String)})
    held: Mask = table.select(says_one_of(words)).to_series().to_numpy()
    return held


def _any(columns: Sequence[Mask], size: int) -> Mask:
    found = np.zeros(size, dtype=np.bool_)
    for column in columns:
        found |= column
    return found


def _words(wording: Wording, rest: Mask, least: float, room: int) -> list[tuple[str, Mask]]:
    """The words most of the rest have in common, each of those that the former ones left."""
    found: list[tuple[str, Mask]] = []
    enough, left = max(least, WORD_SHARE * rest.sum()), rest.copy()
    # Where no dictionary knows them, words that hold sentences together are short or everywhere.
    known = np.bincount(wording.word[rest[wording.comment]], minlength=len(wording.words))
    telling = known <= MOST_OF_WORD * rest.sum()
    telling &= np.array([len(word) >= SHORTEST for word in wording.words], dtype=np.bool_)
    while len(found) < room:
        counts = np.bincount(wording.word[left[wording.comment]], minlength=len(wording.words))
        counts = counts * telling
        if not len(counts) or counts.max() < enough:
            break
        best = int(counts.argmax())
        held = np.zeros(len(rest), dtype=np.bool_)
        held[_comments_of(wording, best)] = True
        held &= rest
        found.append((wording.written[best], held))
        left &= ~held
    return found


def _comments_of(wording: Wording, word: int) -> Ints:
    found: Ints = wording.comment[wording.word == word]
    return found
