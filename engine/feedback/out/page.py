"""The report as one page that opens without a network."""

from __future__ import annotations

import polars as pl

from engine.feedback.meaning.figures import percent, signed
from engine.feedback.out.told import Told
from engine.reports import Section, to_html
from engine.reports.charts import Bar, Range, bar_chart, range_chart
from engine.reports.html import card, figures, paragraph, table_of
from engine.reports.markup import Markup

MOST_QUOTES, MOST_CALLS, MOST_RANGES = 3, 25, 24


def to_page(told: Told) -> bytes:
    """The report; it holds no script and asks for nothing from elsewhere."""
    says = told.phrases
    sections = (
        Section(says["summary"], _glance(told)),
        Section(says["trend"], _trend(told)),
        Section(says["impact"], _themes(told)),
        Section(says["segments"], _segments(told)),
        Section(says["pain_points"], _pains(told)),
        Section(says["quotes"], _quotes(told)),
        Section(says["calls"], _calls(told)),
        Section(says["method"], tuple(map(paragraph, (*told.measures.notes, says["honest"])))),
    )
    return to_html(says["feedback"], told.title, sections, told.footer())


def _glance(told: Told) -> tuple[Markup, ...]:
    says, nps, totals = told.phrases, told.measures.nps, told.measures.totals
    name, score = told.headline()
    shown = [(name, score)] if name else []
    if nps:
        shown.append((says["standard"], signed(nps["standard"])))
        shown.append((says["interval"], f"{signed(nps['low'])} … {signed(nps['high'])}"))
        shown += [
            (says[group], f"{nps[group]:,} ({percent(nps[share])})")
            for group, share in (
                ("promoters", "promoter_share"),
                ("passives", "passive_share"),
                ("detractors", "detractor_share"),
            )
        ]
    shown.append((says["responses"], f"{totals['responses']:,}"))
    return (figures(shown), *map(paragraph, told.sentences()))


def _trend(told: Told) -> tuple[Markup, ...]:
    trend = told.measures.trend
    known = trend.filter(pl.col("low").is_not_null())
    if known.height < 2:
        return ()
    ranges = [
        Range(f"{row['label']} (n = {row['n']:,})", row["low"], row["high"])
        for row in known.tail(MOST_RANGES).iter_rows(named=True)
    ]
    title = told.phrases["trend"]
    return (range_chart(title, ranges, "NPS" if told.measures.nps else told.phrases["mean"]),)


def _themes(told: Told) -> tuple[Markup, ...]:
    themes = told.measures.themes
    if themes.is_empty():
        return ()
    known = themes.filter(pl.col("low").is_not_null()).sort("impact", "name").head(MOST_RANGES)
    ranges = [
        Range(f"{row['name']} ({told.points(row['impact'])})", row["low"], row["high"])
        for row in known.iter_rows(named=True)
    ]
    chart = (range_chart(told.phrases["impact"], ranges, ""),) if ranges else ()
    columns = ["name", "count", "share", "nps", "mean", "impact", "low", "high"]
    table = themes.select(name for name in columns if themes[name].null_count() < themes.height)
    return (*chart, table_of(table, {"count": "count", "share": "share", "nps": "factor",
                                     "impact": "score", "low": "score", "high": "score",
                                     "mean": "score"}))  # fmt: skip


def _segments(told: Told) -> tuple[Markup, ...]:
    segments = told.measures.segments
    if segments.is_empty():
        return ()
    columns = [
        "heading",
        "value",
        "n",
        "nps",
        "mean",
        "low",
        "high",
        "difference",
        "p_holm",
        "says",
    ]
    shown = segments.select(
        name for name in columns if segments[name].null_count() < segments.height
    )
    forms = {"n": "count", "p_holm": "score", "mean": "score"}
    forms |= dict.fromkeys(("nps", "low", "high", "difference"), "factor")
    return (table_of(shown, forms),)


def _pains(told: Told) -> tuple[Markup, ...]:
    pains = told.measures.pain_points.head(12)
    if pains.is_empty():
        return ()
    bars = [
        Bar(row["pain_point"], float(row["count"]), f"{row['count']:,} ({percent(row['share'])})")
        for row in pains.iter_rows(named=True)
    ]
    return (bar_chart(told.phrases["pain_points"], bars),)


def _quotes(told: Told) -> tuple[Markup, ...]:
    cards = []
    for name in told.measures.themes["name"]:
        mine = [quote for quote in told.quotes if quote.theme == name][:MOST_QUOTES]
        if mine:
            lines = [paragraph(f"“{quote.text}” ({told.phrases['row'].lower()} {quote.row})")
                     for quote in mine]  # fmt: skip
            cards.append(card(name, *lines))
    return tuple(cards)


def _calls(told: Told) -> tuple[Markup, ...]:
    calls = told.measures.churn.head(MOST_CALLS).select("row", "score", "churn_risk", "why")
    return (
        () if calls.is_empty() else (table_of(calls, {"churn_risk": "share", "score": "factor"}),)
    )
