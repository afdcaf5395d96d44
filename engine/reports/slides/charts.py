"""Native charts on a slide: their numbers can be looked up and edited in PowerPoint."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_TICK_LABEL_POSITION,
)
from pptx.util import Pt

from engine.reports.slides.parts import Bars, Line, Stack
from engine.reports.slides.place import (
    BAD,
    COLOURS,
    DEEP,
    GOOD,
    INK,
    MILD,
    SOFT,
    Box,
    Letters,
    plain,
)

MOST_BARS, LONGEST_NAME = 14, 38
NEAR = 0.15
"""Share of what there can be within which an axis would go beyond its end."""
ROOM, MOST_ROOM = 0.018, 0.6
"""Of the span of the numbers, on each side that has bars: for each letter beside a bar, at most."""


def draw_bars(page: Any, box: Box, part: Bars) -> None:
    """Lying bars, the first on top."""
    names = [_short(name) for name in part.names[:MOST_BARS]]
    values = [round(value, 6) for value in part.values[:MOST_BARS]]
    data = CategoryChartData(number_format="0.0")
    data.categories = names
    data.add_series(part.title, values)
    chart = _chart(page, box, XL_CHART_TYPE.BAR_CLUSTERED, data, part.title)
    told = list(part.told[:MOST_BARS]) or [f"{value:.1f}" for value in values]
    _tell_bars(chart.plots[0], values, told)
    chart.category_axis.reverse_order = True
    chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    chart.category_axis.format.line.fill.background()
    _axes(chart)
    chart.value_axis.visible = False
    _leave_room(chart.value_axis, values, max(map(len, told), default=0))


def _tell_bars(plot: Any, values: Sequence[float], told: Sequence[str]) -> None:
    """Colour each bar by its side and write what is told beside it, in one line."""
    plot.gap_width, plot.vary_by_categories = 45, False
    bars = plot.series[0]
    bars.invert_if_negative = False
    for place, value in enumerate(values):
        point = bars.points[place]
        _fill(point.format.fill, BAD if value < 0 else GOOD)
        frame = point.data_label.text_frame
        frame.text, frame.word_wrap = plain(told[place]), False
        Letters(11, INK).on(frame.paragraphs[0].runs[0].font)
        point.data_label.position = XL_LABEL_POSITION.OUTSIDE_END


def _leave_room(axis: Any, values: Sequence[float], longest: int) -> None:
    """Room for what is written beside the longest bars, so that it meets no name."""
    low, high = min([0.0, *values]), max([0.0, *values])
    room = min(MOST_ROOM, ROOM * longest) * max(high - low, 1e-9)
    axis.minimum_scale = round(low - room * (low < 0), 6)
    axis.maximum_scale = round(high + room * (high > 0), 6)


def draw_stack(page: Any, box: Box, part: Stack) -> None:
    """One bar split into parts, with a legend."""
    data = CategoryChartData(number_format="#,##0")
    data.categories = [""]
    for name, value, _ in part.parts:
        data.add_series(plain(name), [value])
    chart = _chart(page, box, XL_CHART_TYPE.BAR_STACKED_100, data, part.title)
    chart.plots[0].gap_width, chart.plots[0].overlap = 20, 100
    for series, (_, _, colour) in zip(chart.plots[0].series, part.parts, strict=True):
        _fill(series.format.fill, COLOURS[colour])
    chart.has_legend = True
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    Letters(12, INK).on(chart.legend.font)
    chart.category_axis.visible = chart.value_axis.visible = False
    chart.value_axis.has_major_gridlines = False


def draw_line(page: Any, box: Box, part: Line) -> None:
    """A line with markers, and thin ones for the ends of its intervals."""
    data = CategoryChartData(number_format="0.0")
    data.categories = [_short(label) for label in part.labels]
    data.add_series(part.title, _told(part.values))
    beside = [ends for ends in (part.low, part.high) if ends]
    for name, ends in zip(part.ends, beside, strict=False):
        data.add_series(name, _told(ends))
    chart = _chart(page, box, XL_CHART_TYPE.LINE_MARKERS, data, part.title)
    for place, series in enumerate(chart.plots[0].series):
        series.smooth = False
        series.format.line.color.rgb = DEEP if place == 0 else MILD
        series.format.line.width = Pt(2.75 if place == 0 else 1)
        _fill(series.marker.format.fill, DEEP if place == 0 else MILD)
        series.marker.format.line.fill.background()
        series.marker.size = 8 if place == 0 else 3
    _axes(chart)
    chart.value_axis.major_gridlines.format.line.color.rgb = MILD
    chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    Letters(11, SOFT).on(chart.value_axis.tick_labels.font)
    if part.bounds is not None:
        _keep_within(chart.value_axis, part, *part.bounds)


def _keep_within(axis: Any, part: Line, least: float, most: float) -> None:
    """End an axis where values end, once it comes near: by itself it goes to the next round one."""
    every = [one for values in (part.values, part.low, part.high) for one in values]
    told = [one for one in every if one is not None]
    near = NEAR * (most - least)
    if told and min(told) < least + near:
        axis.minimum_scale = least
    if told and max(told) > most - near:
        axis.maximum_scale = most


def _chart(page: Any, box: Box, kind: Any, data: Any, title: str) -> Any:
    chart = page.shapes.add_chart(kind, *box.emu, data).chart
    chart.has_legend = False
    chart.has_title = bool(title)
    if title:
        frame = chart.chart_title.text_frame
        frame.text = plain(title)
        Letters(12, SOFT).on(frame.paragraphs[0].runs[0].font)
        chart.chart_title.include_in_layout = False
    return chart


def _axes(chart: Any) -> None:
    Letters(12, INK).on(chart.category_axis.tick_labels.font)
    chart.category_axis.has_major_gridlines = False
    chart.value_axis.has_major_gridlines = chart.plots[0].__class__.__name__ == "LinePlot"


def _fill(fill: Any, colour: RGBColor) -> None:
    fill.solid()
    fill.fore_color.rgb = colour


def _short(name: str) -> str:
    told = plain(name)
    return told if len(told) <= LONGEST_NAME else told[: LONGEST_NAME - 1] + "…"


def _told(values: Sequence[float | None]) -> list[float | None]:
    return [None if value is None else round(value, 6) for value in values]
