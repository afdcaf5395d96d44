"""Numbers held as narrow as they fit, for columns of millions of lines; nothing is lost."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

AnyInts = npt.NDArray[np.signedinteger[Any]]
AnyFloats = npt.NDArray[np.floating[Any]]
_WHOLE = (np.int16, np.int32)


def narrow_ints(values: AnyInts) -> AnyInts:
    """Whole numbers in 16, 32 or 64 bits, as many as the largest needs."""
    if values.dtype == _WHOLE[0]:
        return values
    low, high = int(values.min(initial=0)), int(values.max(initial=0))
    for kind in _WHOLE:
        if np.iinfo(kind).min <= low and high <= np.iinfo(kind).max:
            return values.astype(kind)
    return values.astype(np.int64)


def narrow_floats(values: AnyFloats) -> AnyFloats:
    """Numbers in 32 bits where each of them is exact in these, else in 64."""
    if values.dtype == np.float32:
        return values
    with np.errstate(over="ignore"):
        narrow = values.astype(np.float32)
    exact = narrow == values
    exact |= np.isnan(values)
    return narrow if exact.all() else values.copy()
