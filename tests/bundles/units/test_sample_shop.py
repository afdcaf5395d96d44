"""On the sample shop every objective's candidates do what they say, by the shop's own figures."""

from collections.abc import Iterator

import numpy as np
import pytest

from engine.bundles.candidates.candidate import Candidate, Unit
from engine.bundles.candidates.prepared import Material
from engine.bundles.decide.duplicates import drop_duplicates
from engine.bundles.objectives import TYPES
from sample_data.shop.pairs import PLANTED_PAIRS
from sample_data.shop.regulars import REFILLS
from tests.bundles.units.makers import units_of

Units = dict[tuple[str, str], Unit]
PLANTED = {tuple(sorted(pair[:2])) for pair in PLANTED_PAIRS}


@pytest.fixture(scope="module")
def units(sample_material: Material) -> Units:
    return units_of(sample_material)


def of(units: Units, objective: str, *types: str) -> Iterator[Candidate]:
    """All candidates of an objective, of some types or of all."""
    for kind in types or TYPES:
        yield from units[objective, kind].candidates


def margin(candidate: Candidate, material: Material) -> float:
    items = list(candidate.items)
    price, cost = material.facts.price[items].sum(), material.facts.cost[items].sum()
    return float((price - cost) / price)


def test_what_raises_the_order_value_was_planted_to_be_bought_together(
    units: Units, sample_material: Material
) -> None:
    skus = sample_material.facts.skus
    pairs = [
        tuple(skus[item] for item in candidate.items)
        for candidate in of(units, "increase_aov", "FBT")
        if len(candidate.items) == 2
    ]
    assert len(pairs) >= 5
    assert sum(pair in PLANTED for pair in pairs) >= 0.8 * len(pairs)
    steps = list(of(units, "increase_aov", "VOLUME_DISCOUNT", "MIX_MATCH"))
    assert len(steps) >= 20


def test_slow_movers_contain_slow_stock(units: Units, sample_material: Material) -> None:
    facts, found = sample_material.facts, list(of(units, "clear_slow_movers"))
    assert found
    for candidate in found:
        slow = [n for n in candidate.items if facts.velocity[n] < 0.1 and facts.stock[n] > 10]
        assert slow
        if candidate.bundle_type == "BXGY" and candidate.get[0] not in slow:
            # It may only be bought where it is too dear to be given.
            others = [item for item in candidate.items if item not in slow]
            assert facts.price[slow[0]] > facts.price[others].sum()


def test_margin_guard_has_the_highest_margins(units: Units, sample_material: Material) -> None:
    facts = sample_material.facts
    known = (facts.cost >= 0) & (facts.price > 0)
    margins = (facts.price[known] - facts.cost[known]) / facts.price[known]
    guarded = [margin(candidate, sample_material) for candidate in of(units, "margin_guard")]
    assert len(guarded) >= 30
    assert min(guarded) >= np.quantile(margins, 2 / 3) - 1e-9
    for objective in ("increase_aov", "category_bundle", "gift_box", "seasonal_promo"):
        others = [margin(candidate, sample_material) for candidate in of(units, objective)]
        assert np.mean(guarded) > np.nanmean(others)


def test_seasonal_candidates_sell_before_and_in_winter(
    units: Units, sample_material: Material
) -> None:
    sales, carried = sample_material.sales, sample_material.tags["seasonal"].carried
    month = sales.day.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) % 12 + 1
    winter = np.isin(month, (11, 12, 1, 2))
    products, price = len(carried), sample_material.facts.price
    share = np.bincount(sales.item[winter], minlength=products) / np.maximum(
        1, np.bincount(sales.item, minlength=products)
    )
    found = list(of(units, "seasonal_promo"))
    assert len(found) >= 20
    most = [max(share[item] for item in candidate.items) for candidate in found]
    # What is too rare for its sales to tell goes by its words.
    assert np.mean(np.array(most) > 1.4 * winter.mean()) >= 0.8
    for candidate in found:
        if candidate.bundle_type == "BXGY" and not carried[list(candidate.buy)].any():
            # It is given only where each of the others is too dear to be given.
            total = price[list(candidate.items)].sum()
            assert all(price[item] > total - price[item] for item in candidate.buy)


def test_gift_boxes_hold_gifts_and_categories_are_crossed(
    units: Units, sample_material: Material
) -> None:
    gifts, categories = (
        sample_material.tags["gift_worthy"].carried,
        sample_material.facts.categories,
    )
    boxes = list(of(units, "gift_box", "FIXED", "MIX_MATCH"))
    assert len(boxes) >= 10
    assert all(gifts[list(candidate.items)].all() for candidate in boxes)
    crossing = list(of(units, "category_bundle"))
    assert len(crossing) >= 30
    for candidate in crossing:
        assert len({categories[item] for item in candidate.items} - {None}) >= 2


def test_what_is_new_stands_in_offers(units: Units, sample_material: Material) -> None:
    new, found = sample_material.tags["new_launch"].carried, list(of(units, "new_launch"))
    assert found
    assert all(new[list(candidate.items)].any() for candidate in found)


def test_towards_a_subscription_go_soap_and_filter_papers(
    units: Units, sample_material: Material
) -> None:
    skus, tag = sample_material.facts.skus, sample_material.tags["replenishable"]
    assert {skus[item] for item in np.flatnonzero(tag.carried)} == set(REFILLS)
    assert tag.basis == "data"
    for kind in ("FBT", "VOLUME_DISCOUNT", "BXGY", "FIXED"):
        found = list(of(units, "subscription_push", kind))
        assert found
        assert all(tag.carried[list(candidate.items)].any() for candidate in found)


def test_hardly_anything_is_there_twice(units: Units) -> None:
    everything = [candidate for unit in units.values() for candidate in unit.candidates]
    kept, dropped = drop_duplicates(everything)
    assert len(kept) > 200
    assert len(dropped) < 0.05 * len(everything)
