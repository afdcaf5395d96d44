"""Which scale a column of scores uses, decided over the whole column.

Only shares of rows count, so that neither their order nor reading a file twice changes anything.
What the file does not tell is left open rather than guessed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from engine.files.cells.wordings import folded

BOUNDS: Mapping[str, tuple[float, float]] = {
    "0-1": (0, 1),
    "0-5": (0, 5),
    "1-5": (1, 5),
    "1-7": (1, 7),
    "1-10": (1, 10),
    "0-10": (0, 10),
    "0-100": (0, 100),
}
"""Every scale with its lowest and highest score."""

_FEW = 0.2  # share of scores over 5 below which they may belong to another scale
_STRAY = 0.1  # share of scores that may lie far outside of a scale by mistake
_SLIPS = 0.25  # share of scores that may lie outside at all, such as 11 on 0-10
_HUNDRED = 20  # a score over this speaks for 0-100; 0-20 is not known


@dataclass(frozen=True)
class Scale:
    """The scale of a column of scores.

    Attributes:
        name: One of `BOUNDS`, `mixed`, or `unknown` where no scale holds the scores.
        low: The lowest possible score.
        high: The highest possible score.
        evidence: Why, in words.
        counts: Score → rows that give it, in order of the scores; those beyond the scale too.
        mixed: The scales that seem to share the column, the smaller first; else empty.
        sure: Whether the file settles it.
    """

    name: str
    low: float
    high: float
    evidence: str
    counts: Mapping[float, int]
    mixed: tuple[str, ...] = ()
    sure: bool = True

    @property
    def beyond(self) -> int:
        """Rows over the smaller of mixed scales."""
        if not self.mixed:
            return 0
        smaller = BOUNDS[self.mixed[0]][1]
        return sum(rows for score, rows in self.counts.items() if smaller < score <= self.high)

    def holds(self, score: float, out_of: int | None = None) -> bool:
        """Whether a score, with the highest that its cell states, is one of this scale."""
        highs = [BOUNDS[name][1] for name in self.mixed] or [self.high]
        return self.low <= score <= self.high and (out_of is None or out_of in highs)


def chosen(name: str, counts: Mapping[float, int]) -> Scale:
    """The scale that a user chose."""
    return _named(name, counts, "chosen by hand; ")


def find_scale(
    counts: Mapping[float, int],
    heading: str,
    stated: Mapping[int, int] | None = None,
    stars: int = 0,
    beside: str = "",
) -> Scale:
    """Decide the scale of numeric scores.

    Args:
        counts: Score → rows that give it; not empty.
        heading: The column's heading.
        stated: Highest score that cells state, as in `4 out of 5` → rows.
        stars: Rows that are written as stars.
        beside: Heading of a column that names promoters and detractors, if there is one.
    """
    counts, stated = dict(sorted(counts.items())), stated or {}
    rows = sum(counts.values())
    if 2 * sum(stated.values()) >= rows:
        return _by_statement(counts, stated)
    name, says, strong = _hint(heading)
    if not name and beside:
        name, says, strong = "0-10", f"{beside[:80]!r} names promoters and detractors", True
    if not name and 2 * stars >= rows:
        name, says, strong = "1-5", "the scores are stars", True
    by_values = _by_values(counts)
    if not name or (not strong and by_values.name == "0-1"):
        return by_values
    against = by_values.name == "unknown" or by_values.high > BOUNDS[name][1]
    if against and _share(counts, *BOUNDS[name]) < 1 - _FEW:
        return replace(by_values, evidence=f"{says}, but {by_values.evidence}", sure=False)
    held = _share(counts, *BOUNDS[name]) >= 0.5
    fits = _fits(by_values, name, strong=strong)
    return _named(name, counts, f"{says}; ", sure=held and fits)


def _fits(by_values: Scale, name: str, *, strong: bool) -> bool:
    """Whether nothing in the values makes the scale that the heading means unlikely."""
    return by_values.high > 10 if name == "0-100" else strong or by_values.high > 5


def _by_statement(counts: Mapping[float, int], stated: Mapping[int, int]) -> Scale:
    """Cells say themselves how high the scores go."""
    lowest = {5: "0-5" if min(counts) == 0 else "1-5", 7: "1-7", 10: "0-10", 100: "0-100"}
    names = tuple(lowest[highest] for highest in sorted(stated))
    said = " and ".join(f"{rows:,} rows say out of {n}" for n, rows in sorted(stated.items()))
    if len(names) == 1:
        return _named(names[0], counts, f"{said}; ")
    return _mixture(names, counts, said)


def _by_values(counts: Mapping[float, int]) -> Scale:
    """What the numbers alone tell."""
    within = {score: rows for score, rows in counts.items() if 0 <= score <= 100}
    small = {score: rows for score, rows in within.items() if score <= 10}
    slips = _SLIPS if max(counts) > 5 else _STRAY  # -2 to 2 is a scale that is not known
    over, high = (_over(counts, low) for low in (10, _HUNDRED - 1))
    if 1 - _share(counts, 0, 100) > slips or not within:
        return _unknown(counts)
    if over <= _SLIPS and high <= _STRAY and small:
        return _to_ten(small, counts)
    if max(within) <= _HUNDRED or high <= _STRAY:
        return _unknown(counts)
    if high >= 0.5:
        return _named("0-100", counts)
    names = ("0-10" if not small or min(small) < 1 else "1-10", "0-100")
    return _mixture(names, counts, f"{_seen(counts)}, {over:.0%} of the rows over 10")


def _unknown(counts: Mapping[float, int]) -> Scale:
    """Scores that no known scale holds stay as they are, and the user is asked."""
    evidence = f"{_seen(counts)}: no known scale holds them"
    return Scale("unknown", min(counts), max(counts), evidence, counts, sure=False)


def _to_ten(small: Mapping[float, int], counts: Mapping[float, int]) -> Scale:
    """The scale of scores up to 10; `counts` holds the strays as well."""
    top, zero, over = max(small), min(small) < 1, _over(small, 5)
    if set(small) <= {0, 1}:
        return _named("0-1", counts, sure=len(small) == 2)
    if top <= 5:
        several = top == 5 and len(small) >= 3
        return _named("0-5" if zero else "1-5", counts, sure=several and not zero)
    if zero:
        return _named("0-10", counts, sure=over >= _FEW)
    if over < _FEW:
        names = ("1-5", "1-7" if top <= 7 else "1-10")
        return _mixture(names, counts, f"{_seen(counts)}, but only {over:.1%} of the rows over 5")
    if top <= 7:
        return _named("1-7", counts, sure=top == 7 and len(small) >= 4)
    return _named("1-10", counts)


def _named(name: str, counts: Mapping[float, int], why: str = "", *, sure: bool = True) -> Scale:
    """A scale with what was seen of it as evidence, after any other reason."""
    low, high = BOUNDS[name]
    inside = {score: rows for score, rows in counts.items() if low <= score <= high}
    outside = sum(counts.values()) - sum(inside.values())
    seen = _seen(inside) + (f", {outside:,} beyond it" if outside else "")
    return Scale(name, low, high, why + seen, dict(sorted(counts.items())), sure=sure)


def _mixture(names: tuple[str, ...], counts: Mapping[float, int], evidence: str) -> Scale:
    low = min(BOUNDS[name][0] for name in names)
    high = max(BOUNDS[name][1] for name in names)
    return Scale("mixed", low, high, evidence, counts, names, sure=False)


def _share(counts: Mapping[float, int], low: float, high: float) -> float:
    """Share of the rows whose score is from `low` to `high`."""
    inside = sum(rows for score, rows in counts.items() if low <= score <= high)
    return inside / sum(counts.values())


def _over(counts: Mapping[float, int], low: float) -> float:
    """Share of the rows whose score is over `low`, up to 100."""
    return sum(n for score, n in counts.items() if low < score <= 100) / sum(counts.values())


def _seen(counts: Mapping[float, int]) -> str:
    if not counts:
        return "no value on it"
    values = "1 distinct value" if len(counts) == 1 else f"{len(counts):,} distinct values"
    rows = sum(counts.values())
    return (
        f"{values} {min(counts):g} to {max(counts):g} in {rows:,} {'row' if rows == 1 else 'rows'}"
    )


_RANGE = re.compile(r"(?<![\w.])([01])\s*(?:-|–|to|bis|a|ate)\s*(5|7|10|100)(?![\d.])")
_HIGHEST = re.compile(r"(?:out of|(?<!\d)/|sur|von|sobre)\s*(5|7|10|100)(?![\d.])")
_OF_HIGHEST = {"5": "1-5", "7": "1-7", "10": "0-10", "100": "0-100"}
_NPS = re.compile(r"(?:^|[^a-z])nps|nps(?:$|[^a-z])|net ?promoter|promotor neto")
_RECOMMEND = re.compile(r"recom[mie]|empfehl")
_LIKELY = re.compile(r"likel|probab|wahrscheinlich|provavel|vraisembl")
_STARS = re.compile(r"\b(?:stars?|estrellas?|estrelas?|etoiles?|sterne?)\b")
_PERCENT = re.compile(r"percent|porcent|pourcent|prozent|%")


def _hint(heading: str) -> tuple[str, str, bool]:
    """The scale that a heading speaks of, a sentence's part that says so, and if it is strong."""
    word = folded(heading.replace("_", " "))
    says = f"the heading {heading[:80]!r} means "
    ranged, highest = _RANGE.search(word), _HIGHEST.search(word)
    name = f"{ranged[1]}-{ranged[2]}" if ranged else _OF_HIGHEST[highest[1]] if highest else ""
    if name in BOUNDS:
        return name, says + name, True
    if _NPS.search(word) or (_RECOMMEND.search(word) and _LIKELY.search(word)):
        return "0-10", says + "0-10", True
    if _RECOMMEND.search(word):
        return "0-10", says + "0-10", False
    for pattern, scale in ((_STARS, "1-5"), (_PERCENT, "0-100")):
        if pattern.search(word):
            return scale, says + scale, True
    return "", "", False
