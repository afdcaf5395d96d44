"""Amounts of money, as receipts of many countries write them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from engine.labels.words import Ints

MOST_LETTERS = 60
"""A longer text tells of something else, whatever amount stands in it."""

_CURRENCY = (
    r"(?:(?i:us\$|au?\$|ca?\$|s\$|r\$|hk\$|nt\$|usd|eur|gbp|chf|cad|aud|nzd|myr|rm|sgd|idr|rp\.?|inr"
    r"|rs\.?|aed|sar|jpy|cny|rmb|hkd|thb|php|vnd|krw|brl|mxn|zar|try|tl|sek|nok|dkk|kr\.?|pln|zł"
    r"|czk|kč|huf|ft|ron|lei|ils|sfr\.?|fr\.)|[$€£¥₹₩₫฿₱₺₽₦₪¢])"
)
_MINUS = "[-−–]"
_MONEY = re.compile(
    rf"""
    (?:[^\d]*?(?<![.,\d])[\s:=(*@\#])??        # what the amount is, in words
    (?P<minus>{_MINUS})?\s?(?P<before>{_CURRENCY})?\s?(?P<then>{_MINUS})?
    (?P<whole>\d{{1,3}}(?P<group>[.,'’])\d{{3}}(?:(?P=group)\d{{3}})*   # 1,234 or 1.234.567
      |\d{{1,3}}(?:\ \d{{3}})+(?=,\d\d)                                 # 1 234,50
      |\d{{0,9}})
    (?:[.,](?P<cents>\d\d)|(?P<flat>[.,][-–—]{{1,2}}))?
    (?:\s?(?P<behind>{_CURRENCY}))?(?P<last>{_MINUS})?
    \s?(?P<mark>[A-Z*\#]{{1,3}})?[\s)*;:,]*    # the letter of a tax rate
    """,
    re.VERBOSE,
)
_UNITS = frozenset(("KG", "LB", "LBS", "OZ", "ML", "EA", "PK", "PC", "PCS", "CT", "X", "AM", "PM"))
_EXACT, _GROUPED, _BARE = 3, 2, 1


@dataclass(frozen=True)
class _Reading:
    """A text as an amount: how far its writing shows that it is one, and whether it has cents."""

    amount: int
    grade: int
    cents: bool


def read_amounts(texts: Sequence[str], starts: Ints) -> Ints:
    """The amount of money that each word says.

    Currency signs and codes before and behind, grouped thousands, decimal points and commas, signs
    on either side, a caption in front and the letter of a tax rate behind are understood. Three
    digits behind a mark are thousands, and bare numbers of three digits or more are amounts, only
    on receipts that write no amount with cents: elsewhere these are weights and codes.

    Args:
        texts: What each word says, n.
        starts: First word of each receipt, and n at the end, (receipts + 1,).

    Returns:
        Amounts in hundredths, negative where written so, 0 where a word says none, (n,).
    """
    readings = [_read(text) for text in texts]
    amount = np.array([reading.amount for reading in readings], dtype=np.int64)
    grade = np.array([reading.grade for reading in readings], dtype=np.int64)
    cents = np.array([reading.cents for reading in readings], dtype=np.int64)
    before = np.concatenate([[0], np.cumsum(cents)])
    with_cents = before[starts[1:]] > before[starts[:-1]]
    least = np.repeat(np.where(with_cents, _EXACT, _BARE), np.diff(starts))
    return np.where(grade >= least, amount, 0).astype(np.int64)


def read_amount(text: str) -> int:
    """The amount one text says for itself, in hundredths, 0 where there is none."""
    reading = _read(text)
    return reading.amount if reading.grade == _EXACT else 0


@lru_cache(maxsize=65536)
def _read(text: str) -> _Reading:
    nothing = _Reading(0, 0, cents=False)
    if not any(map(str.isdigit, text)):
        return nothing
    plain = unicodedata.normalize("NFKC", text[: MOST_LETTERS + 1]).strip()
    if len(plain) > MOST_LETTERS:
        return nothing
    found = _MONEY.fullmatch(plain)
    if not found or found["mark"] in _UNITS:
        return nothing
    digits = re.sub(r"\D", "", found["whole"])
    grade = _grade(found, plain, digits)
    if not grade:
        return nothing
    signed = found["minus"] or found["then"] or found["last"]
    amount = int(digits or 0) * 100 + int(found["cents"] or 0)
    return _Reading(-amount if signed else amount, grade, cents=bool(found["cents"]))


def _grade(found: re.Match[str], plain: str, digits: str) -> int:
    """How far the writing shows an amount; 0 where it shows something else."""
    if not digits and not found["cents"]:
        return 0
    if len(digits) > 1 and digits[0] == "0":
        return 0  # a day and a month
    if found["cents"] or found["flat"] or found["before"] or found["behind"]:
        return _EXACT
    if found["group"]:
        return _GROUPED
    return _BARE if plain == digits and 3 <= len(digits) <= 7 else 0
