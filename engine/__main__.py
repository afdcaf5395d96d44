"""The command line: `backroom read FILE… --out DIR`, and a command for each tool.

Progress goes to the error stream, a short summary to the output. Exit codes: 0 done, 2 bad input
or usage (one sentence), 3 stopped at the budget, 4 cancelled, 1 anything else.
"""

from __future__ import annotations

import argparse
import contextlib
import logging
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from engine.commands.ask import add_ask
from engine.commands.bundles import add_bundles
from engine.commands.common import CANCELLED, DONE, REFUSED, Stopped
from engine.commands.feedback import add_feedback
from engine.commands.labels import add_labels
from engine.commands.read import add_read
from engine.errors import EngineError, OptionRefused


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    try:
        asked = _parser().parse_args(arguments)
        asked.command(asked)
    except Stopped as stopped:
        return stopped.code
    except EngineError as error:
        print(error, file=sys.stderr)
        return REFUSED
    except KeyboardInterrupt:
        # Leaving the workspace has cancelled what ran.
        print("Cancelled.", file=sys.stderr)
        return CANCELLED
    return DONE


class _Parser(argparse.ArgumentParser):
    """A parser that refuses in one sentence, as everything else does."""

    def error(self, message: str) -> NoReturn:
        raise OptionRefused(f"{message[:1].upper()}{message[1:]}; see {self.prog} --help.")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser("backroom", description="Spreadsheets in, decisions out.")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    add_read(commands)
    add_bundles(commands)
    add_labels(commands)
    add_feedback(commands)
    add_ask(commands)
    return parser


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
