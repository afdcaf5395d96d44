"""`python -m docs.make_files`: writes docs/files.md from what the engine knows and reads.

The last table is made by reading the files in ../shared/data and sample_data; where the first is
not there, the table in the page stays as it was.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from engine import KINDS, Backroom, EngineError, JobView, Kind, ReadOptions, Settings
from engine.files.kinds.known import LAYOUTS, Layout

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "files.md"
DATA = ROOT.parent / "shared" / "data"
READ = "## What was read"
FORMATS = """\
# Files that are understood

This page is written by `python -m docs.make_files`.

**Formats.** Text tables cut by comma, semicolon, tab or bar; XLSX, XLS and ODS; JSON and JSON
Lines; Parquet; each also in gzip or in a zip of one file. Text may be UTF-8, UTF-16, Windows-1252,
Latin-1 or CP850, even mixed within one file: lines that are not UTF-8 are repaired one by one, and
their number is said. Title lines above the headings, headings repeated further down and lines of
totals are recognised and said.

**Rows.** Rows read are always rows used plus rows left out with a reason. Row numbers count the
data records from 1. Rows that are used although something is odd are listed too.

**Personal data.** Columns that seem to tell a person, by their headings or by what stands in them,
are not kept; where customers have to be counted, a salted hash stands in their place.

**A mapping by hand** takes a minute: on the Files page every field has a select box, on the command
line there is `--map field=column`. It is remembered for files with the same headings.
"""


def _kinds() -> Iterator[str]:
    yield "## Kinds of tables and their fields"
    yield "Fields in bold are needed; where several are joined by *or*, one of them is."
    for kind in KINDS.values():
        yield f"### {kind.title} (`{kind.name}`)"
        yield f"{kind.says[:1].upper()}{kind.says[1:]}. Needed: {_needs(kind)}."
        rows = [f"| `{field.name}` | {field.says} |" for field in kind.fields]
        yield "\n".join(["| field | what it holds |", "|---|---|", *rows])


def _needs(kind: Kind) -> str:
    groups = (" *or* ".join(f"**{name}**" for name in group) for group in kind.needs)
    return "; ".join(groups) or "two columns of products at least"


def layouts_section() -> str:
    """The known layouts, each with the public address its headings were read at."""
    parts = ["## Known layouts", _LAYOUTS_SAY]
    parts += [_layout(layout) for layout in sorted(LAYOUTS, key=lambda known: known.name)]
    return "\n\n".join(parts)


_LAYOUTS_SAY = (
    "Only layouts whose headings were read at a public address are listed. Others are read by "
    "their headings and by what stands in their columns. Delighted's CSV, Shopify's bulk "
    "operation files, one form of Shopify's inventory between the two below, PaddleOCR's form of "
    "WildReceipt and Google Forms in other languages than English are not listed as known: no "
    "public page with their headings was found."
)


def _layout(layout: Layout) -> str:
    fields = ", ".join(f"{name} ← {_where(where)}" for name, where in layout.fields.items())
    return (
        f"**{layout.name}** ({KINDS[layout.kind].title.lower()}). {layout.says} "
        f"Headings read at <{layout.address}>. Fields: {fields}."
    )


def _where(where: str | tuple[str, ...]) -> str:
    names = (where,) if isinstance(where, str) else where
    return " or ".join(f"`{name}`" for name in names)


def _read_section() -> str:
    rows = [
        "| file | kind, layout | fields found | read | used | left out | used, but odd |",
        "|---|---|---|---|---|---|---|",
    ]
    with tempfile.TemporaryDirectory() as home:
        backroom = Backroom.open(Settings(home=Path(home)))
        for path in _files():
            rows.append(_row(backroom, path))
        backroom.close()
    return "\n\n".join([READ, _READ_SAYS, "\n".join(rows)])


_READ_SAYS = (
    "Each file was read with nothing chosen by hand; `orders`, `receipts` and `feedback` are real "
    "public data (see the README beside them), `sample_data` is the sample shop."
)


def _files() -> Iterator[Path]:
    for folder in (DATA, ROOT / "sample_data"):
        for path in sorted(folder.rglob("*")):
            if path.suffix in (".csv", ".gz", ".zip", ".xlsx") and "truth" not in path.name:
                yield path


def _row(backroom: Backroom, path: Path) -> str:
    name = path.relative_to(DATA if path.is_relative_to(DATA) else ROOT).as_posix()
    view = read_one(backroom, path)
    if view.status != "done":
        return f"| {name} | refused: {view.error} | | | | | |"
    table = backroom.table(view.id)
    layout = f", {table.told['layout']}" if table.told["layout"] else ""
    fields = ", ".join(f"{column['field']} ← {column['heading']}" for column in table.columns)
    left = "; ".join(f"{count:,} {reason}" for reason, count in table.rejected.items())
    odd = "; ".join(f"{count:,} {reason}" for reason, count in table.told["doubted"].items())
    return (
        f"| {name} | {KINDS[table.kind].title.lower()}{layout} | {fields or 'no headings'} "
        f"| {table.read:,} | {table.used:,} | {left or '-'} | {odd or '-'} |"
    )


def read_one(backroom: Backroom, path: Path, options: ReadOptions | None = None) -> JobView:
    """Read one file to its end."""
    with path.open("rb") as source:
        return backroom.wait(backroom.read(backroom.take(path.name, source), options))


def main() -> None:
    """Write the page."""
    read = _read_section() if DATA.exists() else _kept_section()
    PAGE.write_text("\n\n".join([FORMATS, *_kinds(), layouts_section(), read]) + "\n", "utf-8")


def _kept_section() -> str:
    text = PAGE.read_text("utf-8")
    return text[text.index(READ) :].rstrip()


if __name__ == "__main__":
    try:
        main()
    except EngineError as error:
        raise SystemExit(str(error)) from error
