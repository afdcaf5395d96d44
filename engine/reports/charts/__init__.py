"""Charts as SVG that stands inside a page: no scripts, no fonts, the same bytes every time."""

from engine.reports.charts.bars import Bar, bar_chart
from engine.reports.charts.curve import curve_chart
from engine.reports.charts.points import Point, point_chart
from engine.reports.charts.ranges import Range, range_chart

__all__ = [
    "Bar", "Point", "Range", "bar_chart", "curve_chart", "point_chart", "range_chart",
]  # fmt: skip
