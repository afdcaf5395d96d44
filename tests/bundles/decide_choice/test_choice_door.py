"""Through the door: a portfolio is chosen again, traded off, kept, and reaches the files."""

import io
from typing import Any

import pytest

from engine import Backroom, BundleOptions, Settings
from engine.bundles.decide.search import search_portfolios
from engine.errors import NotFound, OptionRefused
from engine.workspace import keep_results

PAIRS = 4


def orders_csv() -> bytes:
    """Pairs A0+B0, A1+B1 … bought ever less often, at prices that grow."""
    rows, order = ["order_id,sku,product,quantity,unit_price,date"], 0
    for pair in range(8):
        for _ in range(30 - 2 * pair):
            order += 1
            day = f"2026-0{order % 6 + 1}-{order % 27 + 1:02d}"
            rows += [f"{order},{side}{pair},{side}{pair},1,{pair + 1}.50,{day}" for side in "AB"]
    return "\n".join(rows).encode()


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A Backroom and its finished run of a few pairs; nothing in it is decided."""
    backroom = Backroom.open(Settings(home=tmp_path_factory.mktemp("choice") / "home"))
    table = backroom.read(backroom.take("orders.csv", io.BytesIO(orders_csv())))
    assert backroom.wait(table, 60).status == "done"
    run = backroom.find_bundles(table, BundleOptions(bundles=PAIRS, larger_sets=0))
    assert backroom.wait(run, 60).status == "done"
    yield backroom, run
    backroom.close()


@pytest.fixture
def run(shop: tuple[Backroom, str]) -> Any:
    """The run's id; decisions are forgotten afterwards."""
    backroom, run = shop
    yield run
    backroom.forget_decisions(run)


@pytest.fixture
def door(shop: tuple[Backroom, str]) -> Backroom:
    return shop[0]


def skus(rows: list[dict[str, Any]]) -> list[tuple[str, ...]]:
    return [tuple(row["skus"]) for row in rows]


def test_by_reach_alone_it_is_the_run_s_own_portfolio(door: Backroom, run: str) -> None:
    own = door.choice(run)
    assert [row["rank"] for row in own] == list(range(1, PAIRS + 1))
    assert door.choose_again(run, {"reach": 1.0}, PAIRS) == own


def test_other_weights_choose_others_and_nothing_is_mined_again(door: Backroom, run: str) -> None:
    assert {"reach", "revenue"} <= set(door.aims(run))
    dear = door.choose_again(run, {"revenue": 1.0}, PAIRS)
    assert skus(dear) != skus(door.choice(run))
    worth = door.worth(run, [[row["choice"] for row in rows] for rows in (dear, door.choice(run))])
    assert worth["revenue"][0] > worth["revenue"][1]
    assert worth["reach"][0] < worth["reach"][1]
    with pytest.raises(OptionRefused, match="above 0"):
        door.choose_again(run, {"reach": 0.0}, PAIRS)
    with pytest.raises(OptionRefused, match="Choose among"):
        door.choose_again(run, {"fame": 1.0}, PAIRS)
    with pytest.raises(NotFound):
        door.choose_again("none", {"reach": 1.0}, PAIRS)


def test_a_choice_that_is_kept_goes_first_and_into_the_files(door: Backroom, run: str) -> None:
    dear = door.choose_again(run, {"revenue": 1.0}, PAIRS)
    beyond = [row for row in dear if row["rank"] is None]
    assert beyond
    assert door.keep_choice(run, [row["choice"] for row in dear]) == PAIRS
    decided = door.decided_bundles(run)
    first = decided[:PAIRS]
    assert [tuple(item["sku"] for item in one["items"]) for one in first] == skus(dear)
    assert {one["decision"]["verdict"] for one in first} == {"accepted"}
    assert {one["decision"]["verdict"] for one in decided[PAIRS:]} == {"open"}
    assert len(decided) == len(door.document(run, "bundles")) + len(beyond)
    files = door.artefacts(run)
    assert files["shopify_products.csv"].count(b"draft") == PAIRS
    assert beyond[0]["titles"][0].encode() in files["shopify_products.csv"]
    assert door.files(run)["bundles.json"].count(b'"bundle_id"') == len(
        door.document(run, "bundles")
    )
    everything = door.artefacts(run, whatever_the_verdict=True)
    assert everything["shopify_products.csv"].count(b"draft") > PAIRS


def test_a_pair_the_run_did_not_price_costs_its_parts_until_it_is_changed(
    door: Backroom, run: str
) -> None:
    [pair] = [row for row in door.choose_again(run, {"revenue": 1.0}, 1) if row["rank"] is None]
    door.keep_choice(run, [pair["choice"]])
    [made] = [one for one in door.decided_bundles(run) if one["made_by"] == "chosen by hand"]
    parts = sum(item["unit_price"] for item in made["items"])
    assert made["pricing"]["bundle_price"] == made["pricing"]["list_price"] == parts
    assert made["evidence"]["orders_together"] == pair["orders_together"]
    door.decide(run, made["bundle_id"], changes={"price": parts - 100, "title": "Dear ones"})
    [changed] = [one for one in door.decided_bundles(run) if one["made_by"] == "chosen by hand"]
    assert changed["pricing"]["bundle_price"] == parts - 100
    assert changed["copy"]["title"] == "Dear ones"


def test_another_choice_takes_the_place_of_the_first(door: Backroom, run: str) -> None:
    kept = door.decided_bundles(run)
    dear = door.choose_again(run, {"revenue": 1.0}, PAIRS)
    door.keep_choice(run, [row["choice"] for row in dear])
    door.keep_choice(run, [row["choice"] for row in door.choice(run)[:2]])
    after = door.decided_bundles(run)
    assert len(after) == len(kept)
    verdicts = [one["decision"]["verdict"] for one in after]
    assert verdicts.count("accepted") == 2
    door.forget_decisions(run)
    assert door.decided_bundles(run) == kept


def test_what_was_rejected_stays_so(door: Backroom, run: str) -> None:
    first = door.decided_bundles(run)[0]["bundle_id"]
    door.decide(run, first, "rejected")
    assert door.keep_choice(run, [row["choice"] for row in door.choice(run)]) == PAIRS - 1
    assert door.decisions(run)[first].verdict == "rejected"
    with pytest.raises(OptionRefused):
        door.keep_choice(run, [10**6])
    with pytest.raises(OptionRefused, match="no bundle 'x'"):
        door.decide_all(run, {"x": "accepted"})
    with pytest.raises(OptionRefused, match="A verdict is"):
        door.decide_all(run, {first: "maybe"})


def test_trade_offs_are_of_two_aims_and_greedy_until_they_are_searched(
    door: Backroom, run: str
) -> None:
    assert door.trade_offs(run, ("reach", "revenue"), 2)["greedy"].all()
    for wrong in (("reach",), ("reach", "fame"), ("reach", "reach")):
        with pytest.raises(OptionRefused, match="Weigh two or more"):
            door.search_trade_offs(run, wrong, 2)


def test_a_search_finds_what_the_plain_function_finds_and_goes_with_its_run(
    backroom: Backroom,
) -> None:
    table = backroom.read(backroom.take("orders.csv", io.BytesIO(orders_csv())))
    backroom.wait(table, 60)
    run = backroom.find_bundles(table, BundleOptions(bundles=2, larger_sets=0))
    backroom.wait(run, 60)
    aims = ("reach", "revenue")
    search = backroom.search_trade_offs(run, aims, 2)
    assert backroom.wait(search, 60).status == "done"
    assert backroom.search_trade_offs(run, aims, 2) == search
    tables = [backroom.result_table(run, name) for name in ("choices", "holds")]
    expected = search_portfolios(*tables, aims, 2, reduced=True, seed=0).portfolios
    assert backroom.trade_offs(run, aims, 2).equals(expected)
    assert [row.id for row in backroom.runs()] == [run]
    backroom.forget(run)
    assert backroom.runs(("trade_offs",)) == []
    with pytest.raises(NotFound):
        backroom.result_table(search, "portfolios")


def test_a_run_of_before_has_nothing_to_choose_from(backroom: Backroom) -> None:
    keep_results(backroom._workspace, "old", {"bundles": []}, {})
    with pytest.raises(NotFound):
        backroom.aims("old")
