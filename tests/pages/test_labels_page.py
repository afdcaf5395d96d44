"""The Labels page: from a finished run to decisions, one word after the other."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from engine import Backroom
from tests.pages.conftest import said
from tests.pages.label_runs import keep_run, words_csv

Open = Callable[[], AppTest]


@pytest.fixture
def labels_page(open_app: Open, desk: Backroom) -> AppTest:
    """The app on a finished run."""
    return open_run(open_app, keep_run(desk))


def open_run(open_app: Open, run: str) -> AppTest:
    app = open_app()
    app.query_params["run"] = run
    page = app.switch_page("pages/labels.py").run()
    assert not page.exception
    return page


def press(page: AppTest, what: str) -> AppTest:
    page.button(key=f"labels_{what}_labelsrun").click().run()
    assert not page.exception
    return page


def shown(page: AppTest) -> str:
    """The word on the desk and its label."""
    word = next(one.value for one in page.markdown if one.value.startswith("### "))
    return word.removeprefix("### ").replace("\\", "")


def decided(desk: Backroom) -> list[tuple[str, str, str | None]]:
    """Decisions, by row."""
    listed = desk.worklist("labelsrun", which="all", most=1000).sort("row")
    rows = listed.drop_nulls("action").select("word_text", "action", "new_label").rows()
    return [(str(word), str(action), new) for word, action, new in rows]


def test_says_what_to_do_when_there_is_no_file(open_app: Open) -> None:
    page = open_app().switch_page("pages/labels.py").run()
    assert not page.exception
    assert "Drop words of receipts" in said(page)


def test_the_likeliest_error_comes_first_with_what_speaks_for_it(labels_page: AppTest) -> None:
    text = said(labels_page).replace("\\", "")
    assert "9 of 15 labels look wrong" in text
    assert shown(labels_page) == "TTL"
    assert "It *stands* behind TOTAL." in text
    assert "0 decided · 9 to review" in "".join(bar.text for bar in labels_page.get("progress"))


def test_every_action_is_one_button_and_goes_on_to_the_next_word(
    labels_page: AppTest, desk: Backroom
) -> None:
    press(labels_page, "accept")
    press(labels_page, "reject")
    press(labels_page, "unsure")
    press(labels_page, "leave")
    assert shown(labels_page) == "21.60"
    press(labels_page, "change")
    press(labels_page, "choice_SUBTOTAL")
    assert sorted(decided(desk)) == [
        ("21.60", "change", "SUBTOTAL"),
        ("21.60", "leave", None),
        ("TTL", "accept", "GRAND_TOTAL"),
        ("TTL", "reject", "LINE_TOTAL"),
        ("TTL", "unsure", None),
    ]


def test_undo_comes_back_to_the_word_and_redo_decides_it_again(
    labels_page: AppTest, desk: Backroom
) -> None:
    for _ in range(3):
        press(labels_page, "accept")
    assert shown(labels_page) == "21.60"
    for _ in range(3):
        press(labels_page, "undo")
    assert decided(desk) == []
    assert shown(labels_page) == "TTL"
    assert labels_page.button(key="labels_undo_labelsrun").disabled
    for _ in range(3):
        assert not labels_page.button(key="labels_redo_labelsrun").disabled
        press(labels_page, "redo")
    assert labels_page.button(key="labels_redo_labelsrun").disabled
    assert [word for word, _, _ in decided(desk)] == ["TTL"] * 3
    assert shown(labels_page) == "21.60"


def test_back_shows_a_decided_word_and_another_decision_takes_its_place(
    labels_page: AppTest, desk: Backroom
) -> None:
    press(labels_page, "accept")
    press(labels_page, "back")
    assert "Looked at again" in said(labels_page)
    press(labels_page, "reject")
    assert decided(desk) == [("TTL", "reject", "LINE_TOTAL")]


def test_a_word_without_a_suggestion_can_be_called_wrong(
    labels_page: AppTest, desk: Backroom
) -> None:
    for _ in range(6):
        press(labels_page, "reject")
    assert shown(labels_page) == "1.60"
    assert labels_page.button(key="labels_accept_labelsrun").label == "It is wrong"
    press(labels_page, "accept")
    assert ("1.60", "accept", None) in decided(desk)


def test_all_under_the_filters_are_decided_at_once_after_saying_what_that_does(
    labels_page: AppTest, desk: Backroom
) -> None:
    labels_page.text_input(key="labels_filter_words_labelsrun").set_value("ttl").run()
    labels_page.session_state["labels_many_labelsrun"] = True
    labels_page.run()
    assert "3 × LINE_TOTAL → GRAND_TOTAL" in said(labels_page).replace("\\", "")
    press(labels_page, "many_go")
    assert decided(desk) == [("TTL", "accept", "GRAND_TOTAL")] * 3
    press(labels_page, "undo")
    assert decided(desk) == []


def test_the_end_is_said_and_undo_is_still_there(labels_page: AppTest, desk: Backroom) -> None:
    for _ in range(9):
        press(labels_page, "reject")
    assert "All that looked doubtful is decided" in labels_page.success[0].value
    press(labels_page, "undo")
    assert len(decided(desk)) == 8
    assert shown(labels_page) == "1.60"


def test_unsure_words_are_found_again(labels_page: AppTest) -> None:
    press(labels_page, "unsure")
    press(labels_page, "next")
    labels_page.session_state["labels_filter_which_labelsrun"] = "Unsure"
    labels_page.run()
    assert not labels_page.exception
    assert shown(labels_page) == "TTL"


def test_words_are_shown_as_they_stand_and_never_as_markup(open_app: Open, desk: Backroom) -> None:
    hostile = "<b>x</b> [y](http://z.example) :red[hot] $a$"
    page = open_run(open_app, keep_run(desk, words_csv(first=hostile)))
    page.session_state["labels_filter_which_labelsrun"] = "All"
    page.text_input(key="labels_filter_words_labelsrun").set_value("[y]").run()
    assert not page.exception
    assert shown(page) == hostile
    assert "<b>x" not in said(page)
    assert "[y](http" not in said(page)


def test_a_file_without_places_says_so(open_app: Open, desk: Backroom) -> None:
    page = open_run(open_app, keep_run(desk, words_csv(placed=False)))
    assert "The file tells no places" in said(page)
    press(page, "accept")
    assert len(decided(desk)) == 1


def test_decisions_meet_the_same_words_in_a_second_browser(
    labels_page: AppTest, open_app: Open
) -> None:
    press(labels_page, "accept")
    second = open_run(open_app, "labelsrun")
    assert "1 decided · 8 to review" in "".join(bar.text for bar in second.get("progress"))


def test_orders_are_no_words_of_receipts(open_app: Open, desk: Backroom) -> None:
    from tests.pages.conftest import orders_csv, settle

    page = open_app().switch_page("pages/labels.py").run()
    page.file_uploader(key="labels_file").set_value([("a.csv", orders_csv(), "text/csv")]).run()
    page = settle(page, desk)
    assert "this needs receipt words" in said(page).replace("\\", "")
    # The tool that works on them is one press away, with the file.
    bundles = page.button(key="labels_use").click().run()
    assert bundles.title[0].value == "Bundles"
    assert "80 of 80 rows used" in "".join(box.label for box in bundles.expander)
