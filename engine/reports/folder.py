"""A run's documents and tables → a folder of files."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from engine.errors import OptionRefused


def prepare_folder(folder: Path, *, force: bool) -> None:
    """Make the folder results go to.

    Raises:
        OptionRefused: It holds files already and `force` is off, or it cannot be a folder.
    """
    if folder.exists() and not folder.is_dir():
        raise OptionRefused(f"{folder} is a file; --out needs a folder.")
    if folder.exists() and any(folder.iterdir()) and not force:
        raise OptionRefused(f"{folder} holds files already; add --force to write over them.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OptionRefused(f"{folder} cannot be made: {error.strerror}.") from error


def to_json(document: Any) -> bytes:
    """UTF-8, indented, ending in a newline; no NaN."""
    text = json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False)
    return (text + "\n").encode()


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write each file beside its place and move it there, so that none is ever half written."""
    for name, data in files.items():
        beside = folder / f".{name}.part"
        beside.write_bytes(data)
        beside.replace(folder / name)
