"""What all commands share: written pairs, an open workspace, a run that is watched."""

from __future__ import annotations

import argparse
import contextlib
import dataclasses
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from engine.door import Backroom
from engine.errors import OptionRefused, WorkspaceLocked
from engine.files import REASONS
from engine.jobs import JobView
from engine.models.money import Estimate
from engine.settings import Settings, read_settings
from engine.terminal import Bars

LOOK_EVERY_S = 0.05
DONE, OTHER, REFUSED, BUDGET, CANCELLED = 0, 1, 2, 3, 4


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


def add_model(command: argparse.ArgumentParser) -> None:
    """Arguments of every command that may ask a server's models."""
    command.add_argument(
        "--model", default="", choices=("local", "openai"), help="whose models answer"
    )
    command.add_argument(
        "--budget", type=float, metavar="USD", help="most the run may spend; 0 for no cap"
    )
    command.add_argument(
        "--resume",
        action="store_true",
        help="go on with a run of this question that did not end well, in --workspace",
    )


def refuse_resume_nowhere(asked: argparse.Namespace) -> None:
    """Refuse to go on with what no workspace holds.

    Raises:
        OptionRefused: --resume without --workspace.
    """
    if asked.resume and asked.workspace is None:
        raise OptionRefused("--resume goes on with what is in a workspace; name it: --workspace.")


def refuse_nothing_to_resume(backroom: Backroom, run: str, about: str) -> None:
    """Refuse to go on with a run that is finished or was never asked for.

    Args:
        backroom: Where it would be.
        run: The run's id.
        about: Name of the file it is about.

    Raises:
        OptionRefused: There is nothing to go on with.
    """
    view = backroom.watch(run)
    if view is None or view.status == "done":
        what = "has been answered already" if view else "was never asked there"
        raise OptionRefused(
            f"There is nothing to go on with: this question about {about} {what}; leave --resume "
            "out."
        )


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
def open_backroom(workspace: Path | None, *, remember: bool = False) -> Iterator[Backroom]:
    """The workspace asked for, or one that is gone afterwards.

    Args:
        workspace: Its folder.
        remember: Whether answers are remembered in the user's own workspace where none was asked
            for; the error stream says so if another process has that open.
    """
    with contextlib.ExitStack() as stack:
        home = workspace or Path(stack.enter_context(tempfile.TemporaryDirectory("-backroom")))
        own = read_settings()
        settings = dataclasses.replace(own, home=home)
        if remember and workspace is None:
            backroom = _remembering(settings, own)
        else:
            backroom = Backroom.open(settings, own=own.home)
        stack.callback(backroom.close)
        yield backroom


def _remembering(settings: Settings, own: Settings) -> Backroom:
    """A Backroom that remembers answers in the user's own workspace, if that can be opened."""
    try:
        return Backroom.open(settings, memory=own, own=own.home)
    except WorkspaceLocked:
        print(
            "Another Backroom has your own workspace open: answers remembered there are not used, "
            "and those of this run are not remembered.",
            file=sys.stderr,
        )
        return Backroom.open(settings, own=own.home)


def expected(guess: Estimate) -> str:
    """What a run will take at most, in one line."""
    cost = "at a price that is not known"
    if guess.cost_low is not None and guess.cost_high is not None:
        cost = f"{guess.cost_low:.4f} to {guess.cost_high:.4f} USD"
    return (
        f"At most about {guess.calls:,} calls, {guess.tokens_in:,} tokens in and "
        f"{guess.tokens_out:,} out, {cost}, {guess.seconds:,.0f} s."
    )


def left_out(rows: Mapping[str, Any]) -> list[str]:
    """How many rows were read and used, and why others were not, a line each."""
    return [
        f"{rows['read']:,} rows read, {rows['used']:,} used"
        + ("; left out:" if rows["rejected"] else "."),
        *(f"  {count:,}: {REASONS[reason]}" for reason, count in rows["rejected"].items()),
    ]


def finished(backroom: Backroom, run: str, bars: Bars) -> JobView:
    """Draw a run's steps until it has ended well, or at its budget.

    Raises:
        Stopped: It was cancelled or failed; the error stream says so.
    """
    view = _watched(backroom, run, bars)
    if view.status in ("done", "stopped"):
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
