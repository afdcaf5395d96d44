"""What all commands share: written pairs, an open workspace, a run that is watched."""

from __future__ import annotations

import argparse
import contextlib
import dataclasses
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from engine.door import Backroom
from engine.errors import OptionRefused
from engine.jobs import JobView
from engine.settings import read_settings
from engine.terminal import Bars

LOOK_EVERY_S = 0.05
DONE, OTHER, REFUSED, CANCELLED = 0, 1, 2, 4


class Stopped(Exception):
    """A run did not end well; what there is to say was said.

    Attributes:
        code: The exit code.
    """

    def __init__(self, code: int) -> None:
        super().__init__(f"exit code {code}")
        self.code = code


def add_common(command: argparse.ArgumentParser, option_help: str) -> None:
    """Arguments that every command takes."""
    command.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help="folder for the results, made anew"
    )
    command.add_argument("--force", action="store_true", help="write over files in DIR")
    command.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="FIELD=COLUMN",
        help="the column that holds a field, by hand",
    )
    command.add_argument(
        "--option", action="append", default=[], metavar="NAME=VALUE", help=option_help
    )
    command.add_argument("--workspace", type=Path, metavar="PATH", help="keep tables and runs here")
    command.add_argument("--quiet", action="store_true", help="no progress, no summary")


def pairs(written: Sequence[str], flag: str) -> dict[str, str]:
    """`name=value` words as a mapping.

    Raises:
        OptionRefused: A word has no equals sign.
    """
    found = {}
    for word in written:
        name, equals, value = word.partition("=")
        if not equals:
            raise OptionRefused(f"{flag} takes name=value, not {word!r}.")
        found[name.strip()] = value.strip()
    return found


@contextlib.contextmanager
def open_backroom(workspace: Path | None) -> Iterator[Backroom]:
    """The workspace asked for, or one that is gone afterwards."""
    with contextlib.ExitStack() as stack:
        home = workspace or Path(stack.enter_context(tempfile.TemporaryDirectory("-backroom")))
        backroom = Backroom.open(dataclasses.replace(read_settings(), home=home))
        stack.callback(backroom.close)
        yield backroom


def finished(backroom: Backroom, run: str, bars: Bars) -> JobView:
    """Draw a run's steps until it has ended well.

    Raises:
        Stopped: It was cancelled or failed; the error stream says so.
    """
    view = _watched(backroom, run, bars)
    if view.status == "done":
        return view
    if view.status == "cancelled":
        print("Cancelled.", file=sys.stderr)
        raise Stopped(CANCELLED)
    print(view.error, file=sys.stderr)
    raise Stopped(REFUSED if view.refused else OTHER)


def _watched(backroom: Backroom, run: str, bars: Bars) -> JobView:
    while True:
        try:
            view = backroom.wait(run, LOOK_EVERY_S)
        except TimeoutError:
            view = backroom.watch(run) or view
        bars.draw(run, view.steps)
        if not view.active:
            return view
