"""Duplicates across units: the same thing once, the strongest of it."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.bundles.candidates.candidate import Candidate
from engine.bundles.candidates.pool import TIERS
from engine.bundles.decide.duplicates import drop_duplicates
from tests.bundles.units.makers import candidate_of

CANDIDATES = st.lists(
    st.builds(
        lambda items, objective, kind, tier: candidate_of(
            *sorted(items), objective=objective, bundle_type=kind, tier=tier
        ),
        st.sets(st.integers(0, 9), min_size=1, max_size=8),
        st.sampled_from(["increase_aov", "gift_box"]),
        st.sampled_from(["FBT", "MIX_MATCH"]),
        st.sampled_from(TIERS),
    ),
    max_size=12,
)


def alike(one: Candidate, other: Candidate) -> bool:
    """Of one unit, with more than 4 in 5 products in common."""
    mine, theirs = set(one.items), set(other.items)
    unit = (one.objective, one.bundle_type) == (other.objective, other.bundle_type)
    return unit and len(mine & theirs) / len(mine | theirs) > 0.8


@settings(max_examples=30)
@given(CANDIDATES)
def test_nothing_that_is_kept_is_alike_and_nothing_is_lost(candidates: list[Candidate]) -> None:
    kept, dropped = drop_duplicates(candidates)
    assert len(kept) + len(dropped) == len(candidates)
    assert not any(alike(a, b) for n, a in enumerate(kept) for b in kept[:n])
    for candidate in dropped:
        stronger = [one for one in kept if alike(one, candidate)]
        assert any(TIERS.index(one.tier) <= TIERS.index(candidate.tier) for one in stronger)
    places = [candidates.index(one) for one in kept]
    assert places == sorted(places)


def test_the_strongest_of_the_same_stays_in_its_place_and_names_all_sources() -> None:
    weak = candidate_of(1, 2, tier="popularity", sources=("similar", "ladder"))
    other = candidate_of(3, 4)
    strong = candidate_of(1, 2, sources=("itemsets",))
    kept, dropped = drop_duplicates([weak, other, strong])
    assert kept == (other, replace(strong, sources=("itemsets", "similar", "ladder")))
    assert dropped == (weak,)


def test_other_roles_are_the_same_set_and_another_objective_or_type_is_not() -> None:
    first = candidate_of(1, 2, bundle_type="BXGY", buy=(1,), get=(2,))
    turned = replace(first, buy=(2,), get=(1,))
    fixed = replace(first, bundle_type="FIXED", buy=(), get=())
    gift = replace(fixed, objective="gift_box")
    assert drop_duplicates([first, turned, fixed, gift]) == ((first, fixed, gift), (turned,))


def test_nothing_has_no_duplicates() -> None:
    assert drop_duplicates([]) == ((), ())
