"""`backroom labels WORDS --out DIR`: the wrong labels among words of receipts."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from engine.commands.common import add_common, add_model, left_out
from engine.commands.files import read_file, read_options
from engine.commands.tool import Told, Tool, defaults_of, run_tool
from engine.door import Backroom
from engine.files import KINDS, ReadOptions
from engine.labels import LabelOptions
from engine.terminal import Bars

APPLY = ("none", "clear")


def add_labels(commands: Any) -> None:
    """Add the command to a parser's."""
    labels = commands.add_parser("labels", help="wrong labels among words of receipts")
    fields = ", ".join(KINDS["receipts"].names)
    labels.add_argument("words", type=Path, metavar="WORDS", help=f"labelled words: {fields}")
    labels.add_argument(
        "--labels", nargs="+", metavar="LABEL", help="label types to judge, all by default"
    )
    labels.add_argument(
        "--apply",
        choices=APPLY,
        default=APPLY[0],
        help="write a corrected file: nothing (default), or what is clear",
    )
    labels.add_argument("--seed", metavar="N", help="seed of what draws at random (0)")
    add_model(labels)
    add_common(labels, f"any option, with its default: {defaults_of(LabelOptions().as_dict())}")
    labels.set_defaults(command=run_labels)


def run_labels(asked: argparse.Namespace) -> None:
    """Read the words, judge their labels, write the files."""
    reading, left = read_options(asked)
    tool = Tool(
        _read, Backroom.label_question, Backroom.estimate_labels, Backroom.find_labels, _tell
    )
    run_tool(tool, asked, asked.words, reading, _options(asked, left))


def _options(asked: argparse.Namespace, words: dict[str, str]) -> LabelOptions:
    if asked.labels:
        words["labels"] = ",".join(asked.labels)
    if asked.seed is not None:
        words["seed"] = asked.seed
    return LabelOptions.from_words(words)


def _read(backroom: Backroom, asked: argparse.Namespace, reading: ReadOptions, bars: Bars) -> str:
    return read_file(backroom, asked.words, reading, bars)


def _tell(backroom: Backroom, run: str, asked: argparse.Namespace) -> Told:
    applied = backroom.apply_labels(run, least=asked.apply, dry_run=asked.apply == "none")
    manifest, summary = (backroom.document(run, name) for name in ("manifest", "summary"))
    totals = summary["totals"]
    lines = [
        *left_out(manifest["rows"]),
        f"{totals['judged']:,} labels of {totals['receipts']:,} receipts judged: "
        f"{totals['outliers']:,} seem wrong, {totals['suggested']:,} of them with a suggestion.",
        _test_line(summary["self_test"]),
        f"{applied['applied']:,} changes applied; all files are in {asked.out}.",
        *manifest["inputs"]["notes"],
        *manifest["warnings"],
    ]
    return Told(backroom.files(run) | backroom.label_artefacts(run), lines)


def _test_line(test: dict[str, Any]) -> str:
    if test["threshold"] is None:
        return str(test["too_small"]) or "No threshold keeps the precision that was asked for."
    return (
        f"Called clearly wrong from {test['threshold']:.2f} on; tested on wrong labels of our own "
        f"{test['promised']:.0%} of such are wrong ({test['low']:.0%} to {test['high']:.0%})."
    )
