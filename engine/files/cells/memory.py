"""Memory that was freed goes back to the system."""

from __future__ import annotations

import ctypes
import sys

LARGE = 1 << 20


def give_back(rows: int) -> None:
    """Give back what was freed after work on so many rows; few are not worth the while.

    The C library of Linux keeps freed arrays for later ones, which doubles what a large file needs;
    others give them back by themselves.
    """
    if rows >= LARGE and sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)
