"""`backroom feedback SURVEY --out DIR`: what a survey says."""

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
from engine.feedback import FeedbackOptions
from engine.files import KINDS
from engine.reports import prepare_folder, write_files
from engine.settings import read_settings
from engine.terminal import Bars

LANGUAGES = ("en", "es")


def add_feedback(commands: Any) -> None:
    """Add the command to a parser's."""
    feedback = commands.add_parser("feedback", help="what a survey says: NPS, themes, who to call")
    fields = ", ".join(KINDS["survey"].names)
    feedback.add_argument("survey", type=Path, metavar="SURVEY", help=f"responses: {fields}")
    feedback.add_argument(
        "--language", choices=LANGUAGES, default=LANGUAGES[0], help="of the workbook and reports"
    )
    feedback.add_argument("--seed", metavar="N", help="seed of what draws at random (0)")
    add_model(feedback)
    add_common(feedback, f"any option, with its default: {_defaults()}")
    feedback.set_defaults(command=run_feedback)


def _defaults() -> str:
    options = FeedbackOptions().as_dict().items()
    return ", ".join(
        f"{name}={','.join(value) if isinstance(value, tuple) else value}"
        for name, value in options
    )


def run_feedback(asked: argparse.Namespace) -> None:
    """Read the survey, analyse it, write the files."""
    reading, left = read_options(asked)
    if asked.seed is not None:
        left["seed"] = asked.seed
    options = FeedbackOptions.from_words(left)
    refuse_resume_nowhere(asked)
    model = asked.model or read_settings().model
    prepare_folder(asked.out, force=asked.force)
    bars = Bars(sys.stderr, quiet=asked.quiet)
    with open_backroom(asked.workspace, remember=model != "local") as backroom:
        table = read_file(backroom, asked.survey, reading, bars)
        if asked.resume:
            question = backroom.feedback_question(table, options, model)
            refuse_nothing_to_resume(backroom, question.id, asked.survey.name)
        if model != "local" and not asked.quiet:
            print(expected(backroom.estimate_feedback(table, options, model)), file=sys.stderr)
        run = backroom.find_feedback(table, options, model=model, budget_usd=asked.budget)
        view = finished(backroom, run, bars)
        artefacts = backroom.feedback_artefacts(run, language=asked.language)
        write_files(asked.out, backroom.files(run) | artefacts)
        if not asked.quiet:
            manifest, summary = (backroom.document(run, name) for name in ("manifest", "summary"))
            print(_summary(manifest, summary, asked.out))
        if view.status == "stopped":
            print(view.error, file=sys.stderr)
            raise Stopped(BUDGET)


def _summary(manifest: dict[str, Any], summary: dict[str, Any], folder: Path) -> str:
    lines = [
        *left_out(manifest["rows"]),
        *(sentence["text"] for sentence in summary["words"]),
        f"All files are in {folder}.",
        *manifest["inputs"]["notes"],
        *summary["notes"],
        *manifest["warnings"],
    ]
    return "\n".join(line for line in lines if line)
