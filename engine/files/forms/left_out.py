"""Rows of a table that are no records: the header said again, and sums."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

import polars as pl

from engine.files.forms.records import Records

_WORDS = """
    total totals totale totales totais grandtotal granttotal subtotal subtotals soustotal
    totalgeneral totalgeral totalgenerale totalht totalttc totalamount totalsales sum sums
    overall overalltotal somme suma soma summe summen gesamt gesamtsumme gesamtbetrag endsumme
    zwischensumme insgesamt ensemble sumatotal totalfinal montanttotal importetotal valortotal
    totalparcial sousototal
"""
_TOTALS = frozenset(_WORDS.split())
_LIKELY = "(?i)tot|sum|som|gesamt|ensemble|overall"
_VALUE = re.compile(r"[^\w\s]?[-+(]*\s?[^\w\s]?\s?\d[\d.,'\s]*\s?(?:[^\w\s]|[A-Z]{3})?\)?")


def without_left_out(records: Records, header: Sequence[str], *, sums: bool = True) -> Records:
    """The records without those that say the header again and those that are sums.

    A row is a sum where the first cell that is filled is a word for one and nothing but numbers
    stands beside it, with at least as many cells empty as filled; or at least one empty that
    hardly any other row leaves so.

    Args:
        records: What was read.
        header: The headings as the file has them; empty where it has none.
        sums: Whether a row may be a sum.
    """
    cells = records.cells
    places = sorted(_named(cells, header) | (_words_for_sums(cells) if sums else set()))
    found = []
    for place in places:
        row = tuple(cell or "" for cell in cells.row(place))
        if header and _says_again(row, header):
            found.append((place, "repeated_header", row[0]))
        elif sums and (word := _sum(row, cells)):
            found.append((place, "totals_row", word))
    if not found:
        return records
    out = pl.DataFrame(
        [(records.row[place], reason, value) for place, reason, value in found],
        records.left_out.schema, orient="row",
    )  # fmt: skip
    mask = ~pl.Series(range(cells.height)).is_in([place for place, _, _ in found])
    return Records(
        cells.filter(mask), records.row.filter(mask), pl.concat([records.left_out, out]).sort("row")
    )


def _named(cells: pl.DataFrame, header: Sequence[str]) -> set[int]:
    """Places of rows whose first cell is its heading."""
    first = next((place for place, cell in enumerate(header) if cell.strip()), None)
    if first is None:
        return set()
    words = _words(cells[:, first])
    same = words.filter(words.str.strip_chars() == header[first].strip())
    return _places(cells[:, first], same.to_list())


def _words_for_sums(cells: pl.DataFrame) -> set[int]:
    found: set[int] = set()
    for column in cells:
        words = _words(column)  # a word repeats from row to row
        likely = words.filter((words.str.len_bytes() < 100) & words.str.contains(_LIKELY))
        found |= _places(column, [word for word in likely if _is_total(word)])
    return found


def _words(column: pl.Series) -> pl.Series:
    return column.unique().cast(pl.String).drop_nulls()


def _places(column: pl.Series, words: Sequence[str]) -> set[int]:
    """Places of the cells that are one of these words."""
    return set(column.cast(pl.String).is_in(words).arg_true().to_list()) if words else set()


def _is_total(word: str) -> bool:
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(sign for sign in plain if sign.isalpha() and sign.isascii()) in _TOTALS


def _says_again(row: Sequence[str], header: Sequence[str]) -> bool:
    beside = zip(row[len(row) - len(header) :], header, strict=False)
    return all(cell.strip() == heading.strip() for cell, heading in beside)


def _sum(row: Sequence[str], cells: pl.DataFrame) -> str:
    """The word for a sum that a row begins with; empty where it is a record."""
    filled = [cell.strip() for cell in row if cell.strip()]
    if not _is_total(filled[0]) or not all(_VALUE.fullmatch(cell) for cell in filled[1:]):
        return ""
    empty = [place for place, cell in enumerate(row) if not cell.strip()]
    if len(empty) >= len(filled):
        return filled[0]
    rare = (cells[:, place].null_count() <= 0.05 * cells.height + 1 for place in empty)
    return filled[0] if any(rare) else ""
