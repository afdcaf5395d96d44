"""The key phrases of a comment: short runs of its own words that name something or value it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engine.feedback.comments.lexicon import Entry

MOST, LONGEST, MOST_BETWEEN = 3, 5, 2
NAMED, LONGER, LEAST = 1.0, 1.0, 1.0
_LINKS = frozenset(
    (
        "of",
        "for",
        "de",
        "du",
        "des",
        "d'",
        "da",
        "do",
        "del",
        "della",
        "dell'",
        "di",
        "von",
        "zu",
        "leider",
        "mir",
    )
)
"""Words that may stand between two others of a phrase."""
Run = tuple[int, int]


def key_phrases(
    written: str, text: str, tokens: Sequence[str], entries: Sequence[Entry]
) -> tuple[str, ...]:
    """At most three phrases of a comment, in the order they stand.

    Args:
        written: The comment, composed; the phrases are cut out of it.
        text: The same, cleaned.
        tokens: What that is cut into.
        entries: What these say.
    """
    weighed = sorted((-_weight(entries, run), run) for run in _runs(entries))
    chosen = sorted(run for weight, run in weighed[:MOST] if weight < -LEAST)
    return tuple(dict.fromkeys(_written(written, text, tokens, chosen)))


def _written(written: str, text: str, tokens: Sequence[str], runs: Sequence[Run]) -> Iterator[str]:
    """What stands in the text from the first to the last token of each run."""
    place = end = 0
    for start, stop in runs:
        for token in tokens[place:start]:
            end = text.index(token, end) + len(token)
        begin = text.index(tokens[start], end)
        for token in tokens[start:stop]:
            end = text.index(token, end) + len(token)
        place = stop
        yield written[begin:end]


def _runs(entries: Sequence[Entry]) -> list[Run]:
    """Runs of words that tell, with what negates, strengthens or links them."""
    runs: list[Run] = []
    start = end = -1
    for place, entry in enumerate(entries):
        if entry.word and not entry.stop and (start < 0 or place - start < LONGEST):
            start, end = (place if start < 0 else start), place + 1
        elif entry.negator and start < end == place:
            end = place + 1
        elif not _goes_on(entries, place, (start, end)):
            runs.append((start, end))
            start = place if entry.word and _may_begin(entry) else -1
            end = place + (not entry.stop)
    return [run for run in (*runs, (start, end)) if 0 <= run[0] < run[1]]


def _may_begin(entry: Entry) -> bool:
    return entry.negator or entry.strength > 0 or not entry.stop


def _goes_on(entries: Sequence[Entry], place: int, run: Run) -> bool:
    """Whether a run may still go on after a word that tells nothing by itself."""
    start, end = run
    entry = entries[place]
    if start < 0 or not entry.word:
        return False
    if end <= start:  # nothing told yet: `no lo …`, `non mi è …`
        return place - start <= MOST_BETWEEN and entries[start].negator
    return end == place and (entry.plain in _LINKS or entry.strength > 0)


def _weight(entries: Sequence[Entry], run: Run) -> float:
    """Phrases that name an aspect come first, then those of strong words, then longer ones."""
    named = valued = 0.0
    for entry in entries[run[0] : run[1]]:
        if entry.aspects:
            named = NAMED
        valued = max(valued, abs(entry.value))
    return named + valued + LONGER * (run[1] - run[0] > 1)
