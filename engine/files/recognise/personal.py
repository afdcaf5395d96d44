"""Which columns seem to tell a person: by their headings and by what stands in them."""

from __future__ import annotations

import re

from engine.files.forms.raw import RawTable

_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def personal_columns(raw: RawTable) -> frozenset[int]:
    """Places of columns that seem to tell a person."""
    return frozenset(index for index in range(len(raw.headings)) if _mostly_mail(raw, index))


def _mostly_mail(raw: RawTable, index: int) -> bool:
    cells = [row[index].strip() for row in raw.sample if index < len(row) and row[index].strip()]
    return bool(cells) and sum(_MAIL.fullmatch(cell) is not None for cell in cells) > len(cells) / 3
