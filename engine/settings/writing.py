"""Small files of the user's own, changed by several pages at once and never seen half written."""

from __future__ import annotations

import secrets
import threading
from pathlib import Path

CHANGING = threading.RLock()
"""Held from reading such a file until it is written, so that no change of another page is lost."""


def write_whole(path: Path, text: str) -> None:
    """Write a file beside its place and move it there.

    The name beside it is nobody else's: another Backroom may be writing the same file.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        beside.write_text(text, "utf-8")
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
