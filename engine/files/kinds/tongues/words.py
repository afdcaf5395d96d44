"""Several headings on one line."""

from __future__ import annotations


def words(text: str) -> tuple[str, ...]:
    """Normalised headings written in one line, best first: 'qty units' → ('qty', 'units')."""
    return tuple(text.split())
