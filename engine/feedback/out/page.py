"""The report as one page that opens without a network."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from engine.feedback.meaning.figures import signed
from engine.feedback.out.told import Told
from engine.reports import Section, to_html
from engine.reports.charts import Bar, Range, bar_chart, range_chart
from engine.reports.html import card, figures, paragraph, table_of
from engine.reports.markup import Markup

MOST_QUOTES, MOST_CALLS, MOST_RANGES = 3, 25, 24
_COUNTED = ("count", "n")
_POINTS = ("nps", "impact", "low", "high", "difference")


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
        Section(says["method"], _method(told)),
    )
    return to_html(says["feedback"], told.title, sections, told.footer(), says.language)


def _glance(told: Told) -> tuple[Markup, ...]:
    says, nps, totals = told.phrases, told.measures.nps, told.measures.totals
    name, score = told.headline()
    shown = [(name, score)] if name else []
    if nps:
        if nps["method"] != "standard":
            shown.append((says["standard"], told.points(nps["standard"])))
        ends = f"{told.marks(signed(nps['low']))} … {told.marks(signed(nps['high']))}"
        shown.append((says["interval"], ends))
        shown += [
            (says[group], f"{told.count(nps[group])} ({told.share(nps[share])})")
            for group, share in (
                ("promoters", "promoter_share"),
                ("passives", "passive_share"),
                ("detractors", "detractor_share"),
            )
        ]
    shown.append((says["responses"], told.count(totals["responses"])))
    return (figures(shown), *map(paragraph, told.sentences()))


def _trend(told: Told) -> tuple[Markup, ...]:
    trend = told.measures.trend
    known = trend.filter(pl.col("low").is_not_null())
    if known.height < 2:
        return ()
    of = "nps" if told.measures.nps else "mean"
    ranges = [
        Range(f"{row['label']} (n = {told.count(row['n'])})", row["low"], row["high"], row[of])
        for row in known.tail(MOST_RANGES).iter_rows(named=True)
    ]
    title = told.phrases["trend"]
    return (range_chart(title, ranges, told.phrases[of], told.marks), _explained(told))


def _explained(told: Told) -> Markup:
    return paragraph(told.phrases["explained"].format(sure=told.sure()), soft=True)


def _themes(told: Told) -> tuple[Markup, ...]:
    themes = told.measures.themes
    if themes.is_empty():
        return ()
    known = themes.filter(pl.col("low").is_not_null()).sort("impact", "name").head(MOST_RANGES)
    ranges = [
        Range(f"{told.theme(row['name'])} ({told.points(row['impact'])})", row["low"], row["high"],
              row["impact"])
        for row in known.iter_rows(named=True)
    ]  # fmt: skip
    says = told.phrases
    drawn = range_chart(says["impact"], ranges, says["points"], told.marks)
    chart = (drawn, _explained(told)) if ranges else ()
    shown = _known(themes, ["name", "count", "share", "nps", "mean", "impact", "low", "high"])
    shown = shown.with_columns(name=pl.Series([told.theme(name) for name in shown["name"]]))
    titles = {"count": "theme_count", "impact": "effect"}
    return (*chart, _table(told, shown, titles), paragraph(says["honest"], soft=True))


def _known(table: pl.DataFrame, names: Sequence[str]) -> pl.DataFrame:
    """Those columns in which something stands."""
    return table.select(name for name in names if table[name].null_count() < table.height)


def _table(told: Told, table: pl.DataFrame, titles: dict[str, str]) -> Markup:
    """A table under headings of the language that is written; `titles` are other phrases."""
    points = "factor" if told.measures.nps else "score"
    forms = dict.fromkeys(_COUNTED, "count") | dict.fromkeys(_POINTS, points)
    forms |= {"share": "share", "churn_risk": "share", "mean": "score", "score": "plain"}
    says = told.phrases
    headings = {name: says[titles.get(name, name)] for name in table.columns}
    written = {headings[name]: form for name, form in forms.items() if name in headings}
    return table_of(table.rename(headings), written, told.marks)


def _segments(told: Told) -> tuple[Markup, ...]:
    segments = told.measures.segments
    if segments.is_empty():
        return ()
    shown = _known(
        segments.with_columns(says=pl.col("says").replace("", None)),
        ["heading", "value", "n", "nps", "mean", "low", "high", "difference", "p_holm", "says"],
    )
    of_what = pl.Series([told.heading(one) for one in shown["heading"]], dtype=pl.String)
    shown = shown.with_columns(heading=of_what)
    if "p_holm" in shown.columns:
        shown = shown.with_columns(p_holm=pl.Series(map(told.chance, shown["p_holm"])))
    if "says" in shown.columns:
        noted = [told.note(one or "") for one in shown["says"]]
        shown = shown.with_columns(says=pl.Series(noted, dtype=pl.String))
    return (_table(told, shown, {"heading": "segment"}),)


def _pains(told: Told) -> tuple[Markup, ...]:
    pains = told.measures.pain_points.head(12)
    if pains.is_empty():
        return ()
    bars = [
        Bar(told.theme(row["pain_point"]), float(row["count"]),
            f"{told.count(row['count'])} ({told.share(row['share'])})")
        for row in pains.iter_rows(named=True)
    ]  # fmt: skip
    return (bar_chart(told.phrases["pain_points"], bars),)


def _quotes(told: Told) -> tuple[Markup, ...]:
    cards = []
    for name in told.measures.themes["name"]:
        mine = [quote for quote in told.quotes if quote.theme == name][:MOST_QUOTES]
        if mine:
            lines = [paragraph(f"“{quote.text}” ({told.phrases['row'].lower()} {quote.row})")
                     for quote in mine]  # fmt: skip
            cards.append(card(told.theme(name), *lines))
    return tuple(cards)


def _calls(told: Told) -> tuple[Markup, ...]:
    calls = told.measures.churn.head(MOST_CALLS)
    if calls.is_empty():
        return ()
    shown = _known(calls, ["row", "score", "churn_risk"])
    shown = shown.with_columns(
        row=pl.col("row").cast(pl.String),
        why=pl.Series([told.why(why) for why in calls["why"]], dtype=pl.String),
    )
    return (_table(told, shown, {"churn_risk": "risk_share"}),)


def _method(told: Told) -> tuple[Markup, ...]:
    says = told.phrases
    lines = [f"{says['excluded'].capitalize()}: {told.count(many)}: {why}"
             for why, many in told.excluded()]  # fmt: skip
    lines += [told.note(note) for note in told.notes]
    return tuple(map(paragraph, [*lines, says["honest"]]))
