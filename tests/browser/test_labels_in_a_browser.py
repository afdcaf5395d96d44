"""Labels as a reviewer meets them: words decided by keys alone, undone, made a rule, applied."""

import csv
import io
import logging
import statistics
import time
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import Served

pytestmark = pytest.mark.browser
LOG = logging.getLogger(__name__)
WAIT_MS = 180_000
RECEIPTS, EVERY = 240, 5
SHOPS = ("Corner Shop", "Harbour Cafe", "Night Pharmacy")


@pytest.fixture
def receipts(tmp_path: Path) -> Path:
    """Receipts whose totals are called subtotals here and there."""
    rows = ["image_id,receipt_id,word_id,word_text,merchant_name,label,x,y,width,height"]
    for number in range(RECEIPTS):
        shop, tea, pot = SHOPS[number % 3], 210 + 7 * (number % 19), 330 + 11 * (number % 23)
        tax = round(0.1 * (tea + pot))
        amounts = [f"{cents / 100:.2f}" for cents in (tea, pot, tea + pot, tax, tea + pot + tax)]
        told = [
            (shop, "MERCHANT_NAME", 60, 10), (f"{number % 28 + 1:02d}.03.2026", "DATE", 60, 30),
            ("Tea", "PRODUCT_NAME", 10, 60), (amounts[0], "LINE_TOTAL", 180, 60),
            ("Pot", "PRODUCT_NAME", 10, 80), (amounts[1], "LINE_TOTAL", 180, 80),
            ("SUM", "", 10, 110), (amounts[2], "SUBTOTAL", 180, 110),
            ("VAT", "", 10, 130), (amounts[3], "TAX", 180, 130),
            ("TTL", "", 10, 150),
            (amounts[4], "GRAND_TOTAL" if number % EVERY else "SUBTOTAL", 180, 150),
        ]  # fmt: skip
        rows += [
            f"img{number},1,{word},{text},{shop},{label},{x},{y},{9 * len(text)},12"
            for word, (text, label, x, y) in enumerate(told, 1)
        ]
    path = tmp_path / "receipts.csv"
    path.write_text("\n".join([*rows, ""]), "utf-8")
    return path


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
    with page.expect_download() as waiting:
        page.get_by_role("button", name=name, exact=True).click()
    return list(csv.DictReader(io.StringIO(Path(waiting.value.path()).read_text("utf-8"))))


def test_words_are_decided_by_keys_undone_made_a_rule_applied_and_taken_away(
    served: Served, browser: Any, receipts: Path
) -> None:
    page = open_labels(browser, served)
    page.locator("input[type=file]").set_input_files(receipts)
    page.get_by_text("Options", exact=True).click()
    page.get_by_role("tab", name="How sure").click()
    page.get_by_text("Quick", exact=True).click()
    page.get_by_role("button", name="Find wrong labels", exact=True).click()
    page.get_by_text("0 decided ·").first.wait_for()

    seconds = [press(page, "a", number) for number in range(1, 31)]
    LOG.info("30 decisions by keys, median of %.2f s each", statistics.median(seconds))
    for number in range(29, 19, -1):
        press(page, "z", number)
    for number in range(21, 26):
        press(page, "y", number)
    press(page, "d", 25)
    page.get_by_role("button", name="Back to the word").wait_for()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Accept").wait_for()

    page.get_by_role("tab", name="Rules").click()
    page.get_by_role("button", name="Keep", exact=True).first.click()
    page.get_by_role("button", name="Apply them to").click()
    page.get_by_text("No open word fits them").wait_for()

    page.get_by_role("tab", name="Apply and take away").click()
    page.get_by_role("button", name="changes", exact=False).filter(has_text="Apply").click()
    page.get_by_text("Applied", exact=True).wait_for()
    changes = [row for row in download(page, "changes.csv") if row["status"] == "applied"]
    corrected = download(page, "corrected.csv")
    _is_as_decided(changes, corrected)

    again = served.home / "corrected.csv"
    with again.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, corrected[0].keys())
        writer.writeheader()
        writer.writerows(corrected)
    second = open_labels(browser, served)
    second.locator("input[type=file]").set_input_files(again)
    second.get_by_text(f"{len(corrected):,} of {len(corrected):,} rows used").wait_for()


def _is_as_decided(changes: list[dict[str, str]], corrected: list[dict[str, str]]) -> None:
    """Every applied change is in the corrected file, and every word of the input still is."""
    assert len(changes) >= 25
    rows: dict[tuple[str, str], dict[str, str]] = {}
    for row in corrected:
        rows.setdefault((row["image_id"], row["word_id"]), {})[row["label"]] = row[
            "validation_status"
        ]
    assert len(rows) == 12 * RECEIPTS
    for change in changes:
        labels = rows[change["image_id"], change["word_id"]]
        if change["new_label"]:
            assert labels[change["old_label"]] == "INVALID"
            assert labels[change["new_label"]] in ("VALID", "PENDING")
