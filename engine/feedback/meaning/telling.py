"""Words that tell a theme from the others, and names made of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from engine.feedback.meaning.wording import Wording, plain
from engine.feedback.responses import Floats, Ints, Mask

MOST_WORDS = 8
IN_A_NAME = 3
BESIDE_AN_ASPECT = 2
_ALIKE = 5
"""Letters that two words begin with alike when they are forms of one."""


def telling_words(
    wording: Wording, member: Ints, themes: int, language: Ints
) -> list[tuple[str, ...]]:
    """The words of each theme, the most telling first, at most 8, in its commonest language.

    A word tells by the share p of the theme's comments that have it times ln(p / its share among
    all comments), both in that language (class-based TF-IDF). Of words that begin alike only the
    most telling one is given.

    Args:
        wording: Words of n comments.
        member: Themes of each comment, -1 for none, (n, m).
        themes: How many.
        language: Number of each comment's language, (n,).
    """
    found = []
    for theme in range(themes):
        mine = (member == theme).any(axis=1)
        spoken = language == _commonest(language[mine])
        weights = _weights(wording, mine & spoken, spoken)
        found.append(_apart(wording, np.argsort(-weights, kind="stable"), weights))
    return found


def names_of(
    aspects: Sequence[str], words: Sequence[Sequence[str]], given: Sequence[str]
) -> list[str]:
    """A name for each theme, none twice: the user's own, or its aspect, or its words.

    An aspect that several themes share is told with words of each. Names of ours begin with a
    capital; a user's own stay as they were written.

    Args:
        aspects: The aspect of each, empty where it is none.
        words: Its telling words.
        given: The name a user gave it, empty where none did.
    """
    names: list[str] = []
    for aspect, telling, own in zip(aspects, words, given, strict=True):
        alone = aspect and list(aspects).count(aspect) == 1
        name = own or _capital(aspect if alone else _named(aspect, telling))
        names.append(_unused(name, {*names, *filter(None, given)}, own))
    return names


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]


def _named(aspect: str, telling: Sequence[str]) -> str:
    if not aspect:
        return ", ".join(telling[:IN_A_NAME]) or "other"
    beside = [word for word in telling if not _same(word, aspect)][:BESIDE_AN_ASPECT]
    return f"{aspect}: {', '.join(beside)}" if beside else aspect


def _unused(name: str, taken: set[str], own: str) -> str:
    if own or name not in taken:
        return name
    return next(f"{name} {at}" for at in range(2, len(taken) + 3) if f"{name} {at}" not in taken)


def _commonest(language: Ints) -> int:
    values, counts = np.unique(language, return_counts=True)
    return int(values[counts.argmax()]) if len(values) else -1


def _weights(wording: Wording, mine: Mask, spoken: Mask) -> Floats:
    """Share p · ln(p / share among all who speak it), 0 for words of one comment only; (v,)."""
    many = len(wording.words)
    inside = np.bincount(wording.word[mine[wording.comment]], minlength=many)
    beside = np.bincount(wording.word[spoken[wording.comment]], minlength=many)
    share = inside / max(1, mine.sum())
    every = np.maximum(beside, 1) / max(1, spoken.sum())
    with np.errstate(divide="ignore"):
        lift = np.where(inside > 1, np.log(np.maximum(share, 1e-12) / every), 0.0)
    weights: Floats = np.round(share * np.maximum(lift, 0.0), 9)
    return weights


def _apart(wording: Wording, order: Ints, weights: Floats) -> tuple[str, ...]:
    chosen: list[str] = []
    for place in order.tolist():
        word = wording.written[place]
        if weights[place] <= 0 or len(chosen) == MOST_WORDS:
            break
        if not word.isdigit() and not any(_same(word, other) for other in chosen):
            chosen.append(word)
    return tuple(chosen)


def _same(first: str, second: str) -> bool:
    one, other = plain(first), plain(second)
    letters = min(len(one), len(other), _ALIKE)
    return one[:letters] == other[:letters] if letters >= 3 else one == other
