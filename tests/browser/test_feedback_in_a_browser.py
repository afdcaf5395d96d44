"""Feedback as an analyst meets it: a survey dropped, filtered, its address copied, presented."""

from typing import Any

import pytest

from tests.browser.conftest import ROOT, Served

pytestmark = pytest.mark.browser
WAIT_MS = 180_000
RESPONSES = 200
SAMPLE = ROOT / "sample_data" / "survey.csv"


def open_page(browser: Any, address: str) -> Any:
    page = browser.new_page(viewport={"width": 1280, "height": 1000})
    page.set_default_timeout(WAIT_MS)
    page.goto(address)
    return page


def test_a_survey_is_read_filtered_sent_as_an_address_and_presented(
    served: Served, browser: Any
) -> None:
    some = served.home / "some_survey.csv"
    some.parent.mkdir(exist_ok=True)
    lines = SAMPLE.read_text("utf-8").splitlines(keepends=True)
    some.write_text("".join(lines[: RESPONSES + 1]), "utf-8")
    page = open_page(browser, f"{served.url}/feedback")
    page.locator("input[type=file]").set_input_files(some)
    page.get_by_role("button", name="Read the feedback", exact=True).click()
    page.get_by_role("heading", name="Shifted NPS").wait_for()

    page.get_by_role("combobox", name="Group").click()
    page.get_by_role("option", name="Detractors").click()
    page.get_by_text("Group: Detractors").wait_for()
    page.keyboard.press("Escape")
    page.get_by_role("tab", name="Comments").click()
    page.get_by_label("Comment holds").wait_for()
    assert "group=detractor" in page.url

    second = open_page(browser, page.url)
    page.close()
    second.get_by_text("Group: Detractors").wait_for()
    second.get_by_role("button", name="Clear", exact=True).click()
    second.get_by_text("Group: Detractors").wait_for(state="detached")
    assert "group=" not in second.url
    second.get_by_role("button", name="Present", exact=True).click()
    second.get_by_role("heading", name="What customers say").wait_for()
    second.get_by_role("heading", name="What they feel").wait_for()
    assert "present=1" in second.url
    assert second.get_by_text("some_survey").count() == 0
    assert second.get_by_test_id("stSidebarNav").count() == 0
