"""Labels as a reviewer meets them: words decided by keys alone, undone, made a rule, applied."""

import csv
import io
import logging
import statistics
import time
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import ROOT, Served

pytestmark = pytest.mark.browser
LOG = logging.getLogger(__name__)
WAIT_MS = 180_000
SAMPLE = ROOT / "sample_data" / "receipts.csv"
LAST = "IMG-0090"
IDS = ("image_id", "receipt_id", "line_id", "word_id")


def open_labels(browser: Any, served: Served) -> Any:
    page = browser.new_page(viewport={"width": 1280, "height": 1000})
    page.set_default_timeout(WAIT_MS)
    page.goto(f"{served.url}/labels")
    return page


def decided(page: Any) -> int:
    """How many words are decided, as the page says."""
    text = page.get_by_text("to review", exact=False).filter(has_text="decided").first.inner_text()
    return int(text.split(" decided")[0].replace(",", ""))


def press(page: Any, key: str, until: int) -> float:
    """Press a key and wait until so many words are decided; returns the seconds that took."""
    began = time.perf_counter()
    page.keyboard.press(key)
    page.get_by_text(f"{until:,} decided ·").first.wait_for()
    return time.perf_counter() - began


def download(page: Any, name: str) -> list[dict[str, str]]:
    # A button of a drawing that is being replaced asks for a file that is no longer offered.
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
    with page.expect_download() as waiting:
        page.get_by_role("button", name=name, exact=True).click()
    return list(csv.DictReader(io.StringIO(Path(waiting.value.path()).read_text("utf-8"))))


def test_words_are_decided_by_keys_undone_made_a_rule_applied_and_taken_away(
    served: Served, browser: Any, tmp_path: Path
) -> None:
    page = open_labels(browser, served)
    some = tmp_path / "receipts.csv"
    lines = SAMPLE.read_text("utf-8").splitlines(keepends=True)
    some.write_text("".join(lines[:1] + [line for line in lines[1:] if line[:8] <= LAST]))
    page.locator("input[type=file]").set_input_files(some)
    page.get_by_text("Options", exact=True).click()
    page.get_by_role("tab", name="How sure").click()
    page.get_by_text("Quick", exact=True).click()
    page.get_by_role("button", name="Find wrong labels", exact=True).click()
    page.get_by_text("0 decided ·").first.wait_for()

    assert page.get_by_role("button", name="Undo").is_disabled()
    seconds = [press(page, "a", number) for number in range(1, 31)]
    LOG.info("30 decisions by keys, median of %.2f s each", statistics.median(seconds))
    for number in range(29, 19, -1):
        press(page, "z", number)
    for number in range(21, 23):
        press(page, "y", number)
    press(page, "d", 22)
    page.get_by_role("button", name="Back to the word").wait_for()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Accept").wait_for()

    page.get_by_role("tab", name="Rules").click()
    page.get_by_role("button", name="Keep", exact=True).first.click()
    page.get_by_role("button", name="Apply them to").click()
    page.get_by_text("No open word fits them").wait_for()

    page.get_by_role("tab", name="Apply and take away").click()
    page.get_by_role("button", name="changes", exact=False).filter(has_text="Apply").click()
    page.get_by_role("button", name="Take everything back").wait_for()
    changes = [row for row in download(page, "changes.csv") if row["status"] == "applied"]
    corrected = download(page, "corrected.csv")
    _is_as_decided(some, changes, corrected)

    again = served.home / "corrected.csv"
    with again.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, corrected[0].keys())
        writer.writeheader()
        writer.writerows(corrected)
    second = open_labels(browser, served)
    second.locator("input[type=file]").set_input_files(again)
    second.get_by_text(f"{len(corrected):,} of {len(corrected):,} rows used").wait_for()


def _is_as_decided(
    source: Path, changes: list[dict[str, str]], corrected: list[dict[str, str]]
) -> None:
    """Every applied change is in the corrected file, and every word of the input still is."""
    assert len(changes) >= 22
    rows: dict[tuple[str, ...], dict[str, str]] = {}
    for row in corrected:
        rows.setdefault(_named(row), {})[row["label"]] = row["validation_status"]
    with source.open(encoding="utf-8", newline="") as text:
        assert rows.keys() == {_named(row) for row in csv.DictReader(text)}
    for change in changes:
        labels = rows[_named(change)]
        if change["new_label"]:
            assert labels[change["old_label"]] == "INVALID"
            assert labels[change["new_label"]] in ("VALID", "PENDING")


def _named(row: dict[str, str]) -> tuple[str, ...]:
    return tuple(row[name] for name in IDS)
