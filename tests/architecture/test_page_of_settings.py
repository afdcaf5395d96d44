"""docs/settings.md tells every setting, as it is."""

import dataclasses
from pathlib import Path

from docs.make_settings import page
from engine import Settings
from engine.settings import knob_of

PAGE = Path(__file__).parents[2] / "docs" / "settings.md"


def test_the_page_is_what_the_settings_say() -> None:
    assert PAGE.read_text("utf-8") == page()


def test_every_setting_stands_in_it_once_with_all_its_names() -> None:
    rows = [line for line in PAGE.read_text("utf-8").splitlines() if line.startswith("| `")]
    fields = dataclasses.fields(Settings)[1:]
    assert len(rows) == len(fields)
    for field in fields:
        knob = knob_of(field)
        [row] = [row for row in rows if row.startswith(f"| `{knob.written or field.name}` |")]
        assert f"`BACKROOM_{field.name.upper()}`" in row
        assert all(f"`{name}`" in row for name in knob.names)
        assert knob.says[1:] in row
        assert row.count("|") == 7
