"""`backroom read FILE… --out DIR`: what files hold, their checked tables, and what was left out."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from engine.commands.common import add_common, open_backroom
from engine.commands.files import CHOICES, read_file, read_options
from engine.door import Backroom
from engine.errors import OptionRefused
from engine.files import KINDS, REASONS
from engine.reports import prepare_folder, to_json, write_files
from engine.terminal import Bars
from engine.workspace import CheckedTable


def add_read(commands: Any) -> None:
    """Add the command to a parser's."""
    read = commands.add_parser("read", help="understand files and check every row")
    read.add_argument("files", type=Path, nargs="+", metavar="FILE", help="any table")
    read.add_argument("--kind", default="", choices=tuple(KINDS), help="what the files hold")
    choices = ", ".join(CHOICES)
    add_common(read, f"a choice the file leaves open: {choices}, keep (headings, by commas)")
    read.set_defaults(command=run_read)


def run_read(asked: argparse.Namespace) -> None:
    """Read each file, write its checked table and the rows left out of it, say what was found."""
    options, unknown = read_options(asked, asked.kind)
    if unknown:
        raise OptionRefused(
            f"There is no read option {min(unknown)!r}; options are {', '.join(CHOICES)}, keep."
        )
    prepare_folder(asked.out, force=asked.force)
    bars = Bars(sys.stderr, quiet=asked.quiet)
    with open_backroom(asked.workspace) as backroom:
        tables = [read_file(backroom, path, options, bars) for path in asked.files]
        files, manifests = _files(backroom, tables)
        manifest = manifests[0] if len(manifests) == 1 else {"files": manifests}
        write_files(asked.out, files | {"manifest.json": to_json(manifest)})
        if not asked.quiet:
            print("\n\n".join(_told(backroom.table(table)) for table in tables))


def _files(
    backroom: Backroom, tables: Sequence[str]
) -> tuple[dict[str, bytes], list[dict[str, Any]]]:
    """All files by name, those of several inputs numbered, and each input's manifest."""
    files: dict[str, bytes] = {}
    manifests = []
    for number, table in enumerate(tables, start=1):
        told = backroom.table_files(table)
        manifests.append(backroom.reading_manifest(table))
        before = f"{number}-" if len(tables) > 1 else ""
        files |= {before + name: data for name, data in told.items()}
    return files, manifests


def _told(table: CheckedTable) -> str:
    """What was understood of a file, in lines."""
    kind, told = KINDS[table.kind], table.told
    layout = f", laid out as {told['layout']}" if told["layout"] else ""
    lines = [
        f"{table.name}: {kind.title.lower()} ({kind.says}){layout}",
        *(
            f"  {column['field']}: {column['heading']} ({column['confidence']:.0%}, "
            f"{column['evidence']})"
            for column in table.columns
        ),
        f"{table.read:,} rows read, {table.used:,} used"
        + ("; left out:" if table.rejected else "."),
        *(f"  {count:,}: {REASONS[reason]}" for reason, count in table.rejected.items()),
        *(f"  used, but odd: {count:,}: {REASONS[r]}" for r, count in told["doubted"].items()),
        *table.notes,
    ]
    if told["personal"]:
        lines.append(f"Not kept, as they may tell a person: {', '.join(told['personal'])}.")
    return "\n".join(lines)
