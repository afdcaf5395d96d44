"""Offers: evidence first, hard constraints kept, units that lose all say why."""

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.bundles import BundleOptions
from engine.bundles.candidates.candidate import Candidate, Unit
from engine.bundles.candidates.pool import TIERS
from engine.bundles.decide.offers import Verdict, choose_offers, offer_score
from engine.bundles.decide.verdict import Constraint
from tests.bundles.decide_choice.makers import scores_of
from tests.bundles.decide_scores.makers import candidate_of

FINE = Constraint("max_bundle_size", hard=True, kept=True, says="It is small.")
DEAR = Constraint("max_bundle_value", hard=True, kept=False, says="It costs too much.")
UNTOLD = Constraint("min_margin_requirement", hard=True, kept=None, says="No costs.")
SLOW = Constraint("inventory_turnover", hard=False, kept=False, says="It is slow.")


def unit_of(candidates: Sequence[Candidate], kind: str = "FBT") -> Unit:
    return Unit(
        "increase_aov", kind, tuple(candidates), len(candidates), "" if candidates else "No."
    )


def verdict_of(score: float, *constraints: Constraint, **goals: float) -> Verdict:
    return Verdict(scores_of(score, score, **goals), constraints or (FINE,))


@st.composite
def units(draw: st.DrawFn) -> tuple[list[Unit], list[Verdict]]:
    """Up to three units of up to five candidates, with verdicts on all."""
    found, verdicts = [], []
    for kind in ("FBT", "FIXED", "BXGY"):
        count = draw(st.integers(0, 5))
        candidates = [
            candidate_of(row, row + 1, bundle_type=kind, tier=draw(st.sampled_from(TIERS)))
            for row in range(count)
        ]
        found.append(unit_of(candidates, kind))
        for _ in range(count):
            constraint = draw(st.sampled_from([FINE, DEAR, UNTOLD, SLOW]))
            goals = {"revenue": draw(st.floats(0, 1))} if draw(st.booleans()) else {}
            verdicts.append(verdict_of(draw(st.floats(0, 1)), constraint, **goals))
    return found, verdicts


@settings(deadline=None, max_examples=30)
@given(case=units(), offers=st.integers(1, 4))
def test_offers_keep_what_must_be_kept_and_follow_the_evidence(
    case: tuple[list[Unit], list[Verdict]], offers: int
) -> None:
    found, verdicts = case
    answer = choose_offers(found, verdicts, BundleOptions(offers=offers))
    every = [candidate for unit in found for candidate in unit.candidates]
    start = 0
    for unit in found:
        rows = range(start, start := start + len(unit.candidates))
        good = [row for row in rows if DEAR not in verdicts[row].constraints]
        mine = [chosen for chosen in answer.chosen if chosen.index in rows]
        assert [chosen.place for chosen in mine] == list(range(1, min(offers, len(good)) + 1))
        assert {chosen.index for chosen in mine} <= set(good)
        tiers = [TIERS.index(every[chosen.index].tier) for chosen in mine]
        assert tiers == sorted(TIERS.index(every[row].tier) for row in good)[: len(tiers)]
        assert ((unit.objective, unit.bundle_type) in answer.empty) == (not good)


def test_a_curated_set_is_of_three_or_four_where_evidence_allows() -> None:
    pair, triple = (0, 1), (2, 3, 4)
    for kind, tier, expected in (
        ("FIXED", "strict_rules", 1), ("FIXED", "heuristics", 0), ("FBT", "strict_rules", 0),
    ):  # fmt: skip
        unit = unit_of([candidate_of(*pair, bundle_type=kind),
                        candidate_of(*triple, bundle_type=kind, tier=tier)], kind)  # fmt: skip
        verdicts = [verdict_of(0.9), verdict_of(0.1)]
        [chosen] = choose_offers([unit], verdicts, BundleOptions()).chosen
        assert chosen.index == expected


def test_of_equal_evidence_the_front_goes_first_and_then_the_score() -> None:
    candidates = [candidate_of(0, row) for row in (1, 2, 3)]
    verdicts = [
        verdict_of(0.5, revenue=0.5, cross_sell=0.5),
        verdict_of(0.6, revenue=0.6, cross_sell=0.6),
        verdict_of(0.4, revenue=0.9, cross_sell=0.1),
    ]
    chosen = choose_offers([unit_of(candidates)], verdicts, BundleOptions(offers=3)).chosen
    assert [one.index for one in chosen] == [1, 2, 0]


def test_appeal_and_soft_constraints_weigh() -> None:
    plain = verdict_of(0.6)
    assert offer_score(plain) == 0.6
    rated = Verdict(scores_of(0.6, 0.6, appeal=9.0), (FINE,))
    assert offer_score(rated) > offer_score(plain) > offer_score(verdict_of(0.6, SLOW))


def test_equal_candidates_are_told_apart_by_what_they_are() -> None:
    candidates = [candidate_of(0, 2), candidate_of(0, 1)]
    found = choose_offers([unit_of(candidates)], [verdict_of(0.5)] * 2, BundleOptions())
    assert [one.index for one in found.chosen] == [1]


def test_a_unit_that_loses_all_says_why() -> None:
    candidates = [candidate_of(0, 1), candidate_of(0, 2)]
    found = choose_offers(
        [unit_of(candidates), unit_of([], "BXGY")],
        [verdict_of(0.5, FINE, DEAR)] * 2,
        BundleOptions(),
    )
    assert found.chosen == ()
    assert found.empty["increase_aov", "BXGY"] == "No."
    assert found.empty["increase_aov", "FBT"] == (
        "All 2 candidates break what must be kept; 2 of them max_bundle_value. "
        "For one: It costs too much."
    )


def test_types_of_one_objective_offer_different_sets_where_the_evidence_is_equal() -> None:
    def found(kind: str, tiers: Sequence[str]) -> Unit:
        return unit_of(
            [candidate_of(*items, bundle_type=kind, tier=tier)
             for items, tier in zip(((0, 1), (0, 1, 2), (3, 4)), tiers, strict=True)], kind,
        )  # fmt: skip

    strong = [TIERS[0]] * 3
    verdicts = [verdict_of(score) for score in (0.9, 0.8, 0.5)] * 2
    answer = choose_offers(
        [found("FBT", strong), found("FIXED", strong)], verdicts, BundleOptions()
    )
    assert [one.index for one in answer.chosen] == [0, 3 + 2]
    weak = [TIERS[0], TIERS[0], TIERS[5]]
    answer = choose_offers([found("FBT", strong), found("FIXED", weak)], verdicts, BundleOptions())
    assert [one.index for one in answer.chosen] == [0, 3 + 1]
