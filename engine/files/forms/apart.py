"""Formats whose readers may fall over a forged file are read in a process of their own.

The readers of old workbooks, of OpenDocument and of Parquet lay out whatever room a file claims
to need, and end their process where there is none. Here only the child ends.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import polars as pl

from engine.errors import EngineError, FileRefused, OptionRefused
from engine.files.forms.header import find_header
from engine.files.forms.trees import Tree, read_parquet
from engine.files.forms.workbooks import OpenSheet, Sheet, first_rows, is_xlsx, open_workbook

MOST_BYTES = 6 << 30
"""Address space of the child: 200 million cells of numbers and what reading them takes."""
MOST_SECONDS = 300
_DAMAGED = {
    "workbook": "The workbook cannot be opened; save it again as .xlsx.",
    "parquet": "The Parquet file is damaged and cannot be opened.",
}
_BEGIN = "from engine.files.forms.apart import answer; answer()"


def open_any_workbook(path: Path, name: str | None = None) -> OpenSheet:
    """Read one sheet of a workbook as `open_workbook` does, and raise as it does."""
    if is_xlsx(path):
        return open_workbook(path, name)
    told = _asked("workbook", path, name)
    cells = pl.read_parquet(told["path"])
    sheets = tuple(Sheet(**sheet) for sheet in told["sheets"])
    return OpenSheet(cells, find_header(first_rows(cells)), sheets, told["name"])


def read_any_parquet(path: Path) -> Tree:
    """Read a Parquet file as `read_parquet` does, and raise as it does."""
    told = _asked("parquet", path, None)
    return Tree(Path(told["path"]), tuple(told["headings"]), tuple(told["notes"]))


def answer() -> None:
    """What the child does: read one file, write its cells beside it, say the rest as JSON."""
    _limit_memory()
    kind, path, name = json.loads(sys.argv[1])
    try:
        told = _workbook(Path(path), name) if kind == "workbook" else _parquet(Path(path))
    except EngineError as error:
        told = {type(error).__name__: str(error)}
    sys.stdout.write(json.dumps(told))


def _workbook(path: Path, name: str | None) -> dict[str, Any]:
    book = open_workbook(path, name)
    out = path.with_name(f"{path.name}.sheet")
    book.cells.write_parquet(out, compression="lz4")
    sheets = [asdict(sheet) for sheet in book.sheets]
    return {"path": str(out), "sheets": sheets, "name": book.name}


def _parquet(path: Path) -> dict[str, Any]:
    tree = read_parquet(path)
    return {"path": str(tree.path), "headings": tree.headings, "notes": tree.notes}


def _asked(kind: str, path: Path, name: str | None) -> dict[str, Any]:
    request = json.dumps([kind, str(path.absolute()), name])
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(part for part in sys.path if part)}
    try:
        child = subprocess.run(  # noqa: S603 - our own interpreter and our own code
            [sys.executable, "-c", _BEGIN, request],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=MOST_SECONDS,
            env=environment,
            check=True,
        )
        told: dict[str, Any] = json.loads(child.stdout)
    except (subprocess.SubprocessError, ValueError) as error:
        raise FileRefused(_DAMAGED[kind]) from error
    if "OptionRefused" in told:
        raise OptionRefused(told["OptionRefused"])
    if "path" not in told:
        raise FileRefused(next(iter(told.values())))
    return told


def _limit_memory() -> None:
    try:
        # Not on Windows, where the child may take what there is.
        import resource  # noqa: PLC0415
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
