"""Rebuild the tour: run the app on an empty workspace, walk through it, take the pictures.

`python -m docs.make_tour` writes `docs/tour.md` and `docs/tour/*.png`. It needs Chromium and the
extra `browser`; nothing leaves this computer.
"""

from __future__ import annotations

import io
import shutil
import tempfile
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import sync_playwright

from docs.tour_of_tools import TOOLS, Stop, tab
from tests.browser.conftest import BROWSERS, FLAGS, serve

FOLDER = Path(__file__).parent
SHOP = ("orders.csv", "catalog.csv", "inventory.csv")
WIDTH = 640
COLOURS = 128


def _home(page: Any) -> None:
    page.get_by_role("button", name="Try it with sample data").wait_for()


def _empty_bundles(page: Any) -> None:
    page.get_by_role("link", name="Bundles").click()
    page.get_by_text("Drop an order export above").wait_for()


def _refused(page: Any) -> None:
    page.locator("input[type=file]").set_input_files(
        {"name": "photo.csv", "mimeType": "text/csv", "buffer": b"\x89PNG\r\n\x1a\n" + bytes(99)}
    )
    page.get_by_text("not a table but a PNG picture").wait_for()


def _options(page: Any) -> None:
    page.get_by_text("Options", exact=True).click()
    page.get_by_text("Types of offers").scroll_into_view_if_needed()


def _understood(page: Any) -> None:
    shop = [FOLDER.parent / "sample_data" / name for name in SHOP]
    page.locator("input[type=file]").set_input_files(shop)
    page.get_by_text("How the files met").first.wait_for()


def _files(page: Any) -> None:
    page.get_by_role("link", name="Files").click()
    page.locator("input[type=file]").set_input_files(FOLDER.parent / "sample_data" / "orders.csv")
    page.get_by_text("Rows left out", exact=True).first.wait_for()


def _opaque(page: Any) -> None:
    rows = "".join(f"{chr(65 + n % 7)}x{n // 9},{'pq'[n % 2]}{n % 4},{n % 5}\n" for n in range(90))
    page.locator("input[type=file]").set_input_files(
        {"name": "opaque.csv", "mimeType": "text/csv", "buffer": f"c1,c2,c3\n{rows}".encode()}
    )
    page.get_by_text("No column for").wait_for()


def _running(page: Any) -> None:
    page.get_by_role("tab", name="Counting").click()
    page.get_by_label("Way of counting").fill("mlxtend")
    page.get_by_label("Way of counting").press("Enter")
    page.get_by_text("Options", exact=True).click()
    page.get_by_role("button", name="Find bundles", exact=True).click()
    page.get_by_role("button", name="Cancel").wait_for()


def _cards(page: Any) -> None:
    page.get_by_text("best first").wait_for()


def _offers(page: Any) -> None:
    page.get_by_role("tab", name="Cards").click()
    page.get_by_text("Offers", exact=True).first.click()
    page.get_by_text("All goals").wait_for()


def _behind(page: Any) -> None:
    page.get_by_text("Evidence, price and scores").first.click()
    page.get_by_text("Break-even discount").first.scroll_into_view_if_needed()


def _runs(page: Any) -> None:
    page.get_by_role("link", name="Runs").click()
    page.get_by_text("Select one").wait_for()


def _settings(page: Any) -> None:
    page.get_by_role("link", name="Settings").click()
    page.get_by_text("A server", exact=True).click()
    page.get_by_text("Kind of server").first.wait_for()


def _survey(page: Any) -> None:
    page.get_by_role("link", name="Files").click()
    page.locator("input[type=file]").set_input_files(FOLDER.parent / "sample_data" / "survey.csv")
    page.get_by_text("With a comment", exact=True).first.wait_for()
    page.get_by_role("link", name="Settings").click()


def _choose_survey(page: Any, tab: str) -> None:
    page.get_by_role("tab", name=tab).click()
    box = page.get_by_test_id("stSelectbox").filter(has_text="File").locator("visible=true").first
    box.locator("input").click()
    page.get_by_role("option").filter(has_text="survey.csv").first.click()


def _trial(page: Any) -> None:
    _survey(page)
    _choose_survey(page, "Try it")
    page.get_by_text("nothing leaves this computer").wait_for()


def _answers(page: Any) -> None:
    page.get_by_role("button", name="Ask", exact=True).click()
    page.get_by_text("Download answers.csv").wait_for()


def _preview(page: Any) -> None:
    _choose_survey(page, "Privacy")
    page.get_by_text("Only line breaks are added").wait_for()


STOPS = (
    Stop("home", "Home: what works today, one click to try it, the latest runs.", _home, 620),
    Stop("files", "Files: what a file holds, and which column is which.", _files, 1000),
    Stop("files-change", "Every field can be changed, with the first values beside it.",
         tab("Change"), 1100),
    Stop("files-left-out", "The rows left out, each with its reason.", tab("Left out"), 1200),
    Stop("files-by-hand", "Headings that say nothing are mapped by hand.", _opaque, 1000),
    Stop("bundles-empty", "Bundles before a file is dropped.", _empty_bundles, 420),
    Stop("bundles-refused", "A picture named .csv: one sentence, and on it goes.", _refused, 420),
    Stop("bundles-understood", "What was understood of the sample shop's orders.", _understood),
    Stop("bundles-options", "What for, at which prices, in whose words: all on by default.",
         _options, 860),
    Stop("bundles-running", "A run under way: its steps, and a way to stop it.", _running, 900),
    Stop("bundles-cards", "Bundles with their evidence, best first.", _cards, 1300),
    Stop("bundles-offers", "Offers for a goal each, of five types.", _offers, 1300),
    Stop("bundles-behind", "What stands behind one: evidence, price and scores.", _behind, 1300),
    Stop("bundles-table", "The same as a table to sort and filter.", tab("Table"), 1000),
    Stop("bundles-choose", "How many are enough, on what evidence.", tab("Help me choose"), 1300),
    Stop("bundles-choose-again", "What the pairs should be good at: chosen again at once.",
         tab("Choose again"), 1300),
    Stop("bundles-proof", "Whether it holds on later orders, and the kit for a real test.",
         tab("Does it hold?"), 1300),
    Stop("bundles-decide", "Accepted, rejected, with another title or price: remembered.",
         tab("Decide"), 1000),
    Stop("bundles-rules", "The association rules behind them.", tab("Rules"), 1000),
    Stop("bundles-files", "The files to take away.", tab("Take away"), 860),
    *TOOLS,
    Stop("runs", "Runs, with the time each step took.", _runs, 900),
    Stop("settings", "Settings: which models answer; this computer's, unless you choose a server.",
         _settings, 860),
    Stop("settings-try", "A question about every text of a column, with what it takes.", _trial,
         900),
    Stop("settings-answers", "Its answers, each with the model that made it.", _answers, 1000),
    Stop("settings-privacy", "Exactly what a server would be sent.", _preview, 1100),
    Stop("settings-budget", "The most a run may spend, and the prices it is reckoned with.",
         tab("Budget"), 1000),
    Stop("settings-pace", "How fast a server is asked.", tab("Pace"), 860),
)  # fmt: skip


def main() -> None:
    """Take all pictures, light and dark, and write the page that shows them."""
    (FOLDER / "tour").mkdir(exist_ok=True)
    for scheme in ("light", "dark"):
        with tempfile.TemporaryDirectory() as folder:
            served = serve(Path(folder) / "home", Path(folder) / "app.log")
            try:
                _walk(served.url, scheme)
            finally:
                served.stop()
    (FOLDER / "tour.md").write_text(_page(), encoding="utf-8")


def _walk(url: str, scheme: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_chromium(), args=FLAGS)
        page = browser.new_context(color_scheme=scheme).new_page()  # type: ignore[arg-type]
        page.set_viewport_size({"width": 1280, "height": 900})
        page.set_default_timeout(90_000)
        page.goto(url)
        for stop in STOPS:
            page.set_viewport_size({"width": 1280, "height": stop.height})
            stop.go(page)
            page.mouse.move(5, 5)
            page.wait_for_timeout(1500 if stop.name != "bundles-running" else 300)
            _keep(page.screenshot(), FOLDER / "tour" / f"{stop.name}-{scheme}.png")
        browser.close()


def _chromium() -> str:
    for name in BROWSERS:
        path = shutil.which(name)
        if path:
            return path
    raise SystemExit("The tour needs Chromium, and there is none on this computer.")


def _keep(screenshot: bytes, path: Path) -> None:
    """Half the size and few colours: small enough to live in the repository."""
    picture = Image.open(io.BytesIO(screenshot)).convert("RGB")
    height = round(picture.height * WIDTH / picture.width)
    small = picture.resize((WIDTH, height), Image.Resampling.LANCZOS)
    small.quantize(COLOURS).save(path, optimize=True)


def _page() -> str:
    parts = [
        "# A tour of Backroom\n",
        "Every page, light and dark, on the sample shop. Rebuilt by `python -m docs.make_tour`.\n",
    ]
    for stop in STOPS:
        light, dark = (f"tour/{stop.name}-{scheme}.png" for scheme in ("light", "dark"))
        parts.append(f"**{stop.says}**\n\n![{stop.says}]({light}) ![The same, dark]({dark})\n")
    return "\n".join(parts)


if __name__ == "__main__":
    main()
