"""The tabs of a finished run of Labels: groups, conflicts, rules, how sure, apply and take away."""

from collections.abc import Callable
from typing import Any

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from engine import Backroom
from tests.pages.conftest import said
from tests.pages.label_runs import conflicts, keep_run
from ui.label_conflicts import told
from ui.label_groups import by_label, worst_first
from ui.label_many import consequences, possible
from ui.label_results import TABS

Open = Callable[[], AppTest]
TAB = {title.split(": ", 1)[1]: title for title in TABS}


@pytest.fixture
def open_tab(open_app: Open, desk: Backroom) -> Callable[..., AppTest]:
    """Open a tab of a finished run."""

    def open_one(tab: str, too_small: str = "") -> AppTest:
        run = keep_run(desk, too_small=too_small)
        page = open_app()
        page.query_params["run"] = run
        page.switch_page("pages/labels.py").run()
        return to_tab(page, tab)

    return open_one


def to_tab(page: AppTest, tab: str) -> AppTest:
    page.session_state["labels_tabs_labelsrun"] = TAB[tab]
    page.run()
    assert not page.exception
    return page


def plainly(page: AppTest) -> str:
    return said(page).replace("\\", "")


def test_groups_tell_what_is_wrong_and_what_is_decided(
    open_tab: Callable[..., AppTest], desk: Backroom
) -> None:
    page = open_tab("Groups")
    table = page.dataframe[0].value
    assert next(iter(table["outliers"])) == max(table["outliers"])
    assert table["decided"].sum() == 0
    assert "8 groups" in plainly(page)
    rows = desk.worklist("labelsrun")["row"].to_list()
    desk.decide_labels("labelsrun", rows[:2], "accept")
    page.run()
    assert page.dataframe[0].value["decided"].sum() == 2


def test_groups_of_a_label_add_up_those_of_its_merchants() -> None:
    parts = pl.DataFrame(
        {
            "merchant_name": ["A", "B", None], "label": ["TAX", "TAX", "DATE"], "words": [3, 1, 2],
            "consistent": [2, 1, 2], "outliers": [1, 0, 0], "agreement": [0.5, None, None],
            "purity": [0.4, 0.8, 1.0], "calls": [0.5, 0.5, 0.0], "saved_by_rule": [1, 1, 1],
            "saved_by_cache": [0, 0, 0], "cost": [0.1, 0.1, 0.0],
            "pct_consistent": [67.0, 100, 100],
        }
    )  # fmt: skip
    tax, date = by_label(parts).to_dicts()
    assert (tax["label"], tax["words"], tax["outliers"], tax["merchants"]) == ("TAX", 4, 1, 2)
    assert tax["pct_consistent"] == 75
    assert tax["agreement"] == pytest.approx(0.5)
    assert tax["purity"] == pytest.approx(0.5)
    assert date["pct_consistent"] == 100
    assert worst_first(parts)["merchant_name"].to_list()[0] == "A"


def test_conflicts_name_each_label_with_its_count(open_tab: Callable[..., AppTest]) -> None:
    page = open_tab("Conflicts")
    assert "1 text with different labels" in plainly(page)
    assert told(conflicts())["labels"].to_list() == ["LINE_TOTAL 3, TAX 2"]


def test_a_rule_is_suggested_kept_applied_and_undone(
    open_tab: Callable[..., AppTest], desk: Backroom
) -> None:
    page = open_tab("Rules")
    assert "Decide alike about the same text" in plainly(page)
    rows = desk.worklist("labelsrun", words="TTL")["row"].to_list()
    desk.decide_labels("labelsrun", rows[:2], "accept")
    page.run()
    keep = next(button for button in page.button if button.label == "Keep")
    keep.click().run()
    assert not page.exception
    assert "“ttl”" in plainly(page).lower()
    page.button(key="labels_replay_labelsrun").click().run()
    assert not page.exception
    assert "1 word decided" in page.toast[0].value
    assert desk.worklist_size("labelsrun", words="TTL") == 0
    desk.undo_labels("labelsrun")
    assert desk.worklist_size("labelsrun", words="TTL") == 1
    page.run()
    next(button for button in page.button if button.label == "Drop").click().run()
    assert not page.exception
    assert desk.rules("labelsrun") == []


def test_how_sure_tells_the_self_test_and_what_is_left(open_tab: Callable[..., AppTest]) -> None:
    page = open_tab("How sure")
    shown = {metric.label: metric.value for metric in page.metric}
    assert shown["Of those called wrong, wrong indeed"] == "93 %"
    assert "80 labels that the file gives were made wrong on purpose" in plainly(page)
    assert "After **0 words** reviewed" in plainly(page)
    assert "Decide some words first" in plainly(page)


@pytest.mark.parametrize(
    ("low", "shown"), [(0.85, "98 %"), (0.2, "20 % to 100 %")], ids=["narrow", "wide"]
)
def test_a_promise_that_few_words_tell_of_is_shown_as_its_interval(low: float, shown: str) -> None:
    def page() -> None:
        import streamlit as st

        from tests.pages.label_runs import SELF_TEST
        from ui.label_trust import show_self_test

        told = {"promised": 0.98, "low": st.session_state["low"], "high": 1.0}
        show_self_test({"self_test": {**SELF_TEST, "too_small": "", **told}})

    app = AppTest.from_function(page)
    app.session_state["low"] = low
    app.run()
    assert not app.exception
    assert app.metric[0].value == shown


def test_words_that_look_right_are_spot_checked_one_by_one(
    open_tab: Callable[..., AppTest], desk: Backroom
) -> None:
    page = open_tab("How sure")
    page.button(key="labels_spot_labelsrun").click().run()
    assert not page.exception
    drawn = desk.worklist("labelsrun", which="spot_check")
    shown = drawn.row(0, named=True)
    assert f"{drawn.height:,} words shown" in plainly(page) + "".join(
        bar.text for bar in page.get("progress")
    ).replace("\\", "")
    assert str(shown["word_text"]) in plainly(page)
    assert not decide_all(page)
    page.session_state["labels_filter_which_labelsrun"] = "To review"
    page.run()
    assert decide_all(page)


def decide_all(page: AppTest) -> list[Any]:
    """The box in which all words that are shown are decided at once."""
    return [box for box in page.get("popover") if box.proto.popover.label.startswith("Decide all")]


def test_a_file_too_small_for_the_self_test_says_so(open_tab: Callable[..., AppTest]) -> None:
    page = open_tab("How sure", too_small="Too few labels to test on: 15.")
    assert "Too few labels to test on: 15." in page.info[0].value.replace("\\", "")
    assert not [metric for metric in page.metric if "wrong indeed" in metric.label]


def test_a_decided_word_is_asked_once_more_without_what_was_decided(
    open_tab: Callable[..., AppTest], desk: Backroom
) -> None:
    page = open_tab("How sure")
    rows = desk.worklist("labelsrun")["row"].to_list()
    desk.decide_labels("labelsrun", rows[:4], "accept")
    page.run()
    assert "1 word to look at once more, blind" in plainly(page)
    page.button(key="labels_recheck_right_labelsrun").click().run()
    assert not page.exception
    assert desk.recheck_agreement("labelsrun")["n"] == 1
    assert "agreed with yourself on **0.0 %** of 1 word" in plainly(page)


def test_applying_is_a_dry_run_first_and_can_be_taken_back(
    open_tab: Callable[..., AppTest], desk: Backroom
) -> None:
    page = open_tab("Apply and take away")
    assert page.button(key="labels_apply_labelsrun").disabled
    rows = desk.worklist("labelsrun", words="TTL")["row"].to_list()
    desk.decide_labels("labelsrun", rows, "accept")
    page.run()
    assert "**3** get another label" in plainly(page)
    assert "corrected.csv" not in desk.label_artefacts("labelsrun")
    assert page.button(key="labels_apply_labelsrun").label == "Apply 3 changes"
    page.button(key="labels_apply_labelsrun").click().run()
    assert not page.exception
    assert b"GRAND_TOTAL" in desk.label_artefacts("labelsrun")["corrected.csv"]
    assert page.button(key="labels_apply_labelsrun").disabled
    page.button(key="labels_unapply_labelsrun").click().run()
    assert not page.exception
    assert "corrected.csv" not in desk.label_artefacts("labelsrun")


def test_what_was_applied_last_is_chosen_when_the_page_is_opened_again(
    open_tab: Callable[..., AppTest], desk: Backroom
) -> None:
    page = open_tab("How sure")
    desk.apply_labels("labelsrun", least="clear", dry_run=False)
    to_tab(page, "Apply and take away")
    assert page.session_state["labels_least_labelsrun"] == "clear"
    assert page.button(key="labels_apply_labelsrun").disabled


def test_a_word_that_looks_right_can_be_called_wrong(
    open_tab: Callable[..., AppTest], desk: Backroom
) -> None:
    page = open_tab("How sure")
    page.button(key="labels_spot_labelsrun").click().run()
    row = int(desk.worklist("labelsrun", which="spot_check")["row"][0])
    page.button(key="labels_accept_labelsrun").click().run()
    assert not page.exception
    [decided] = desk.worklist("labelsrun", which="decided").to_dicts()
    assert (decided["row"], decided["action"], decided["new_label"]) == (row, "change", None)


@pytest.mark.parametrize(
    ("action", "label", "sentences"),
    [
        ("accept", None, ["2 × A → B", "1 looks wrong without a suggestion, and will be marked "
                          "invalid.", "1 have nothing to accept and stay open."]),
        ("change", "A", ["0 words become A.", "4 carry it already and stay open: say of these "
                         "that they are right."]),
        ("reject", None, ["4 words: A false alarm: the label stays and counts as checked."]),
    ],
)  # fmt: skip
def test_what_many_decisions_do_is_said_before_they_are_made(
    action: str, label: str | None, sentences: list[str]
) -> None:
    rows = pl.DataFrame(
        {
            "label": ["A"] * 4, "suggested_label": ["B", "B", None, None],
            "is_outlier": [True, True, True, False], "action": [None] * 4,
        },
        schema_overrides={"action": pl.String},
    )  # fmt: skip
    assert consequences(rows, action, label) == sentences
    fit: dict[str, Any] = {"accept": 3, "change": 0, "reject": 4}
    assert rows.filter(possible(action, label)).height == fit[action]


def test_the_made_up_run_is_what_a_run_keeps(desk: Backroom) -> None:
    """These tests stand on made-up results; their columns must be those of real ones."""
    from engine.labels.tables import WRITTEN

    keep_run(desk)
    words = desk.result_table("labelsrun", "words")
    assert set(WRITTEN) <= set(words.columns)
    assert {"row", "key", "status", "clear", "made_by", "word"} <= set(words.columns)
