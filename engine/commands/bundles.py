"""`backroom bundles ORDERS [MORE …] --out DIR`: product bundles from order exports.

Headers, catalogs and inventories among the files are recognised and joined to the orders.
"""

from __future__ import annotations

import argparse
import dataclasses
import importlib
import threading
from pathlib import Path
from typing import Any

from engine.bundles import BundleOptions
from engine.bundles.objectives import OBJECTIVES
from engine.commands.common import add_common, add_model, finished, left_out
from engine.commands.files import has_columns, read_file, read_options
from engine.commands.tool import Told, Tool, defaults_of, run_tool
from engine.door import Backroom
from engine.files import KINDS, ReadOptions
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
    add_common(bundles, f"any option, with its default: {defaults_of(BundleOptions().as_dict())}")
    bundles.set_defaults(command=run_bundles)


def run_bundles(asked: argparse.Namespace) -> None:
    """Read the orders, find the bundles, write the files."""
    reading, left = read_options(asked)
    options = _options(asked, left)
    # The miner's library loads while the file is read, most of which needs no interpreter.
    threading.Thread(target=importlib.import_module, args=["scipy.sparse"], daemon=True).start()
    tool = Tool(
        _table, Backroom.bundle_question, Backroom.estimate_bundles, Backroom.find_bundles, _tell
    )
    run_tool(tool, asked, asked.orders[0], reading, options)


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


def _tell(backroom: Backroom, run: str, asked: argparse.Namespace) -> Told:
    manifest = backroom.document(run, "manifest")
    mining = manifest["mining"]
    lines = [
        *left_out(manifest["rows"]),
        f"{mining['orders']:,} orders mined: {mining['bundles']:,} bundles for the portfolio and "
        f"{mining['offers']:,} offers by objective, in {asked.out}.",
        *manifest["inputs"]["notes"],
        *manifest["warnings"],
    ]
    return Told(backroom.files(run) | backroom.artefacts(run), lines)
