"""Rows of a table that are no records: the header said again, and sums."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Callable, Sequence

import numpy as np
import polars as pl

from engine.files.cells.words import Words
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
    empty = functools.cache(lambda place: int(cells[place].blank.sum()))
    places = sorted(_named(cells, header) | (_words_for_sums(cells) if sums else set()))
    at, found = np.array(places, dtype=np.int64), []
    for place, *filled in zip(places, *(words.at(at).text for words in cells), strict=True):
        row = tuple(cell or "" for cell in filled)
        if header and _says_again(row, header):
            found.append((place, "repeated_header", row[0]))
        elif sums and (word := _sum(row, len(cells[0]), empty)):
            found.append((place, "totals_row", word))
    if not found:
        return records
    out = pl.DataFrame(
        [(records.row[place], reason, value) for place, reason, value in found],
        records.left_out.schema, orient="row",
    )  # fmt: skip
    mask = np.ones(len(cells[0]), dtype=bool)
    mask[[place for place, _, _ in found]] = False
    return Records(
        tuple(words.only(mask) for words in cells),
        records.row.filter(pl.Series(mask)),
        pl.concat([records.left_out, out]).sort("row"),
    )


def _named(cells: Sequence[Words], header: Sequence[str]) -> set[int]:
    """Places of rows whose first cell is its heading."""
    first = next((place for place, cell in enumerate(header) if cell.strip()), None)
    if first is None:
        return set()
    return _places(cells[first], cells[first].distinct.str.strip_chars() == header[first].strip())


def _words_for_sums(cells: Sequence[Words]) -> set[int]:
    found: set[int] = set()
    for column in cells:
        words = column.distinct  # a word repeats from row to row
        likely = words.filter((words.str.len_bytes() < 100) & words.str.contains(_LIKELY))
        sums = [word for word in likely if _is_total(word)]
        found |= _places(column, words.is_in(sums)) if sums else set()
    return found


def _places(column: Words, which: pl.Series) -> set[int]:
    """Places of the cells that are one of these words."""
    return set(np.flatnonzero(column.spread(which)).tolist()) if which.any() else set()


def _is_total(word: str) -> bool:
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(sign for sign in plain if sign.isalpha() and sign.isascii()) in _TOTALS


def _says_again(row: Sequence[str], header: Sequence[str]) -> bool:
    beside = zip(row[len(row) - len(header) :], header, strict=False)
    return all(cell.strip() == heading.strip() for cell, heading in beside)


def _sum(row: Sequence[str], rows: int, blanks: Callable[[int], int]) -> str:
    """The word for a sum that a row begins with; empty where it is a record.

    Args:
        row: Its cells.
        rows: How many there are in all.
        blanks: How many of them leave the cell at a place empty.
    """
    filled = [cell.strip() for cell in row if cell.strip()]
    if not _is_total(filled[0]) or not all(_VALUE.fullmatch(cell) for cell in filled[1:]):
        return ""
    empty = [place for place, cell in enumerate(row) if not cell.strip()]
    if len(empty) >= len(filled):
        return filled[0]
    rare = (blanks(place) <= 0.05 * rows + 1 for place in empty)
    return filled[0] if any(rare) else ""
