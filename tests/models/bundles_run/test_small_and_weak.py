"""Shops that orders tell little about: what a server's model adds, and what is seen meanwhile."""

import time
from collections.abc import Callable

import pytest

from engine import BundleOptions
from engine.bundles.candidates.pool import TIERS
from tests.models.bundles_run.conftest import PATIENCE_S, SOLD, Shop
from tests.models.server import Server

HEAD = "order_id,sku,product,quantity,unit_price,date"
FEW = f"{HEAD}\n" + "".join(
    f"{n // 2},W{n},{name},1,{5 + n}.00,2024-05-0{1 + n // 2}\n"
    for n, name in enumerate(("Anvil", "Bellows", "Chisel", "Dowel", "Easel", "Flute", "Gong"))
)
NO_PAIRS = f"{HEAD}\n" + "".join(
    f"{order},T{n:02},thing {'abcdefghijklmn'[n] * 4},1,{4 + n}.00,2024-05-{1 + order % 28:02}\n"
    for order in range(60)
    for n in sorted({order % SOLD, (order * order + order // SOLD) % SOLD})
)


def test_a_few_lines_alone_have_the_models_proposals(shop: Shop, server: Server) -> None:
    table = shop.read("few.csv", FEW)
    backroom = shop.backroom
    refused = backroom.wait(backroom.find_bundles(table, BundleOptions()), PATIENCE_S)
    assert (refused.status, "server's model" in str(refused.error)) == ("failed", True)
    # Where seven products are shown, of sixty numbers few are theirs.
    assert server.seen()["requests"] == 0
    run = backroom.find_bundles(table, BundleOptions(), model="openai", budget_usd=0)
    shop.ended(run)
    told = shop.told(run)
    assert told["mining"]["mined"] is False
    by_source = told["candidates"]["by_source"]
    assert {name for name, sets in by_source.items() if sets} <= {"model", "ladder"}
    assert sum(told["proposed"]["refused"].values()) + told["proposed"]["taken"] > 0
    assert not any(bundle["portfolio"] for bundle in shop.bundles(run))
    assert "7 usable order lines" in told["warnings"][0] or "7 usable order lines" in "".join(
        told["warnings"]
    )


@pytest.mark.parametrize("orders", [FEW, NO_PAIRS], ids=["seven lines", "no strong pair"])
def test_weaker_bundles_are_seen_while_the_server_is_waited_for(
    orders: str, shop: Shop, server: Server, until: Callable[..., None]
) -> None:
    table = shop.backroom.join([shop.read("weak.csv", orders), shop.read("goods.csv", _catalog())])
    shop.ended(table)
    server.faults(latency=600)
    run = shop.backroom.find_bundles(table, BundleOptions(), model="openai", budget_usd=0)
    view = shop.backroom.watch
    until(lambda: server.seen()["in_flight"] > 0 and view(run).preview)
    preview = view(run).preview
    assert 0 < len(preview) <= 12
    assert {(one.status, one.portfolio, one.made_by) for one in preview} == {
        ("preliminary", False, "rules")
    }
    places = [TIERS.index(one.evidence.tier) for one in preview]
    assert places == sorted(places)
    assert places[0] > 0
    assert all("weak" in one.explanation for one in preview)
    shop.backroom.cancel(run)
    assert shop.backroom.wait(run, PATIENCE_S).status == "cancelled"


def _catalog() -> str:
    goods = ("Green tea", "Teapot", "Mug", "Coaster", "Candle", "Candle holder")
    return "sku,title,category,price\n" + "".join(
        f"G{n},{title},Table,{6 + n}.00\n" for n, title in enumerate(goods)
    )


@pytest.fixture
def until() -> Callable[..., None]:
    """Wait until it is so, a minute at most."""

    def wait(so: Callable[[], object]) -> None:
        for _ in range(PATIENCE_S * 100):
            if so():
                return
            time.sleep(0.01)
        pytest.fail("it never was so")

    return wait
