"""`backroom ask FILE --question TEXT --schema FILE.json --out DIR`: one question about every text.

The models of this computer answer where the question is a choice among words; any
OpenAI-compatible server with `--model openai`, within a budget.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from engine.asking import AskOptions
from engine.commands.common import (
    BUDGET,
    Stopped,
    add_common,
    add_model,
    finished,
    open_backroom,
    refuse_nothing_to_resume,
    refuse_resume_nowhere,
)
from engine.commands.files import CHOICES, read_file, read_options
from engine.door import Backroom
from engine.errors import OptionRefused
from engine.reports import prepare_folder, write_files
from engine.settings import read_settings
from engine.terminal import Bars


def add_ask(commands: Any) -> None:
    """Add the command to a parser's."""
    ask = commands.add_parser("ask", help="one question about every text of a column")
    ask.add_argument("file", type=Path, metavar="FILE", help="any table with texts")
    ask.add_argument(
        "--column",
        default="",
        metavar="NAME",
        help="the column of the texts (the comments, products or words that are recognised)",
    )
    ask.add_argument("--question", required=True, metavar="TEXT", help="what to tell of each text")
    ask.add_argument(
        "--schema", type=Path, required=True, metavar="FILE.json", help="JSON schema of one answer"
    )
    add_model(ask)
    choices = ", ".join(CHOICES)
    add_common(ask, f"a choice the file leaves open: {choices}, keep (headings, by commas)")
    ask.set_defaults(command=run_ask)


def run_ask(asked: argparse.Namespace) -> None:
    """Read the file, ask about its texts, write the files; exit code 3 at the budget."""
    reading, unknown = read_options(asked)
    if unknown:
        raise OptionRefused(
            f"There is no read option {min(unknown)!r}; options are {', '.join(CHOICES)}, keep."
        )
    refuse_resume_nowhere(asked)
    options = AskOptions(
        question=asked.question,
        schema=_schema(asked.schema),
        column=asked.column,
        model=asked.model or read_settings().model,
        budget_usd=asked.budget,
    )
    prepare_folder(asked.out, force=asked.force)
    bars = Bars(sys.stderr, quiet=asked.quiet)
    with open_backroom(asked.workspace, remember=options.model != "local") as backroom:
        table = read_file(backroom, asked.file, reading, bars)
        _prepare(backroom, table, options, asked)
        view = finished(backroom, backroom.ask(table, options), bars)
        write_files(asked.out, backroom.files(view.id))
        if not asked.quiet:
            print(_summary(backroom.document(view.id, "manifest"), asked.out))
        if view.status == "stopped":
            print(view.error, file=sys.stderr)
            raise Stopped(BUDGET)


def _schema(path: Path) -> Any:
    if not path.is_file():
        raise OptionRefused(f"There is no file {path}.")
    try:
        return json.loads(path.read_bytes())
    except (ValueError, RecursionError) as error:
        line = f", at line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise OptionRefused(f"{path} is not valid JSON{line}.") from error


def _prepare(
    backroom: Backroom, table: str, options: AskOptions, asked: argparse.Namespace
) -> None:
    """Refuse to go on with nothing; say what a run will take that uses a server."""
    if asked.resume:
        run = backroom.ask_question(table, options).id
        refuse_nothing_to_resume(backroom, run, asked.file.name)
    if options.model != "local" and not asked.quiet:
        print(_expected(backroom, table, options), file=sys.stderr)


def _expected(backroom: Backroom, table: str, options: AskOptions) -> str:
    """What a run will take, in one line."""
    guess = backroom.estimate_ask(table, options)
    parts = [
        f"{guess.distinct:,} texts",
        f"{guess.remembered:,} of them remembered",
        f"about {guess.calls:,} calls",
        f"{guess.tokens_in:,} tokens in and {guess.tokens_out:,} out",
    ]
    if guess.cost_low is not None and guess.cost_high is not None:
        parts.append(f"{guess.cost_low:.4f} to {guess.cost_high:.4f} USD")
    else:
        parts.append("at a price that is not known")
    return ", ".join([*parts, f"{guess.seconds:,.0f} s"]) + "."


def _summary(manifest: dict[str, Any], folder: Path) -> str:
    counts = manifest["asked"]
    lines = [
        f"{counts['rows']:,} rows, {counts['items']:,} with a text, {counts['distinct']:,} of "
        f"these texts different: answers in {folder}.",
        *(f"  {count:,} answered by {model}" for model, count in counts["answered"].items()),
        *(
            f"    {count:,} of them by the local model instead of the server: {why}"
            for why, count in counts["stood_in"].items()
        ),
        *(f"  {count:,} without an answer: {why}" for why, count in counts["failed"].items()),
        *_what_left(manifest),
        *manifest["inputs"]["notes"],
        *manifest["warnings"],
    ]
    return "\n".join(lines)


def _what_left(manifest: dict[str, Any]) -> list[str]:
    """Where requests went and what they cost, where there were any."""
    spent, remembered = manifest["spent"], manifest["asked"]["remembered"]
    lines = [f"{remembered:,} of the different texts were remembered."] if remembered else []
    for left in manifest["left"]:
        columns = ", ".join(left["columns"])
        lines.append(
            f"To {left['host']}: {left['bytes_out']:,} bytes of {columns}; "
            f"requests: {left['requests']:,}."
        )
    if spent["calls"]:
        cost = spent["cost_usd"]
        told = "not known, because the model's price is not" if cost is None else f"{cost:.4f} USD"
        perhaps = spent["perhaps_usd"]
        lines.append(f"Spent: {told}" + (f", perhaps {perhaps:.4f} more." if perhaps else "."))
    return lines
