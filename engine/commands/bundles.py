"""`backroom bundles ORDERS [MORE …] --out DIR`: product bundles from order exports.

Headers, catalogs and inventories among the files are recognised and joined to the orders.
"""

from __future__ import annotations

import argparse
import dataclasses
import importlib
import sys
import threading
from pathlib import Path
from typing import Any

from engine.bundles import BundleOptions
from engine.bundles.objectives import OBJECTIVES
from engine.commands.common import (
    BUDGET,
    Stopped,
    add_common,
    add_model,
    expected,
    finished,
    left_out,
    open_backroom,
    refuse_nothing_to_resume,
    refuse_resume_nowhere,
)
from engine.commands.files import has_columns, read_file, read_options
from engine.door import Backroom
from engine.files import KINDS, ReadOptions
from engine.reports import prepare_folder, write_files
from engine.settings import read_settings
from engine.terminal import Bars


def add_bundles(commands: Any) -> None:
    """Add the command to a parser's."""
    bundles = commands.add_parser("bundles", help="product bundles from an order export")
    fields = ", ".join(KINDS["orders"].names)
    bundles.add_argument(
        "orders",
        type=Path,
        nargs="+",
        metavar="ORDERS",
        help=f"order exports, and what belongs to them; fields of orders: {fields}",
    )
    for kind, says in (("catalog", "what is sold"), ("inventory", "what there is")):
        bundles.add_argument(f"--{kind}", type=Path, metavar="FILE", help=f"a file of {says}")
    known = tuple(OBJECTIVES)
    says = f"what offers are made for, all by default: {', '.join(known)}"
    bundles.add_argument("--objective", nargs="+", choices=known, metavar="NAME", help=says)
    bundles.add_argument("--bundles", metavar="N", help="pairs in the portfolio (50)")
    bundles.add_argument("--until", metavar="DATE", help="last day that counts: 2026-08-31")
    bundles.add_argument("--seed", metavar="N", help="seed of what draws at random (0)")
    add_model(bundles)
    add_common(bundles, f"any option, with its default: {_defaults()}")
    bundles.set_defaults(command=run_bundles)


def _defaults() -> str:
    options = BundleOptions().as_dict().items()
    return ", ".join(f"{name}={_written(value)}" for name, value in options)


def _written(value: object) -> str:
    if isinstance(value, tuple):
        return ",".join(value)
    return "" if value is None else str(value)


def run_bundles(asked: argparse.Namespace) -> None:
    """Read the orders, find the bundles, write the files."""
    reading, left = read_options(asked)
    options = _options(asked, left)
    refuse_resume_nowhere(asked)
    model = asked.model or read_settings().model
    prepare_folder(asked.out, force=asked.force)
    bars = Bars(sys.stderr, quiet=asked.quiet)
    # The miner's library loads while the file is read, most of which needs no interpreter.
    threading.Thread(target=importlib.import_module, args=["scipy.sparse"], daemon=True).start()
    with open_backroom(asked.workspace, remember=model != "local") as backroom:
        table = _table(backroom, asked, reading, bars)
        if asked.resume:
            question = backroom.bundle_question(table, options, model)
            refuse_nothing_to_resume(backroom, question.id, asked.orders[0].name)
        if model != "local" and not asked.quiet:
            print(expected(backroom.estimate_bundles(table, options, model)), file=sys.stderr)
        run = backroom.find_bundles(table, options, model=model, budget_usd=asked.budget)
        view = finished(backroom, run, bars)
        write_files(asked.out, backroom.files(run) | backroom.artefacts(run))
        if not asked.quiet:
            print(_summary(backroom.document(run, "manifest"), asked.out))
        if view.status == "stopped":
            print(view.error, file=sys.stderr)
            raise Stopped(BUDGET)


def _table(backroom: Backroom, asked: argparse.Namespace, reading: ReadOptions, bars: Bars) -> str:
    """Read all files and join them; a mapping by hand is for those that have its columns."""
    first, *others = asked.orders
    tables = [read_file(backroom, first, reading, bars)]
    alone = dataclasses.replace(reading, mapping={}, sheet="")
    for path in others:
        fits = reading.mapping and has_columns(backroom, path, reading.mapping.values())
        tables.append(read_file(backroom, path, reading if fits else alone, bars))
    for kind in ("catalog", "inventory"):
        if path := getattr(asked, kind):
            tables.append(read_file(backroom, path, dataclasses.replace(alone, kind=kind), bars))
    if len(set(tables)) == 1:
        return tables[0]
    return finished(backroom, backroom.join(tables), bars).id


def _options(asked: argparse.Namespace, words: dict[str, str]) -> BundleOptions:
    if asked.objective:
        words["objectives"] = ",".join(asked.objective)
    for name in ("bundles", "until", "seed"):
        if getattr(asked, name) is not None:
            words[name] = getattr(asked, name)
    return BundleOptions.from_words(words)


def _summary(manifest: dict[str, Any], folder: Path) -> str:
    rows, mining = manifest["rows"], manifest["mining"]
    lines = [
        *left_out(rows),
        f"{mining['orders']:,} orders mined: {mining['bundles']:,} bundles for the portfolio and "
        f"{mining['offers']:,} offers by objective, in {folder}.",
        *manifest["inputs"]["notes"],
        *manifest["warnings"],
    ]
    return "\n".join(lines)
