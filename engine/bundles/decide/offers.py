"""Units → offers: for each objective and type, the best candidates that keep every hard constraint.

Stronger evidence goes first, whatever the score; of one kind of evidence a fixed set of three or
four products goes before a pair. Among equals in evidence a set that no earlier
offer of the objective holds by half goes first, so that five types are not five times one set;
then the front layer decides
(score, then the objective's two goals), then the score: ranking and hybrid score in equal parts,
appeal a third of it where a model rated it, lowered by up to a fifth by soft constraints that are
broken.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from engine.bundles.candidates.candidate import Candidate, Unit
from engine.bundles.candidates.pool import TIERS
from engine.bundles.decide.constraints import broken, softness
from engine.bundles.decide.front import layers
from engine.bundles.decide.ranker import identity
from engine.bundles.decide.verdict import Constraint, Scores
from engine.bundles.objectives import OBJECTIVES
from engine.bundles.options import BundleOptions

MOST_LOST = 0.2
CURATED = 3


@dataclass(frozen=True)
class Verdict:
    """All that was decided about a candidate before the choice."""

    scores: Scores
    constraints: tuple[Constraint, ...]


@dataclass(frozen=True)
class Choice:
    """An offer.

    Attributes:
        index: Place among the candidates of all units, in the order of the units.
        place: Place in its unit's choice, from 1.
        score: What it was chosen by, 0..1.
    """

    index: int
    place: int
    score: float


@dataclass(frozen=True)
class Offers:
    """The choice.

    Attributes:
        chosen: Offers in the order of the units, the best of each first.
        empty: (objective, type) → why there is no offer, in one sentence.
    """

    chosen: tuple[Choice, ...]
    empty: Mapping[tuple[str, str], str]


def choose_offers(
    units: Sequence[Unit], verdicts: Sequence[Verdict], options: BundleOptions
) -> Offers:
    """Choose the offers of every unit.

    Args:
        units: Units; a unit that is empty keeps its reason.
        verdicts: One for each candidate of all units, in the order of the units.
        options: `offers` for each unit.
    """
    chosen: list[Choice] = []
    empty: dict[tuple[str, str], str] = {}
    taken: dict[str, list[frozenset[int]]] = {}
    start = 0
    for unit in units:
        end = start + len(unit.candidates)
        ranked = _ranked(unit, verdicts[start:end])
        mine = taken.setdefault(unit.objective, [])
        for place, (row, score) in enumerate(_varied(unit, ranked, mine, options.offers), start=1):
            chosen.append(Choice(start + row, place, score))
        if not ranked:
            empty[unit.objective, unit.bundle_type] = _why(unit, verdicts[start:end])
        start = end
    return Offers(tuple(chosen), empty)


def _varied(
    unit: Unit,
    ranked: Sequence[tuple[int, float]],
    taken: list[frozenset[int]],
    wanted: int,
) -> list[tuple[int, float]]:
    """The best of the ranked rows; of one tier those first that are not offered already by half.

    Args:
        unit: Whose candidates they are.
        ranked: Rows and scores, best first.
        taken: Sets that are offered for the objective so far; what is chosen is added.
        wanted: How many to choose.
    """
    left: list[tuple[int, float]] = list(ranked)
    found: list[tuple[int, float]] = []
    while left and len(found) < wanted:
        best = min(range(len(left)), key=lambda at: _known(unit, left, at, taken))
        found.append(left.pop(best))
        taken.append(frozenset(unit.candidates[found[-1][0]].items))
    return found


def _known(
    unit: Unit, left: Sequence[tuple[int, float]], at: int, taken: Sequence[frozenset[int]]
) -> tuple[int, bool, int]:
    """Tier, whether half of it is offered already, place in the ranking."""
    candidate = unit.candidates[left[at][0]]
    mine = frozenset(candidate.items)
    known = any(2 * len(mine & other) >= len(mine | other) for other in taken)
    return TIERS.index(candidate.tier), known, at


def offer_score(verdict: Verdict) -> float:
    """What offers are chosen by, 0..1."""
    scores = verdict.scores
    parts = [scores.ranking, scores.hybrid]
    if scores.appeal is not None:
        parts.append(min(10.0, max(0.0, scores.appeal)) / 10)
    return sum(parts) / len(parts) * (1 - MOST_LOST * (1 - softness(verdict.constraints)))


def _ranked(unit: Unit, verdicts: Sequence[Verdict]) -> list[tuple[int, float]]:
    """Rows that keep every hard constraint and their scores, best first."""
    rows = [row for row, verdict in enumerate(verdicts) if not broken(verdict.constraints)]
    if not rows:
        return []
    scores = {row: offer_score(verdicts[row]) for row in rows}
    goals = OBJECTIVES[unit.objective].goals
    values = [
        [scores[row], *(verdicts[row].scores.goals.get(goal, np.nan) for goal in goals)]
        for row in rows
    ]
    layer = dict(zip(rows, layers(np.array(values)).tolist(), strict=True))

    def strength(row: int) -> tuple[object, ...]:
        candidate: Candidate = unit.candidates[row]
        tier = TIERS.index(candidate.tier)
        pair = candidate.bundle_type == "FIXED" and len(candidate.items) < CURATED
        return tier, pair, layer[row], -scores[row], identity(candidate)

    return [(row, scores[row]) for row in sorted(rows, key=strength)]


def _why(unit: Unit, verdicts: Sequence[Verdict]) -> str:
    """Why nothing of a unit can be offered."""
    if not unit.candidates:
        return unit.empty
    first = [broken(verdict.constraints)[0] for verdict in verdicts]
    (name, count), *_ = sorted(Counter(f.name for f in first).items(), key=lambda c: (-c[1], c[0]))
    says = next(found.says for found in first if found.name == name)
    total = len(verdicts)
    return (
        f"{'The one candidate breaks' if total == 1 else f'All {total} candidates break'} what "
        f"must be kept; {count} of them {name}. For one: {says}"
    )
