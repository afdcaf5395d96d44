"""The key phrases of a comment: short runs of its own words that name something or value it."""

from __future__ import annotations

from collections.abc import Sequence

from engine.feedback.comments.lexicon import Entry
from engine.feedback.comments.tokens import TOKEN

MOST, LONGEST = 3, 4
NAMED, LONGER = 2.0, 0.5
Run = tuple[int, int]


def key_phrases(text: str, entries: Sequence[Entry]) -> tuple[str, ...]:
    """At most three phrases of a cleaned comment, as written, in the order they stand.

    Args:
        text: The comment.
        entries: What its tokens say.
    """
    runs = _runs(entries)
    ranked = sorted(runs, key=lambda run: (-_weight(entries, run), run))
    chosen = sorted(run for run in ranked[:MOST] if _weight(entries, run) > LONGER)
    if not chosen:
        return ()
    spans = [found.span() for found in TOKEN.finditer(text)]
    written = (text[spans[start][0] : spans[end - 1][1]] for start, end in chosen)
    return tuple(dict.fromkeys(written))


def _runs(entries: Sequence[Entry]) -> list[Run]:
    """Runs of words that tell, with the negators and strengthening words among them."""
    runs: list[Run] = []
    start = end = -1
    for place, entry in enumerate(entries):
        tells = entry.word and (not entry.stop or bool(entry.value))
        if tells and start >= 0 and place - start < LONGEST:
            end = place + 1
        elif tells:
            runs.append((start, end))
            start, end = place, place + 1
        elif not (entry.negator or entry.strength):
            runs.append((start, end))
            start = -1
        elif start < 0 or end <= place - 1:
            runs.append((start, end))
            start, end = place, -1
    runs.append((start, end))
    return [run for run in runs if run[0] >= 0 and run[1] > run[0]]


def _weight(entries: Sequence[Entry], run: Run) -> float:
    """Phrases that name an aspect come first, then those of strong words, then longer ones."""
    inside = entries[run[0] : run[1]]
    named = NAMED * any(entry.aspects for entry in inside)
    valued = max(abs(entry.value) for entry in inside)
    return named + valued + LONGER * (len(inside) > 1)
