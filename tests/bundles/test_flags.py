"""The flags of Bundles: which code runs, and the same bytes either way."""

import asyncio
import io
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from engine import Backroom, BundleOptions, BundleTables, Settings, find_bundles
from engine.bundles.candidates import found as generating
from engine.bundles.context import mining
from engine.bundles.decide.gains import Gains, LazyGains
from engine.bundles.ways import Ways
from engine.errors import Cancelled
from engine.steps import Steps
from tests.bundles.test_find_bundles import same, shop

PATIENCE_S = 60
NAMES = ("Teapot", "Sugar bowl", "Twine", "Pruning knife", "Candle", "Napkin")
ORDERS = "order_id,sku,product,quantity,unit_price\n" + "".join(
    f"{order},S{n},{NAMES[n]},1,{n + 2}.50\n"
    for order in range(120)
    for n in sorted({order % 3 * 2, order % 3 * 2 + 1, order * 7 % 6})
)


@pytest.fixture
def miners(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Which way of mining ran, each time one did."""
    ran: list[str] = []
    in_thread, in_process = mining.in_thread, mining.in_process

    async def thread(step: Any, work: Any, *rest: Any) -> Any:
        if work is mining.mine_itemsets:
            ran.append("bitset")
        return await in_thread(step, work, *rest)

    async def process(step: Any, work: Any, *rest: Any) -> Any:
        assert work is mining.mine_plainly
        ran.append("mlxtend")
        return await in_process(step, work, *rest)

    monkeypatch.setattr(mining, "in_thread", thread)
    monkeypatch.setattr(mining, "in_process", process)
    return ran


def bundled(backroom: Backroom, **options: Any) -> tuple[str, dict[str, bytes], dict[str, Any]]:
    """A finished run: its id, its files without the manifest, and that."""
    upload = backroom.take("orders.csv", io.BytesIO(ORDERS.encode()))
    table = backroom.read(upload)
    assert backroom.wait(table, PATIENCE_S).status == "done"
    run = backroom.find_bundles(table, BundleOptions(**options))
    view = backroom.wait(run, PATIENCE_S)
    assert view.status == "done", view.error
    files = backroom.files(run)
    del files["manifest.json"]
    return run, files, backroom.document(run, "manifest")


Opens = Callable[..., Backroom]


def test_the_flag_chooses_the_miner_and_changes_no_byte(
    open_backroom: Opens, settings: Settings, tmp_path: Path, miners: list[str]
) -> None:
    run, files, manifest = bundled(open_backroom())
    plain = replace(settings, home=tmp_path / "plain", ml_fast_itemsets=False)
    other_run, other_files, other_manifest = bundled(open_backroom(plain))
    assert miners == ["bitset", "mlxtend"]
    assert b'"rank": 1' in files["bundles.json"]
    assert other_files == files
    assert other_run != run
    assert [one["options"]["miner"] for one in (manifest, other_manifest)] == ["bitset", "mlxtend"]


def test_a_miner_that_was_asked_for_is_taken_whatever_the_flag_says(
    open_backroom: Opens, settings: Settings, tmp_path: Path, miners: list[str]
) -> None:
    plain = replace(settings, ml_fast_itemsets=False)
    asked, _, manifest = bundled(open_backroom(plain), miner="bitset")
    fast = replace(settings, home=tmp_path / "fast")
    usual, _, _ = bundled(open_backroom(fast))
    assert miners == ["bitset", "bitset"]
    assert manifest["options"]["miner"] == "bitset"
    assert asked == usual


@pytest.mark.parametrize(
    ("miner", "fast", "settled"),
    [
        ("auto", True, "bitset"), ("auto", False, "mlxtend"), ("bitset", False, "bitset"),
        ("mlxtend", True, "mlxtend"),
    ],
)  # fmt: skip
def test_auto_is_what_the_flag_says(miner: str, fast: bool, settled: str) -> None:
    options = BundleOptions(miner=miner, bundles=7)
    assert options.settled(fast_itemsets=fast) == BundleOptions(miner=settled, bundles=7)


def test_without_a_door_auto_is_the_fast_one(miners: list[str]) -> None:
    asyncio.run(find_bundles(BundleTables(shop()), BundleOptions(), steps=Steps()))
    assert miners == ["bitset"]


class Meeting:
    """Stands in for choosing candidates; knows which sizes are at it at the same time."""

    def __init__(self, guests: int) -> None:
        self.gate = threading.Barrier(guests)
        self.sizes: list[int] = []
        self.choose = generating.choose_candidates

    def __call__(self, evidence: Any, *rest: Any) -> Any:
        self.sizes.append(evidence.sets.shape[1])
        # Passes only once as many sizes as there are guests wait here.
        self.gate.wait(PATIENCE_S)
        return self.choose(evidence, *rest)


def test_sizes_are_generated_side_by_side_or_one_by_one_with_equal_results(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    results = []
    for guests, side_by_side in ((3, True), (1, False)):
        with monkeypatch.context() as patch:
            meeting = Meeting(guests)
            patch.setattr(generating, "choose_candidates", meeting)
            found = find_bundles(BundleTables(shop()), BundleOptions(), steps=Steps(),
                                 ways=Ways(side_by_side=side_by_side))  # fmt: skip
            results.append(asyncio.run(found))
            assert sorted(meeting.sizes) == [2, 3, 4]
    assert meeting.sizes == [2, 3, 4]
    assert len(results[0].bundles) > 3
    assert same(*results)


@pytest.mark.parametrize("flag", [True, False])
def test_the_flag_reaches_the_pipeline(
    flag: bool, open_backroom: Opens, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    ways = []
    for name in ("_side_by_side", "_one_by_one"):
        real = getattr(generating, name)

        async def noted(*rest: Any, name: str = name, real: Callable[..., Any] = real) -> Any:
            ways.append(name)
            return await real(*rest)

        monkeypatch.setattr(generating, name, noted)
    bundled(open_backroom(replace(settings, ml_parallel_candidate_generation=flag)))
    assert ways == ["_side_by_side" if flag else "_one_by_one"]


@pytest.mark.parametrize("flag", [True, False])
def test_the_flag_decides_how_gains_are_weighed_and_changes_no_byte(
    flag: bool, open_backroom: Opens, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    used = set()
    begin = Gains.__init__

    def noted(self: Gains, *rest: Any) -> None:
        used.add(type(self))
        begin(self, *rest)

    monkeypatch.setattr(Gains, "__init__", noted)
    chosen = replace(settings, ml_reduced_optimization_iterations=flag)
    _, files, _ = bundled(open_backroom(chosen))
    assert used == {LazyGains if flag else Gains}
    monkeypatch.undo()
    _, others, _ = bundled(open_backroom(replace(settings, home=settings.home / "other")))
    assert files == others


@pytest.mark.parametrize("side_by_side", [True, False])
@pytest.mark.parametrize("error", [Cancelled(), ValueError("one of them")])
def test_what_one_size_raises_is_raised_as_it_is(
    error: Exception, side_by_side: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: Any) -> Any:
        raise error

    monkeypatch.setattr(generating, "choose_candidates", fails)
    found = find_bundles(
        BundleTables(shop()), BundleOptions(), steps=Steps(), ways=Ways(side_by_side=side_by_side)
    )
    with pytest.raises(type(error), match=str(error)):
        asyncio.run(found)
