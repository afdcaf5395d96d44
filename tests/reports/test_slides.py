"""Slides: what is described is in the file, safe, and the same bytes every time."""

import io
import zipfile

import polars as pl
from pptx import Presentation

from engine.reports.slides import Bars, Figures, Grid, Line, Said, Slide, Stack, to_pptx
from engine.reports.slides.bytes import MADE

HOSTILE = '=cmd|"x"!A1 <script>alert(1)</script> \x00\x0b'
SLIDES = [
    Slide("Score", [Figures([("shifted NPS", "61.2")]),
                    Stack("", [("promoters", 8, "good"), ("detractors", 2, "bad")]),
                    Said([HOSTILE])]),
    Slide("Trend", [Line("NPS", ["Jan", "Feb", "Mar"], [1.0, None, 3.0], [0.0, None, 2.0],
                         [2.0, None, 4.0])]),
    Slide("Themes", [Bars("points", ["a" * 60, "b"], [-4.25, 3.0], ["−4.3", "+3.0"])]),
    Slide("Table", [Grid(pl.DataFrame({"x": [HOSTILE, "1"], "y": ["2", None]}), {(0, 1): -1.0})]),
    Slide("Nothing", []),
]  # fmt: skip


def opened() -> list[list[str]]:
    """The texts of each slide."""
    deck = Presentation(io.BytesIO(to_pptx(SLIDES, "n = 10", "A survey")))
    texts = []
    for slide in deck.slides:
        frames = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
        cells = [cell.text for shape in slide.shapes if shape.has_table
                 for row in shape.table.rows for cell in row.cells]  # fmt: skip
        texts.append(frames + cells)
    return texts


def test_every_slide_with_parts_is_there_with_its_foot_and_number() -> None:
    texts = opened()
    assert [slide[1] for slide in texts] == ["Score", "Trend", "Themes", "Table"]
    for number, slide in enumerate(texts, start=1):
        assert "n = 10" in slide
        assert str(number) in slide


def test_a_hostile_text_is_a_text() -> None:
    shown = '=cmd|"x"!A1 <script>alert(1)</script> '
    texts = opened()
    assert shown in texts[0]
    assert shown in texts[3]


def test_charts_hold_their_numbers_and_gaps() -> None:
    deck = Presentation(io.BytesIO(to_pptx(SLIDES, "n", "t")))
    charts = [shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart]
    assert list(charts[1].plots[0].series[0].values) == [1.0, None, 3.0]
    assert list(charts[2].plots[0].series[0].values) == [-4.25, 3.0]


def test_the_same_slides_are_the_same_bytes_and_tell_no_time() -> None:
    deck = to_pptx(SLIDES, "n", "t")
    assert deck == to_pptx(SLIDES, "n", "t")
    with zipfile.ZipFile(io.BytesIO(deck)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {MADE}
        books = [name for name in archive.namelist() if name.endswith(".xlsx")]
        assert books
        for name in books:
            with zipfile.ZipFile(io.BytesIO(archive.read(name))) as book:
                assert {entry.date_time for entry in book.infolist()} == {MADE}
                assert b"2000-01-01T00:00:00Z" in book.read("docProps/core.xml")
        # No macro, no outside address: relations stay inside the archive.
        assert not any(b'TargetMode="External"' in archive.read(name)
                       for name in archive.namelist() if name.endswith(".rels"))  # fmt: skip


def test_an_axis_ends_where_values_end() -> None:
    def axis(values: list[float | None]) -> tuple[float | None, float | None]:
        line = Line("NPS", ["Jan", "Feb"], values, bounds=(-100, 100))
        deck = Presentation(io.BytesIO(to_pptx([Slide("Trend", [line])], "n = 10", "A survey")))
        [chart] = [shape.chart for shape in deck.slides[0].shapes if shape.has_chart]
        return chart.value_axis.minimum_scale, chart.value_axis.maximum_scale

    assert axis([-100.0, 12.0]) == (-100, None)
    assert axis([None, 90.0]) == (None, 100)
    assert axis([-10.0, 12.0]) == (None, None)
    assert axis([None, None]) == (None, None)
