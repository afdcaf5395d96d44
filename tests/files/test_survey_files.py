"""The sample shop's surveys and three real ones: every row accounted for, the scale found."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from engine.files import Reading

HERE = Path(__file__).parents[2]
DATA = HERE.parent / "shared" / "data" / "feedback"
Read = Callable[..., Reading]


@pytest.mark.parametrize(
    ("name", "rows", "used"),
    [("survey.csv", 1800, 1792), ("survey_850.xlsx", 850, 840),
     ("survey_1800.xlsx", 1800, 1789), ("survey_3000.xlsx", 3000, 2991)],
)  # fmt: skip
def test_the_sample_surveys_are_read_whole(name: str, rows: int, used: int, read: Read) -> None:
    reading = read((HERE / "sample_data" / name).read_bytes(), kind="survey")
    assert (reading.read, reading.used) == (rows, used)
    assert reading.rejected == {
        "unreadable_score": 1,
        "score_out_of_scale": 3,
        "no_answer": rows - used - 4,
    }
    assert reading.facts["scale"]["name"] == "0-10"
    assert [told["heading"] for told in reading.facts["segments"]] == [
        "channel", "country", "customer_type", "age_band",
    ]  # fmt: skip
    assert (reading.facts["first"], reading.facts["last"]) == ("2025-11-01", "2026-10-31")


def test_the_sample_surveys_themes_belong_to_responses_that_are_read(read: Read) -> None:
    reading = read((HERE / "sample_data" / "survey.csv").read_bytes(), kind="survey")
    truth = pl.read_csv(HERE / "sample_data" / "survey_truth.csv")
    written = set(truth.filter(pl.col("language").is_not_null())["response_id"])
    commented = reading.table.filter(pl.col("comment").is_not_null())
    left_out = {f"Q{row:05}" for row in reading.rejects["row"]}
    assert written - left_out <= set(commented["response_id"].cast(pl.String))


def shared(name: str) -> bytes:
    if not (DATA / name).exists():
        pytest.skip(f"{name} is not in ../shared/data/feedback")
    return (DATA / name).read_bytes()


def test_a_french_nps_survey(read: Read) -> None:
    data = shared("nps_retail_fr_mixed_encoding.csv")
    by_hand = {"score": "nps", "comment": "explication"}
    reading = read(data, by_hand, kind="survey")
    assert reading.read == 13_954 == reading.used + sum(reading.rejected.values())
    assert reading.rejected == {"no_answer": 305}
    scale = reading.facts["scale"]
    assert (scale["name"], scale["counts"]["10"]) == ("0-10", 5978)
    assert sum(scale["counts"].values()) == reading.facts["scored"] == 13_954 - 342
    assert reading.facts["ratings"] == ["satisfaction", "intention"]
    assert reading.facts["not_kept"] == ["column 1", "NbPassageKS", "CaTicket"]
    assert reading.table.filter(pl.col("comment") == "ras").height == 68


def test_reviews_of_clothes_in_an_archive(read: Read) -> None:
    data = shared("womens_clothing_reviews.csv.zip")
    by_hand = {"score": "Rating", "comment": "Review Text"}
    reading = read(data, by_hand, kind="survey", limit_mb=64)
    assert (reading.read, reading.used, reading.rejected) == (23_486, 23_486, {})
    assert reading.facts["commented"] == 23_486 - 845
    assert reading.facts["scale"]["evidence"] == "5 distinct values 1 to 5 in 23,486 rows"
    assert [told["heading"] for told in reading.facts["segments"]] == [
        "Division Name", "Department Name", "Class Name",
    ]  # fmt: skip
    assert "Recommended IND" in reading.facts["ratings"]


def test_reviews_of_lounges_mix_two_scales(read: Read) -> None:
    data = shared("skytrax_lounge.csv")
    by_hand = {"score": "overall_rating", "comment": "content"}
    reading = read(data, by_hand, kind="survey")
    assert (reading.read, reading.used, reading.open) == (2264, 2264, ("scale",))
    scale = reading.facts["scale"]
    assert (scale["mixed"], scale["beyond"]) == (["1-5", "1-10"], 67)
    assert len(reading.facts["ratings"]) == 8
    assert "author" not in " ".join(reading.table.columns)
    chosen = read(data, by_hand, kind="survey", scale="1-5")
    assert chosen.rejected == {"score_out_of_scale": 67}


def test_every_quote_of_an_archive_stands_in_its_row(read: Read) -> None:
    data = shared("womens_clothing_reviews.csv.zip")
    reading = read(data, {"score": "Rating", "comment": "Review Text"}, kind="survey", limit_mb=64)
    path = DATA / "womens_clothing_reviews.csv.zip"
    with zipfile.ZipFile(path) as archive, archive.open(archive.namelist()[0]) as file:
        texts = pl.read_csv(file.read(), infer_schema=False)["Review Text"]
    for row, comment in reading.table.select("row", pl.col("comment").cast(pl.String)).iter_rows():
        text = (texts[row - 1] or "").replace("\r\n", "\n")
        assert comment is None or comment == text.strip()
