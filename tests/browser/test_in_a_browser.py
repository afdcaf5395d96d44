"""Backroom as a merchant meets it: a real browser, a large file, a run watched to its end."""

import csv
import io
import re
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from tests.browser.conftest import Served, serve

pytestmark = pytest.mark.browser
WAIT_MS = 180_000
TABS = (
    "Table", "Help me choose", "Choose again", "Does it hold?", "Rules", "Decide", "Take away",
)  # fmt: skip
WATCHED = """
window.shown = [];
new MutationObserver(() => {
  const bar = document.querySelector('[role=progressbar]');
  const value = bar === null ? null : Number(bar.getAttribute('aria-valuenow'));
  if (value !== null && value !== window.shown.at(-1)) window.shown.push(value);
}).observe(document, {attributes: true, childList: true, subtree: true});
"""


@pytest.fixture(scope="module")
def large_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some 1,300,000 order lines with planted pairs: long enough to be watched."""
    random = np.random.default_rng(20261121)
    orders, products, size = 100_000, 600, 12
    share = 1 / np.arange(1, products + 1) ** 0.8
    first = random.choice(products, size=orders * size, p=share / share.sum())
    order = np.repeat(np.arange(orders), size)
    joins = (random.random(len(first)) < 0.2) & (first % 2 == 0)
    order = np.concatenate([order, order[joins]]) + 100_000
    item = np.concatenate([first, first[joins] + 1])
    day = np.datetime64("2026-01-01") + (order - 100_000) // 400
    skus = pl.Series([f"P{number:03d}" for number in range(products + 1)])
    names = pl.Series([f"Thing {named(number)}" for number in range(products + 1)])
    path = tmp_path_factory.mktemp("large") / "large.csv"
    pl.DataFrame(
        {
            "order_id": order,
            "sku": skus[item],
            "product": names[item],
            "quantity": np.ones(len(item), dtype=np.int64),
            "unit_price": np.round(2 + item % 40 * 0.5, 2),
            "date": day,
        }
    ).write_csv(path)
    return path


def named(number: int) -> str:
    """A name of its own for each number, without digits: numbers would make twins of them."""
    return "".join("bcdfghklmn"[int(digit)] + "a" for digit in f"{number:03d}")


def open_page(browser: Any, url: str) -> tuple[Any, list[str]]:
    """A new page, and every address it asks for."""
    page = browser.new_page(viewport={"width": 1280, "height": 1000})
    page.set_default_timeout(WAIT_MS)
    asked: list[str] = []
    page.add_init_script(WATCHED)
    page.on("request", lambda request: asked.append(request.url))
    page.goto(url)
    return page, asked


def from_elsewhere(asked: list[str]) -> list[str]:
    """Addresses that are not this computer's."""
    return [url for url in asked if not re.match(r"(http|ws)://127\.0\.0\.1|data:|blob:", url)]


def begin_the_plain_way(page: Any) -> None:
    """Begin a run that takes long: time to leave, come back, reload, look from elsewhere."""
    page.get_by_text("Options", exact=True).click()
    page.get_by_role("tab", name="Counting").click()
    choice = page.get_by_label("Way of counting")
    choice.scroll_into_view_if_needed()
    choice.fill("mlxtend")
    choice.press("Enter")
    page.get_by_role("button", name="Find bundles", exact=True).click()


def progress_values(page: Any, until: str) -> list[int]:
    """Every value the bar showed until a text appeared; what it showed before is forgotten."""
    page.get_by_text(until).first.wait_for()
    shown: list[int] = page.evaluate("window.shown.splice(0)")
    return shown


def test_home_is_served_and_asks_nothing_from_the_network(served: Served, browser: Any) -> None:
    page, asked = open_page(browser, served.url)
    page.get_by_role("button", name="Try it with sample data").wait_for()
    page.get_by_role("link", name="Runs").click()
    page.get_by_text("No runs yet").wait_for()
    page.wait_for_timeout(500)
    assert from_elsewhere(asked) == []


def test_an_address_below_home_opens_inside_the_frame_at_once(served: Served, browser: Any) -> None:
    page, _ = open_page(browser, f"{served.url}/bundles")
    page.get_by_text("Drop an order export above").wait_for()
    page.get_by_role("link", name="Home").wait_for()
    assert page.get_by_text("Page not found").count() == 0


def test_the_sample_shop_is_one_click_away(served: Served, browser: Any) -> None:
    page, asked = open_page(browser, served.url)
    page.get_by_role("button", name="Try it with sample data").click()
    page.get_by_text("50 pairs and 10 larger sets, best first").wait_for()
    page.get_by_text("Offers", exact=True).first.click()
    page.get_by_text("All goals").wait_for()
    for tab in TABS:
        page.get_by_role("tab", name=tab).click()
    page.wait_for_timeout(500)
    assert from_elsewhere(asked) == []


def test_a_large_file_is_watched_left_reloaded_cancelled_and_finished(
    served: Served, browser: Any, large_file: Path
) -> None:
    page, _ = open_page(browser, f"{served.url}/bundles")
    page.locator("input[type=file]").set_input_files(large_file)
    reading = progress_values(page, "Rows left out")
    assert reading == sorted(reading)
    assert reading, "no bar was shown while the file was read"

    begin_the_plain_way(page)
    page.get_by_role("button", name="Cancel", exact=True).wait_for()
    address = page.url
    page.get_by_role("link", name="Runs").click()
    page.get_by_text("Under way").wait_for()
    page.get_by_role("link", name="Bundles").click()
    page.get_by_role("button", name="Cancel", exact=True).wait_for()
    page.reload()
    page.get_by_role("button", name="Cancel", exact=True).wait_for()
    second, _ = open_page(browser, address)
    second.get_by_role("button", name="Cancel", exact=True).click()
    second.get_by_text("This run was cancelled").wait_for()
    page.get_by_text("This run was cancelled").wait_for()

    page.goto(f"{served.url}/bundles?{address.split('?')[1].split('&run')[0]}")
    page.get_by_role("button", name="Find bundles", exact=True).click()
    running = progress_values(page, "best first")
    assert running == sorted(running)
    assert len({*reading}) + len({*running}) >= 3, "the bar never moved"
    page.get_by_role("tab", name="Take away").click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="bundles.csv").click()
    rows = list(csv.DictReader(io.StringIO(Path(waiting.value.path()).read_text("utf-8"))))
    assert [row["rank"] for row in rows] == [str(k) for k in range(1, len(rows) + 1)]
    assert len(rows) >= 15
    page.get_by_role("link", name="Runs").click()
    page.get_by_text("Select one").wait_for()


def test_what_a_killed_app_left_unfinished_shows_as_interrupted(
    served: Served, browser: Any, large_file: Path, tmp_path: Path
) -> None:
    page, _ = open_page(browser, f"{served.url}/bundles")
    page.locator("input[type=file]").set_input_files(large_file)
    page.get_by_text("Rows left out").wait_for()
    begin_the_plain_way(page)
    page.get_by_role("button", name="Cancel", exact=True).wait_for()
    served.kill()
    again = serve(served.home, tmp_path / "again.log")
    try:
        page.goto(f"{again.url}/runs")
        page.get_by_text("interrupted").first.wait_for()
    finally:
        again.stop()


def test_a_picture_is_refused_in_one_sentence(served: Served, browser: Any, tmp_path: Path) -> None:
    picture = tmp_path / "photo.csv"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    page, _ = open_page(browser, f"{served.url}/bundles")
    page.locator("input[type=file]").set_input_files(picture)
    page.get_by_text("This is not a table but a PNG picture").wait_for()
