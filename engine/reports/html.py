"""Sections of words, tables and charts → one HTML page that opens without a network.

The page holds no script and asks for nothing from elsewhere; its own policy forbids both.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from engine.reports.forms import Marks, said
from engine.reports.markup import Markup, joined, tag

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_STYLE = """
:root{color-scheme:light dark;--ink:#1d2521;--soft:#5b6761;--line:#d9dfdb;--card:#f5f8f6}
@media (prefers-color-scheme:dark){:root{--ink:#e8edea;--soft:#a3b0a9;--line:#38423d;--card:#1f2824}
body{background:#161c19}}
*{box-sizing:border-box}
body{font:16px/1.5 system-ui,sans-serif;color:var(--ink);margin:0 auto;max-width:60rem;padding:2rem}
h1{font-size:1.8rem;margin:0 0 .3rem}h2{font-size:1.25rem;margin:2.5rem 0 .5rem}
h3{font-size:1rem;margin:0 0 .2rem}p{margin:.3rem 0}
.lead,.soft,footer{color:var(--soft)}footer{margin-top:3rem;font-size:.85rem}
.figures{display:flex;flex-wrap:wrap;gap:.8rem;margin:1rem 0}
.figures>div{border:1px solid var(--line);border-radius:.5rem;padding:.6rem 1rem;min-width:9rem}
.figures b{display:block;font-size:1.4rem}
.card{background:var(--card);border:1px solid var(--line);border-radius:.5rem;padding:.8rem 1rem;
margin:.6rem 0;break-inside:avoid}
.wide{overflow-x:auto}h2{break-after:avoid}tr{break-inside:avoid}
table{border-collapse:collapse;width:100%;font-size:.8rem}
th,td{border-bottom:1px solid var(--line);padding:.35rem .4rem;text-align:left;vertical-align:top}
td.number,th.number{text-align:right;font-variant-numeric:tabular-nums}td.number{white-space:nowrap}
th{vertical-align:bottom}th::first-letter{text-transform:uppercase}
.chart{width:100%;height:auto;margin:.5rem 0}.chart text{fill:var(--soft);font-size:12px}
@media screen and (prefers-color-scheme:dark){.chart .interval{stroke:#6fc3aa}
.chart .middle,.chart .bar{fill:#6fc3aa}}
.chart .axes line,.chart .zero{stroke:var(--line)}
ul.steps{list-style:none;padding:0}ul.steps li{margin:.35rem 0}
ul.steps label{display:block;padding-left:1.7rem;text-indent:-1.7rem}
ul.steps input{margin-right:.6rem}
@media print{:root{--ink:#1d2521;--soft:#5b6761;--line:#d9dfdb;--card:#f5f8f6}
body{max-width:none;padding:0;background:none;font-size:11pt}.chart{max-width:16cm}
.wide{overflow:visible}table{font-size:7.5pt}th,td{padding:.15rem .25rem;overflow-wrap:anywhere}}
"""


@dataclass(frozen=True)
class Section:
    """A part of a page: its heading and what stands under it."""

    title: str
    parts: tuple[Markup, ...]


def to_html(
    title: str, lead: str, sections: Sequence[Section], foot: str = "", language: str = "en"
) -> bytes:
    """A whole page.

    Args:
        title: Its heading.
        lead: A sentence under it.
        sections: Its parts; those without anything in them are left out.
        foot: What stands at its end.
        language: ISO code of the language it is written in.
    """
    parts = [
        tag("section", tag("h2", section.title), *section.parts)
        for section in sections
        if section.parts
    ]
    top = tag("header", tag("h1", title), tag("p", lead, class_="lead"))
    body = tag("body", top, *parts, tag("footer", foot) if foot else "")
    page = tag("html", _head(title), body, lang=language)
    return f"<!DOCTYPE html>\n{page}\n".encode()


def _head(title: str) -> Markup:
    return tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", title),
        tag("style", Markup(_STYLE)),
    )


def paragraph(text: object, *, soft: bool = False) -> Markup:
    """A paragraph; `soft` is for what is said on the side."""
    return tag("p", text, class_="soft" if soft else None)


def figures(told: Sequence[tuple[str, str]]) -> Markup:
    """Numbers that stand out: (what it is, the number)."""
    return tag(
        "div", *(tag("div", tag("b", number), name) for name, number in told), class_="figures"
    )


def card(title: object, *parts: object) -> Markup:
    """A box of its own with a heading."""
    return tag("div", tag("h3", title), *parts, class_="card")


def steps_to_tick(steps: Sequence[object]) -> Markup:
    """A list with a box to tick before each; ticks are gone when the page is opened anew."""
    boxes = (tag("li", tag("label", tag("input", type="checkbox"), step)) for step in steps)
    return tag("ul", *boxes, class_="steps")


def table_of(
    table: pl.DataFrame, forms: Mapping[str, str] | None = None, marks: Marks = str
) -> Markup:
    """A table; columns of numbers stand to the right.

    Args:
        table: Flat: numbers, texts, booleans.
        forms: Column → how its numbers are written, of `FORMS`.
        marks: What makes of a number as English writes it.
    """
    forms = forms or {}
    sides = {name: "number" if kind.is_numeric() else None for name, kind in table.schema.items()}
    head = tag("tr", *(tag("th", name, class_=side) for name, side in sides.items()))
    rows = [
        tag("tr", *(_cell(value, forms.get(name, ""), side, marks)
                    for (name, side), value in zip(sides.items(), row, strict=True)))
        for row in table.iter_rows()
    ]  # fmt: skip
    return tag("div", tag("table", tag("thead", head), tag("tbody", *rows)), class_="wide")


def _cell(value: object, form: str, side: str | None, marks: Marks) -> Markup:
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return tag("td", class_=side)
    told = said(value, form)
    return tag("td", joined(marks(told) if side else told), class_=side)
