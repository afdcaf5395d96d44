"""The options of Labels on the page."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from engine import Backroom, LabelOptions
from tests.pages.label_runs import keep_run


def test_what_was_changed_and_not_run_is_there_after_a_look_at_another_page(
    open_app: Callable[[], AppTest], desk: Backroom
) -> None:
    app = open_app()
    app.query_params["run"] = keep_run(desk)
    page = app.switch_page("pages/labels.py").run()
    page.number_input(key="labels_min_group").set_value(12).run()
    page.multiselect(key="labels_labels").set_value(["TAX"]).run()
    page.radio(key="labels_model").set_value("openai").run()
    page.number_input(key="labels_cap").set_value(3.0).run()
    page.radio(key="labels_model").set_value("local").run()
    page.switch_page("pages/runs.py").run()
    page.switch_page("pages/labels.py").run()
    assert not page.exception
    assert page.number_input(key="labels_min_group").value == 12
    assert page.multiselect(key="labels_labels").value == ["TAX"]
    # Where the browser was never told, fields are made with what they hold.
    assert page.number_input(key="labels_promised").proto.default == 90
    # A field that is not drawn for a while keeps what it held, too.
    page.radio(key="labels_model").set_value("openai").run()
    assert page.number_input(key="labels_cap").value == 3.0


def test_decisions_teach_the_next_run_unless_the_box_is_empty(
    open_app: Callable[[], AppTest], desk: Backroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[LabelOptions] = []

    def find_labels(_: str, options: LabelOptions, **__: object) -> str:
        asked.append(options)
        return "labelsrun"

    monkeypatch.setattr(desk, "find_labels", find_labels)
    app = open_app()
    app.query_params["run"] = keep_run(desk)
    page = app.switch_page("pages/labels.py").run()
    page.button(key="labels_find").click().run()
    page.checkbox(key="labels_learn").uncheck().run()
    page.button(key="labels_find").click().run()
    assert not page.exception
    assert [options.learn for options in asked] == [True, False]
