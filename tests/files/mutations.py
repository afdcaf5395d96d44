"""A number → a file that was real once and is damaged by one way or two; always the same bytes."""

import copy
import gzip
import io
import json
import random
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# Loaded by path as well as by pytest: its neighbour is found beside it.
sys.path.insert(0, str(Path(__file__).parent))
import seeds

sys.path.pop(0)

Table = seeds.Table
MB = 1 << 20
NUMBERS = (
    "9" * 400, "-" + "1" * 400, "1e400", "-1e308", "NaN", "Infinity", "0x1F", "1,2,3", "１２", "٣",
    "²", "½", "--5", "1.2.3.4", "9223372036854775808", "1e-400", "(((5)))",
)  # fmt: skip
DATES = (
    "0000-00-00", "99/99/9999", "2024-02-30", "31.12.99999", "-1-1-1", "12/13/14", "20240230",
    "2024-03-01T25:61:61Z", "9999-12-31 23:59:59.999999999", "0001-01-01", "1e9", "2024-W99",
    "2024-03-01T00:00:00+99:99", "٢٠٢٤-٠٣-٠١", "29.02.1900", "now", "9999999999999",
)  # fmt: skip
WORDS = (
    "=1+1", "'; drop table cells; --", "../../etc/passwd", "\ufeff", "\u202egnp", "\x07", "%s%n",
    "{}", "$1", "c0", "row", "\u2028", "a\nb", "\r", '"', "\\", "a" * 70_000, "total", "None",
    "🧿" * 50, "e\u0301" * 40, "\x1a", "<script>", "#N/A", "TRUE", "\u0000",
)  # fmt: skip
ENCODINGS = (
    "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "cp850", "latin-1", "shift-jis",
    "utf-7", "utf-8-sig", "cp037",
)  # fmt: skip


@dataclass(frozen=True)
class Case:
    """A damaged file.

    Attributes:
        number: Which case of its seed.
        of: What it was, and in which form.
        changes: What was done to it.
        data: Its bytes.
    """

    number: int
    of: str
    changes: tuple[str, ...]
    data: bytes

    def __str__(self) -> str:
        changes = " and ".join(self.changes)
        return f"case {self.number}: {self.of}: {changes} ({len(self.data):,} bytes)"


def case(number: int, seed: int = 0) -> Case:
    """The case of this number.

    Args:
        number: From 0.
        seed: Another one gives other cases.
    """
    draw = random.Random(f"{seed}/{number}")
    changes: list[str] = []
    if draw.random() < 0.12:
        name = draw.choice(seeds.DOCUMENTS)
        form, data = _document(name, draw, changes)
    else:
        name = draw.choice(seeds.TABLES)
        form, data = _table(name, draw, changes)
    wanted = 1 + (draw.random() < 0.4)
    while len(changes) < wanted:
        change = draw.choice(_OF_BYTES)
        data = change(data, draw)
        changes.append(_said(change))
    return Case(number, f"{name} as {form}", tuple(changes), data)


def _said(change: Callable[..., Any]) -> str:
    return change.__name__.strip("_").replace("_", " ")


def _table(name: str, draw: random.Random, changes: list[str]) -> tuple[str, bytes]:
    form = draw.choice(seeds.FORMS)
    if form == "csv" and draw.random() < 0.4:
        return "it is", seeds.first_lines(name)
    rows = seeds.table(name)
    for _ in range(draw.choice((0, 1, 1, 1, 2))):
        change = draw.choice(_OF_TABLES)
        rows = change(rows, draw)
        changes.append(_said(change))
    rows = rows or [[]]
    if form == "csv":
        delimiter = draw.choice((",", ",", ";", "\t", "|", ":", " ", "^"))
        return f"csv with {delimiter!r}", seeds.as_csv(rows, delimiter)
    return form, seeds.written(rows, form)


def _document(name: str, draw: random.Random, changes: list[str]) -> tuple[str, bytes]:
    found: Any = seeds.documents(name)
    if name == "sroie":
        return "text", found[0]["text"].encode()
    for _ in range(draw.choice((0, 1, 3))):
        found = _with_a_leaf_replaced(found, draw)
        changes.append("leaf replaced")
    changes[2:] = []
    if draw.random() < 0.5 and isinstance(found, list):
        return "json lines", "\n".join(map(json.dumps, found)).encode()
    return "json", json.dumps(found).encode()


# Of tables


def _place(rows: Table, draw: random.Random) -> tuple[list[str], int]:
    """A row that has cells, and the place of one."""
    filled = [row for row in rows if row] or [[""]]
    row = filled[draw.randrange(len(filled))]
    return row, draw.randrange(len(row))


def _swap_columns(rows: Table, draw: random.Random) -> Table:
    order = list(range(max(map(len, rows))))
    draw.shuffle(order)
    return [[row[place] for place in order if place < len(row)] for row in rows]


def _duplicate_a_column(rows: Table, draw: random.Random) -> Table:
    at = draw.randrange(max(map(len, rows)))
    return [row + row[at : at + 1] * draw.choice((1, 1, 30)) for row in rows]


def _delete_columns(rows: Table, draw: random.Random) -> Table:
    width = max(map(len, rows))
    gone = set(draw.sample(range(width), draw.randint(1, width)))
    return [[cell for place, cell in enumerate(row) if place not in gone] for row in rows]


def _swap_headings(rows: Table, draw: random.Random) -> Table:
    return [draw.sample(rows[0], len(rows[0])), *rows[1:]]


def _spoil_the_headings(rows: Table, draw: random.Random) -> Table:
    spoilt = draw.choice((WORDS, NUMBERS, ("",), ("same",), ("c0", "c1", "row"), ("select",)))
    return [[draw.choice(spoilt) for _ in rows[0]], *rows[1:]]


def _remove_the_header(rows: Table, _draw: random.Random) -> Table:
    return rows[1:]


def _only_the_header(rows: Table, _draw: random.Random) -> Table:
    return rows[:1]


def _empty_all_cells(rows: Table, _draw: random.Random) -> Table:
    return [rows[0], *[[""] * len(row) for row in rows[1:]]]


def _empty_a_column(rows: Table, draw: random.Random) -> Table:
    at = draw.randrange(len(rows[0]))
    return [rows[0], *[[*row[:at], "", *row[at + 1 :]] for row in rows[1:]]]


def _repeat_rows(rows: Table, _draw: random.Random) -> Table:
    return [rows[0], *rows[1:] * 50]


def _repeat_the_header(rows: Table, draw: random.Random) -> Table:
    at = draw.randrange(1, len(rows) + 1)
    return [*rows[:at], *[rows[0]] * draw.choice((1, 5)), *rows[at:]]


def _blow_up_a_cell(rows: Table, draw: random.Random) -> Table:
    rows = [list(row) for row in rows]
    row, at = _place(rows, draw)
    size = draw.choice((40_000, 300_000, 5 * MB))
    unit = draw.choice(("x", "a b ", "9", '"', "é", "\n", ",", "\r\n", "\t "))
    row[at] = (unit * size)[:size]
    return rows


def _strange_values(rows: Table, draw: random.Random, values: tuple[str, ...]) -> Table:
    rows = [list(row) for row in rows]
    for _ in range(draw.choice((1, 5, 100))):
        row, at = _place(rows[1:] or rows, draw)
        row[at] = draw.choice(values)
    return rows


def _strange_numbers(rows: Table, draw: random.Random) -> Table:
    return _strange_values(rows, draw, NUMBERS)


def _strange_dates(rows: Table, draw: random.Random) -> Table:
    return _strange_values(rows, draw, DATES)


def _strange_words(rows: Table, draw: random.Random) -> Table:
    return _strange_values(rows, draw, WORDS)


def _strange_column(rows: Table, draw: random.Random) -> Table:
    at, values = draw.randrange(len(rows[0])), draw.choice((NUMBERS, DATES, WORDS))
    return [rows[0], *[[*row[:at], draw.choice(values), *row[at + 1 :]] for row in rows[1:]]]


def _ragged_rows(rows: Table, draw: random.Random) -> Table:
    return [
        row if draw.random() < 0.7 else row[: draw.randrange(len(row) + 1)] + ["more"] * 3
        for row in rows
    ]


def _many_columns(rows: Table, draw: random.Random) -> Table:
    more = draw.choice((50, 1_500, 9_000))
    return [[*row, *[str(n) for n in range(more)]] for row in rows[:40]]


# Of bytes


def _cut(data: bytes, draw: random.Random) -> bytes:
    return data[: draw.randrange(len(data) + 1)]


def _cut_the_beginning(data: bytes, draw: random.Random) -> bytes:
    return data[draw.randrange(len(data) + 1) :]


def _flip_bytes(data: bytes, draw: random.Random) -> bytes:
    spoilt = bytearray(data)
    for _ in range(draw.choice((1, 3, 20, 200))):
        if spoilt:
            spoilt[draw.randrange(len(spoilt))] = draw.randrange(256)
    return bytes(spoilt)


def _insert(data: bytes, draw: random.Random, piece: bytes) -> bytes:
    at = draw.choice((0, len(data), draw.randrange(len(data) + 1)))
    return data[:at] + piece + data[at:]


def _insert_quotation_marks(data: bytes, draw: random.Random) -> bytes:
    for _ in range(draw.choice((1, 2, 30))):
        data = _insert(data, draw, b'"')
    return data


def _insert_zeros(data: bytes, draw: random.Random) -> bytes:
    return _insert(data, draw, b"\x00" * draw.choice((1, 2, 5_000)))


def _insert_signs(data: bytes, draw: random.Random) -> bytes:
    signs = (
        b"\r", b"\n\n", b"\xef\xbb\xbf", b"\xff\xfe", b"sep=|\n", b"[{", b"}]", b"\x1f\x8b",
        b"\xed\xa0\x80", b"\xc0\x80", b"PK\x03\x04", b"\xff" * 3_000, b"Total;;\n",
    )  # fmt: skip
    return _insert(data, draw, draw.choice(signs))


def _other_encoding(data: bytes, draw: random.Random) -> bytes:
    encoding = draw.choice(ENCODINGS)
    return data.decode("utf-8", "replace").encode(encoding, "replace")


def _other_encoding_in_part(data: bytes, draw: random.Random) -> bytes:
    ends = sorted(draw.randrange(len(data) + 1) for _ in range(2))
    part = _other_encoding(data[ends[0] : ends[1]], draw)
    return data[: ends[0]] + part + data[ends[1] :]


def _other_line_ends(data: bytes, draw: random.Random) -> bytes:
    return data.replace(b"\n", draw.choice((b"\r\n", b"\r", b"\n\n", b"\r\r\n", b"\x0b", b"")))


def _other_delimiter(data: bytes, draw: random.Random) -> bytes:
    return data.replace(b",", draw.choice((b";", b"\t", b"|", b"\x1f", b"", b",,", b", ")))


def _gzip(data: bytes, draw: random.Random) -> bytes:
    packed = gzip.compress(data, 1, mtime=0)
    return draw.choice((packed, _cut(packed, draw), _flip_bytes(packed, draw), packed * 2))


def _gzip_twice(data: bytes, _draw: random.Random) -> bytes:
    return gzip.compress(gzip.compress(data, 1, mtime=0), 1, mtime=0)


def _zip(data: bytes, draw: random.Random) -> bytes:
    name = draw.choice(("table.csv", "../table.csv", "/etc/table", "C:\\t.csv", "a/b/c.csv", "é\n"))
    packed = seeds.zipped({name: data})
    return draw.choice((packed, packed, _cut(packed, draw), _flip_bytes(packed, draw)))


def _zip_twice(data: bytes, _draw: random.Random) -> bytes:
    return seeds.zipped({"a.zip": seeds.zipped({"a.csv": data})})


def _zip_with_another(data: bytes, draw: random.Random) -> bytes:
    names = draw.choice((("a.csv", "b.csv"), ("a.csv", ".DS_Store"), ("a.csv", "__MACOSX/a.csv")))
    return seeds.zipped({names[0]: data, names[1]: b"x"})


def _bomb(data: bytes, draw: random.Random) -> bytes:
    """In place of the file: 10 MB of the same, packed."""
    unit = draw.choice((b"\x00", b"1,2\n", b"\n", b'"', data[:200] + b"\n", b"[", b'{"a":'))
    flood = (unit * (10 * MB // len(unit) + 1))[: 10 * MB]
    return gzip.compress(flood, 1, mtime=0) if draw.random() < 0.5 else seeds.zipped({"a": flood})


def _repack(data: bytes, draw: random.Random) -> bytes:
    """Damage one member of a zip and close it again, as a workbook with a spoilt part; else cut."""
    members = _members(data)
    if not members:
        return _cut(data, draw)
    name = draw.choice(sorted(members))
    spoil = draw.choice((_cut, _flip_bytes, _insert_signs, _insert_zeros, _double_numbers))
    members[name] = spoil(members[name], draw)
    return seeds.zipped(members)


def _members(data: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}
    except Exception:  # noqa: BLE001 - whatever it is, it is no zip that can be spoilt
        return {}


def _double_numbers(data: bytes, draw: random.Random) -> bytes:
    sign = draw.choice(b"123456789")
    return data.replace(bytes([sign]), bytes([sign]) * 7, draw.choice((1, 50)))


# Of JSON


HOSTILE: tuple[Any, ...] = (
    None, True, 0, -1, 10**400, 1e308, float("nan"), float("inf"), "", "\ud800", "\x00", [], {},
    [[]], [{}], {"": ""}, [1, "a", None], "x" * 100_000, {"a": [{"b": [{"c": 1}]}]}, [[1, 2]] * 50,
    {"edges": [{"node": {}}]}, "9" * 400, [None] * 2_000,
)  # fmt: skip


def _with_a_leaf_replaced(tree: Any, draw: random.Random) -> Any:
    places: list[tuple[Any, Any]] = []
    stack = [tree]
    while stack:
        node = stack.pop()
        pairs = node.items() if isinstance(node, dict) else enumerate(node)
        for key, inner in pairs:
            places.append((node, key))
            if isinstance(inner, dict | list):
                stack.append(inner)
    if not places:
        return copy.deepcopy(draw.choice(HOSTILE))
    node, key = places[draw.randrange(min(len(places), draw.choice((5, 40, 100_000))))]
    if isinstance(node, dict) and draw.random() < 0.2:
        del node[key]
    else:
        node[key] = copy.deepcopy(draw.choice(HOSTILE))
    return tree


def _leaves_of_json(data: bytes, draw: random.Random) -> bytes:
    """Replace some leaves; what is no JSON becomes the text of a JSON."""
    try:
        tree = json.loads(data)
    except (ValueError, RecursionError):
        tree = [{"text": data[:5_000].decode("latin-1"), "rows": [{"id": 1}]}] * 3
        tree = json.loads(json.dumps(tree))
    for _ in range(draw.choice((1, 1, 5))):
        tree = _with_a_leaf_replaced(tree, draw) if isinstance(tree, dict | list) else tree
    return json.dumps(tree).encode()


def _nest_deep(data: bytes, draw: random.Random) -> bytes:
    depth = draw.choice((3, 40, 900, 100_000))
    before, after = draw.choice(((b"[", b"]"), (b'{"a":', b"}"), (b'[{"a":', b"}]")))
    inner = data if data[:1] in b"[{" and data else b"1"
    return before * depth + inner + after * depth


_OF_TABLES: tuple[Callable[[Table, random.Random], Table], ...] = (
    _swap_columns, _duplicate_a_column, _delete_columns, _swap_headings, _spoil_the_headings,
    _remove_the_header, _only_the_header, _empty_all_cells, _empty_a_column, _repeat_rows,
    _repeat_the_header, _blow_up_a_cell, _strange_numbers, _strange_dates, _strange_words,
    _strange_column, _ragged_rows, _many_columns,
)  # fmt: skip
_OF_BYTES: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _cut, _cut, _cut_the_beginning, _flip_bytes, _flip_bytes, _flip_bytes, _insert_quotation_marks,
    _insert_zeros, _insert_signs, _other_encoding, _other_encoding_in_part, _other_line_ends,
    _other_delimiter, _gzip, _gzip_twice, _zip, _zip_twice, _zip_with_another, _bomb, _repack,
    _repack, _leaves_of_json, _nest_deep,
)  # fmt: skip
