"""Does it hold, and does it sell more: the card and the kit as a merchant meets them."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from engine import Backroom, BundleOptions
from engine.bundles.context.transactions import gather_baskets
from engine.bundles.prove.judge import judge_file
from engine.steps import Steps
from engine.workspace import open_document
from tests.pages.conftest import find_and_close, said
from ui.bundle_effect import WAYS

ARMS = b"arm,visitors,orders,revenue\nbundle,2000,160,8000.00\ncontrol,2000,100,5000.00\n"


def page() -> None:
    import streamlit as st

    from ui.bundle_proof import show_proof
    from ui.desk import open_desk

    desk = open_desk()
    view = desk.watch(st.session_state["run"])
    assert view is not None
    show_proof(desk, view, st.session_state["bundles"], st.session_state["manifest"])


def a_year() -> bytes:
    """Four orders a day for a year: every other one holds A and B, the rest C or E."""
    rows = ["order_id,sku,product,quantity,unit_price,date"]
    first = dt.date(2025, 1, 1)
    for order in range(1200):
        day = first + dt.timedelta(days=order // 4)
        for sku in ["A", "B"] if order % 2 else ["CE"[order % 4 // 2]]:
            rows.append(f"{order},{sku},Thing {sku},1,{2 + order % 5}.50,{day}")
    return "\n".join(rows).encode()


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The home of a finished run of a year's orders, and the run."""
    home = tmp_path_factory.mktemp("finished") / "home"
    return home, find_and_close(home, a_year(), BundleOptions())


@pytest.fixture(scope="module")
def begun(finished: tuple[Path, str]) -> Path:
    """Each test's home is a copy: the run is made once."""
    return finished[0]


@pytest.fixture
def run(desk: Backroom, finished: tuple[Path, str]) -> str:
    """The finished run, in the test's own home."""
    _, run = finished
    assert desk.watch(run) is not None
    return run


def opened(desk: Backroom, run: str, **manifest: Any) -> AppTest:
    app = AppTest.from_function(page, default_timeout=30)
    app.session_state["run"] = run
    app.session_state["bundles"] = desk.document(run, "bundles")
    app.session_state["manifest"] = desk.document(run, "manifest") | manifest
    app.run()
    assert not app.exception
    return app


def card_of(desk: Backroom, run: str) -> dict[str, Any]:
    table = open_document(desk._workspace, run, "manifest")["inputs"]["table"]
    options = BundleOptions()
    baskets = gather_baskets(desk.lines(table), options, Steps())
    return judge_file(baskets, options, None, Steps()).as_dict()


def test_a_run_without_a_card_says_how_to_get_one(desk: Backroom, run: str) -> None:
    assert "find the bundles again" in said(opened(desk, run, proof=None))


def test_the_card_shows_what_later_orders_say(desk: Backroom, run: str) -> None:
    card = card_of(desk, run)
    app = opened(desk, run, proof=card)
    shown = {metric.label: metric.value for metric in app.metric}
    assert shown["Pairs that went on"] == f"{card['ways'][0]['held']} of {card['ways'][0]['pairs']}"
    assert "Later orders reached" in shown
    assert "before and after is not a test" in said(app).lower()
    ways = app.table[0].value
    assert len(ways) == 4
    assert not any("found no pair" in str(cell) for cell in ways.to_numpy().ravel())


def test_a_way_without_pairs_is_called_so_and_is_not_drawn_at_nothing(
    desk: Backroom, run: str
) -> None:
    card = card_of(desk, run)
    none = {"pairs": 0, "held": 0, "products": 0, "reach": 0.0, "low": 0.0, "high": 0.0}
    card["ways"][-1] |= none
    app = opened(desk, run, proof=card)
    last = app.table[0].value.to_numpy().tolist()[-1]
    assert "found no pair" in last
    [chart] = [c for c in app.get("vega_lite_chart") if "by way of choosing" in c.proto.alt]
    drawn = b"".join(one.data.data for one in chart.proto.datasets)
    assert b"Popularity" in drawn
    assert b"Text only" not in drawn


def test_what_the_file_s_orders_are_worth_names_the_currency(desk: Backroom, run: str) -> None:
    money = {"minor_units": 2, "currency": "EUR"}
    assert "EUR each on average" in said(opened(desk, run, money=money))


def test_a_file_that_cannot_tell_says_so(desk: Backroom, run: str) -> None:
    from engine.bundles.prove.card import Card

    app = opened(desk, run, proof=Card(("No dates here.",)).as_dict())
    assert "No dates here" in said(app)
    assert not app.metric


def test_the_size_of_a_test_follows_what_is_worth_knowing(desk: Backroom, run: str) -> None:
    app = opened(desk, run)
    before = said(app)
    app.number_input(key="proof_effect").set_value(50.0).run()
    after = said(app)
    assert "orders in each of two arms" in before
    assert before != after
    app.number_input(key="proof_rate").set_value(3.0).run()
    assert "visitors in each of two arms" in said(app)


@pytest.mark.parametrize("way", ["date_blocks", "discount_code"])
def test_arms_are_drawn_shown_and_kept(desk: Backroom, run: str, way: str) -> None:
    app = opened(desk, run)
    app.selectbox(key="proof_way").set_value(way).run()
    app.button(key="proof_draw").click().run()
    assert not app.exception
    assert not app.error
    [kept] = desk.experiments()
    assert kept.plan.way == way
    assert kept.id in app.success[0].value
    assert [frame for frame in app.dataframe if "Arm" in frame.value]


def test_too_few_bundles_to_hold_back_is_one_sentence(desk: Backroom, run: str) -> None:
    app = opened(desk, run)
    app.button(key="proof_draw").click().run()
    assert app.success
    app.selectbox(key="proof_way").set_value("bundle_sku").run()
    app.button(key="proof_draw").click().run()
    assert not app.exception
    assert "Holding bundles back needs 6" in app.error[0].value
    assert "Choose more bundles" in app.error[0].value
    # What was drawn before, in another way, does not stand there as the answer.
    assert not app.success
    assert len(desk.experiments()) == 1


def test_counts_of_arms_give_effects_with_intervals(desk: Backroom, run: str) -> None:
    app = opened(desk, run)
    app.file_uploader(key="proof_counts").set_value([("arms.csv", ARMS, "text/csv")]).run()
    assert not app.exception
    assert "more with the bundle" in said(app)
    assert "Totals do not say how much revenue varies" in said(app)


def test_without_a_control_group_nothing_is_told(desk: Backroom, run: str) -> None:
    only = ARMS.replace(b"control", b"last year")
    app = opened(desk, run)
    app.file_uploader(key="proof_counts").set_value([("arms.csv", only, "text/csv")]).run()
    assert "before and after is not a test" in said(app)
    assert "with the bundle" not in said(app)


def test_a_drawn_test_is_judged_by_orders_and_can_be_removed(desk: Backroom, run: str) -> None:
    app = opened(desk, run)
    app.button(key="proof_draw").click().run()
    [kept] = desk.experiments()
    assert any(f"shop.csv: {WAYS[kept.plan.way].lower()}" in one
               for one in app.selectbox(key="proof_test").options)  # fmt: skip
    app.selectbox(key="proof_test").set_value(kept.id).run()
    app.button(key="proof_judge").click().run()
    assert not app.exception
    assert "do not lie within this file" in said(app).replace("\\", "")
    app.button(key="proof_forget").click().run()
    assert desk.experiments() == []


def test_a_test_by_codes_is_judged_by_the_shop_s_own_export(desk: Backroom, run: str) -> None:
    app = opened(desk, run)
    app.selectbox(key="proof_way").set_value("discount_code").run()
    app.button(key="proof_draw").click().run()
    [kept] = desk.experiments()
    codes = [arm["code"] for arm in kept.arms]
    export = ["order_id,discount code"]
    export += [f"{order},{codes[order % 3 > 1]}" for order in range(600)]
    app.selectbox(key="proof_test").set_value(kept.id).run()
    dropped = [("orders.csv", "\n".join(export).encode(), "text/csv")]
    app.file_uploader(key="proof_codes").set_value(dropped).run()
    assert not app.exception
    assert "People who ordered with their code\\: 80\\.00 \\% against 40\\.00" in said(app)
    assert "more with the bundle" in said(app)


def test_a_way_that_found_no_pair_is_not_one_that_was_beaten(desk: Backroom, run: str) -> None:
    proof = desk.document(run, "manifest")["proof"]
    ours, first, *others = proof["ways"]
    empty = [way | {"pairs": 0, "verdict": "better"} for way in others]
    app = opened(desk, run, proof=proof | {"ways": [ours, first, *empty]})
    [beaten] = [metric for metric in app.metric if metric.label == "Plainer ways beaten"]
    assert beaten.value == f"{int(first['verdict'] == 'better')} of 1"
