"""The slides: score, trend, themes, segments, heat map, drivers, quotes, who to call, method."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import polars as pl

from engine.feedback.meaning.figures import SIGNIFICANT, percent, signed
from engine.feedback.out.told import Told
from engine.reports.slides import Bars, Figures, Grid, Line, Said, Slide, Stack, to_pptx

MOST_THEMES, MOST_QUOTES, MOST_CALLS, MOST_COLUMNS = 12, 6, 10, 7


def to_slides(told: Told) -> bytes:
    """The deck, with the same foot on every slide."""
    slides = (_score, _trend, _themes, _drivers, _segments, _heat, _quotes, _calls, _method)
    shown = [slide for make in slides for slide in make(told)]
    return to_pptx(shown, told.footer(), f"{told.phrases['feedback']}: {told.title}")


def _score(told: Told) -> Iterator[Slide]:
    says, nps, csat, totals = (
        told.phrases,
        told.measures.nps,
        told.measures.csat,
        told.measures.totals,
    )
    name, score = told.headline()
    figures = [(name, score)] if name else []
    parts: list[Figures | Stack | Said] = []
    if nps:
        figures += [
            (says["standard"], signed(nps["standard"])),
            (says["interval"], f"{signed(nps['low'])} … {signed(nps['high'])}"),
        ]
        parts.append(Stack("", [
            (f"{says[group]} {nps[group]:,} ({percent(nps[share])})", nps[group], colour)
            for group, share, colour in
            (("promoters", "promoter_share", "good"), ("passives", "passive_share", "mild"),
             ("detractors", "detractor_share", "bad"))
        ]))  # fmt: skip
    elif csat and csat["satisfied"] is not None:
        figures += [(says["satisfied"], percent(csat["satisfied"]))]
    figures.append((says["responses"], f"{totals['responses']:,}"))
    lines = Said(told.sentences())
    yield Slide(f"{says['feedback']}: {told.title}", [Figures(figures), *parts, lines])


def _trend(told: Told) -> Iterator[Slide]:
    trend, says = told.measures.trend, told.phrases
    if trend.height < 2:
        return
    of = "nps" if told.measures.nps else "mean"
    ends = [trend[name].to_list() for name in ("low", "high")]
    name = says["standard"] if of == "nps" else says["mean"]
    line = Line(name, trend["label"].to_list(), trend[of].to_list(), *ends)
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
        return
    beside = [_effect(told, row, "impact") for row in some.iter_rows(named=True)]
    names = [f"{row['name']} ({row['count']:,})" for row in some.iter_rows(named=True)]
    bars = Bars("", names, some["impact"].to_list(), beside)
    yield Slide(says["impact"], [bars], says["honest"])


def _drivers(told: Told) -> Iterator[Slide]:
    drivers = told.measures.drivers.filter(pl.col("enough"))
    if drivers.is_empty():
        return
    some = drivers.sort(pl.col("effect").abs(), descending=True).head(MOST_THEMES).sort("effect")
    names = [_driver(row) for row in some.iter_rows(named=True)]
    beside = [_effect(told, row, "effect") for row in some.iter_rows(named=True)]
    yield Slide(told.phrases["drivers"], [Bars("", names, some["effect"].to_list(), beside)])


def _effect(told: Told, row: dict[str, Any], name: str) -> str:
    """Points with their interval, where there is one."""
    if row["low"] is None:
        return told.points(row[name])
    return f"{told.points(row[name])} ({told.points(row['low'])} … {told.points(row['high'])})"


def _driver(row: dict[str, Any]) -> str:
    return str(row["value"]) if row["kind"] == "theme" else f"{row['heading']}: {row['value']}"


def _segments(told: Told) -> Iterator[Slide]:
    says, segments = told.phrases, told.measures.segments
    if segments.is_empty():
        return
    of = "nps" if told.measures.nps else "mean"
    some = segments.sort(pl.col("p_holm"), "heading", "value", nulls_last=True).head(11)
    shades = {
        (place, 4): max(-1.0, min(1.0, (row["difference"] or 0) / 40))
        for place, row in enumerate(some.iter_rows(named=True))
        if row["enough"]
    }
    table = pl.DataFrame({
        says["segment"]: [f"{of_what}: {value}" for of_what, value in
                          zip(some["heading"], some["value"], strict=True)],
        "n": [f"{n:,}" for n in some["n"]],
        of.upper() if of == "nps" else says["mean"]: [told.points(value) for value in some[of]],
        "95 %": [f"{told.points(low)} … {told.points(high)}" for low, high in
                 zip(some["low"], some["high"], strict=True)],
        says["difference"]: [told.points(value) for value in some["difference"]],
        "p (Holm)": ["" if p is None else f"{p:.3f}" for p in some["p_holm"]],
    })  # fmt: skip
    yield Slide(says["segments"], [Grid(table, shades)])


def _heat(told: Told) -> Iterator[Slide]:
    heat = told.measures.heat
    if heat.is_empty():
        return
    heading = str(heat["heading"][0])
    of = heat.filter(pl.col("heading") == heading)
    columns = list(dict.fromkeys(of["value"]))[:MOST_COLUMNS]
    rows = list(dict.fromkeys(of["theme"]))[:MOST_THEMES]
    cells = {(row["theme"], row["value"]): row for row in of.iter_rows(named=True)}
    shades: dict[tuple[int, int], float] = {}
    table: dict[str, list[str]] = {told.phrases["theme"]: rows}
    for column, value in enumerate(columns, start=1):
        written = []
        for place, theme in enumerate(rows):
            cell = cells.get((theme, value))
            told_here = cell is not None and cell["nps"] is not None
            written.append(
                f"{signed(cell['nps'])} ({cell['count']:,})" if cell and told_here else ""
            )
            if cell and told_here and cell["enough"]:
                shades[place, column] = cell["nps"] / 100
        table[value if value not in table else f"{value} "] = written
    yield Slide(f"{told.phrases['heat']}: {heading}", [Grid(pl.DataFrame(table), shades)])


def _quotes(told: Told) -> Iterator[Slide]:
    if not told.quotes:
        return
    first = {quote.theme: quote for quote in reversed(told.quotes)}
    order = [name for name in told.measures.themes["name"] if name in first]
    lines = [f"{first[name].text} ({name}, {told.phrases['row'].lower()} {first[name].row})"
             for name in order[:MOST_QUOTES]]  # fmt: skip
    yield Slide(told.phrases["quotes"], [Said(lines)])


def _calls(told: Told) -> Iterator[Slide]:
    """Rows and reasons only: who they are and what else they wrote stays in the file."""
    says, calls = told.phrases, told.measures.churn.head(MOST_CALLS)
    if calls.is_empty():
        return
    risk = ["" if value is None else percent(value) for value in calls["churn_risk"]]
    table = pl.DataFrame({
        says["row"]: [str(row) for row in calls["row"]],
        says["score"]: ["" if score is None else f"{score:g}" for score in calls["score"]],
        says["risk"]: risk,
        says["why"]: calls["why"],
    })  # fmt: skip
    yield Slide(says["calls"], [Grid(table)])


def _method(told: Told) -> Iterator[Slide]:
    says, manifest = told.phrases, told.manifest
    rejected: Sequence[str] = [
        f"{says['excluded']}: {count:,} {reason.replace('_', ' ')}"
        for reason, count in manifest["rows"]["rejected"].items()
    ]
    lines = [
        told.footer(), *rejected, *told.measures.notes, says["honest"],
        f"{says['file']}: {told.title}, SHA-256 {manifest['inputs']['sha256'][:16]}…; "
        f"{says['run']} {manifest['run']}",
    ]  # fmt: skip
    yield Slide(says["method"], [Said(lines)])
