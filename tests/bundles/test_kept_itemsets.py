"""Itemsets are mined once for a file, and anew only when an option that touches mining changes."""

import asyncio
from typing import Any

import pytest

from engine.bundles import BundleOptions, BundleResult, BundleTables, find_bundles
from engine.bundles.context import mining
from engine.steps import Steps
from tests.bundles.test_find_bundles import same, shop


class Remembered:
    """Units in a dictionary that count what is asked and kept."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}
        self.asked = 0

    def done(self, key: str) -> bytes | None:
        self.asked += 1
        return self.kept.get(key)

    def keep(self, key: str, value: bytes) -> None:
        assert key not in self.kept
        self.kept[key] = value


def itemsets_kept(units: Remembered) -> int:
    """How many sets of itemsets are kept; vectors are kept beside them."""
    return sum(b"sets0" in value for value in units.kept.values())


@pytest.fixture
def units() -> Remembered:
    """An empty memory."""
    return Remembered()


@pytest.fixture(scope="module")
def kept_once() -> dict[str, bytes]:
    """What a run with usual options keeps."""
    units = Remembered()
    run(units)
    return units.kept


@pytest.fixture
def known(kept_once: dict[str, bytes]) -> Remembered:
    """A memory of that run."""
    units = Remembered()
    units.kept = dict(kept_once)
    return units


@pytest.fixture
def mined(monkeypatch: pytest.MonkeyPatch) -> list[BundleOptions]:
    """The options of every time that was really mined."""
    calls: list[BundleOptions] = []
    plain = mining.mine_itemsets

    def counting(baskets: Any, options: BundleOptions, step: Any) -> Any:
        calls.append(options)
        return plain(baskets, options, step)

    monkeypatch.setattr(mining, "mine_itemsets", counting)
    return calls


def run(units: Remembered, source: str = "table-1", **options: Any) -> BundleResult:
    tables = BundleTables(shop(), source)
    return asyncio.run(find_bundles(tables, BundleOptions(**options), steps=Steps(units=units)))


@pytest.mark.parametrize(
    "options",
    [
        {"bundles": 3},
        {"larger_sets": 0},
        {"false_discovery": 0.01},
        {"half_life_days": 0},
        {"season": 0.0},
        {"twins": "allow"},
    ],
    ids=str,
)
def test_what_does_not_touch_mining_mines_nothing_again(
    options: dict[str, Any], known: Remembered, mined: list[BundleOptions]
) -> None:
    again = run(known, **options)
    assert mined == []
    assert itemsets_kept(known) == 1
    assert same(again, run(Remembered(), **options))


@pytest.mark.parametrize(
    "options",
    [
        {"min_support": 0.05},
        {"max_items": 3},
        {"itemset_limit": 1_000},
        {"wholesale_items": 4},
        {"until": "2021-04-30"},
    ],
    ids=str,
)
def test_what_touches_mining_mines_again(
    options: dict[str, Any], known: Remembered, mined: list[BundleOptions]
) -> None:
    again = run(known, **options)
    assert len(mined) == 1
    assert itemsets_kept(known) == 2
    assert same(again, run(Remembered(), **options))


def test_the_plain_miner_keeps_its_own(units: Remembered, mined: list[BundleOptions]) -> None:
    run(units)
    run(units, miner="mlxtend")
    assert len(mined) == 1
    assert itemsets_kept(units) == 2


def test_another_table_mines_again(units: Remembered, mined: list[BundleOptions]) -> None:
    run(units)
    run(units, source="table-2")
    assert len(mined) == 2


def test_a_changed_version_mines_again(
    units: Remembered, mined: list[BundleOptions], monkeypatch: pytest.MonkeyPatch
) -> None:
    run(units)
    monkeypatch.setattr(mining, "version_of", lambda *_: "another")
    run(units)
    assert len(mined) == 2


def test_a_table_without_a_name_keeps_nothing(
    units: Remembered, mined: list[BundleOptions]
) -> None:
    run(units, source="")
    run(units, source="")
    assert len(mined) == 2
    assert (units.kept, units.asked) == ({}, 0)
