"""The Settings page with a server behind it: the connection test, a trial, a stop at the budget."""

import asyncio
import threading
from collections.abc import Callable, Iterator

import pytest
from streamlit.testing.v1 import AppTest

from engine import Backroom
from engine.asking import work
from tests.models.server import Server
from tests.pages.conftest import said, settle
from tests.pages.test_settings_page import (
    COMMENTS,
    choose,
    labelled,
    open_settings,
    press,
    read_survey,
)


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        yield running


@pytest.fixture
def server_page(desk: Backroom, server: Server, open_app: Callable[[], AppTest]) -> AppTest:
    """The Settings page where a server answers, five comments a request."""
    desk.change_settings(
        {
            "model": "openai", "provider": "other", "base_url": server.address, "max_rps": 500,
            "batch_size_optimal": 5,
        }
    )  # fmt: skip
    desk.change_price("gpt-4o-mini", 10, 10)
    return open_settings(open_app)


def metrics(page: AppTest) -> dict[str, str]:
    return {metric.label.replace("\\", ""): metric.value for metric in page.metric}


def test_the_connection_is_tested_and_told(server_page: AppTest, server: Server) -> None:
    page = press(server_page, "connection_test")
    [success] = page.success
    assert "answered in" in success.value
    labelled(page.text_input, "Chat model").set_value("another").run()
    assert not page.success
    assert page.button(key="connection_test").disabled
    press(page, "models_undo")
    assert page.success
    server.faults(key="sk-right")
    press(page, "connection_test")
    assert not page.success
    assert "key" in page.error[0].value


def test_a_trial_on_a_server_tells_what_left(
    server_page: AppTest, desk: Backroom, server: Server
) -> None:
    table = read_survey(desk, COMMENTS)
    page = choose(server_page.run(), table, "openai")
    assert metrics(page)["Requests"] == "8"
    page = settle(press(page, "trial_ask"), desk)
    assert metrics(page)["Answered by other:gpt-4o-mini"] == "40"
    assert server.seen()["requests"] == 8
    left = page.dataframe[1].value
    assert list(left["To"]) == [f"127.0.0.1:{server.port} (this computer)"]
    assert list(left["Columns"][0]) == ["comment"]
    assert list(left["Requests"]) == [8]
    runs = page.switch_page("pages/runs.py").run()
    assert not runs.exception
    assert "What left this computer" in said(runs)
    assert "Cost" in said(runs)


def test_a_run_that_stopped_at_its_budget_goes_on(server_page: AppTest, desk: Backroom) -> None:
    table = read_survey(desk, COMMENTS)
    page = choose(server_page.run(), table, "openai")
    labelled(page.number_input, "Most it may spend (USD)").set_value(0.05).run()
    page = settle(press(page, "trial_ask"), desk)
    [row] = desk.runs()
    assert row.status == "stopped"
    [warning] = page.warning
    assert "budget" in warning.value
    without = int(metrics(page)["Without an answer"])
    assert 0 < without < 40
    runs = page.switch_page("pages/runs.py").run()
    assert "stopped" in said(runs)
    page = runs.switch_page("pages/settings.py").run()
    labelled(page.number_input, "Most it may spend in all").set_value(5.0).run()
    page = settle(press(page, f"go_on_{row.id}"), desk)
    assert desk.run(row.id).status == "done"
    assert metrics(page)["Answered by other:gpt-4o-mini"] == "40"


def test_texts_without_an_answer_are_asked_again(
    server_page: AppTest, desk: Backroom, server: Server
) -> None:
    table = read_survey(desk, COMMENTS[:5] * 4)
    server_page.run()
    server_page.segmented_control(key="trial_ready").set_value("Summary").run()
    server.faults(refusal=1.0)
    page = settle(press(choose(server_page, table, "openai"), "trial_ask"), desk)
    [row] = desk.runs()
    assert metrics(page)["Without an answer"] == "20"
    server.faults(refusal=0.0)
    page = settle(press(page, f"again_{row.id}"), desk)
    assert metrics(page)["Answered by other:gpt-4o-mini"] == "20"
    assert "Without an answer" not in metrics(page)


def test_a_cap_that_cannot_be_kept_is_told_before_asking(
    server_page: AppTest, desk: Backroom
) -> None:
    desk.change_price("gpt-4o-mini", None, None)
    table = read_survey(desk, COMMENTS)
    page = choose(server_page.run(), table, "openai")
    assert page.button(key="trial_ask").disabled
    assert "is not known" in page.warning[0].value
    desk.change_price("gpt-4o-mini", 1, 1)
    assert not page.run().warning
    desk.change_price("gpt-4o-mini", None, None)
    assert page.run().button(key="trial_ask").disabled
    labelled(page.number_input, "Most it may spend (USD)").set_value(0.0).run()
    assert not page.warning
    assert not page.button(key="trial_ask").disabled


def test_a_cancelled_run_keeps_its_own_cap_in_sight(
    server_page: AppTest, desk: Backroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.change_price("gpt-4o-mini", None, None)
    table, begun, ask = read_survey(desk, COMMENTS), threading.Event(), work.ask

    async def ask_for_ever(*_: object, **__: object) -> None:
        begun.set()
        await asyncio.Event().wait()

    monkeypatch.setattr(work, "ask", ask_for_ever)
    page = choose(server_page.run(), table, "openai")
    labelled(page.number_input, "Most it may spend (USD)").set_value(0.0).run()
    page = press(page, "trial_ask")
    assert begun.wait(20)
    [row] = desk.runs()
    desk.cancel(row.id)
    assert desk.wait(row.id, 20).status == "cancelled"
    page.run()
    assert labelled(page.number_input, "Most it may spend in all").value == 0
    assert "Nothing left this computer" in said(page)
    monkeypatch.setattr(work, "ask", ask)
    settle(press(page, f"again_{row.id}"), desk)
    assert desk.run(row.id).status == "done"


def test_the_price_of_the_model_that_is_asked_is_entered(
    server_page: AppTest, desk: Backroom
) -> None:
    page = server_page
    submit = next(button for button in page.button if button.label == "Set the price")
    page.number_input(key="price_in").set_value(0.5)
    submit.click().run()
    assert any("needs both numbers" in error.value for error in page.error)
    page.number_input(key="price_out").set_value(2.0)
    next(button for button in page.button if button.label == "Set the price").click().run()
    assert not page.exception
    price = desk.prices()[desk.settings.ai_model]
    assert (float(price.input), float(price.output), price.source) == (0.5, 2.0, "entered here")


def test_prices_are_changed_and_added(server_page: AppTest, desk: Backroom) -> None:
    desk.change_price("gpt-4o-mini", None, None)
    page = server_page.run()
    assert page.button(key="prices_save").disabled
    rows = page.dataframe[0].value
    mini = rows.index[rows["Model"] == "gpt-4o-mini"][0]
    listed = desk.prices()["gpt-4o-mini"]
    [editor] = [key for key in page._session_state.filtered_state if key.startswith("price_table_")]
    page.session_state[editor] = {
        "edited_rows": {int(mini) + 1: {"Input": 0.5}},
        "added_rows": [{"Model": "gpt-4o-mini", "Input": float(listed.input),
                        "Output": float(listed.output)}],
        "deleted_rows": [],
    }  # fmt: skip
    press(page.run(), "prices_save")
    own = {model: price for model, price in desk.prices().items() if price.source == "entered here"}
    assert len(own) == 2
    assert own["gpt-4o-mini"].input == listed.input
