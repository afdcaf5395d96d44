"""Pages hold what they were given as words, well nested, and ask for nothing from elsewhere."""

import math
import xml.etree.ElementTree as ET

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.reports import Section, to_html
from engine.reports.charts import (
    Bar,
    Point,
    Range,
    bar_chart,
    curve_chart,
    point_chart,
    range_chart,
)
from engine.reports.charts.scale import Scale, short
from engine.reports.forms import FORMS, said
from engine.reports.html import card, figures, paragraph, steps_to_tick, table_of
from engine.reports.markup import Markup, escaped, joined, tag
from tests.reports.read_page import ReadPage

HOSTILE = st.text(st.sampled_from("<>&\"'/=;:-!a \n\x00\x1b\u2028é"), min_size=1)
FINITE = st.floats(-1e12, 1e12)


def seen(text: str) -> str:
    """A text as a page shows it: without control characters."""
    return "".join(sign for sign in text if sign in "\n\t" or ord(sign) >= 32)


@given(text=HOSTILE)
def test_text_is_never_markup(text: str) -> None:
    page = ReadPage(tag("p", text, title=text, data_x=text))
    assert page.tags == ["p"]
    assert "".join(page.words) == seen(text)
    assert [value for _, _, value in page.attributes] == [seen(text)] * 2


def test_markup_stays_markup_and_attributes_may_stand_alone() -> None:
    assert joined(tag("b", 1), "<") == "<b>1</b>&lt;"
    assert escaped(Markup("<b>")) == "<b>"
    assert tag("input", type="checkbox", checked=True, title=None, hidden=False) == (
        '<input type="checkbox" checked/>'
    )


@given(words=st.lists(HOSTILE, min_size=6, max_size=6))
def test_a_page_of_strangers_words_is_well_nested_and_asks_for_nothing(words: list[str]) -> None:
    table = pl.DataFrame({words[0]: [words[1], None], "n": [1.5, math.nan]})
    parts = (
        paragraph(words[2]), figures([(words[3], words[4])]), card(words[5], paragraph(words[0])),
        steps_to_tick(words), table_of(table, {"n": "amount"}),
        bar_chart(words[1], [Bar(words[2], 1.0, words[3])]),
        point_chart(words[1], [Point(words[2], 1, 2, words[3]), Point("", 2, 3, words[4])],
                    words[5], words[0]),
    )  # fmt: skip
    written = to_html(words[0], words[1], [Section(words[2], parts)], words[3])
    page = ReadPage(written)
    assert page.open == []
    assert not {"script", "iframe", "object", "embed", "a", "img", "link", "base"} & set(page.tags)
    assert page.elsewhere == []
    assert not [name for _, name, _ in page.attributes if name.startswith("on")]


def test_a_page_forbids_itself_all_that_it_does_not_need() -> None:
    page = ReadPage(to_html("t", "l", []))
    [policy] = [value for tag, name, value in page.attributes
                if (tag, name) == ("meta", "content") and "default-src" in value]  # fmt: skip
    assert "default-src 'none'" in policy
    assert "script-src" not in policy


def test_sections_without_parts_are_left_out() -> None:
    page = ReadPage(to_html("t", "l", [Section("empty", ()), Section("full", (paragraph("x"),))]))
    assert "empty" not in page.words
    assert "full" in page.words


def test_a_table_writes_numbers_in_their_form_and_nothing_for_none() -> None:
    table = pl.DataFrame({"a": [1234567, None], "b": [0.5, math.inf], "c": [True, False]})
    page = ReadPage(table_of(table, {"a": "count", "b": "percent"}))
    assert page.words == ["a", "b", "c", "1,234,567", "0.5 %", "yes", "no"]
    assert page.tags.count("td") == 6


def test_every_form_is_written_in_words_too() -> None:
    assert {name: said(0.125, name) for name in FORMS} == {
        "amount": "0.12", "whole_amount": "0", "count": "0", "percent": "0.1 %",
        "share": "12.5%", "factor": "0.1", "score": "0.12", "plain": "0.125",
        "tiny": "0.12",
    }  # fmt: skip
    assert said(1 / 3) == "0.333333"
    assert said("x", "amount") == "x"


def svg(chart: Markup) -> ET.Element:
    """A chart read back as XML, which is stricter than a browser."""
    return ET.fromstring(chart)  # noqa: S314 - our own


def drawn(chart: Markup, name: str) -> list[ET.Element]:
    return list(svg(chart).iter(f"{{http://www.w3.org/2000/svg}}{name}"))


def test_charts_are_whole_and_the_same_each_time() -> None:
    points = [Point("a <b>", 10, 2, "x"), Point("c", 100, 400, "y"), Point("d", 35, 9, "x")]
    for _ in range(2):
        chart = point_chart("t", points, "across", "up", log=True)
        assert chart == point_chart("t", points, "across", "up", log=True)
        circles = drawn(chart, "circle")
        assert len(circles) == 3 + 2
        across = [float(circle.attrib["cx"]) for circle in circles[:3]]
        assert across[0] < across[2] < across[1]
        up = [float(circle.attrib["cy"]) for circle in circles[:3]]
        assert up[0] > up[2] > up[1]
    assert len(drawn(point_chart("t", points[:1], "a", "u"), "circle")) == 1


def test_longer_bars_are_longer_and_intervals_lie_where_they_should() -> None:
    bars = drawn(bar_chart("t", [Bar("a", 10), Bar("b", 5), Bar("c" * 50, 0)]), "rect")
    widths = [float(bar.attrib["width"]) for bar in bars]
    assert widths[0] == pytest.approx(2 * widths[1], abs=0.05)
    assert widths[2] == 0.5
    lines = [line for line in drawn(range_chart("t", [Range("a", -5, 5), Range("b", 1, 9)], "EUR"),
                                    "line") if line.get("class") == "interval"]  # fmt: skip
    [zero] = [line for line in drawn(range_chart("t", [Range("a", -5, 5)], "EUR"), "line")
              if line.get("class") == "zero"]  # fmt: skip
    assert float(lines[0].attrib["x1"]) < float(lines[1].attrib["x1"])
    assert float(lines[0].attrib["x2"]) < float(lines[1].attrib["x2"])
    assert float(zero.attrib["x1"]) > 190


def test_a_curve_goes_through_its_points() -> None:
    [line] = drawn(curve_chart("t", [(0, 0), (1, 30), (2, 40)], "a", "u"), "path")
    places = [tuple(map(float, part.split())) for part in line.attrib["d"][1:].split(" L")]
    assert [x for x, _ in places] == sorted(x for x, _ in places)
    assert [y for _, y in places] == sorted((y for _, y in places), reverse=True)
    assert drawn(curve_chart("t", [], "a", "u"), "path") == []


@given(values=st.lists(FINITE | st.just(math.inf), max_size=5), log=st.booleans())
def test_a_scale_keeps_order_and_stays_within_the_chart(values: list[float], log: bool) -> None:
    scale = Scale.around(values, 10, 110, log=log)
    assert scale.low < scale.high
    places = [scale.place(value) for value in sorted(values)]
    assert places == sorted(places)
    assert all(10 <= place <= 110 for place in places)
    ticks = scale.ticks()
    assert ticks == sorted(set(ticks))
    assert 1 <= len(ticks) <= 16


@pytest.mark.parametrize(
    ("value", "told"), [(0.0, "0"), (0.25, "0.25"), (1200, "1,200"), (-3, "-3"), (3.5e6, "3.5M")]
)
def test_numbers_beside_an_axis_are_short(value: float, told: str) -> None:
    assert short(value) == told
