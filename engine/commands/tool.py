"""The command of a tool: read its files, ask, watch, write down, tell."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.commands.common import (
    BUDGET,
    Stopped,
    expected,
    finished,
    open_backroom,
    refuse_nothing_to_resume,
    refuse_resume_nowhere,
)
from engine.door import Backroom
from engine.files import ReadOptions
from engine.jobs import Question
from engine.models.money import Estimate
from engine.reports import prepare_folder, write_files
from engine.settings import read_settings
from engine.terminal import Bars


@dataclass(frozen=True)
class Told:
    """What a finished run leaves.

    Attributes:
        files: Name → file, for the folder.
        lines: What is said on the screen; empty ones are left out.
    """

    files: Mapping[str, bytes]
    lines: list[str]


@dataclass(frozen=True)
class Tool:
    """A tool as its command runs it; `options` are the tool's own.

    Attributes:
        read: What was asked, how to read, bars → the table's id.
        question: Table, options, model → what would be asked.
        estimate: Table, options, model → what it would take.
        find: Table, options, model and budget → the run's id.
        tell: Run, what was asked → its files and what is said of it.
    """

    read: Callable[[Backroom, argparse.Namespace, ReadOptions, Bars], str]
    question: Callable[[Backroom, str, Any, str], Question]
    estimate: Callable[[Backroom, str, Any, str], Estimate]
    find: Callable[..., str]
    tell: Callable[[Backroom, str, argparse.Namespace], Told]


def run_tool(
    tool: Tool, asked: argparse.Namespace, about: Path, reading: ReadOptions, options: Any
) -> None:
    """Ask a tool about files and write what it finds into the folder asked for.

    Args:
        tool: Which one.
        asked: What was written on the command line.
        about: The file that is named where there is nothing to go on with.
        reading: How the files are read.
        options: Those of the tool.

    Raises:
        OptionRefused: There is nothing to resume, or the folder cannot be written.
        Stopped: It was cancelled, failed, or reached its budget; the error stream says so.
    """
    refuse_resume_nowhere(asked)
    model = asked.model or read_settings().model
    prepare_folder(asked.out, force=asked.force)
    bars = Bars(sys.stderr, quiet=asked.quiet)
    with open_backroom(asked.workspace, remember=model != "local") as backroom:
        table = tool.read(backroom, asked, reading, bars)
        _before(tool, backroom, asked, about, (table, options, model))
        run = tool.find(backroom, table, options, model=model, budget_usd=asked.budget)
        view = finished(backroom, run, bars)
        told = tool.tell(backroom, run, asked)
        write_files(asked.out, told.files)
        if not asked.quiet:
            print("\n".join(line for line in told.lines if line))
        if view.status == "stopped":
            print(view.error, file=sys.stderr)
            raise Stopped(BUDGET)


def _before(
    tool: Tool,
    backroom: Backroom,
    asked: argparse.Namespace,
    about: Path,
    question: tuple[str, Any, str],
) -> None:
    """Refuse to go on with nothing, and say what a server's models would take at most."""
    if asked.resume:
        refuse_nothing_to_resume(backroom, tool.question(backroom, *question).id, about.name)
    if question[2] != "local" and not asked.quiet:
        print(expected(tool.estimate(backroom, *question)), file=sys.stderr)


def defaults_of(options: Mapping[str, object]) -> str:
    """Options with their defaults, as `--option` takes them."""
    return ", ".join(f"{name}={_written(value)}" for name, value in options.items())


def _written(value: object) -> str:
    if isinstance(value, tuple):
        return ",".join(value)
    return "" if value is None else str(value)
