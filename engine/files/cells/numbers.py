"""Numbers as people write them, read with SQL.

A column is looked at as a whole first: `1,50` is one and a half where its cells fit a decimal
comma and not a decimal point. What does not fit the column's way is no number: `2,50` among
points is neither 250 nor 2.5. A percentage is none either, for it says a share of something else.
"""

from __future__ import annotations

from dataclasses import dataclass

import duckdb
import numpy as np
import numpy.typing as npt
import polars as pl

from engine.files.cells.words import Words, ask

Floats = npt.NDArray[np.float64]
PLAIN = "try_cast(cell as double)"  # reads 'inf' and 'nan' too
_UNREAD = f"cell <> '' and {PLAIN} is null"
# A typographic minus, a dash for one, and spaces that do not break; `\s` knows only plain ones.
_CELL = "translate(cell, chr(8722) || chr(8211) || chr(160) || chr(8201) || chr(8239), '--   ')"
# Every letter as the same one: the database makes a pattern anew for each query, and one that
# names all letters several times takes longer than to read a thousand cells.
_ALIKE = f"regexp_replace({_CELL}, '\\p{{L}}', 'a', 'g')"
# A currency's sign or up to four letters may stand before or after; nothing else may.
_BEFORE = r"(?:a{0,3}\.?\s?\p{Sc}|a{1,4}\.?)"
_AFTER = r"(?:a{0,3}\p{Sc}|a{1,4}\.?)"
# Letters that multiply are no currency.
_MANIFOLD = r"(?i)\d\s*(k|m|mm|mn|mio|mln|mil|b|bn|mrd|tsd|cr|lac|dz|doz)\.?$"
_EXPONENT = r"^[-+]?\d+(?:{sign}\d+)?[eE][-+]?\d+$"
_SPACE = r"[ '’\x{{00A0}}\x{{2009}}\x{{202F}}]"
_DIGITS = (
    rf"[1-9]\d{{{{0,2}}}}(?:{_SPACE}\d{{{{3}}}})+(?:{{sign}}\d+)?"
    r"|[1-9]\d{{0,2}}(?:{other}\d{{3}})+(?:{sign}\d+)?"
    r"|[1-9]\d{{0,1}}(?:{other}\d{{2}})*{other}\d{{3}}(?:{sign}\d+)?"  # lakhs and crores
    r"|\d+(?:{sign}\d*)?|{sign}\d+"
)
_FRAME = (
    rf"^\(?\s*[-+]?\s*(?:{_BEFORE}\s*)?\(?\s*[-+]?\s*(?:{{digits}})"
    rf"\s*-?\s*\)?(?:\s*{_AFTER})?\s*-?\s*\)?$"
)
_SIGNS = f"{_CELL} not similar to '.*([-+(].*[-+(]|\\).*\\)).*'"
_PAIRED = "contains(cell, '(') = contains(cell, ')')"
# A point behind letters belongs to a currency's abbreviation, not to the number.
_STRIPPED = r"regexp_replace(cell, '\p{L}+[.]?|[^0-9.,]', '', 'g')"


def _way(sign: str, other: str) -> str:
    """SQL that reads a cell with this decimal sign, the other one parting thousands."""
    digits = _DIGITS.format(sign=f"[{sign}]", other=f"[{other}]")
    frame = _FRAME.replace("{digits}", digits).replace("'", "''")
    exponent = _EXPONENT.format(sign=f"[{sign}]")
    number = f"try_cast(replace(replace({_STRIPPED}, '{other}', ''), '{sign}', '.') as double)"
    return (
        f"case when regexp_matches(cell, '{exponent}')"
        f" then try_cast(replace(cell, '{sign}', '.') as double)"
        f" when regexp_matches({_ALIKE}, '{frame}') and {_SIGNS} and {_PAIRED}"
        f" and not regexp_matches({_CELL}, '{_MANIFOLD}')"
        f" then {number} * case when regexp_matches({_CELL}, '[-(]') then -1 else 1 end end"
    )


POINT, COMMA = _way(".", ","), _way(",", ".")
# One to three digits and three more behind the only sign: thousands as well as thousandths.
_EITHER = r"^[-+]?[1-9][0-9]{0,2}\.[0-9]{3}$"


@dataclass(frozen=True)
class Numbers:
    """A column of numbers that was read.

    Attributes:
        by_row: (rows,) NaN where a cell is no number or not finite.
        open: Whether its cells fit a decimal comma as well as a decimal point.
        note: What had to be assumed, or an empty string.
        sign: `point` or `comma` where its cells decide for one; else empty.
    """

    by_row: Floats
    open: bool = False
    note: str = ""
    sign: str = ""


def read_numbers(cursor: duckdb.DuckDBPyConnection, words: Words, decimals: str = "auto") -> Floats:
    """The rows of a column as numbers, NaN where a cell is none or not finite.

    Args:
        cursor: Runs the queries.
        words: The column's words.
        decimals: The decimal sign: `point`, `comma`, or `auto` to find it in the column.
    """
    return read_closely(cursor, words, decimals).by_row


def read_closely(
    cursor: duckdb.DuckDBPyConnection, words: Words, decimals: str = "auto"
) -> Numbers:
    """The rows of a column as numbers, and what had to be assumed; see `read_numbers`."""
    if decimals == "comma":
        return Numbers(_spread(words, ask(cursor, words, {"number": COMMA})["number"]))
    plain = ask(cursor, words, {"number": PLAIN, "unread": _UNREAD})
    if not plain["unread"].any():
        numbers = _spread(words, plain["number"])
        return Numbers(numbers) if decimals == "point" else _plain(numbers, words)
    if decimals == "point":
        return Numbers(_spread(words, ask(cursor, words, {"number": POINT})["number"]))
    both = ask(cursor, words, {"point": POINT, "comma": COMMA})
    return _decided(words, both.select(_finite(pl.col(way)) for way in both.columns))


def _finite(number: pl.Expr) -> pl.Expr:
    return pl.when(number.is_finite()).then(number)


def _plain(numbers: Floats, words: Words) -> Numbers:
    """Numbers that a decimal point fits; left open where all their points may part thousands."""
    pointed = words.distinct.filter(words.distinct.str.contains(".", literal=True))
    if not len(pointed):
        return Numbers(numbers)
    if pointed.str.contains(_EITHER).all():
        return _either(numbers, pointed)
    return Numbers(numbers, sign="point")


def _decided(words: Words, read: pl.DataFrame) -> Numbers:
    """Both ways → the one that more rows fit which do not fit the other; the point among equals."""
    point, comma, rows = read["point"], read["comma"], words.rows
    only_point = rows[(point.is_not_null() & comma.is_null()).to_numpy()].sum()
    only_comma = rows[(comma.is_not_null() & point.is_null()).to_numpy()].sum()
    if only_comma != only_point:
        sign = "comma" if only_comma > only_point else "point"
        return Numbers(_spread(words, read[sign]), sign=sign)
    numbers = _spread(words, point)
    differ = words.distinct.filter((point != comma).fill_null(value=False))
    return _either(numbers, differ) if len(differ) else Numbers(numbers)


def _either(numbers: Floats, cells: pl.Series) -> Numbers:
    """Numbers read with a point although these cells fit a comma as well."""
    note = (
        f"Numbers such as {cells.min()!s} fit a decimal comma as well as a decimal point; they "
        "were read with the point."
    )
    return Numbers(numbers, open=True, note=note)


def _spread(words: Words, by_word: pl.Series) -> Floats:
    finite = by_word.to_frame("number").select(_finite(pl.col("number"))).to_series()
    return words.spread(finite.fill_null(float("nan")))
