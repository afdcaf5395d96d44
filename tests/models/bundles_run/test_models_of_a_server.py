"""A whole Bundles run whose models are a server's: what they say reaches the bundles."""

import json
from collections.abc import Callable

import pytest

from engine.bundles.asks.propose import INSTRUCTIONS as PROPOSE
from engine.bundles.objectives import OBJECTIVES
from engine.bundles.work import SENT
from tests.models.bundles_run.conftest import KEY, MODEL, Ran, Shop
from tests.models.server import Server

OWN, MODELS = 0.6, 0.4
EACH = {name: (one.least_pct, one.most_pct) for name, one in OBJECTIVES.items()}


def test_proposals_reach_the_pool(ran: Ran) -> None:
    told, local = ran.told, ran.shop.told(ran.local)
    assert told["proposed"]["taken"] > 0
    assert told["proposed"]["refused"]["unknown product"] > 0
    assert 0 < told["candidates"]["by_source"]["model"] <= told["proposed"]["taken"]
    assert told["units"] != local["units"]
    assert local["proposed"] == {"taken": 0, "refused": {}}
    assert local["candidates"]["by_source"]["model"] == 0


def test_advice_reaches_every_price(ran: Ran) -> None:
    assert ran.told["advised"] == len(ran.bundles) > 8
    plain = {one["bundle_id"]: one["pricing"] for one in ran.shop.bundles(ran.local)}
    met = 0
    for bundle in ran.bundles:
        pricing = bundle["pricing"]
        assert 0 <= pricing["llm_suggestion"] <= 40
        assert pricing["discount_pct"] <= pricing["cap_pct"]
        other = plain.get(bundle["bundle_id"])
        if other is None or bundle["bundle_type"] != "FBT":
            continue
        met += 1
        assert other["llm_suggestion"] is None
        assert other["bayesian_optimal"] == pricing["bayesian_optimal"]
        blended = OWN * pricing["bayesian_optimal"] + MODELS * pricing["llm_suggestion"]
        least, most = EACH[bundle["objective"]]
        target = min(most, max(least, blended))
        # Nice endings go down from the target, by less than a unit of money.
        wanted = pricing["list_price"] * (1 - target / 100)
        assert wanted - 100 < pricing["bundle_price"] < wanted + 100
    assert met > 3


def test_words_are_the_models(ran: Ran) -> None:
    assert {(one["made_by"], one["copy"]["made_by"]) for one in ran.bundles} == {(MODEL, MODEL)}
    assert {one["copy"]["title"] for one in ran.bundles} == {"about:"}
    assert {one["explanation"] for one in ran.bundles} == {"about:"}
    assert ran.told["embedded"]["made_by"].startswith("openai:text-embedding")


@pytest.mark.parametrize("said", ["Only 987.65 today", "<b>See</b> www.example.com"])
def test_words_that_may_not_stand_are_the_templates(ran: Ran, said: str) -> None:
    shop = ran.shop
    ran.server.faults(said=said)
    try:
        # Copy in another language is another question.
        run = shop.run(language="de" if "9" in said else "fr")
    finally:
        ran.server.faults(said="")
    bundles, told = shop.bundles(run), shop.told(run)
    assert {one["copy"]["made_by"] for one in bundles} == {"template"}
    assert said not in json.dumps(bundles)
    assert sum(told["texts_refused"].values()) == 2 * len(bundles)
    assert sum("is the template's" in sentence for sentence in told["warnings"]) == 2
    assert told["advised"] == len(bundles)


def test_appeal_is_asked_for_only_where_it_is_wanted(ran: Ran) -> None:
    assert {one["scores"]["appeal"] for one in ran.bundles} == {None}
    rated = [one["scores"]["appeal"] for one in ran.shop.bundles(ran.shop.run(appeal=True))]
    assert all(0 <= appeal <= 10 for appeal in rated)
    assert len(set(rated)) > 3


def test_a_second_run_asks_nothing_and_writes_the_same_bytes(
    open_shop: Callable[..., Shop], server: Server
) -> None:
    shop = open_shop(server)
    run = shop.run()
    first, asked = shop.written(run), server.seen()["requests"]
    assert asked > 5
    assert shop.run(again=True) == run
    assert server.seen()["requests"] == asked
    assert shop.written(run) == first
    told = shop.told(run)
    assert (told["spent"]["calls"], told["requests"]) == (0, {})
    assert told["remembered"] > 0


def test_other_prices_embed_and_propose_nothing_again(ran: Ran) -> None:
    before = ran.server.seen()
    run = ran.shop.run(margin_floor_pct=60.0, bundles=3)
    seen = ran.server.seen()
    assert ran.shop.bundles(run) != ran.bundles
    assert seen["texts"] == before["texts"]
    new = "".join(seen["bodies"][len(before["bodies"]) :])
    assert PROPOSE[:60] not in new


def test_one_request_at_a_time_writes_the_same_bytes(
    ran: Ran, open_shop: Callable[..., Shop], server: Server
) -> None:
    shop = open_shop(
        server, parallel_processing=False, ml_parallel_embedding_batches=False, embed_batch_size=7
    )
    assert shop.written(shop.run()) == ran.files
    assert server.seen()["most_in_flight"] == 1


def test_what_left_this_computer_is_told_and_no_cost_or_stock_did(ran: Ran) -> None:
    left = ran.told["left"]
    assert {one["host"] for one in left} == {f"127.0.0.1:{ran.server.port}"}
    assert sum(one["requests"] for one in left) == ran.seen["requests"]
    assert sum(one["bytes_out"] for one in left) >= sum(len(body) for body in ran.seen["bodies"])
    assert ran.shop.backroom.what_left(ran.run)["left_this_computer"] == left

    assert {column for one in left for column in one["columns"]} == set(SENT)
    sent = "".join(ran.seen["bodies"])
    assert "Teapot" in sent
    assert not any(word in sent for word in ("1.37", "733", "c17", "2024-", "T01"))


def test_the_key_shows_nowhere(
    shop: Shop, server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    server.faults(script=["ok"] * 3 + [{"status": 401, "message": f"Incorrect key: {KEY}"}])
    run = shop.begin()
    view = shop.backroom.wait(run)
    assert view.status == "failed"
    shop.backroom.close()
    files = [path.read_bytes() for path in shop.backroom.settings.home.rglob("*") if path.is_file()]
    assert len(files) > 2
    assert not any(KEY.encode() in data for data in files)
    assert KEY not in f"{view.error}{caplog.text}"
