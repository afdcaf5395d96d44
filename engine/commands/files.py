"""Files named on the command line, and how they are to be read."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path

from engine.commands.common import finished, pairs
from engine.door import Backroom
from engine.errors import OptionRefused
from engine.files import ReadOptions
from engine.terminal import Bars

CHOICES = ("sheet", "date_order", "decimals", "scale")


def read_options(asked: argparse.Namespace, kind: str = "") -> tuple[ReadOptions, dict[str, str]]:
    """How the files are to be read, and the options that are not about reading."""
    words = pairs(asked.option, "--option")
    told = {name: words.pop(name) for name in CHOICES if name in words}
    keep = [heading for heading in words.pop("keep", "").split(",") if heading]
    told_all = {"kind": kind, "mapping": pairs(asked.map, "--map"), "keep": keep, **told}
    return ReadOptions.of(told_all), words


def has_columns(backroom: Backroom, path: Path, headings: Iterable[str]) -> bool:
    """Whether a file has all of these columns; false where it cannot be opened at all."""
    if not path.is_file():
        return False
    with path.open("rb") as source:
        table = backroom.read(backroom.take(path.name, source))
    done = backroom.wait(table).status == "done"
    look = backroom.look(table)
    if look is None:
        return done and set(headings) <= set(backroom.table(table).told["headings"])
    return set(headings) <= {column.heading for column in look.columns}


def read_file(backroom: Backroom, path: Path, options: ReadOptions, bars: Bars) -> str:
    """Read a file to its end; returns the table's id.

    Raises:
        OptionRefused: There is no such file.
        Stopped: It could not be read.
    """
    if not path.is_file():
        raise OptionRefused(f"There is no file {path}.")
    with path.open("rb") as source:
        table = backroom.read(backroom.take(path.name, source), options)
    return finished(backroom, table, bars).id
