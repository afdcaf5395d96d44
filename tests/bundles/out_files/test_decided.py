"""Decisions applied to documents: verdicts, order, titles, prices, and what follows from them."""

import copy
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.bundles.out.decided import apply_decisions, changed, to_take_out
from engine.errors import OptionRefused
from engine.workspace import Decision
from tests.bundles.out_files.documents import EUROS, bundle, every_type, item, pricing


def decided(order: tuple[str, ...] = (), **decisions: Decision) -> list[dict[str, Any]]:
    return apply_decisions(every_type(), decisions, order, EUROS)


def test_without_decisions_documents_are_as_they_were_and_stay_so() -> None:
    before = every_type()
    after = apply_decisions(before, {}, (), EUROS)
    assert before == every_type()
    for place, (old, new) in enumerate(zip(before, after, strict=True), start=1):
        assert new.pop("place") == place
        assert new.pop("decision") == {"verdict": "open", "edited": [], "notes": []}
        assert new == old


def test_the_order_chosen_goes_first_and_ranks_follow() -> None:
    after = decided(("id0000000004", "unknown", "id0000000002"))
    assert [one["rank"] for one in after] == [4, 2, 1, 3, 5, 6]
    assert [one["place"] for one in after] == [1, 2, 3, 4, 5, 6]


def test_what_is_taken_out_is_what_was_accepted_or_else_not_rejected() -> None:
    rejected = decided(id0000000001=Decision("rejected"))
    assert [one["rank"] for one in to_take_out(rejected)] == [2, 3, 4, 5, 6]
    both = decided(id0000000001=Decision("rejected"), id0000000005=Decision("accepted"))
    assert [one["rank"] for one in to_take_out(both)] == [5]


def test_a_title_is_kept_on_one_line_beside_the_rest_of_the_copy() -> None:
    first = decided(id0000000001=Decision(changes={"title": " Five\n o'clock\x00 "}))[0]
    assert first["copy"]["title"] == "Five o'clock"
    assert first["copy"]["description"] == "A pot & its tea."
    assert first["decision"]["edited"] == ["title"]
    assert decided(id0000000003=Decision(changes={"title": "x"}))[2]["copy"] == {"title": "x"}


def test_all_that_follows_from_a_price_follows() -> None:
    after, notes = changed(every_type()[0], {"price": 3680}, EUROS)
    told = after["pricing"]
    assert (told["bundle_price"], told["discount_pct"]) == (3680, 20.0)
    assert told["margin_pct"] == pytest.approx(100 * (3680 - 2000) / 3680, rel=1e-5)
    assert told["worst_margin_pct"] == pytest.approx(100 * (3312 - 2000) / 3312, rel=1e-5)
    assert told["given_away_amount"] == 30 * (4600 - 3680)
    assert told["break_even_uplift_pct"] is None
    assert told["expected_profit"] is None
    assert told["reasoning"] == "Suggested. The price was set by hand."
    assert notes == []


def test_a_price_beyond_floor_or_cap_is_the_merchants_to_choose_and_is_said() -> None:
    _, notes = changed(every_type()[0], {"price": 2500}, EUROS)
    assert any("under 26.00 EUR, the least" in note for note in notes)
    assert any("more off than the objective allows, 20 %" in note for note in notes)


@pytest.mark.parametrize(
    "text", ["Now for €41.90!", "Nur 41,90 €", "You save 4.10", "8 % less", "8%"]
)
def test_texts_that_name_the_old_price_are_taken_out_and_said(text: str) -> None:
    document = every_type()[0] | {"explanation": text}
    assert any("explanation still" in note for note in changed(document, {"price": 4000}, EUROS)[1])
    assert changed(document, {"price": 4190}, EUROS)[1] == []
    words = {"title": text, "description": text, "value_proposition": "", "features": [text, "x"]}
    after, notes = changed(every_type()[0] | {"copy": words}, {"price": 4000}, EUROS)
    assert after["copy"] == {**words, "description": "", "features": ["x"]}
    assert any("were taken out" in note for note in notes)


@pytest.mark.parametrize("price", [0, -1, 4601, 12.5, True, "40", math.inf])
def test_what_is_no_price_or_above_the_parts_is_refused(price: object) -> None:
    with pytest.raises(OptionRefused, match=r"at most at 46\.00 EUR"):
        changed(every_type()[0], {"price": price}, EUROS)


def test_other_changes_are_refused() -> None:
    with pytest.raises(OptionRefused, match="not 'items'"):
        changed(every_type()[0], {"items": []}, EUROS)
    with pytest.raises(OptionRefused, match="has no prices"):
        changed(every_type()[5], {"price": 100}, EUROS)
    for title in ("", " \n ", "x" * 201):
        with pytest.raises(OptionRefused, match="1 to 200"):
            changed(every_type()[0], {"title": title}, EUROS)


def test_what_is_given_gets_cheaper_with_the_whole_and_is_never_more_than_free() -> None:
    document = every_type()[2]
    assert changed(document, {"price": 1700}, EUROS)[0]["offer"]["get_discount_pct"] == 50.0
    assert changed(document, {"price": 1200}, EUROS)[0]["offer"]["get_discount_pct"] == 100.0
    assert changed(document, {"price": 2200}, EUROS)[0]["offer"]["get_discount_pct"] == 0.0
    with pytest.raises(OptionRefused, match=r"even for free, the whole costs 12\.00 EUR"):
        changed(document, {"price": 1199}, EUROS)


def test_a_quantity_step_follows_its_price_and_more_never_costs_more_each() -> None:
    document = every_type()[4]
    tiers = changed(document, {"price": 3240}, EUROS)[0]["offer"]["tiers"]
    assert tiers[1] == {"quantity": 3, "discount_pct": 10.0, "price": 3240}
    assert [tiers[0], tiers[2]] == [document["offer"]["tiers"][place] for place in (0, 2)]
    for price in (3500, 3100):
        with pytest.raises(OptionRefused, match="pay more for each"):
            changed(document, {"price": price}, EUROS)


def test_a_price_that_no_longer_fits_is_not_used_and_that_is_said() -> None:
    first = decided(id0000000001=Decision("accepted", {"price": 9000, "title": "Tea"}))[0]
    assert first["pricing"] == every_type()[0]["pricing"]
    assert first["copy"]["title"] == "Tea"
    assert first["decision"]["edited"] == ["title"]
    assert first["decision"]["notes"][0].startswith("Your price of an earlier run is not used.")


@given(
    parts=st.lists(st.integers(1, 10**9), min_size=2, max_size=4),
    share=st.floats(0, 1),
    cost=st.none() | st.integers(0, 10**9),
)
def test_any_price_from_one_to_the_parts_is_taken_as_it_is(
    parts: list[int], share: float, cost: int | None
) -> None:
    listed = sum(parts)
    price = max(1, min(listed, round(share * listed)))
    items = [item(f"s{place}", "x", part) for place, part in enumerate(parts)]
    document = bundle(1, "FBT", items, pricing=pricing(listed, listed, unit_cost=cost))
    before = copy.deepcopy(document)
    after, _ = changed(document, {"price": price}, EUROS)
    assert document == before
    assert after["pricing"]["bundle_price"] == price
    assert after["pricing"]["discount_pct"] == pytest.approx(100 - 100 * price / listed, abs=1e-3)
    assert (after["pricing"]["margin_pct"] is None) == (cost is None)
