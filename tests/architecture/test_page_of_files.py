"""docs/files.md tells the layouts that are known, each with its public address."""

from pathlib import Path

from docs.make_files import layouts_section
from engine.files.kinds.known import LAYOUTS

PAGE = Path(__file__).parents[2] / "docs" / "files.md"


def test_the_page_tells_every_known_layout_as_it_is_known() -> None:
    text = PAGE.read_text("utf-8")
    assert layouts_section() in text
    assert all(f"<{layout.address}>" in text for layout in LAYOUTS)


def test_every_real_file_is_in_the_table() -> None:
    table = PAGE.read_text("utf-8").partition("## What was read")[2]
    for name in ("groceries_baskets.csv", "pizza/pizzas.csv", "nps_retail_fr", "sroie_lines"):
        assert name in table
    assert "went wrong" not in table
