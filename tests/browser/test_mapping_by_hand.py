"""A file with opaque headings, mapped by hand in a real browser, runs."""

import random
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import Served

pytestmark = pytest.mark.browser


@pytest.fixture
def opaque(tmp_path: Path) -> Path:
    """Two hundred orders under headings that say nothing; two products go together."""
    dice = random.Random(5)
    rows = ["c1,c2,c3"]
    for order in range(200):
        pair = ["tea", "pot"] if order % 3 == 0 else [dice.choice("abcdef")]
        rows += [f"n{order // 2 * 2 + order % 2},{name},x{dice.randrange(9)}" for name in pair]
    path = tmp_path / "opaque.csv"
    path.write_text("\n".join([*rows, ""]), "utf-8")
    return path


def choose(page: Any, label: str, option: str) -> None:
    """Choose an option of a select box, as a user does."""
    page.get_by_role("combobox", name=label).first.click()
    page.get_by_role("option", name=option).first.click()


def test_a_file_with_opaque_headings_is_mapped_and_runs(
    served: Served, browser: Any, opaque: Path
) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.set_default_timeout(180_000)
    page.goto(f"{served.url}/files")
    page.locator("input[type=file]").set_input_files(opaque)
    page.get_by_text("No column for").wait_for()
    choose(page, "This file holds", "Order lines")
    choose(page, "Order id", "c1")
    page.get_by_text("n4", exact=True).wait_for()  # values of the chosen column: it was read
    choose(page, "Product", "c2")
    page.get_by_text("Remembered: files with the same headings").wait_for()
    page.get_by_text("Rows used", exact=True).wait_for()
    page.get_by_role("button", name="Find bundles in it", exact=True).click()
    # Exact: the button that was just clicked has a name that begins the same.
    page.get_by_role("button", name="Find bundles", exact=True).click()
    page.get_by_text("best first").wait_for()
    page.close()
