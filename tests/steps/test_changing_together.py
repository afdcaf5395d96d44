"""Settings and prices that several pages change at once all stay, and the files stay whole."""

import json
import threading
from collections.abc import Callable
from pathlib import Path

from engine.models.money import change_price, prices
from engine.settings import write_settings

PAGES, TIMES = 4, 10


def side_by_side(change: Callable[[int, int], None]) -> list[BaseException]:
    """Let some threads change something some times each; what they raised."""
    raised: list[BaseException] = []
    ready = threading.Barrier(PAGES)

    def page(which: int) -> None:
        ready.wait()
        try:
            for time in range(TIMES):
                change(which, time)
        except Exception as error:
            raised.append(error)

    pages = [threading.Thread(target=page, args=(which,)) for which in range(PAGES)]
    for one in pages:
        one.start()
    for one in pages:
        one.join()
    return raised


def test_no_price_is_lost(tmp_path: Path) -> None:
    names = {f"m{which}-{time}" for which in range(PAGES) for time in range(TIMES)}
    assert not side_by_side(lambda page, time: change_price(tmp_path, f"m{page}-{time}", 1, 2))
    assert names <= prices(tmp_path).keys()
    assert [file.name for file in tmp_path.iterdir()] == ["prices.json"]


def test_no_setting_is_lost(tmp_path: Path) -> None:
    knobs = ["cache_mb", "kept_mb", "upload_limit_mb", "spool_hours"]
    last = {name: 100 + TIMES - 1 for name in knobs}
    assert not side_by_side(lambda page, time: write_settings(tmp_path, {knobs[page]: 100 + time}))
    assert json.loads((tmp_path / "settings.json").read_text("utf-8")) == last
    assert [file.name for file in tmp_path.iterdir()] == ["settings.json"]
