"""Files too small to tell: what is computed of them, what is not, and that it is said."""

import pytest

from engine.bundles.candidates.pool import TIERS
from engine.bundles.context.size import say_how_small, tiers_for
from tests.bundles.makers import baskets_of
from tests.bundles.whole_files.conftest import Desk, of_lines, orders_csv

TEN, TWENTY = 10, 20


@pytest.mark.parametrize("lines", [1, 9, 10, 19])
def test_with_a_catalog_fewer_than_twenty_lines_have_ideas_and_no_portfolio(
    desk: Desk, lines: int
) -> None:
    bundles, told = desk.found(desk.table(orders_csv(of_lines(lines))))
    spoke = {tier for tier, sets in told["candidates"]["by_tier"].items() if sets}
    assert spoke <= {"heuristics", "cold_start"} | ({"popularity"} if lines >= TEN else set())
    assert ("popularity" in spoke) == (lines >= TEN)
    sources = told["candidates"]["by_source"]
    assert {name for name, sets in sources.items() if sets} == {"ladder"}
    assert (told["mining"]["lines"], told["mining"]["mined"]) == (lines, False)
    assert told["mining"]["itemsets"] == dict.fromkeys("1234", 0)
    assert bundles
    assert not any(bundle["portfolio"] for bundle in bundles)
    assert {bundle["evidence"]["tier"] for bundle in bundles} <= spoke
    assert all("The evidence is weak" in bundle["explanation"] for bundle in bundles)
    assert {bundle["pricing"]["expected_profit"] for bundle in bundles} == {None}
    assert all("cannot be told from this file" in one["pricing"]["reasoning"] for one in bundles)
    counted = "1 usable order line:" if lines == 1 else f"{lines} usable order lines:"
    [first, rests, prices] = [said for said in told["warnings"] if "classifier" not in said][:3]
    assert counted in first
    assert "not mined" in first
    assert "no portfolio" in first
    assert ("what sells best" in rests) == (lines >= TEN)
    assert "not computed" in prices
    card = told["proof"]["says"][0]
    assert "Too small to tell" in card or "cannot be told from it" in card


@pytest.mark.parametrize("lines", [1, 9, 19])
def test_without_a_catalog_they_are_refused(desk: Desk, lines: int) -> None:
    _, view = desk.ended(desk.table(orders_csv(of_lines(lines)), catalog=False))
    assert view.status == "failed"
    assert f"{lines} usable order lines" in str(view.error)
    assert "With a catalog beside it, or with a server's model" in str(view.error)


def test_no_lines_up_to_a_day_are_refused_even_with_a_catalog(desk: Desk) -> None:
    _, view = desk.ended(desk.table(orders_csv(of_lines(30))), until="2026-02-01")
    assert (view.status, "begins later" in str(view.error)) == ("failed", True)


@pytest.mark.parametrize(
    "orders", [[[n] for n in range(7)] * 4, [list(range(10))] * 1 + [[0]] * 20], ids=str
)
def test_where_hardly_anything_was_bought_together_the_catalog_still_tells(
    desk: Desk, orders: list[list[int]]
) -> None:
    bundles, told = desk.found(desk.table(orders_csv(orders)))
    assert told["mining"]["mined"]
    assert bundles
    assert not any(bundle["portfolio"] for bundle in bundles)


@pytest.mark.parametrize("lines", [TWENTY, 49])
def test_from_twenty_lines_on_orders_are_mined(desk: Desk, lines: int) -> None:
    pairs = [[0, 1] if k % 2 else [2, 3] for k in range(lines // 2)]
    orders = pairs + ([[4]] if lines % 2 else [])
    _, told = desk.found(desk.table(orders_csv(orders)))
    assert (told["mining"]["lines"], told["mining"]["mined"]) == (lines, True)
    assert told["mining"]["itemsets"]["2"] > 0
    assert any("take these bundles as hints" in said for said in told["warnings"])


def test_what_is_told_grows_with_the_lines() -> None:
    assert tiers_for(0) == tiers_for(9) == {"heuristics", "cold_start"}
    assert tiers_for(10) == tiers_for(19) == {"heuristics", "cold_start", "popularity"}
    assert tiers_for(20) == set(TIERS)


@pytest.mark.parametrize(
    ("orders", "said"),
    [
        (49, ["take these bundles as hints"]),
        (50, ["recent taste weighs on few orders", "Fewer than 300 orders"]),
        (299, ["recent taste weighs on few orders", "Fewer than 300 orders"]),
        (300, ["300 to 1,199 orders in the last 60 days"]),
        (1_199, ["300 to 1,199 orders in the last 60 days"]),
        (1_200, []),
    ],
)
def test_each_size_is_said(orders: int, said: list[str]) -> None:
    baskets = baskets_of([{0, 1}] * orders, days=[20_000] * orders)
    sentences = say_how_small(baskets, 2 * orders)
    assert len(sentences) == len(said)
    assert all(words in sentence for words, sentence in zip(said, sentences, strict=True))
    by_hand = say_how_small(baskets, 2 * orders, by_hand=True)
    assert not any("in scores" in sentence for sentence in by_hand)
