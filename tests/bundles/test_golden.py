"""A small file gives the bundles that were looked at and committed; see golden/make_orders.py."""

import hashlib
import json
from typing import Any

import pytest

from tests.bundles.golden.make_orders import BUNDLES, ORDERS, find_golden, make_orders


@pytest.fixture(scope="module")
def golden() -> dict[str, Any]:
    """What was committed."""
    kept: dict[str, Any] = json.loads(BUNDLES.read_text("utf-8"))
    return kept


@pytest.fixture(scope="module")
def found() -> dict[str, Any]:
    """What is found now, as JSON has it."""
    now: dict[str, Any] = json.loads(json.dumps(find_golden(ORDERS)))
    return now


def test_the_golden_file_belongs_to_the_orders_beside_it(golden: dict[str, Any]) -> None:
    assert golden["orders_sha256"] == hashlib.sha256(ORDERS.read_bytes()).hexdigest()


def test_the_orders_are_the_generated_ones() -> None:
    assert make_orders().encode() == ORDERS.read_bytes()


@pytest.mark.parametrize("part", ["bundles", "rules", "mining"])
def test_the_same_is_found(part: str, golden: dict[str, Any], found: dict[str, Any]) -> None:
    assert found[part] == golden[part]


def test_the_golden_bundles_are_worth_guarding(golden: dict[str, Any]) -> None:
    sizes = [len(bundle["items"]) for bundle in golden["bundles"]]
    assert sizes.count(2) >= 4
    assert max(sizes) >= 3
    pairs = {tuple(item["sku"] for item in bundle["items"]) for bundle in golden["bundles"]}
    assert {("JAR-JAM", "LBL-JAM"), ("BRD-OAK", "KNF-BRD"), ("TEA-POT", "TEA-STR")} <= pairs
    assert ("CUP-BLU", "CUP-RED") not in pairs
    assert "Tea towel" in {bundle["family"] for bundle in golden["bundles"]}
