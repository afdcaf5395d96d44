"""A text that is read in pieces gives what it gives when it is read whole."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.files.cells.copies import later_copies
from engine.files.cells.pieces import WordPieces
from engine.files.cells.words import words_of
from engine.files.forms.quoting import IrregularText, regular_pieces
from engine.steps import Steps

PROPERTY = settings(
    max_examples=50, deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
CELLS = st.sampled_from(["", "a", "b c", "x,y", 'say "so"', "two\nlines", "\r\n", '"', "1" * 30])
ROWS = st.lists(st.lists(CELLS, min_size=3, max_size=3), max_size=30)


def records_of(pieces: Iterator[bytes]) -> list[list[str]]:
    """The records of all pieces, each piece read for itself."""
    texts = [piece.decode() for piece in pieces]
    return [record for text in texts for record in csv.reader(io.StringIO(text, newline=""))]


@PROPERTY
@given(rows=ROWS, size=st.integers(1, 200), newline=st.sampled_from(["\n", "\r\n"]))
def test_pieces_hold_whole_records(
    rows: list[list[str]], size: int, newline: str, tmp_path: Path
) -> None:
    text = io.StringIO()
    csv.writer(text, lineterminator=newline).writerows([["h", "i\nj", "k"], *rows])
    path = tmp_path / "t.csv"
    path.write_bytes(text.getvalue().encode())
    assert records_of(regular_pieces(path, ",", Steps(), size)) == rows


@pytest.mark.parametrize("size", [1, 2, 3, 7, 1 << 20])
@pytest.mark.parametrize(
    "body",
    ['1,a"b\n', '1,"a"b\n', '1,"a\n2,b\n3,c\n', "1,a\r2,b\n", "1,a\x00\n", "1,a\r", '1,a,"b\n"c\n'],
)
def test_what_readers_may_cut_differently_is_irregular(
    body: str, size: int, tmp_path: Path
) -> None:
    path = tmp_path / "t.csv"
    path.write_text("x,y\n5,6\n" + body, newline="")
    with pytest.raises(IrregularText):
        list(regular_pieces(path, ",", Steps(), size))


@pytest.mark.parametrize("text", ["x,y", "x,y\n", "x,y\r\n\r\n", '"x\ny",z\n'])
def test_a_header_alone_has_no_pieces(text: str, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(text, newline="")
    assert list(regular_pieces(path, ",", Steps(), 2)) == []


def test_words_of_a_part_leave_out_what_is_in_none_of_its_rows() -> None:
    whole = pl.Series(["a", "b", None, "c", "b"]).cast(pl.Categorical(pl.Categories.random()))
    words = words_of(whole.gather([3, 2, 1, 3]))
    assert words.distinct.to_list() == ["b", "c", None]
    assert words.place.tolist() == [1, 2, 0, 1]


@PROPERTY
@given(rows=st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=60))
def test_later_copies_are_those_whose_row_was_seen(rows: list[tuple[int, int]]) -> None:
    columns = [words_of(pl.Series([str(row[k]) for row in rows])) for k in range(2)]
    seen = [row in rows[:place] for place, row in enumerate(rows)]
    assert later_copies(columns).tolist() == seen
    assert later_copies(columns).dtype == np.bool_


@PROPERTY
@given(pieces=st.lists(st.lists(st.sampled_from(["a", "b", "c", None])), max_size=5))
def test_words_of_pieces_are_those_of_the_whole(pieces: list[list[str | None]]) -> None:
    column = WordPieces()
    for piece in pieces:
        column.add(pl.Series(piece, dtype=pl.String))
    found = column.words()
    whole = [cell for piece in pieces for cell in piece]
    assert found.text.to_list() == whole
    assert len(found.distinct) == len({*whole, None})
    assert found.blank.tolist() == [cell is None for cell in whole]
    keep = np.array([cell != "b" for cell in whole], dtype=bool)
    kept = found.only(keep)
    assert kept.text.to_list() == [cell for cell in whole if cell != "b"]
    assert set(kept.distinct) == {*whole, None} - {"b"}
