"""Headings made comparable."""

from __future__ import annotations

import unicodedata


def plain(heading: str) -> str:
    """A heading without accents, spaces, signs and capitals: 'N° de Téléphone' → 'ndetelephone'.

    'ß' becomes 'ss'; letters of other alphabets stay as they are; signs alone become ''.
    """
    parts = unicodedata.normalize("NFKD", heading).casefold()
    return "".join(sign for sign in unicodedata.normalize("NFKD", parts) if sign.isalnum())


def words(text: str) -> tuple[str, ...]:
    """Plain headings written in one line, best first."""
    return tuple(text.split())
