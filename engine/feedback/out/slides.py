"""The slides: score, trend, themes, segments, heat map, drivers, quotes, who to call, method."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import polars as pl

from engine.feedback.meaning.figures import SIGNIFICANT
from engine.feedback.out.told import Told
from engine.feedback.scores.nps import RANGES
from engine.reports.slides import Bars, Figures, Grid, Line, Part, Said, Slide, Stack, to_pptx

MOST_THEMES, MOST_QUOTES, MOST_CALLS, MOST_COLUMNS, MOST_SEGMENTS = 12, 6, 10, 7, 11


def to_slides(told: Told) -> bytes:
    """The deck, with the same foot on every slide."""
    slides = (_score, _trend, _themes, _drivers, _segments, _heat, _quotes, _calls, _method)
    shown = [slide for make in slides for slide in make(told)]
    return to_pptx(shown, told.footer(), f"{told.phrases['feedback']}: {told.title}")


def _score(told: Told) -> Iterator[Slide]:
    says, nps, csat = told.phrases, told.measures.nps, told.measures.csat
    name, score = told.headline()
    figures = [(name, score)] if name else []
    if nps:
        if nps["method"] != "standard":
            figures.append((says["standard"], told.points(nps["standard"])))
        ends = f"{told.points(nps['low'])} … {told.points(nps['high'])}"
        figures.append((says["interval"], ends))
    elif csat and csat["satisfied"] is not None:
        figures.append((says["satisfied"], told.share(csat["satisfied"])))
    figures.append((says["responses"], told.count(told.measures.totals["responses"])))
    parts: list[Part] = [Figures(figures), *_groups(told), Said(told.sentences())]
    yield Slide(f"{says['feedback']}: {told.title}", parts)


def _groups(told: Told) -> Iterator[Stack]:
    """Promoters, passives and detractors beside each other."""
    nps = told.measures.nps
    if nps:
        groups = (("promoters", "promoter_share", "good"), ("passives", "passive_share", "mild"),
                  ("detractors", "detractor_share", "bad"))  # fmt: skip
        yield Stack("", [
            (f"{told.phrases[group]} {told.count(nps[group])} ({told.share(nps[share])})",
             nps[group], colour)
            for group, share, colour in groups
        ])  # fmt: skip


def _trend(told: Told) -> Iterator[Slide]:
    trend, says = told.measures.trend, told.phrases
    if trend.height < 2:
        return
    of = "nps" if told.measures.nps else "mean"
    low, high = (trend[name].to_list() for name in ("low", "high"))
    name = says["standard"] if of == "nps" else says["mean"]
    title = says["thin"].format(score=name, sure=told.sure())
    called = (says["low_end"], says["high_end"])
    bounds = RANGES["standard"] if of == "nps" else None
    line = Line(title, trend["label"].to_list(), trend[of].to_list(), low, high, called, bounds)
    yield Slide(says["trend"], [line], "; ".join(_moves(told)))


def _moves(told: Told) -> list[str]:
    """The last periods that differ from the one before, after Holm's correction."""
    holds = told.measures.trend.filter(pl.col("p_holm") < SIGNIFICANT, pl.col("enough")).tail(3)
    moves = zip(holds["label"], holds["difference"], strict=True)
    return [f"{label}: {told.points(difference)}" for label, difference in moves]


def _themes(told: Told) -> Iterator[Slide]:
    says = told.phrases
    themes = told.measures.themes.filter(pl.col("impact").is_not_null()).sort("impact", "name")
    some = pl.concat([themes.head(MOST_THEMES // 2), themes.tail(MOST_THEMES // 2)]).unique(
        maintain_order=True, subset="name"
    )
    if some.is_empty():
        yield from _spoken_of(told)
        return
    beside = [_effect(told, row, "impact") for row in some.iter_rows(named=True)]
    names = [
        f"{told.theme(row['name'])} ({told.count(row['count'])})"
        for row in some.iter_rows(named=True)
    ]
    bars = Bars("", names, some["impact"].to_list(), beside)
    yield Slide(says["impact"], [bars], says["honest"])


def _spoken_of(told: Told) -> Iterator[Slide]:
    """Where no score tells what a theme costs: how many comments speak of it."""
    most = told.measures.themes.sort("count", "name", descending=[True, False]).head(MOST_THEMES)
    names = [told.theme(name) for name in most["name"]]
    counts = [told.count(count) for count in most["count"]]
    shares = [told.share(share) for share in most["share"]]
    beside = [f"{count} ({share})" for count, share in zip(counts, shares, strict=True)]
    if names:
        bars = Bars(told.phrases["comments"], names, most["count"].cast(float).to_list(), beside)
        yield Slide(told.phrases["themes"], [bars])


def _drivers(told: Told) -> Iterator[Slide]:
    drivers = told.measures.drivers.filter(pl.col("enough"))
    if drivers.is_empty():
        return
    some = drivers.sort(pl.col("effect").abs(), descending=True).head(MOST_THEMES).sort("effect")
    names = [_driver(told, row) for row in some.iter_rows(named=True)]
    beside = [_effect(told, row, "effect") for row in some.iter_rows(named=True)]
    yield Slide(told.phrases["drivers"], [Bars("", names, some["effect"].to_list(), beside)])


def _effect(told: Told, row: dict[str, Any], name: str) -> str:
    """Points with their interval, where there is one."""
    if row["low"] is None:
        return told.points(row[name])
    return f"{told.points(row[name])} ({told.points(row['low'])} … {told.points(row['high'])})"


def _driver(told: Told, row: dict[str, Any]) -> str:
    if row["kind"] == "theme":
        return told.theme(str(row["value"]))
    return f"{told.heading(row['heading'])}: {row['value']}"


def _segments(told: Told) -> Iterator[Slide]:
    segments = told.measures.segments
    if segments.is_empty():
        return
    some = segments.sort(pl.col("p_holm"), "heading", "value", nulls_last=True).head(MOST_SEGMENTS)
    shades = {
        (place, 4): max(-1.0, min(1.0, (row["difference"] or 0) / 40))
        for place, row in enumerate(some.iter_rows(named=True))
        if row["enough"] and row["p_holm"] is not None and row["p_holm"] < SIGNIFICANT
    }
    yield Slide(told.phrases["segments"], [Grid(_beside(told, some), shades)])


def _beside(told: Told, some: pl.DataFrame) -> pl.DataFrame:
    """Values of segments with their scores, as texts."""
    says, of = told.phrases, "nps" if told.measures.nps else "mean"
    rows = list(some.iter_rows(named=True))
    return pl.DataFrame({
        says["segment"]: [f"{told.heading(row['heading'])}: {row['value']}" for row in rows],
        "n": [told.count(row["n"]) for row in rows],
        says[of]: [told.points(row[of]) for row in rows],
        told.sure(): [_between(told, row) for row in rows],
        says["difference"]: [told.points(row["difference"]) for row in rows],
        says["p_holm"]: [told.chance(row["p_holm"]) for row in rows],
    })  # fmt: skip


def _between(told: Told, row: dict[str, Any]) -> str:
    if row["low"] is None:
        return ""
    return f"{told.points(row['low'])} … {told.points(row['high'])}"


def _heat(told: Told) -> Iterator[Slide]:
    heat = told.measures.heat.filter(pl.col("nps").is_not_null())
    if heat.is_empty():
        return
    heading = str(heat["heading"][0])
    of = heat.filter(pl.col("heading") == heading)
    columns = list(dict.fromkeys(of["value"]))[:MOST_COLUMNS]
    themes = list(dict.fromkeys(of["theme"]))[:MOST_THEMES]
    cells = {(row["theme"], row["value"]): row for row in of.iter_rows(named=True)}
    table = {told.phrases["theme"]: [told.theme(theme) for theme in themes]}
    for value in columns:
        heads = value if value not in table else f"{value} "
        table[heads] = [_cell(told, cells.get((theme, value))) for theme in themes]
    shades = {
        (place, column): cells[theme, value]["nps"] / 100
        for column, value in enumerate(columns, start=1)
        for place, theme in enumerate(themes)
        if (theme, value) in cells and cells[theme, value]["enough"]
    }
    title = f"{told.phrases['heat']}: {told.heading(heading)}"
    yield Slide(title, [Grid(pl.DataFrame(table), shades)], told.phrases["in_cells"])


def _cell(told: Told, cell: dict[str, Any] | None) -> str:
    return "" if cell is None else f"{told.points(cell['nps'])} ({told.count(cell['count'])})"


def _quotes(told: Told) -> Iterator[Slide]:
    if not told.quotes:
        return
    first = {quote.theme: quote for quote in reversed(told.quotes)}
    order = [name for name in told.measures.themes["name"] if name in first]
    row = told.phrases["row"].lower()
    lines = [f"“{first[name].text}” ({told.theme(name)}, {row} {first[name].row})"
             for name in order[:MOST_QUOTES]]  # fmt: skip
    yield Slide(told.phrases["quotes"], [Said(lines)])


def _calls(told: Told) -> Iterator[Slide]:
    """Rows and reasons only: who they are and what else they wrote stays in the file."""
    says, calls = told.phrases, told.measures.churn.head(MOST_CALLS)
    if calls.is_empty():
        return
    risk = ["" if value is None else told.share(value) for value in calls["churn_risk"]]
    scores = ["" if score is None else told.marks(f"{score:g}") for score in calls["score"]]
    table = pl.DataFrame({
        says["row"]: [str(row) for row in calls["row"]],
        says["score"]: scores,
        says["risk_share"]: risk,
        says["why"]: [told.why(why) for why in calls["why"]],
    })  # fmt: skip
    empty = [name for name in table.columns if not "".join(table[name])]
    yield Slide(says["calls"], [Grid(table.drop(empty))])


def _method(told: Told) -> Iterator[Slide]:
    says, manifest = told.phrases, told.manifest
    rejected: Sequence[str] = [
        f"{says['excluded'].capitalize()}: {told.count(count)}: {reason}"
        for reason, count in told.excluded()
    ]
    lines = [
        told.footer(), *rejected, *told.said_of_all(),
        f"{says['file']}: {told.title}, SHA-256 {manifest['inputs']['sha256'][:16]}…; "
        f"{says['run']} {manifest['run']}",
    ]  # fmt: skip
    yield Slide(says["method"], [Said(lines)])
