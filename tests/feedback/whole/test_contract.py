"""`responses.csv`, `summary.json` and the files to take away of the sample survey: every field that
was promised, with its type, true to the file, whatever the order of its rows.
"""

import csv
import io
import json
import random
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from engine.__main__ import main
from engine.feedback.responses import CLASSES, COLUMNS, EMOTIONS

Rows = list[dict[str, str]]
SEGMENTS = ("channel", "country", "customer_type", "age_band")
NO_ANSWER = ("", "n/a", "-", "na", "none", "null", "nan", "--")
LISTS = ("themes", "pain_points", "key_phrases")


def run(survey: Path, folder: Path, *more: str) -> Path:
    """What the command writes about a survey."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BACKROOM_HOME", str(folder / "home"))
        arguments = ["feedback", str(survey), "--out", str(folder / "out"), "--quiet", *more]
        assert main(arguments) == 0
    return folder / "out"


@pytest.fixture(scope="module")
def source(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first 500 responses of the sample survey, with a cell that wants to be a formula."""
    lines = (root / "sample_data" / "survey.csv").read_text("utf-8").splitlines(keepends=True)[:501]
    lines.append('Q99999,2026-01-05,2,"=HYPERLINK(1) the parcel was late",Shop,Spain,New,65+\n')
    path = tmp_path_factory.mktemp("survey") / "survey.csv"
    path.write_text("".join(lines), "utf-8")
    return path


@pytest.fixture(scope="module")
def out(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return run(source, tmp_path_factory.mktemp("feedback"))


@pytest.fixture(scope="module")
def responses(out: Path) -> Rows:
    return list(csv.DictReader(io.StringIO((out / "responses.csv").read_text("utf-8"))))


@pytest.fixture(scope="module")
def summary(out: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((out / "summary.json").read_text("utf-8"))
    return found


def test_every_response_is_there_as_it_was_given(responses: Rows, source: Path) -> None:
    assert list(responses[0]) == [*COLUMNS, *SEGMENTS]
    given = list(csv.DictReader(io.StringIO(source.read_text("utf-8"))))
    assert [int(row["row"]) for row in responses] == sorted({int(r["row"]) for r in responses})
    for row in responses:
        told = given[int(row["row"]) - 1]
        # What says that there is no answer is none.
        assert row["comment"].removeprefix("'") in (told["comment"], "")
        assert row["comment"] or told["comment"].strip().casefold() in NO_ANSWER
        assert row["score"] == "" or float(row["score"]) == float(told["score"])
        assert [row[name] for name in SEGMENTS] == [told[name] for name in SEGMENTS]
        for name in LISTS:
            assert row[name] == "" or isinstance(json.loads(row[name]), list)
        assert row["sentiment"] == "" or -1 <= float(row["sentiment"]) <= 1
        assert row["sentiment_class"] in ("", *CLASSES)
        assert all(row[name] == "" or 0 <= float(row[name]) <= 1
                   for name in (*EMOTIONS, "churn_risk"))  # fmt: skip


def test_the_counts_of_the_summary_are_those_of_the_rows(
    responses: Rows, summary: dict[str, Any]
) -> None:
    groups = Counter(row["nps_group"] for row in responses if row["nps_group"])
    assert summary["n"] == sum(groups.values())
    for name in ("promoter", "passive", "detractor"):
        assert summary[f"{name}s"]["count"] == groups[name]
    nps = summary["nps"]
    standard = 100 * (groups["promoter"] - groups["detractor"]) / summary["n"]
    assert nps["standard"] == pytest.approx(standard, rel=1e-5)
    assert nps["shifted"] == pytest.approx((standard + 100) / 2, rel=1e-5)
    assert (nps["method"], nps["headline"]) == ("shifted", nps["shifted"])
    assert nps["low"] < standard < nps["high"]
    themes = Counter(name for row in responses if row["themes"]
                     for name in json.loads(row["themes"]))  # fmt: skip
    assert {theme["name"]: theme["count"] for theme in summary["themes"]} == themes


def test_every_quote_and_phrase_stands_in_its_row(responses: Rows, summary: dict[str, Any]) -> None:
    comment = {int(row["row"]): row["comment"] for row in responses}
    quotes = [quote for theme in summary["themes"] for quote in theme["quotes"]]
    assert quotes
    assert all(quote["text"] in comment[quote["row"]] for quote in quotes)
    for row in responses:
        for phrase in json.loads(row["key_phrases"] or "[]"):
            assert phrase.casefold() in row["comment"].casefold()


def test_rows_add_up(out: Path, responses: Rows, source: Path) -> None:
    manifest = json.loads((out / "manifest.json").read_text("utf-8"))
    rows = manifest["rows"]
    lines = len(list(csv.reader(io.StringIO(source.read_text("utf-8"))))) - 1
    assert rows["read"] == lines == rows["used"] + sum(rows["rejected"].values())
    assert rows["used"] == len(responses)


def test_no_formula_comes_through_and_the_workbook_has_its_five_sheets(
    out: Path, responses: Rows
) -> None:
    assert any(row["comment"].startswith("'=HYPERLINK") for row in responses)
    book = load_workbook(out / "feedback.xlsx")
    assert book.sheetnames == ["Summary", "Details", "Emotions", "Pain points", "Metadata"]
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert book["Details"].max_row == len(responses) + 1
    page = (out / "feedback.html").read_text("utf-8")
    assert "<script" not in page
    assert "http" not in page.replace("http-equiv", "").replace("http://www.w3.org", "")
    with zipfile.ZipFile(out / "feedback.pptx") as deck:
        assert deck.testzip() is None


def test_rows_in_another_order_say_the_same(
    source: Path, tmp_path: Path, summary: dict[str, Any]
) -> None:
    head, *lines = source.read_text("utf-8").splitlines(keepends=True)
    random.Random(3).shuffle(lines)
    other = tmp_path / "survey.csv"
    other.write_text(head + "".join(lines), "utf-8")
    again = json.loads((run(other, tmp_path) / "summary.json").read_text("utf-8"))
    assert again["nps"] == summary["nps"]
    assert again["segments"] == summary["segments"]
    told = ("name", "words", "count", "share", "nps", "impact", "low", "high", "sentiment")
    for one, two in zip(again["themes"], summary["themes"], strict=True):
        assert {name: one[name] for name in told} == {name: two[name] for name in told}
    assert [s["text"] for s in again["words"]] == [s["text"] for s in summary["words"]]


def test_the_same_survey_gives_the_same_bytes_and_a_spanish_workbook_beside(
    source: Path, out: Path, tmp_path: Path
) -> None:
    again = run(source, tmp_path, "--language", "es")
    for name in ("responses.csv", "summary.json"):
        assert (again / name).read_bytes() == (out / name).read_bytes()
    book = load_workbook(again / "feedback.xlsx")
    assert book.sheetnames == ["Resumen", "Detalle", "Emociones", "Puntos de Dolor", "Metadata"]
    assert [cell.value for cell in book["Detalle"][1]][:7] == [
        "Index", "Comentario", "Nota", "NPS", "Riesgo (%)", "Puntos de Dolor", "Emociones",
    ]  # fmt: skip
