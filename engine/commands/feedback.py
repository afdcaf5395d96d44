"""`backroom feedback SURVEY --out DIR`: what a survey says."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from engine.commands.common import add_common, add_model, left_out
from engine.commands.files import read_file, read_options
from engine.commands.tool import Told, Tool, defaults_of, run_tool
from engine.door import Backroom
from engine.feedback import FeedbackOptions
from engine.files import KINDS, ReadOptions
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
    add_common(
        feedback, f"any option, with its default: {defaults_of(FeedbackOptions().as_dict())}"
    )
    feedback.set_defaults(command=run_feedback)


def run_feedback(asked: argparse.Namespace) -> None:
    """Read the survey, analyse it, write the files."""
    reading, left = read_options(asked)
    if asked.seed is not None:
        left["seed"] = asked.seed
    options = FeedbackOptions.from_words(left)
    tool = Tool(
        _read,
        Backroom.feedback_question,
        Backroom.estimate_feedback,
        Backroom.find_feedback,
        _tell,
    )
    run_tool(tool, asked, asked.survey, reading, options)


def _read(backroom: Backroom, asked: argparse.Namespace, reading: ReadOptions, bars: Bars) -> str:
    return read_file(backroom, asked.survey, reading, bars)


def _tell(backroom: Backroom, run: str, asked: argparse.Namespace) -> Told:
    artefacts = backroom.feedback_artefacts(run, language=asked.language)
    manifest, summary = (backroom.document(run, name) for name in ("manifest", "summary"))
    lines = [
        *left_out(manifest["rows"]),
        *(sentence["text"] for sentence in summary["words"]),
        f"All files are in {asked.out}.",
        *manifest["inputs"]["notes"],
        *summary["notes"],
        *manifest["warnings"],
    ]
    return Told(backroom.files(run) | artefacts, lines)
