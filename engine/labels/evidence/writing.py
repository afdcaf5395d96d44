"""How a text is written: its letters, digits and signs, and what it looks like."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from engine.labels.evidence.facts import Dense
from engine.labels.words import Ints

WRITING = (
    "letters", "digits", "share_digits", "share_letters", "share_capitals", "point", "comma",
    "percent", "colon", "slashes", "dashes", "currency", "small_number", "begins_with_digit",
    "like_date", "like_time", "like_quantity", "like_phone", "like_address", "spaces",
)  # fmt: skip
"""What each column of `describe_writing` tells."""

_CURRENCY = re.compile(r"[$€£¥₹₩₫฿₱₺₽₦₪]|\b(?:EUR|USD|GBP|RM|Rs|CHF|AED)\b")
_SMALL = re.compile(r"\D{0,2}\d{1,3}\D{0,2}")
_DATE = re.compile(
    r"\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4}|\d{1,2}\W?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\W{0,2}\d",
    re.IGNORECASE,
)
_TIME = re.compile(r"\b\d{1,2}[:h]\d{2}|\d\s?[ap]\.?m\b", re.IGNORECASE)
_QUANTITY = re.compile(
    r"\(?(?:[x×*]\s?)?\d{1,3}(?:[.,]\d{1,3})?\s?(?:[x×*@]|kg|lbs?|oz|ea|pcs?|st|g|ml|l)?.{0,3}",
    re.IGNORECASE,
)
_COUNT = re.compile(r"\(?\s?[x×*]?\s?(\d{1,3})\s?[x×*@]?\s?\)?", re.IGNORECASE)
_PHONE = re.compile(r"(?:\+?\d[\d\s().-]{6,}\d)")
_ADDRESS = re.compile(r"www\.|@\w+\.|\.(?:com|net|org|de|fr|my|co)\b|https?:", re.IGNORECASE)


def describe_writing(texts: Sequence[str]) -> Dense:
    """How each text is written.

    Args:
        texts: n texts.

    Returns:
        By `WRITING`, (n, 20); shares and likenesses 0..1, numbers as they are counted.
    """
    different = sorted(set(texts))
    place = {text: number for number, text in enumerate(different)}
    told = np.array([_describe(text) for text in different], dtype=np.float32)
    told = told.reshape(-1, len(WRITING))
    return np.asarray(told[np.array([place[text] for text in texts], dtype=np.int64)])


def read_counts(texts: Sequence[str]) -> Ints:
    """How many pieces each text says, 1 to 999; 0 where it says something else, (n,)."""
    found = (_COUNT.fullmatch(text) if len(text) < 10 else None for text in texts)
    return np.array([int(match[1]) if match else 0 for match in found], dtype=np.int64)


def _describe(text: str) -> list[float]:
    short = text[:200]
    length = max(1, len(short))
    digits = sum(map(str.isdigit, short))
    return [
        length, digits, digits / length,
        sum(map(str.isalpha, short)) / length,
        sum(map(str.isupper, short)) / length,
        "." in short, "," in short, "%" in short, ":" in short,
        short.count("/"), short.count("-"),
        bool(_CURRENCY.search(short)), bool(_SMALL.fullmatch(short)), short[:1].isdigit(),
        bool(_DATE.search(short)), bool(_TIME.search(short)), bool(_QUANTITY.fullmatch(short)),
        bool(_PHONE.search(short)), bool(_ADDRESS.search(short)), short.count(" "),
    ]  # fmt: skip
