"""Headings and values of a file's segments, as they are read on a page."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable

SHORTEST = 3
"""Letters of a heading that says by itself what it is."""
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_BEGINS = re.compile(r"[+−<>≤≥-]?\s*\d")
_YEAR_LAST = re.compile(r"\d{1,2}([./-])\d{1,2}\1\d{4}")


def heading_title(heading: str) -> str:
    """A heading as a title: `customer_type` → `Customer type`; `t` → `Column “t”`."""
    told = heading_within(heading)
    return told[:1].upper() + told[1:]


def heading_within(heading: str) -> str:
    """A heading inside a sentence: `customer_type` → `customer type`; `t` → `column “t”`."""
    told = " ".join(heading.replace("_", " ").split())
    return told if len(told) >= SHORTEST else f"column “{heading}”"


def in_order(values: Iterable[str]) -> list[str]:
    """Values as people count them: numbers, dates and ranges ascending, all else as it comes.

    Args:
        values: In the order that stands where one of them is no number, date or range.
    """
    told = list(values)
    return sorted(told, key=_numbers) if all(map(_BEGINS.match, told)) else told


def _numbers(value: str) -> tuple[list[float], str]:
    """The numbers in a value; a date that ends with its year begins with it here."""
    if _YEAR_LAST.fullmatch(value):
        return [float(part) for part in re.split("[./-]", value)[::-1]], value
    found = [float(number) for number in _NUMBER.findall(value)]
    if value[0] in "-−":
        found[0] = -found[0]
    if value[0] in "<≤":
        found[0] = -math.inf
    return found, value
