"""Dates as people write them: one decision for a column, and whatever it assumes is told."""

import datetime as dt
import re
from collections.abc import Callable, Sequence

import duckdb
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.files import Reading
from engine.files.cells.dates import Moments, read_dates
from engine.files.cells.words import words_of

Read = Callable[..., Reading]
Look = Callable[..., tuple[list[dt.datetime | None], Moments]]


@pytest.fixture(scope="session")
def look() -> Look:
    """Cells → what each is read as, and the whole column's reading."""
    cursor = duckdb.connect(config={"threads": 1})

    def look_at(cells: Sequence[str | None], order: str = "auto") -> tuple[list[object], Moments]:
        words = words_of(pl.Series(cells, dtype=pl.String))
        read = read_dates(cursor, words, order)
        return read.by_word.gather(words.place).to_list(), read

    return look_at  # type: ignore[return-value]


def iso(moments: Sequence[dt.datetime | None]) -> list[str | None]:
    return [None if at is None else str(at).removesuffix(" 00:00:00") for at in moments]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("3 janv. 2024", "2024-01-03"),
        ("3. Januar 2024", "2024-01-03"),
        ("3 de enero de 2024", "2024-01-03"),
        ("15 de março de 2024", "2024-03-15"),
        ("1er février 2024", "2024-02-01"),
        ("5 août 2024 à 10:00", "2024-08-05 10:00:00"),
        ("Sonntag, 3. März 2024", "2024-03-03"),
        ("7 déc. 2023", "2023-12-07"),
        ("12 mai 2024", "2024-05-12"),
        ("2 de outubro de 2024", "2024-10-02"),
        ("4 dic 2024", "2024-12-04"),
        ("March 3rd, 2024", "2024-03-03"),
        ("Tue, 02 Jan 2024 10:00:00 +0000", "2024-01-02 10:00:00"),
        ("31-Mar-24", "2024-03-31"),
        ("31/03/2024 8:26 p. m.", "2024-03-31 20:26:00"),
        ("31.3.24 12:05 AM", "2024-03-31 00:05:00"),
        ("31/03/2024 - 08:26", "2024-03-31 08:26:00"),
        ("2024-03-31 10:00 PM", "2024-03-31 22:00:00"),
        ("2024.03.31", "2024-03-31"),
        ("20240331", "2024-03-31"),
        ("20240331 10:05", "2024-03-31 10:05:00"),
        ("2024-03-31T10:00:00.250Z", "2024-03-31 10:00:00.250000"),
        ("2024-01", None),
        ("2024", None),
        ("31/02/2024", None),
        ("29/02/2023", None),
        ("2024-13-01", None),
        ("31/03/2024 25:00", None),
        ("Mar 2024", None),
        ("epoch", None),
        ("infinity", None),
        ("99999999999999", None),
    ],
)
def test_a_cell_says_the_same_beside_others(cell: str, expected: str | None, look: Look) -> None:
    beside, _ = look([cell, *(f"{day}/04/2024" for day in range(20, 30))])
    assert iso(beside[:1]) == [expected]
    if not re.match(r"\d+/\d+/", cell):
        assert iso(look([cell])[0]) == [expected]


MOMENT = st.datetimes(
    dt.datetime.fromisoformat("1991-01-01"), dt.datetime.fromisoformat("2068-01-01")
).map(lambda at: at.replace(microsecond=0))
GERMAN = (
    "Jan.",
    "Februar",
    "März",
    "Apr",
    "Mai",
    "Juni",
    "Juli",
    "Aug.",
    "Sept.",
    "Okt",
    "Nov",
    "Dez.",
)
SPANISH = (
    "enero",
    "feb.",
    "marzo",
    "abr",
    "mayo",
    "junio",
    "jul.",
    "agosto",
    "sept",
    "oct",
    "nov",
    "dic",
)
EPOCH = dt.datetime.fromisoformat("1899-12-30")


def _german(at: dt.datetime) -> str:
    return f"{at.day}. {GERMAN[at.month - 1]} {at.year} {at:%H:%M:%S}"


def _spanish(at: dt.datetime) -> str:
    return f"{at.day} de {SPANISH[at.month - 1]} de {at.year} {at:%H:%M:%S}"


STYLES: dict[str, Callable[[dt.datetime], str]] = {
    "iso": lambda at: f"{at:%Y-%m-%d %H:%M:%S}",
    "day": lambda at: f"{at.day}/{at.month}/{at.year} {at:%H:%M:%S}",
    "points": lambda at: f"{at:%d.%m.%y %H:%M:%S}",
    "month": lambda at: f"{at:%m/%d/%Y %I:%M:%S %p}",
    "german": _german,
    "spanish": _spanish,
    "english": lambda at: f"{at:%B %d, %Y %I:%M:%S}{'a.m.' if at.hour < 12 else 'p.m.'}",
    "compact": lambda at: f"{at:%Y%m%d %H:%M:%S}",
    "serial": lambda at: repr((at - EPOCH) / dt.timedelta(days=1)),
    "seconds": lambda at: str(int(at.replace(tzinfo=dt.UTC).timestamp())),
    "milliseconds": lambda at: str(1000 * int(at.replace(tzinfo=dt.UTC).timestamp())),
}


@pytest.mark.parametrize("style", STYLES)
@settings(
    max_examples=10,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(moments=st.lists(MOMENT, min_size=1, max_size=8))  # fmt: skip
def test_moments_in_every_style_read_back(
    style: str, moments: list[dt.datetime], look: Look
) -> None:
    order = style if style in ("day", "month") else "day" if style == "points" else "auto"
    read, _ = look([STYLES[style](at) for at in moments], order)
    assert read == moments


def _slow(cell: str, order: str) -> dt.datetime | None:
    first, second, year = (int(part) for part in cell.split("/"))
    day, month = (first, second) if order == "day" else (second, first)
    try:
        return dt.datetime.fromisoformat(f"{year}-{month:02}-{day:02}")
    except ValueError:
        return None


@settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(parts=st.lists(st.tuples(st.integers(1, 31), st.integers(1, 31)), min_size=1,
                      max_size=9))  # fmt: skip
def test_the_order_that_reads_more_cells_is_taken(parts: list[tuple[int, int]], look: Look) -> None:
    cells = [f"{a}/{b}/2024" for a, b in parts]
    read, column = look(cells)
    ways = {order: [_slow(cell, order) for cell in cells] for order in ("day", "month")}
    counts = {order: sum(at is not None for at in way) for order, way in ways.items()}
    if counts["day"] != counts["month"]:
        assert read == ways[max(counts, key=lambda order: counts[order])]
        assert not column.open
    else:
        assert read in ways.values()
        assert column.open == (ways["day"] != ways["month"])
    assert look(cells, "day")[0] == ways["day"]
    assert look(cells, "month")[0] == ways["month"]


def test_the_user_is_asked_and_answers(read: Read) -> None:
    data = "order_id,sku,date\n1,A1,03/04/2024\n2,A2,05/04/2024\n"
    asked = read(data)
    assert asked.open == ("date_order",)
    answered = read(data, date_order="month")
    assert answered.open == ()
    assert [at.month for at in answered.table["moment"]] == [3, 5]
    assert not any("both ways" in note for note in answered.notes)


def test_equal_distances_from_utc_keep_the_time_as_written(look: Look) -> None:
    read, column = look(["2024-01-02 10:00:00 +0200", "2024-07-02 11:00:00+02:00"])
    assert iso(read) == ["2024-01-02 10:00:00", "2024-07-02 11:00:00"]
    assert column.note == "Times are as written, at UTC+02:00."


def test_different_distances_are_made_utc(look: Look) -> None:
    said = {
        "2024-01-02 10:00:00 +0100": "2024-01-02 09:00:00",
        "2024-07-02 10:00:00 +0200": "2024-07-02 08:00:00",
        "2024-07-02T10:00:00Z": "2024-07-02 10:00:00",
        "2024-07-02 10:00:00 -05:30": "2024-07-02 15:30:00",
        "2024-07-02 10:00:00": "2024-07-02 10:00:00",
        "31/07/2024 10:00 EST": "2024-07-31 15:00:00",
    }
    read, column = look(list(said))
    assert iso(read) == list(said.values())
    assert "all read as UTC, like those that say no distance." in column.note


def test_serials_among_dates_are_read_and_counted(look: Look) -> None:
    read, column = look(["31/03/2024", "45293", "45293.4166666667", "30/03/2024", "12", "99999"])
    assert iso(read) == [
        "2024-03-31",
        "2024-01-02",
        "2024-01-02 10:00:00",
        "2024-03-30",
        None,
        None,
    ]
    assert column.note == "2 of the dates are Excel day numbers."


def test_years_of_two_digits_are_told(look: Look) -> None:
    read, column = look(["31/03/68", "31/03/69"])
    assert [at and at.year for at in read] == [2068, 1969]
    assert column.note == "Years of two digits were read as 1969 to 2068."


def test_seconds_are_told(look: Look) -> None:
    assert look(["1704189600"])[1].note == "Dates were read as seconds since 1970, in UTC."


@pytest.mark.parametrize(
    ("date", "time"),
    [("2024-03-31 00:00:00", "1899-12-31 09:58:11"), ("2024-03-31", "09:58:11"),
     ("31/03/2024", "9:58:11 AM")],
)  # fmt: skip
def test_a_time_of_day_in_its_own_column(date: str, time: str, read: Read) -> None:
    reading = read(f"order_id,sku,date,time\n1,A1,{date},{time}\n2,A2,{date},{time}\n")
    assert iso(reading.table["moment"].to_list()) == ["2024-03-31 09:58:11"] * 2


def test_a_date_far_away_is_a_doubt(read: Read) -> None:
    reading = read("order_id,sku,date\n1,A1,1970-01-01\n2,A1,2100-01-01\n3,A1,2099-12-31\n")
    assert reading.doubts.rows() == [(1, "odd_date", "1970-01-01"), (2, "odd_date", "2100-01-01")]
    assert reading.used == 3
