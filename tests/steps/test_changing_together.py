"""Settings and prices that several pages change at once all stay, and the files stay whole."""

import json
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from engine.models.money import change_price, prices
from engine.settings import write_settings

PAGES, TIMES = 4, 10


def side_by_side(change: Callable[[int, int], None]) -> None:
    """Let some threads change something some times each; raises what one of them raises."""
    ready = threading.Barrier(PAGES)

    def page(which: int) -> None:
        ready.wait()
        for time in range(TIMES):
            change(which, time)

    with ThreadPoolExecutor(PAGES) as pages:
        list(pages.map(page, range(PAGES)))


def test_no_price_is_lost(tmp_path: Path) -> None:
    names = {f"m{which}-{time}" for which in range(PAGES) for time in range(TIMES)}
    side_by_side(lambda page, time: change_price(tmp_path, f"m{page}-{time}", 1, 2))
    assert names <= prices(tmp_path).keys()
    assert [file.name for file in tmp_path.iterdir()] == ["prices.json"]


def test_no_setting_is_lost(tmp_path: Path) -> None:
    knobs = ["cache_mb", "kept_mb", "upload_limit_mb", "spool_hours"]
    last = dict.fromkeys(knobs, 100 + TIMES - 1)
    side_by_side(lambda page, time: write_settings(tmp_path, {knobs[page]: 100 + time}))
    assert json.loads((tmp_path / "settings.json").read_text("utf-8")) == last
    assert [file.name for file in tmp_path.iterdir()] == ["settings.json"]
