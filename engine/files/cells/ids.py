"""Numbers that are names: kept as the text they are, whatever a spreadsheet made of them.

Leading zeros and all nineteen digits stay. What a spreadsheet has cut to a few digits and an
exponent cannot be mended, only told.
"""

from __future__ import annotations

import polars as pl

from engine.files.cells.words import Words

_WHOLE = r"^\d+([.]0+)?$"
_DAMAGED = r"^\d([.,]\d+)?[eE]\+\d\d+$"


def whole_ids(words: Words) -> tuple[Words, str]:
    """Ids that were written as decimals, `17850.0`, without their zeros; and one as it was.

    Only where every word of the column is a whole number or ends in nothing but zeros: otherwise
    they stay as they are and the second is empty.
    """
    ids = words.distinct
    pointed = ids.filter(ids.str.ends_with(".0"))
    if not len(pointed) or not ids.str.contains(_WHOLE).all():
        return words, ""
    return words.renamed(ids.str.replace(r"[.]0+$", "")), str(pointed.min())


def damaged_ids(ids: pl.Series) -> pl.Series:
    """Whether each id is what a spreadsheet leaves of a long number: `5.70306E+17`."""
    return ids.str.contains(_DAMAGED).fill_null(value=False)
