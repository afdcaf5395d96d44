"""A survey's columns by exact headings only, or by every heading and what stands below."""

import io
from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from engine import Backroom, ColumnsMissing, Settings
from engine.files.forms.raw import RawTable
from engine.files.kinds.known import LAYOUTS
from engine.files.options import ReadOptions
from engine.files.recognise.recognition import recognise
from engine.reading import EXACT

PATIENCE_S = 60
LONG = "the parcel came late and the box was damaged on one side; parcel "
Looked = Callable[[bytes | str], RawTable]


def survey(*headings: str, rows: int = 40) -> str:
    lines = [f"{n % 11},{LONG}{n},2026-01-{n % 28 + 1:02d}" for n in range(rows)]
    return "\n".join([",".join(headings), *lines]) + "\n"


def fields(raw: RawTable, mode: str, mapping: Mapping[str, str] | None = None) -> dict[str, str]:
    options = ReadOptions(kind="survey", mapping=mapping or {})
    columns = recognise(raw, options, EXACT[mode]).columns
    return {column.field: column.heading for column in columns}


@pytest.mark.parametrize(
    "headings",
    [("Nota", "Comentario Final", "Fecha"), ("score", "comment", "date"),
     ("NPS Score", "Feedback", "Submitted at")],
)  # fmt: skip
def test_exact_headings_are_found_either_way(headings: tuple[str, ...], looked: Looked) -> None:
    raw = looked(survey(*headings))
    expected = dict(zip(("score", "comment", "date"), headings, strict=True))
    assert fields(raw, "base") == fields(raw, "flexible") == expected


@pytest.mark.parametrize(
    ("headings", "flexible", "base"),
    [
        (("score", "How did our delivery work for you?", "date"),
         {"score", "comment", "date"}, {"score", "date"}),
        (("Would you recommend our little shop to friends?", "comment", "x"),
         {"score", "comment", "date"}, {"comment"}),
        (("score", "Zweite Spalte", "x"), {"score", "comment", "date"}, {"score"}),
        (("Score (optional)", "comment", "x"), {"score", "comment", "date"}, {"comment"}),
        (("score", "comment", "Date UTC"), {"score", "comment", "date"}, {"score", "comment"}),
    ],
)  # fmt: skip
def test_other_headings_are_found_the_flexible_way_only(
    headings: tuple[str, ...], flexible: set[str], base: set[str], looked: Looked
) -> None:
    raw = looked(survey(*headings))
    assert set(fields(raw, "flexible")) == flexible
    assert set(fields(raw, "base")) == base


@pytest.mark.parametrize(
    ("heading", "found"),
    [("Answered on", "Answered on"), ("Tag der Antwort", "Tag der Antwort"),
     ("Date of birth", None), ("Geburtstag", None)],
)  # fmt: skip
def test_the_only_column_of_dates_is_the_day_of_the_answer(
    heading: str, found: str | None, looked: Looked
) -> None:
    raw = looked(survey("score", "comment", heading))
    assert fields(raw, "flexible").get("date") == found


def test_of_two_columns_of_dates_none_is_guessed(looked: Looked) -> None:
    lines = [f"{n % 11},{LONG}{n},{n % 28 + 1:02d}.01.2026,{n % 28 + 1:02d}.02.2026"
             for n in range(40)]  # fmt: skip
    raw = looked("\n".join(["score,comment,x,y", *lines, ""]))
    assert "date" not in fields(raw, "flexible")


def test_where_nothing_is_exact_the_file_is_refused_in_words(looked: Looked) -> None:
    raw = looked(
        survey("Would you recommend our little shop to friends?", "What could be better here?", "x")
    )
    assert {"score", "comment"} <= set(fields(raw, "flexible"))
    with pytest.raises(ColumnsMissing, match="Would you recommend"):
        fields(raw, "base")
    chosen = {"score": "Would you recommend our little shop to friends?"}
    assert fields(raw, "base", chosen) == chosen


def test_columns_without_headings_are_told_by_content_the_flexible_way_only(
    looked: Looked,
) -> None:
    raw = looked(survey("c1", "c2", "c3"))
    assert recognise(raw, ReadOptions(), EXACT["flexible"]).kind == "survey"
    with pytest.raises(ColumnsMissing):
        recognise(raw, ReadOptions(), EXACT["base"])


def test_a_known_layout_is_read_either_way(looked: Looked) -> None:
    layout = next(one for one in LAYOUTS if one.kind == "survey" and len(one.marks) > 1
                  and not one.document and {"score", "comment"} <= one.fields.keys())  # fmt: skip
    score = layout.fields["score"]
    texts = [[f"{n % 11}" if heading in score else f"{LONG}{n}" for heading in layout.headings]
             for n in range(30)]  # fmt: skip
    rows = [",".join(f'"{cell}"' for cell in row) for row in (layout.headings, *texts)]
    raw = looked("\n".join(rows) + "\n")
    found = [recognise(raw, ReadOptions(), EXACT[mode]) for mode in ("base", "flexible")]
    assert found[0].layout == found[1].layout == layout.name
    assert found[0].columns == found[1].columns


def test_orders_are_the_same_either_way(looked: Looked) -> None:
    rows = "".join(f"{n // 2},sku{n % 5},{n % 3 + 1},9.{n % 10}0\n" for n in range(60))
    raw = looked("Order number,Item SKU,Qty ordered,Price (EUR)\n" + rows)
    found = [recognise(raw, ReadOptions(), EXACT[mode]).columns for mode in ("base", "flexible")]
    assert found[0] == found[1]


def test_the_setting_shapes_the_table_and_its_id(
    settings: Settings, open_backroom: Callable[..., Backroom]
) -> None:
    text = survey("score", "How did our delivery work for you?", "date").encode()
    ids = {}
    backroom = open_backroom(settings)
    for mode in ("flexible", "base", "flexible"):
        backroom._workspace.settings = replace(settings, file_parser_mode=mode)
        table = backroom.read(backroom.take("survey.csv", io.BytesIO(text)))
        assert backroom.wait(table, PATIENCE_S).status == "done"
        found = {column["field"] for column in backroom.table(table).columns}
        assert ("comment" in found) == (mode == "flexible")
        assert ids.setdefault(mode, table) == table
    assert ids["flexible"] != ids["base"]
