"""`bundles.json`, `bundles.csv`, `rules.csv` and the manifest of the sample shop, joined to its
catalog and its inventory: every field that was promised, with its type, and true to the files.
"""

import csv
import io
import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from engine.__main__ import main
from engine.bundles.candidates.pool import SOURCES, TIERS
from engine.bundles.objectives import OBJECTIVES, TYPES

Documents = list[dict[str, Any]]
NULL = type(None)
NUMBER = (int, float)
PLAIN: dict[str, Any] = {
    "rank": int, "portfolio": bool, "status": str, "bundle_id": str, "objective": str,
    "bundle_type": str, "offer": dict, "items": list, "evidence": dict, "scores": dict,
    "pricing": (dict, NULL), "copy": dict, "explanation": str, "made_by": str,
}  # fmt: skip
EVIDENCE: dict[str, Any] = {
    "orders_together": int, "orders_either": int, "support": NUMBER,
    "confidence": (*NUMBER, NULL), "lift": (*NUMBER, NULL), "expected_by_chance": (*NUMBER, NULL),
    "p_value": (*NUMBER, NULL), "q_value": (*NUMBER, NULL), "from": list, "to": (str, NULL),
    "tier": str, "source": str,
}  # fmt: skip
SCORES: dict[str, Any] = {
    "semantic": (*NUMBER, NULL), "transactional": (*NUMBER, NULL), "business": NUMBER,
    "hybrid": NUMBER, "weights": dict, "appeal": NULL,
}  # fmt: skip
PRICING: dict[str, Any] = {
    "list_price": int, "bundle_price": int, "discount_pct": NUMBER, "bayesian_optimal": NUMBER,
    "llm_suggestion": NULL, "unit_cost": int, "margin_pct": NUMBER,
    "break_even_discount_pct": NUMBER, "given_away": int, "expected_profit": (dict, NULL),
    "reasoning": str,
}  # fmt: skip
COPY = {"title": str, "description": str, "value_proposition": str, "features": list}
ITEM = {"sku": str, "title": str, "quantity": int, "unit_price": int}
OFFERS = {
    "FBT": set(), "FIXED": set(), "VOLUME_DISCOUNT": {"tiers"}, "MIX_MATCH": {"choose"},
    "BXGY": {"buy", "get", "get_discount_pct"},
}  # fmt: skip
RULES = (
    "antecedent", "consequent", "support", "confidence", "lift", "leverage", "conviction",
    "orders", "q_value",
)  # fmt: skip
# Headings of the table that are not the field's own name.
HEADINGS = {"weights": "score_weights", "reasoning": "price_reasoning", "title": "copy_title"}


TABLES = ("orders.csv", "catalog.csv", "inventory.csv")


@pytest.fixture(scope="module")
def out(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the command writes."""
    folder = tmp_path_factory.mktemp("contract")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BACKROOM_HOME", str(folder / "home"))
        names = [str(root / "sample_data" / name) for name in TABLES]
        assert main(["bundles", *names, "--out", str(folder / "out"), "--quiet"]) == 0
    return folder / "out"


@pytest.fixture(scope="module")
def bundles(out: Path) -> Documents:
    """The bundles as they are written."""
    found: Documents = json.loads((out / "bundles.json").read_text("utf-8"))["bundles"]
    return found


@pytest.fixture(scope="module")
def manifest(out: Path) -> dict[str, Any]:
    """The manifest."""
    told: dict[str, Any] = json.loads((out / "manifest.json").read_text("utf-8"))
    return told


def typed(found: Mapping[str, Any], fields: Mapping[str, Any]) -> None:
    """Every field is there, with its type; yes and no are no numbers."""
    for name, kind in fields.items():
        assert name in found, name
        assert isinstance(found[name], kind), (name, found[name])
        assert kind is bool or not isinstance(found[name], bool), name


def test_every_field_is_there_with_its_type(bundles: Documents) -> None:
    for bundle in bundles:
        typed(bundle, PLAIN)
        typed(bundle["evidence"], EVIDENCE)
        typed(bundle["scores"], SCORES)
        typed(bundle["copy"], COPY)
        assert set(bundle["offer"]) == OFFERS[bundle["bundle_type"]]
        for item in bundle["items"]:
            typed(item, ITEM)
        if bundle["pricing"] is not None:
            typed(bundle["pricing"], PRICING)


def test_names_are_known_ones_and_ranks_count_from_one(bundles: Documents) -> None:
    assert [bundle["rank"] for bundle in bundles] == list(range(1, len(bundles) + 1))
    parts = [bundle["portfolio"] for bundle in bundles]
    assert parts == sorted(parts, reverse=True)
    assert sum(parts) >= 50
    for bundle in bundles:
        assert bundle["status"] == "final"
        assert bundle["objective"] in OBJECTIVES
        assert bundle["bundle_type"] in TYPES
        assert bundle["evidence"]["tier"] in TIERS
        assert bundle["evidence"]["source"] in SOURCES


def test_there_is_one_offer_or_one_reason_for_every_objective_and_type(
    bundles: Documents, manifest: dict[str, Any]
) -> None:
    offers = [(b["objective"], b["bundle_type"]) for b in bundles if not b["portfolio"]]
    assert len(set(offers)) == len(offers)
    units = manifest["units"]
    assert [(u["objective"], u["bundle_type"]) for u in units] == [
        (objective, kind) for objective in OBJECTIVES for kind in TYPES
    ]
    for unit in units:
        offered = (unit["objective"], unit["bundle_type"]) in offers
        assert unit["offers"] == int(offered)
        assert bool(unit["empty"]) is not offered


def test_what_a_type_promises_is_in_the_offer(bundles: Documents) -> None:
    kinds = set()
    for bundle in bundles:
        offer, items, kind = bundle["offer"], bundle["items"], bundle["bundle_type"]
        kinds.add(kind)
        skus = [item["sku"] for item in items]
        if kind == "VOLUME_DISCOUNT":
            typed(offer["tiers"][0], {"quantity": int, "discount_pct": NUMBER, "price": int})
            quantities = [tier["quantity"] for tier in offer["tiers"]]
            assert quantities == sorted(set(quantities))
            [item] = items
            middle = next(t for t in offer["tiers"] if t["quantity"] == item["quantity"])
            assert middle["price"] == bundle["pricing"]["bundle_price"]
        if kind == "BXGY":
            assert sorted(offer["buy"] + offer["get"]) == sorted(skus)
            assert isinstance(offer["get_discount_pct"], NUMBER)
        if kind == "MIX_MATCH":
            assert 2 <= offer["choose"] < len(items)
    assert kinds == set(TYPES)


def test_prices_are_never_above_what_the_catalog_asks_for_the_parts(
    bundles: Documents, root: Path
) -> None:
    catalog = pl.read_csv(root / "sample_data" / "catalog.csv")
    asked = {sku: round(100 * price) for sku, price in catalog.select("sku", "price").iter_rows()}
    for bundle in bundles:
        pricing, items = bundle["pricing"], bundle["items"]
        assert all(item["unit_price"] <= asked[item["sku"]] for item in items)
        if pricing is None:
            continue
        parts = sorted(item["unit_price"] * item["quantity"] for item in items)
        parts = parts[: bundle["offer"].get("choose", len(parts))]
        assert pricing["list_price"] == sum(parts)
        assert pricing["bundle_price"] <= pricing["list_price"]
        most = OBJECTIVES[bundle["objective"]].most_pct
        assert pricing["discount_pct"] <= most
        margin = 100 * (1 - pricing["unit_cost"] / pricing["bundle_price"])
        assert pricing["margin_pct"] == pytest.approx(margin, rel=1e-5)
        assert 0.9 * pricing["bundle_price"] >= 1.15 * pricing["unit_cost"] - 1e-6
        assert pricing["given_away"] == bundle["evidence"]["orders_together"]


def test_orders_counted_anew_are_those_of_the_evidence(
    bundles: Documents, sample_orders: pl.DataFrame, manifest: dict[str, Any]
) -> None:
    held = sample_orders.group_by("order_id").agg(pl.col("sku").cast(pl.String).unique())
    orders = [set(skus) for skus in held["sku"].to_list() if len(skus) <= 100]
    assert len(orders) == manifest["mining"]["orders"]
    for bundle in bundles:
        if bundle["bundle_type"] == "VOLUME_DISCOUNT":
            continue
        skus, evidence = {item["sku"] for item in bundle["items"]}, bundle["evidence"]
        needed = bundle["offer"].get("choose", len(skus))
        together = sum(len(skus & order) >= needed for order in orders)
        assert evidence["orders_together"] == together
        assert evidence["orders_either"] == sum(bool(skus & order) for order in orders)
        assert evidence["support"] == pytest.approx(together / len(orders), rel=1e-5)
        if needed < len(skus):
            continue
        alone = math.prod(sum(sku in order for order in orders) for sku in sorted(skus))
        chance = alone / len(orders) ** (len(skus) - 1)
        if together:
            assert evidence["expected_by_chance"] == pytest.approx(chance, rel=1e-5)
            assert evidence["lift"] == pytest.approx(together / chance, rel=1e-5)


def test_the_portfolio_says_which_orders_each_bundle_adds(
    bundles: Documents, sample_orders: pl.DataFrame
) -> None:
    held = sample_orders.group_by("order_id").agg(pl.col("sku").cast(pl.String).unique())
    orders = [set(skus) for skus in held["sku"].to_list() if len(skus) <= 100]
    reached: dict[str, set[int]] = {"pair": set(), "larger set": set()}
    for bundle in bundles:
        if not bundle["portfolio"]:
            assert (bundle["new_orders"], bundle["reached_orders"]) == (None, None)
            continue
        skus = {item["sku"] for item in bundle["items"]}
        kind = "pair" if len(skus) == 2 else "larger set"
        mine = {place for place, order in enumerate(orders) if skus <= order}
        new = len(mine - reached[kind])
        reached[kind] |= mine
        assert (bundle["new_orders"], bundle["reached_orders"]) == (new, len(reached[kind]))
        said = f"{new:,} of its {len(mine):,} orders hold no {kind} ranked before it."
        if new == len(mine):
            said = f"None of its orders holds a {kind} ranked before it."
        if not new:
            said = f"All of its orders hold a {kind} ranked before it, too."
        assert said in bundle["explanation"]


def test_the_table_has_the_same(out: Path, bundles: Documents) -> None:
    rows = list(csv.DictReader(io.StringIO((out / "bundles.csv").read_text("utf-8"))))
    assert [int(row["rank"]) for row in rows] == [bundle["rank"] for bundle in bundles]
    for row, bundle in zip(rows, bundles, strict=True):
        flat = {name: bundle[name] for name in PLAIN if name not in PARTS}
        for part, fields in PARTS.items():
            flat |= {HEADINGS.get(name, name): (bundle[part] or {}).get(name) for name in fields}
        for name, value in flat.items():
            assert read(row[name], value) == value, name


PARTS = {"evidence": EVIDENCE, "scores": SCORES, "pricing": PRICING, "copy": COPY}


def read(cell: str, value: object) -> object:
    """A cell as the value's type: lists and objects are JSON, nothing is null."""
    if value is None:
        return cell or None
    if isinstance(value, str):
        return cell
    found = json.loads(cell)
    return pytest.approx(found) if isinstance(value, float) else found


def test_rules_have_their_columns(out: Path) -> None:
    rules = csv.DictReader(io.StringIO((out / "rules.csv").read_text("utf-8")))
    assert tuple(rules.fieldnames or ()) == RULES
    for rule in rules:
        assert json.loads(rule["antecedent"])
        assert json.loads(rule["consequent"])
        assert 0 < float(rule["support"]) <= float(rule["confidence"]) <= 1


def test_the_manifest_accounts_for_all_of_it(manifest: dict[str, Any]) -> None:
    rows = manifest["rows"]
    assert rows["read"] == rows["used"] + sum(rows["rejected"].values())
    typed(manifest["mapping"], {
        "lines": int, "resolved": int, "unresolved_skus": int, "missing_inventory": int,
        "catalog_coverage": NUMBER,
    })  # fmt: skip
    told = manifest["candidates"]
    assert set(told["by_source"]) == set(SOURCES)
    assert sum(told["by_tier"].values()) == told["pool"]
    assert list(told["by_tier"]) == list(TIERS)
    assert set(told["by_objective"]) == set(OBJECTIVES)
    assert set(told["by_type"]) == set(TYPES)
    assert sum(told["by_type"].values()) == sum(told["by_objective"].values())
    assert told["by_source"]["quantities"] > 0
    assert isinstance(told["duplicates_removed"], int)
    assert {"seed", "margin_floor_pct"} <= set(manifest["options"])
    assert {"backroom", "python", "duckdb"} <= set(manifest["versions"])
    assert set(manifest["models"]) == {"chat", "embed"}
    assert manifest["requests"] == {}
    assert all(isinstance(taken, NUMBER) for taken in manifest["seconds"].values())
    typed(manifest["spent"], {"calls": int, "tokens": dict, "cost_usd": NUMBER, "saved": dict})
