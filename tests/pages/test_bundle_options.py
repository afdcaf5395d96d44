"""The options of Bundles on the page, and offers beside the portfolio."""

import pytest
from streamlit.testing.v1 import AppTest

from engine import Backroom, BundleOptions
from tests.pages.conftest import drop, orders_csv, said, settle
from ui import tool_form


def press(app: AppTest) -> AppTest:
    """Press the button."""
    return next(b for b in app.button if b.label == "Find bundles").click().run()


def with_file(app: AppTest, desk: Backroom) -> AppTest:
    """The page with a small shop's orders."""
    return settle(drop(app, "shop.csv", orders_csv()), desk)


def asked_options(desk: Backroom) -> dict[str, object]:
    """The options of the latest run."""
    options: dict[str, object] = desk.runs()[0].question["options"]
    return options


def test_what_is_chosen_is_what_is_asked_and_the_rest_is_usual(
    bundles_page: AppTest, desk: Backroom
) -> None:
    page = with_file(bundles_page, desk)
    page.number_input(key="bundles_offers").set_value(2).run()
    page.number_input(key="bundles_margin_floor_pct").set_value(25.0).run()
    page.selectbox(key="bundles_language").set_value("de").run()
    page.button_group(key="bundles_objectives").set_value(["gift_box", "increase_aov"]).run()
    page.toggle(key="bundles_by_hand").set_value(True).run()
    page.slider(key="bundles_business").set_value(0.5).run()
    page = settle(press(page), desk)
    asked, usual = asked_options(desk), BundleOptions().settled().as_dict()
    changed = {name for name in usual if asked[name] != usual[name]} - {"types"}
    assert changed == {
        "offers", "margin_floor_pct", "language", "objectives", "semantic", "transactional",
        "business",
    }  # fmt: skip
    assert (asked["offers"], asked["margin_floor_pct"], asked["language"]) == (2, 25.0, "de")
    assert asked["business"] == 0.5
    assert "2 offers for each goal and type" in said(page).replace("\\", "")


def test_opening_a_run_sets_the_form_to_its_options(bundles_page: AppTest, desk: Backroom) -> None:
    page = with_file(bundles_page, desk)
    table = page.query_params["file"]
    options = BundleOptions(
        bundles=7, twins="allow", until="2026-05-01", min_support=0.02, tone="plain", seed=3
    )
    run = desk.find_bundles(table, options)
    desk.wait(run, 60)
    page.query_params["run"] = run
    page.run()
    assert page.number_input(key="bundles_bundles").value == 7
    assert page.toggle(key="bundles_twins").value is True
    assert page.number_input(key="bundles_min_support").value == 2.0
    assert page.date_input(key="bundles_until").value.isoformat() == "2026-05-01"
    # What has no field stays too: the same run is found again.
    settle(press(page), desk)
    assert [row.id for row in desk.runs()] == [run]


def test_what_was_changed_and_not_run_is_there_after_a_look_at_another_page(
    bundles_page: AppTest, desk: Backroom
) -> None:
    page = with_file(bundles_page, desk)
    page.number_input(key="bundles_bundles").set_value(12).run()
    page.toggle(key="bundles_by_hand").set_value(True).run()
    page.slider(key="bundles_business").set_value(0.5).run()
    page.button_group(key="bundles_types").set_value(["FBT"]).run()
    page.switch_page("pages/runs.py").run()
    page.switch_page("pages/bundles.py").run()
    assert not page.exception
    assert page.number_input(key="bundles_bundles").value == 12
    assert page.slider(key="bundles_business").value == 0.5
    assert page.button_group(key="bundles_types").value == ["FBT"]
    # A field that is not drawn for a while keeps what it held, too.
    page.toggle(key="bundles_by_hand").set_value(False).run()
    page.toggle(key="bundles_by_hand").set_value(True).run()
    assert page.slider(key="bundles_business").value == 0.5
    page = settle(press(page), desk)
    assert asked_options(desk)["bundles"] == 12
    assert asked_options(desk)["types"] == ["FBT"]


def test_nothing_chosen_is_said_and_cannot_be_asked(bundles_page: AppTest, desk: Backroom) -> None:
    page = with_file(bundles_page, desk)
    page.button_group(key="bundles_types").set_value([]).run()
    assert "at least one goal and one type" in said(page)
    assert next(b for b in page.button if b.label == "Find bundles").disabled


def test_a_server_is_asked_only_where_it_is_chosen_and_the_page_says_what_leaves(
    bundles_page: AppTest, desk: Backroom
) -> None:
    page = with_file(bundles_page, desk)
    assert "Nothing leaves this computer" in said(page)
    page.radio(key="bundles_model").set_value("openai").run()
    assert not page.exception
    words = said(page).replace("\\", "")
    assert "customers, costs and margins stay here" in words
    assert "requests" in words
    page = press(page)
    assert "asks for a key" in said(page)
    assert desk.runs() == []


def test_offers_stand_beside_the_portfolio_and_what_is_not_offered_has_its_reason(
    bundles_page: AppTest, desk: Backroom
) -> None:
    page = settle(press(with_file(bundles_page, desk)), desk)
    run = page.query_params["run"]
    offers = [one for one in desk.document(run, "bundles") if not one["portfolio"]]
    assert offers
    page.button_group(key=f"bundles_part_{run}").set_value("Offers").run()
    assert not page.exception
    words = said(page).replace("\\", "")
    assert all(f"##### {offer['copy']['title']}" in words for offer in offers[:12])
    reasons = "\n".join(str(table.value.to_dict()) for table in page.table).replace("\\", "")
    empty = [unit for unit in desk.document(run, "manifest")["units"] if not unit["offers"]]
    assert empty
    assert all(unit["empty"] in reasons for unit in empty)


def test_values_are_sent_again_where_a_press_may_have_ended_the_drawing(
    bundles_page: AppTest, desk: Backroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = [100.0]
    monkeypatch.setattr(tool_form.time, "monotonic", lambda: clock[0])
    page = with_file(bundles_page, desk)
    page.number_input(key="bundles_bundles").set_value(12).run()
    clock[0] += tool_form.SURE_AFTER_S
    page.switch_page("pages/runs.py").run()
    page.switch_page("pages/bundles.py").run()
    # Drawn again at once: the first drawing may never have come to the browser.
    page.run()
    assert sent(page) == (True, 12, True)
    clock[0] += tool_form.SURE_AFTER_S
    # It has come: values are not sent again, so that nothing is written over while it is typed.
    page.run()
    assert sent(page)[::2] == (False, False)
    assert page.number_input(key="bundles_bundles").value == 12


def sent(page: AppTest) -> tuple[bool, float, bool]:
    """Whether the browser is told the number of bundles, which, and the goals."""
    number = page.number_input(key="bundles_bundles").proto
    goals = page.button_group(key="bundles_objectives").proto
    return number.set_value, number.value, goals.set_value
