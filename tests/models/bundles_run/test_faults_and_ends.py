"""Servers that fail, runs that end early: all bundles are there, and nothing is asked twice."""

import time
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from engine.models.money import change_price
from tests.models.bundles_run.conftest import MODEL, PATIENCE_S, Ran, Shop
from tests.models.server import Server

DEAR = 200  # USD per million tokens


def ids(bundles: list[dict[str, Any]]) -> list[str]:
    """The portfolio, in its order."""
    return [one["bundle_id"] for one in bundles if one["portfolio"]]


@pytest.mark.parametrize("seed", range(2))
def test_with_every_fault_all_bundles_are_there(
    ran: Ran, open_shop: Callable[..., Shop], server: Server, seed: int
) -> None:
    shop = open_shop(server)
    server.faults(every=0.1, seed=seed, retry_after_ms="20", trickle=0.001)
    run = shop.run()
    bundles, told = shop.bundles(run), shop.told(run)
    assert ids(bundles) == ids(ran.bundles)
    for unit in told["units"]:
        assert unit["offers"] or unit["empty"]
    by_model = {one["bundle_id"]: one for one in ran.bundles}
    for bundle in bundles:
        assert bundle["copy"]["title"]
        assert bundle["explanation"]
        assert bundle["pricing"]["bundle_price"] > 0
        fine = by_model.get(bundle["bundle_id"])
        suggested = bundle["pricing"]["llm_suggestion"]
        assert fine is None or suggested in (None, fine["pricing"]["llm_suggestion"])
    assert server.seen()["requests"] == sum(one["requests"] for one in told["left"])
    assert Counter(one["made_by"] for one in bundles)[MODEL] > len(bundles) / 2


def test_a_server_that_is_down_changes_nothing_but_who_is_said_to_have_been_asked(
    ran: Ran, open_shop: Callable[..., Shop], server: Server
) -> None:
    shop = open_shop(server, embedding_model="")
    server.faults(error=1.0, retry_after_ms="20")
    run = shop.run()
    local = [one for one in ran.shop.bundles(ran.local) if one["portfolio"]]
    assert [one for one in shop.bundles(run) if one["portfolio"]] == local
    told = shop.told(run)
    assert (told["proposed"]["taken"], told["advised"]) == (0, 0)
    assert {one["made_by"] for one in shop.bundles(run)} == {"template"}
    assert any("gave no answer" in sentence for sentence in told["warnings"])
    assert any("no answer" in reason for reason in told["proposed"]["refused"])


@pytest.mark.parametrize("remembers", [True, False])
def test_stopped_at_the_budget_it_keeps_what_it_has_and_goes_on(
    ran: Ran, open_shop: Callable[..., Shop], server: Server, *, remembers: bool
) -> None:
    shop = open_shop(server, comment_cache=remembers)
    for model in ("gpt-4o-mini", "text-embedding-3-small"):
        change_price(shop.backroom.settings.home, model, DEAR, DEAR)
    cap = 3.0
    run = shop.begin(budget=cap)
    shop.ended(run, "stopped")
    told, bundles = shop.told(run), shop.bundles(run)
    assert told["stopped"]
    assert 0 < told["spent"]["cost_usd"] <= cap
    assert ids(bundles) == ids(ran.bundles)
    assert "template" in {one["made_by"] for one in bundles}
    view = shop.backroom.watch(run)
    assert view is not None
    assert "Stopped at the budget" in view.error
    assert shop.begin(budget=100.0) == run
    shop.ended(run)
    assert shop.written(run) == ran.files
    assert set(server.seen()["items"].values()) <= set(ran.seen["items"].values())
    answered = server.seen()["answered"]
    assert answered < 2 * ran.seen["answered"]


def test_a_cancelled_run_goes_on_without_asking_again(
    ran: Ran, open_shop: Callable[..., Shop], server: Server
) -> None:
    shop = open_shop(server)
    server.faults(latency=600, late=0.3)
    run = shop.begin()
    _patiently(lambda: shop.backroom.answers_kept().count > 0 < server.seen()["in_flight"])
    shop.backroom.cancel(run)
    assert shop.backroom.wait(run, PATIENCE_S).status == "cancelled"
    server.faults(latency=0)
    server.forget()
    assert shop.begin() == run
    shop.ended(run)
    assert shop.written(run) == ran.files
    assert server.seen()["answered"] + server.seen()["texts"] < (
        ran.seen["answered"] + ran.seen["texts"]
    )


def _patiently(so: Callable[[], bool]) -> None:
    for _ in range(PATIENCE_S * 100):
        if so():
            return
        time.sleep(0.01)
    pytest.fail("it never was so")
