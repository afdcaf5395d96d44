"""Numbers as they are written: six significant digits, so that equal runs give equal bytes."""

from __future__ import annotations

import math
from typing import Any

DIGITS = 6


def rounded(value: Any) -> Any:
    """Plain values with every float rounded to six significant digits.

    Infinite and missing numbers become None, which JSON can hold.
    """
    if isinstance(value, float):
        return float(f"{value:.{DIGITS}g}") if math.isfinite(value) else None
    if isinstance(value, dict):
        return {key: rounded(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [rounded(inner) for inner in value]
    return value
