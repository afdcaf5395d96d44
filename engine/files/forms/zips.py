"""What may go wrong inside a zip, in one place."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from engine.errors import FileRefused

_FAULTS = (
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, NotImplementedError, RuntimeError,
    EOFError, OSError, ValueError, KeyError, IndexError,
)  # fmt: skip


@contextmanager
def zip_faults(words: str) -> Iterator[None]:
    """A fault of a zip inside the block refuses the file in these words."""
    try:
        yield
    except _FAULTS as error:
        raise FileRefused(words) from error
