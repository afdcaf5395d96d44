"""`backroom labels WORDS --out DIR`: the wrong labels among words of receipts."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

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
from engine.commands.files import read_file, read_options
from engine.files import KINDS
from engine.labels import LabelOptions
from engine.reports import prepare_folder, write_files
from engine.settings import read_settings
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
    add_common(labels, f"any option, with its default: {_defaults()}")
    labels.set_defaults(command=run_labels)


def _defaults() -> str:
    options = LabelOptions().as_dict().items()
    return ", ".join(
        f"{name}={','.join(value) if isinstance(value, tuple) else value}"
        for name, value in options
    )


def run_labels(asked: argparse.Namespace) -> None:
    """Read the words, judge their labels, write the files."""
    reading, left = read_options(asked)
    options = _options(asked, left)
    refuse_resume_nowhere(asked)
    model = asked.model or read_settings().model
    prepare_folder(asked.out, force=asked.force)
    bars = Bars(sys.stderr, quiet=asked.quiet)
    with open_backroom(asked.workspace, remember=model != "local") as backroom:
        table = read_file(backroom, asked.words, reading, bars)
        if asked.resume:
            question = backroom.label_question(table, options, model)
            refuse_nothing_to_resume(backroom, question.id, asked.words.name)
        if model != "local" and not asked.quiet:
            print(expected(backroom.estimate_labels(table, options, model)), file=sys.stderr)
        run = backroom.find_labels(table, options, model=model, budget_usd=asked.budget)
        view = finished(backroom, run, bars)
        applied = backroom.apply_labels(run, least=asked.apply, dry_run=asked.apply == "none")
        write_files(asked.out, backroom.files(run) | backroom.label_artefacts(run))
        if not asked.quiet:
            manifest, summary = (backroom.document(run, name) for name in ("manifest", "summary"))
            print(_summary(manifest, summary, applied, asked.out))
        if view.status == "stopped":
            print(view.error, file=sys.stderr)
            raise Stopped(BUDGET)


def _options(asked: argparse.Namespace, words: dict[str, str]) -> LabelOptions:
    if asked.labels:
        words["labels"] = ",".join(asked.labels)
    if asked.seed is not None:
        words["seed"] = asked.seed
    return LabelOptions.from_words(words)


def _summary(
    manifest: dict[str, Any], summary: dict[str, Any], applied: dict[str, Any], folder: Path
) -> str:
    totals = summary["totals"]
    lines = [
        *left_out(manifest["rows"]),
        f"{totals['judged']:,} labels of {totals['receipts']:,} receipts judged: "
        f"{totals['outliers']:,} seem wrong, {totals['suggested']:,} of them with a suggestion.",
        _test_line(summary["self_test"]),
        f"{applied['applied']:,} changes applied; all files are in {folder}.",
        *manifest["inputs"]["notes"],
        *manifest["warnings"],
    ]
    return "\n".join(line for line in lines if line)


def _test_line(test: dict[str, Any]) -> str:
    if test["threshold"] is None:
        return str(test["too_small"]) or "No threshold keeps the precision that was asked for."
    return (
        f"Called clearly wrong from {test['threshold']:.2f} on; tested on wrong labels of our own "
        f"{test['promised']:.0%} of such are wrong ({test['low']:.0%} to {test['high']:.0%})."
    )
