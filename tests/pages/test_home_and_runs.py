"""Home tries the sample shop in one click; Runs lists what was done."""

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from engine import Backroom, StepView
from engine.workspace import begin_run, end_run, start_run
from tests.pages.conftest import drop, orders_csv, said, settle


def test_home_says_what_works_and_has_no_runs_yet(open_app: Callable[[], AppTest]) -> None:
    home = open_app()
    assert "Spreadsheets in, decisions out" in said(home)
    assert "None yet" in said(home)
    assert home.button(key="home_labels_try").label == "Try it with sample receipts"


def test_one_click_brings_the_sample_shops_bundles(
    desk: Backroom, open_app: Callable[[], AppTest]
) -> None:
    home = open_app()
    home.button(key="home_try").click().run()
    page = home
    for _ in range(4):  # the three files, all of them together, the run, what it found
        page = settle(page, desk)
    [run] = desk.runs()
    assert run.status == "done"
    assert run.title == "orders.csv + catalog.csv + inventory.csv"
    assert "50 pairs and 10 larger sets, best first" in said(page)


def test_runs_is_empty_with_a_way_out(open_app: Callable[[], AppTest]) -> None:
    page = open_app().switch_page("pages/runs.py").run()
    assert not page.exception
    assert "No runs yet" in said(page)


def test_a_finished_run_is_listed_with_its_steps(
    desk: Backroom, bundles_page: AppTest, open_app: Callable[[], AppTest]
) -> None:
    page = settle(drop(bundles_page, "shop.csv", orders_csv()), desk)
    next(b for b in page.button if b.label == "Find bundles").click().run()
    settle(page, desk)
    runs = open_app().switch_page("pages/runs.py").run()
    assert not runs.exception
    assert "done" in said(runs)
    assert list(runs.dataframe[0].value["File"]) == ["shop.csv"]


def test_a_run_that_a_closed_app_left_behind_shows_as_interrupted(
    desk: Backroom, open_app: Callable[[], AppTest]
) -> None:
    from engine.workspace import mark_interrupted

    begin_run(desk._workspace, "r1", "bundles", "old.csv", {"table": "t"})
    start_run(desk._workspace, "r1")
    mark_interrupted(desk._workspace)
    page = open_app().switch_page("pages/runs.py").run()
    assert not page.exception
    assert "interrupted" in said(page)


def test_a_run_can_be_forgotten(desk: Backroom, open_app: Callable[[], AppTest]) -> None:
    begin_run(desk._workspace, "r1", "bundles", "old.csv", {"table": "t"})
    desk.jobs  # noqa: B018 - the run is the store's alone; no job of this process has it
    from engine.workspace import mark_interrupted

    mark_interrupted(desk._workspace)
    page = open_app().switch_page("pages/runs.py").run()
    page.button(key="forget_r1").click().run()
    assert not page.exception
    assert desk.runs() == []
    assert "No runs yet" in said(page)


def test_a_run_opened_from_home_brings_its_own_file(
    desk: Backroom, open_app: Callable[[], AppTest]
) -> None:
    """Whatever file the session shows, a run in the address shows the one it was made from."""
    app = open_app()
    app.button(key="home_try").click().run()
    settle(app, desk)
    page = settle(drop(app, "mine.csv", orders_csv()), desk)
    next(b for b in page.button if b.label == "Find bundles").click().run()
    settle(page, desk)
    mine = next(row for row in desk.runs() if row.title == "mine.csv")
    other = open_app()
    other.button(key="home_try").click().run()
    settle(other, desk)
    other.query_params.clear()
    other.query_params["run"] = mine.id
    other.switch_page("pages/bundles.py").run()
    assert not other.exception
    assert other.expander[0].label.startswith("mine\\.csv")
    assert "1 pair, best first" in said(other)


def test_a_run_slower_than_the_mark_is_marked(
    desk: Backroom, open_app: Callable[[], AppTest]
) -> None:
    begin_run(desk._workspace, "r1", "bundles", "old.csv", {"table": "t"})
    start_run(desk._workspace, "r1")
    end_run(desk._workspace, "r1", "done", StepView("Run", "done"))
    page = open_app().switch_page("pages/runs.py").run()
    assert "Slow" not in page.dataframe[0].value
    assert "Nothing left this computer" in said(page)
    desk.change_settings({"alert_threshold_seconds": 1e-6})
    page.run()
    assert not page.exception
    assert list(page.dataframe[0].value["Slow"]) == [True]
    assert "Slower than" in page.warning[0].value
