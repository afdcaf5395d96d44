"""Patterns of a schema, looked for in time in proportion to the text, whatever they are.

The standard library's engine can take for ever over an answer of thirty letters, and holds every
other thread while it does; polars' has no way of looking twice at a letter, and so no such answer.
"""

from __future__ import annotations

import polars as pl

from engine.errors import OptionRefused


def refuse_pattern(pattern: str) -> None:
    """Refuse what cannot be looked for here.

    Raises:
        OptionRefused: It is no pattern, looks ahead, behind or back, or is too large.
    """
    try:
        stands_in(pattern, "")
    except pl.exceptions.ComputeError as error:
        said = str(error).strip().splitlines()[-1].removeprefix("error: ")
        raise OptionRefused(
            f"The schema's pattern {pattern[:80]!r} cannot be used here: {said}. Looking ahead, "
            "behind or back is not possible; a list of choices (enum) often does as well."
        ) from None


def stands_in(pattern: str, text: str) -> bool:
    """Whether a pattern that is not refused stands anywhere in a text."""
    return bool(pl.Series([text], dtype=pl.String).str.contains(pattern)[0])
