"""The command line: `backroom bundles ORDERS --out DIR`.

Progress goes to the error stream, a short summary to the output. Exit codes: 0 done, 2 bad input
or usage (one sentence), 4 cancelled, 1 anything else.
"""

from __future__ import annotations

import argparse
import contextlib
import dataclasses
import importlib
import logging
import os
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NoReturn

from engine.bundles import BundleOptions
from engine.bundles.options import OBJECTIVES
from engine.door import Backroom
from engine.errors import EngineError, OptionRefused
from engine.files import KINDS, REASONS, ReadOptions
from engine.jobs import JobView
from engine.reports import prepare_folder, write_files
from engine.settings import read_settings
from engine.terminal import Bars

LOOK_EVERY_S = 0.05
DONE, OTHER, REFUSED, CANCELLED = 0, 1, 2, 4


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    try:
        return _bundles(_parser().parse_args(arguments))
    except EngineError as error:
        print(error, file=sys.stderr)
        return REFUSED
    except KeyboardInterrupt:
        # Leaving the workspace has cancelled what ran.
        print("Cancelled.", file=sys.stderr)
        return CANCELLED


def _defaults() -> str:
    options = BundleOptions().as_dict().items()
    return ", ".join(f"{name}={'' if value is None else value}" for name, value in options)


class _Parser(argparse.ArgumentParser):
    """A parser that refuses in one sentence, as everything else does."""

    def error(self, message: str) -> NoReturn:
        raise OptionRefused(f"{message[:1].upper()}{message[1:]}; see {self.prog} --help.")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser("backroom", description="Spreadsheets in, decisions out.")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    bundles = commands.add_parser("bundles", help="product bundles from an order export")
    bundles.add_argument("orders", type=Path, metavar="ORDERS", help="CSV, TSV, XLSX, gzip or zip")
    bundles.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help="folder for the results, made anew"
    )
    bundles.add_argument("--force", action="store_true", help="write over files in DIR")
    bundles.add_argument("--objective", choices=OBJECTIVES, help="what the bundles are for")
    bundles.add_argument("--bundles", metavar="N", help="pairs in the portfolio (50)")
    bundles.add_argument("--until", metavar="DATE", help="last day that counts: 2026-08-31")
    bundles.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="FIELD=COLUMN",
        help=f"the column that holds a field, by hand; fields: {', '.join(KINDS['orders'].names)}",
    )
    bundles.add_argument(
        "--option",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help=f"any option, with its default: {_defaults()}",
    )
    bundles.add_argument("--workspace", type=Path, metavar="PATH", help="keep tables and runs here")
    bundles.add_argument("--quiet", action="store_true", help="no progress, no summary")
    return parser


def _bundles(asked: argparse.Namespace) -> int:
    options = _options(asked)
    mapped = ReadOptions(mapping=_pairs(asked.map, "--map"))
    if not asked.orders.is_file():
        raise OptionRefused(f"There is no file {asked.orders}.")
    prepare_folder(asked.out, force=asked.force)
    bars = Bars(sys.stderr, quiet=asked.quiet)
    # The miner's library loads while the file is read, most of which needs no interpreter.
    threading.Thread(target=importlib.import_module, args=["scipy.sparse"], daemon=True).start()
    with _backroom(asked.workspace) as backroom:
        with asked.orders.open("rb") as source:
            table = backroom.read(backroom.take(asked.orders.name, source), mapped)
        read = _watch(backroom, table, bars)
        if read.status != "done":
            return _failed(read)
        run = _watch(backroom, backroom.find_bundles(table, options), bars)
        if run.status != "done":
            return _failed(run)
        write_files(asked.out, backroom.files(run.id))
        if not asked.quiet:
            print(_summary(backroom.document(run.id, "manifest"), asked.out))
    return DONE


def _options(asked: argparse.Namespace) -> BundleOptions:
    words = _pairs(asked.option, "--option")
    for name in ("objective", "bundles", "until"):
        if getattr(asked, name) is not None:
            words[name] = getattr(asked, name)
    return BundleOptions.from_words(words)


def _pairs(written: Sequence[str], flag: str) -> dict[str, str]:
    pairs = {}
    for word in written:
        name, equals, value = word.partition("=")
        if not equals:
            raise OptionRefused(f"{flag} takes name=value, not {word!r}.")
        pairs[name.strip()] = value.strip()
    return pairs


@contextlib.contextmanager
def _backroom(workspace: Path | None) -> Iterator[Backroom]:
    """The workspace asked for, or one that is gone afterwards."""
    with contextlib.ExitStack() as stack:
        home = workspace or Path(stack.enter_context(tempfile.TemporaryDirectory("-backroom")))
        backroom = Backroom.open(dataclasses.replace(read_settings(), home=home))
        stack.callback(backroom.close)
        yield backroom


def _watch(backroom: Backroom, run: str, bars: Bars) -> JobView:
    """Draw a run's steps until it has ended."""
    while True:
        try:
            view = backroom.wait(run, LOOK_EVERY_S)
        except TimeoutError:
            view = backroom.watch(run) or view
        bars.draw(run, view.steps)
        if not view.active:
            return view


def _failed(view: JobView) -> int:
    if view.status == "cancelled":
        print("Cancelled.", file=sys.stderr)
        return CANCELLED
    print(view.error, file=sys.stderr)
    return REFUSED if view.refused else OTHER


def _summary(manifest: dict[str, Any], folder: Path) -> str:
    rows, mining = manifest["rows"], manifest["mining"]
    lines = [
        f"{rows['read']:,} rows read, {rows['used']:,} used"
        + ("; left out:" if rows["rejected"] else "."),
        *(f"  {count:,}: {REASONS[reason]}" for reason, count in rows["rejected"].items()),
        f"{mining['orders']:,} orders mined: {mining['bundles']} bundles in {folder}.",
        *manifest["inputs"]["notes"],
        *manifest["warnings"],
    ]
    return "\n".join(lines)


def run() -> None:
    """Run one command and end the process at once.

    All is written and closed by then. Taking the rest apart takes long, and DuckDB would print
    what its library leaves behind, which reads like a crash.
    """
    code = main()
    logging.shutdown()
    with contextlib.suppress(BrokenPipeError):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    run()
