"""The key phrases of a comment: short runs of its own words that name something or value it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engine.feedback.comments.lexicon import Entry

MOST, LONGEST = 3, 4
NAMED, LONGER = 2.0, 0.5
Run = tuple[int, int]


def key_phrases(text: str, tokens: Sequence[str], entries: Sequence[Entry]) -> tuple[str, ...]:
    """At most three phrases of a cleaned comment, as written, in the order they stand.

    Args:
        text: The comment.
        tokens: What it is cut into.
        entries: What these say.
    """
    weighed = [(-_weight(entries, run), run) for run in _runs(entries)]
    chosen = sorted(run for weight, run in sorted(weighed)[:MOST] if weight < -LONGER)
    return tuple(dict.fromkeys(_written(text, tokens, chosen)))


def _written(text: str, tokens: Sequence[str], runs: Sequence[Run]) -> Iterator[str]:
    """What stands in the text from the first to the last token of each run."""
    place = end = 0
    for start, stop in runs:
        for token in tokens[place:start]:
            end = text.index(token, end) + len(token)
        begin = text.index(tokens[start], end)
        for token in tokens[start:stop]:
            end = text.index(token, end) + len(token)
        place = stop
        yield text[begin:end]


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
    named = valued = 0.0
    for entry in entries[run[0] : run[1]]:
        if entry.aspects:
            named = NAMED
        valued = max(valued, abs(entry.value))
    return named + valued + LONGER * (run[1] - run[0] > 1)
