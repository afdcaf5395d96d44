"""A run of Labels whose unclear words a server's model judged: who says what, what is missing."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from engine import Backroom, LabelOptions
from tests.pages.conftest import said
from tests.pages.label_runs import keep_run
from ui.asked import asked_for
from ui.label_names import decider_of

MODEL = "gpt-4o-mini"
Open = Callable[[], AppTest]


def open_run(open_app: Open, run: str) -> AppTest:
    app = open_app()
    app.query_params["run"] = run
    page = app.switch_page("pages/labels.py").run()
    assert not page.exception
    return page


def test_a_model_is_named_and_what_it_left_out_is_asked_once_more(
    open_app: Open, desk: Backroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_run(open_app, keep_run(desk, model=MODEL))
    text = said(page).replace("\\", "")
    assert f"Asked for: asking {MODEL}." in text
    assert f"Judged by {MODEL}" in text
    assert "By model" in page.button_group(key="labels_filter_which_labelsrun").options
    [missing] = [one.value for one in page.dataframe if "reason" in one.value.columns]
    assert set(missing["word_text"]) == {"1.60"}
    asked: list[Mapping[str, Any]] = []
    monkeypatch.setattr(desk, "find_labels", lambda *_, **how: asked.append(how) or "labelsrun")
    page.button(key="labels_unanswered_labelsrun").click().run()
    assert not page.exception
    assert asked == [{"model": "openai", "again": True}]


def test_a_run_that_stopped_at_its_budget_shows_what_it_kept(
    open_app: Open, desk: Backroom
) -> None:
    page = open_run(open_app, keep_run(desk, ended="stopped"))
    assert "stopped at its budget" in page.warning[0].value
    assert "9 of 15 labels look wrong" in said(page)


def test_what_was_asked_names_the_model_of_a_server() -> None:
    usual = LabelOptions().as_dict()
    assert asked_for({"options": usual, "models": {"chat": f"openai:{MODEL}"}}) == f"asking {MODEL}"
    assert asked_for({"options": usual, "models": {"chat": "local:x"}}) == "usual options"
    quiet = usual | {"ask": False}
    assert asked_for({"options": quiet, "models": {"chat": "openai:x"}}) == "no model asked"


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (("rule", "", "NONE"), "clear by the self-test"),
        (("rule", "", "VALID"), "the file itself says VALID"),
        (("local", "local:trees", "PENDING"), "judged by this computer"),
        (("llm", "other:a/b:7", "NONE"), "judged by a/b:7"),
    ],
)
def test_who_judged_a_label_is_told(row: tuple[str, str, str], says: str) -> None:
    told = dict(zip(("decided_by", "made_by", "status"), row, strict=True))
    assert decider_of(told) == says
