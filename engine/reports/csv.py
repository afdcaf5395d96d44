"""Tables → CSV that a spreadsheet can open without running anything in it."""

from __future__ import annotations

import io

import polars as pl

from engine.reports.rounding import DIGITS

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def to_csv(table: pl.DataFrame) -> bytes:
    """UTF-8 with a header; floats to six significant digits, formulas made harmless.

    A number that is infinite or none is an empty cell. A text cell that begins with a sign
    spreadsheets take for a formula gets an apostrophe before it, as OWASP advises against CSV
    injection.
    """
    safe = [
        pl.when(_looks_like_formula(name)).then("'" + pl.col(name)).otherwise(pl.col(name))
        for name, kind in table.schema.items()
        if kind == pl.String
    ]
    short = [
        pl.when(pl.col(name).is_finite()).then(pl.col(name).round_sig_figs(DIGITS))
        for name, kind in table.schema.items()
        if kind.is_float()
    ]
    buffer = io.BytesIO()
    told = table.with_columns(*(e.name.keep() for e in safe), *short)
    told.rename({name: harmless(name) for name in told.columns}).write_csv(buffer)
    return buffer.getvalue()


def harmless(text: str) -> str:
    """A text with an apostrophe before it where a spreadsheet would take it for a formula."""
    return f"'{text}" if is_formula(text) else text


def is_formula(text: str) -> bool:
    """Whether a spreadsheet might take a text for a formula."""
    return text.startswith(FORMULA_SIGNS)


def _looks_like_formula(name: str) -> pl.Expr:
    return pl.col(name).str.slice(0, 1).is_in(FORMULA_SIGNS)
