"""What may become a vector, and what a vector is: finite numbers, length 1, never zero."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine.models.protocols import Vectors

Doubles = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
DIGITS = 6
_AT_ONCE = 2048
# Few enough to stay in a processor's cache, which halves the time.
_PAIRS_AT_ONCE = 256


def unfit(text: str) -> str:
    """Why a text cannot have a vector, or empty where nothing is known against it."""
    if not text.strip():
        return "the text is empty"
    try:
        text.encode()
    except UnicodeEncodeError:
        return "the text holds half a character"
    return ""


def unit(numbers: npt.ArrayLike) -> Vectors | None:
    """The direction of a vector, float32 (d,) of length 1; None where it has none.

    Computed in double precision, so that neither huge nor tiny numbers lose it.
    """
    with np.errstate(over="ignore", invalid="ignore"):
        wide = np.asarray(numbers, dtype=np.float64)
        length = float(np.sqrt(np.square(wide).sum()))
    if wide.ndim != 1 or not np.isfinite(length) or length <= 0:
        return None
    return (wide / length).astype(np.float32)


def stacked(vectors: list[Vectors], dims: int) -> Vectors:
    """Vectors as the rows of one array, float32 (n, d); (0, dims) where there are none."""
    return np.stack(vectors) if vectors else np.empty((0, dims), dtype=np.float32)


def inner_products(vectors: Vectors, rows: Ints, others: Vectors, other_rows: Ints) -> Doubles:
    """(n,) inner product of each pair of a row of `vectors` and one of `others`, to 6 digits.

    Pair by pair and in double precision, so that no other pair changes the last digits.
    """
    found = np.empty(len(rows))
    for begin in range(0, len(rows), _PAIRS_AT_ONCE):
        some = slice(begin, begin + _PAIRS_AT_ONCE)
        wide = vectors[rows[some]].astype(np.float64)
        found[some] = (wide * others[other_rows[some]]).sum(axis=1)
    return np.round(found, DIGITS)


def likenesses(vectors: Vectors, others: Vectors) -> Doubles:
    """Inner products of unit vectors, (n, m), -1..1, rounded to 6 digits.

    Pair by pair and in double precision: a matrix product's last digits, and with them ties,
    would depend on how many rows there are.
    """
    found = np.empty((len(vectors), len(others)))
    for first in range(0, len(vectors), _AT_ONCE):
        wide = vectors[first : first + _AT_ONCE].astype(np.float64)
        for column, other in enumerate(others):
            found[first : first + _AT_ONCE, column] = (wide * other).sum(axis=1)
    return np.round(found, DIGITS)
