"""Times written with their distance from UTC: kept as written where it is the same for all."""

from __future__ import annotations

import polars as pl

from engine.files.cells.words import Words

_NAMES = {
    "Z": 0, "UTC": 0, "GMT": 0, "WET": 0, "WEST": 1, "BST": 1, "CET": 1, "CEST": 2, "EET": 2,
    "EEST": 3, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8,
    "PDT": -7,
}  # fmt: skip
_ZONE = rf"(?:UTC|GMT)?[-+]\d\d(?::?\d\d)?|[zZ]|{'|'.join(name for name in _NAMES if name != 'Z')}"
_TIMED = rf":\d\d(?:[.,]\d+)?(?:\s*[AaPp][.]?[Mm][.]?)?\s*({_ZONE})$"
ZONE = f"regexp_extract(cell, '{_TIMED}', 1)"
WITHOUT_ZONE = (
    f"case when {ZONE} = '' then cell else trim(left(cell, length(cell) - length({ZONE}))) end"
)


def in_one_zone(moments: pl.Series, zones: pl.Series, words: Words) -> tuple[pl.Series, str]:
    """Moments as written where all are equally far from UTC, else all in UTC; and a note.

    Args:
        moments: What each word was read as, without regard to its zone.
        zones: What each word says of its zone; empty where it says nothing.
        words: The column's words; only those that some row holds count.
    """
    said = zones.fill_null("")
    away = said.replace_strict(
        {zone: _minutes(zone) for zone in said.unique()}, return_dtype=pl.Int64
    )
    zoned = (said != "") & moments.is_not_null() & pl.Series(words.rows > 0)
    distances = away.filter(zoned).unique().sort().to_list()
    if len(distances) <= 1:
        return moments, f"Times are as written, at {_said(distances[0])}." if distances else ""
    shifted = moments.to_frame("at").select(pl.col("at") - pl.duration(minutes=pl.lit(away)))
    note = "Times are written at different distances from UTC; they were all read as UTC."
    if (moments.is_not_null() & (said == "")).any():
        note = note.removesuffix(".") + ", like those that say no distance."
    return shifted.to_series(), note


def _minutes(zone: str) -> int:
    """Minutes east of UTC."""
    digits = zone.upper().removeprefix("UTC").removeprefix("GMT").replace(":", "")
    if zone and digits[:1] in ("+", "-"):
        minutes = 60 * int(digits[1:3]) + int(digits[3:5] or 0)
        return -minutes if digits[0] == "-" else minutes
    return 60 * _NAMES.get(zone.upper(), 0)


def _said(minutes: int) -> str:
    sign = "-" if minutes < 0 else "+"
    return f"UTC{sign}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}" if minutes else "UTC"
