"""Through the door: decisions belong to the file, show in every run of it, and reach its files."""

import io
import json
from pathlib import Path
from typing import Any

import pytest

from engine import ARTEFACTS, Backroom, BundleOptions, Decision
from engine.errors import NotFound, OptionRefused
from engine.workspace import keep_results
from tests.bundles.out_files.documents import every_type, manifest

FIRST, SECOND, THIRD, LAST = (f"id{rank:010}" for rank in (1, 2, 3, 6))


@pytest.fixture
def kept(backroom: Backroom) -> Backroom:
    """A Backroom with runs `a` and `b` of one file and `c` of another."""
    other = manifest()
    other["inputs"] = other["inputs"] | {"sha256": "d" * 64}
    some = every_type()
    for run, bundles, told in (
        ("a", some, manifest()), ("b", some[1:5], manifest()), ("c", some, other),
    ):  # fmt: skip
        keep_results(backroom._workspace, run, {"bundles": bundles, "manifest": told}, {})
    return backroom


def verdicts(backroom: Backroom, run: str) -> dict[str, str]:
    return {one["bundle_id"]: one["decision"]["verdict"]
            for one in backroom.decided_bundles(run)}  # fmt: skip


def test_a_later_run_of_the_same_file_shows_what_was_decided(kept: Backroom) -> None:
    kept.decide("a", SECOND, "accepted")
    kept.decide("a", SECOND, changes={"title": "Gift", "price": 1400})
    assert kept.decisions("b") == {SECOND: Decision("accepted", {"price": 1400, "title": "Gift"})}
    [second] = [one for one in kept.decided_bundles("b") if one["bundle_id"] == SECOND]
    assert (second["copy"]["title"], second["pricing"]["bundle_price"]) == ("Gift", 1400)
    assert kept.decisions("c") == {}
    assert verdicts(kept, "c")[SECOND] == "open"
    assert kept.document("a", "bundles") == every_type()


def test_a_decision_can_be_taken_back_and_all_forgotten(kept: Backroom) -> None:
    kept.decide("a", FIRST, "rejected")
    assert kept.decide("b", SECOND, "accepted").verdict == "accepted"
    kept.decide("a", FIRST, "open")
    assert kept.decisions("a") == {SECOND: Decision("accepted")}
    kept.order("a", [THIRD])
    kept.forget_decisions("b")
    assert kept.decisions("a") == {}
    assert [one["rank"] for one in kept.decided_bundles("a")] == [1, 2, 3, 4, 5, 6]


def test_bundles_stand_in_the_order_chosen_in_other_runs_too(kept: Backroom) -> None:
    kept.order("a", [THIRD, LAST, FIRST, SECOND])
    assert [one["rank"] for one in kept.decided_bundles("a")] == [3, 6, 1, 2, 4, 5]
    assert [one["rank"] for one in kept.decided_bundles("b")] == [3, 2, 4, 5]
    kept.order("b", [SECOND, THIRD])
    assert [one["rank"] for one in kept.decided_bundles("a")] == [2, 3, 6, 1, 4, 5]
    kept.order("b", [])
    assert [one["rank"] for one in kept.decided_bundles("a")] == [1, 2, 3, 4, 5, 6]


def test_what_cannot_be_decided_is_refused_and_nothing_is_kept(kept: Backroom) -> None:
    with pytest.raises(NotFound, match="no bundle 'x'"):
        kept.decide("a", "x", "accepted")
    with pytest.raises(NotFound):
        kept.decide("none", FIRST, "accepted")
    with pytest.raises(NotFound):
        kept.decide("b", FIRST, "accepted")
    with pytest.raises(OptionRefused, match="A verdict is"):
        kept.decide("a", FIRST, "maybe", {"title": "x"})
    with pytest.raises(OptionRefused, match="sum of the parts"):
        kept.decide("a", FIRST, "accepted", {"price": 10**6})
    with pytest.raises(OptionRefused, match="no bundle 'x'"):
        kept.order("a", [FIRST, "x"])
    with pytest.raises(OptionRefused, match="one place only"):
        kept.order("a", [FIRST, FIRST])
    assert kept.decisions("a") == {}
    assert [one["place"] for one in kept.decided_bundles("a")] == [1, 2, 3, 4, 5, 6]


def test_files_follow_what_was_decided(kept: Backroom) -> None:
    before = kept.artefacts("a")
    assert list(before) == list(ARTEFACTS)
    kept.decide("a", SECOND, "accepted", {"price": 1234})
    after = kept.artefacts("a")
    assert after != before
    assert after["shopify_products.csv"].count(b"draft") == 1
    assert b"12.34" in after["shopify_products.csv"]
    assert b"12.34" in after["report.html"]
    with pytest.raises(NotFound):
        kept.artefacts("none")


def test_the_catalog_that_was_put_with_the_orders_tells_the_shops_ids(
    backroom: Backroom, root: Path
) -> None:
    def read(name: str, data: bytes) -> str:
        table = backroom.read(backroom.take(name, io.BytesIO(data)))
        assert backroom.wait(table, 60).status == "done"
        return table

    orders = (root / "tests" / "bundles" / "golden" / "orders.csv").read_bytes()
    catalog = (
        b"product_id,variant_id,sku,product_title,variant_title,price\n"
        b"730107,41,TEA-CAD,Tea caddy,Default Title,12.25\n"
        b"730114,42,TEA-STR,Tea strainer,Steel,6.00\n"
        b"730121,43,JAR-JAM,Jam jar,Default Title,3.20\n"
    )
    joined = backroom.join([read("orders.csv", orders), read("catalog.csv", catalog)])
    assert backroom.wait(joined, 60).status == "done"
    run = backroom.find_bundles(joined, BundleOptions(bundles=5, larger_sets=0))
    assert backroom.wait(run, 60).status == "done"
    told = json.loads(backroom.artefacts(run)["shopify_bundles.json"])
    components, missing = _components(told["bundles"]), told["bundles"][0]["missing"]
    assert components["gid://shopify/Product/730107"] == [["Default Title"]]
    assert components["gid://shopify/Product/730114"] == [["Steel"]]
    assert missing == ["option ids of TEA-CAD", "option ids of TEA-STR"]


def _components(bundles: list[dict[str, Any]]) -> dict[str, Any]:
    """Product id → what is chosen of its options, over all bundles."""
    return {
        component["productId"]: [option["values"] for option in component["optionSelections"]]
        for bundle in bundles
        for component in bundle["variables"]["input"]["components"]
    }
