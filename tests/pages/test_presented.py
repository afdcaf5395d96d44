"""Runs shown to a room: the last finished one, without files, options and settings."""

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from engine import Backroom, StepView
from engine.workspace import begin_run, end_run, start_run
from tests.pages import feedback_runs, label_runs
from tests.pages.conftest import drop, orders_csv, said, settle

Open = Callable[[], AppTest]


def present(app: AppTest, page: str, **address: str) -> AppTest:
    app.query_params["present"] = "1"
    for name, value in address.items():
        app.query_params[name] = value
    shown = app.switch_page(f"pages/{page}.py").run()
    assert not shown.exception
    return shown


def hides_the_work(page: AppTest, name: str) -> None:
    """There is nothing to choose, and no file's name."""
    assert not page.file_uploader
    assert not page.expander
    assert [button.label for button in page.button] == ["Back to work"]
    assert name not in said(page).replace("\\", "")
    assert "Asked for" not in said(page)


def test_without_a_finished_run_it_says_so(open_app: Open) -> None:
    for page in ("bundles", "labels", "feedback"):
        assert "no finished run" in said(present(open_app(), page))


def test_feedback_is_presented_under_the_filters_of_the_address(
    open_app: Open, desk: Backroom
) -> None:
    run = feedback_runs.keep_run(desk)
    begin_run(desk._workspace, "later", "feedback", "x.csv", {"table": "t", "options": {}})
    start_run(desk._workspace, "later")
    end_run(desk._workspace, "later", "failed", StepView("Run", "failed"), error="No.")
    page = present(open_app(), "feedback", run="later", theme="Delivery")
    assert page.query_params["run"] == run
    assert "Shifted NPS" in said(page)
    assert "30 responses · Theme: Delivery" in said(page).replace("\\", "")
    hides_the_work(page, "survey.csv")


def test_the_way_in_and_back(open_app: Open, desk: Backroom) -> None:
    app = open_app()
    app.query_params["run"] = label_runs.keep_run(desk)
    page = app.switch_page("pages/labels.py").run()
    page.button(key="labels_present").click().run()
    assert "9 of 15 labels look wrong" in said(page)
    assert "21.60" not in said(page)
    hides_the_work(page, "words.csv")
    page.button(key="labels_present_leave").click().run()
    assert not page.exception
    assert "present" not in page.query_params
    assert page.file_uploader


def test_bundles_are_presented(open_app: Open, desk: Backroom, bundles_page: AppTest) -> None:
    page = settle(drop(bundles_page, "shop.csv", orders_csv()), desk)
    next(b for b in page.button if b.label == "Find bundles").click().run()
    settle(page, desk)
    page = present(open_app(), "bundles")
    assert "Tea" in said(page)
    hides_the_work(page, "shop.csv")
