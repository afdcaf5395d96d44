"""Ways to damage a table of cells, each from a source of chance."""

import random
from collections.abc import Callable

Table = list[list[str]]
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
    times = 50 if len(rows) * len(rows[0]) < 20_000 else 2
    return [rows[0], *rows[1:] * times]


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


OF_TABLES: tuple[Callable[[Table, random.Random], Table], ...] = (
    _swap_columns, _duplicate_a_column, _delete_columns, _swap_headings, _spoil_the_headings,
    _remove_the_header, _only_the_header, _empty_all_cells, _empty_a_column, _repeat_rows,
    _repeat_the_header, _blow_up_a_cell, _strange_numbers, _strange_dates, _strange_words,
    _strange_column, _ragged_rows, _many_columns,
)  # fmt: skip
