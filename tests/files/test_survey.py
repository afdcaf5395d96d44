"""What a survey says besides its rows: comments, scales, segments, ratings and refusals."""

from collections.abc import Callable

import polars as pl
import pytest

from engine.errors import FileRefused, OptionRefused, TooSmall
from engine.files import Reading

Read = Callable[..., Reading]
Csv = Callable[..., bytes]

ONE_OF_EACH = """\
response_id,score,comment,date
,Response,Open-Ended Response,
R1,9,fine,2024-03-01
R1,9,fine,2024-03-01,,too long
,n/a,,
R2,ten,fine,2024-03-01
R3,11,fine,2024-03-01
R4,N/A,-,2024-03-01
R1,9,fine,2024-03-01
R5,0,,1970-01-01
R5,,ras,sometime
R6,10,rien,2150-01-01
R7,7,,
"""


def test_every_reason_is_given_where_it_belongs(read: Read) -> None:
    reading = read(ONE_OF_EACH, kind="survey")
    assert list(reading.rejects.select("row", "reason", "value").iter_rows()) == [
        (1, "second_header", None),
        (3, "ragged_row", "6 cells under 4 headings"),
        (4, "empty_row", None),
        (5, "unreadable_score", "ten"),
        (6, "score_out_of_scale", "11"),
        (7, "no_answer", "R4"),
        (8, "duplicate_response", "R1"),
    ]
    assert list(reading.doubts.iter_rows()) == [
        (9, "repeated_id", "R5"),
        (10, "repeated_id", "R5"),
        (10, "unreadable_date", "sometime"),
        (9, "odd_date", "1970-01-01"),
        (11, "odd_date", "2150-01-01"),
    ]
    assert reading.table["row"].to_list() == [2, 9, 10, 11, 12]
    assert reading.table["comment"].cast(pl.String).to_list() == [
        "fine", None, "ras", "rien", None,
    ]  # fmt: skip
    assert reading.table["score"].to_list() == [9, 0, None, 10, 7]
    assert list(reading.table.columns) == [
        "row", "response_id", "score", "comment", "moment", "customer",
    ]  # fmt: skip
    assert reading.table.dtypes[4] == pl.Datetime("us")


def test_a_second_header_may_name_choices_under_other_questions(read: Read) -> None:
    data = (
        "Respondent ID,Rating,Comments,Which shop?\n,Response,Open-Ended Response,North\n"
        "1,4,good,North\n2,5,,South\n3,1,response,North\n4,2,,South\n"
    )
    by_hand = {"score": "Rating", "comment": "Comments"}
    assert read(data, by_hand, kind="survey").rejected == {"second_header": 1}
    nameless = "".join(f"{line.partition(',')[2]}\n" for line in data.splitlines())
    answered = nameless.replace("Response,", ",", 1)
    assert read(answered, by_hand, kind="survey").rejected == {}


def test_equal_answers_without_an_id_are_all_used(read: Read) -> None:
    data = "score,comment\n9,good\n9,good\n8,\n8,\n"
    assert read(data, kind="survey").used == 4
    counted = ",response_id,score\n1,R1,9\n2,R1,9\n3,R2,8\n"
    reading = read(counted, kind="survey")
    assert reading.rejected == {"duplicate_response": 1}
    assert reading.facts["not_kept"] == ["column 1"]


def test_a_nameless_column_that_says_something_is_part_of_the_answer(read: Read) -> None:
    data = ",response_id,score\nblue,R1,9\nred,R1,9\nblue,R2,9\n"
    reading = read(data, kind="survey")
    assert reading.rejected == {}
    assert reading.doubted == {"repeated_id": 2}


def test_comments_stay_as_they_were_written(read: Read) -> None:
    text = 'Said "no" —\tthen  left.\r\nNever\x0bagain… ¡Adiós! 😡'
    quoted = text.replace('"', '""')
    reading = read(f'score,comment\n1,"  {quoted} \n"\n9,\n8,\n', kind="survey")
    assert reading.table["comment"].cast(pl.String).to_list()[0] == text.replace("\r\n", "\n")
    assert "Windows line ends inside of 1 comments were read as plain ones." in reading.notes


def test_dates_that_fit_both_ways_are_asked_about(read: Read) -> None:
    data = "score,date\n9,03/04/2026\n0,05/06/2026\n10,04/05/2026\n7,01/02/2026\n"
    assert read(data, kind="survey").open == ("date_order",)
    for order, month in (("day", 4), ("month", 3)):
        reading = read(data, kind="survey", date_order=order)
        assert reading.open == ()
        assert reading.table["moment"].dt.month()[0] == month


def test_a_long_comment_is_kept_whole_and_doubted(read: Read, as_csv: Csv) -> None:
    rows = [("score", "comment"), ("9", "é" * 20_000), ("8", "é" * 20_001)]
    reading = read(as_csv(rows), kind="survey")
    assert list(reading.doubts.iter_rows()) == [(2, "long_comment", "20001 characters")]
    assert reading.table["comment"].cast(pl.String).str.len_chars().to_list() == [20_000, 20_001]


def test_identities_are_hashed_and_never_told(read: Read) -> None:
    rows = "".join(f"{n % 11},fine,c{n}@example.com,c{n % 4}@example.com\n" for n in range(20))
    reading = read("score,comment,email,reply to\n99,x,c@example.com,c@example.com\n" + rows,
                   kind="survey")  # fmt: skip
    assert reading.rejected == {"score_out_of_scale": 1}
    assert reading.facts["not_kept"] == ["reply to"]
    assert "example.com" not in repr(reading.table.rows()) + repr(reading.rejects.rows())
    assert reading.table["customer"].n_unique() == 20


def test_a_mixture_is_kept_as_given_until_a_scale_is_chosen(read: Read, as_csv: Csv) -> None:
    scores = [str(n % 5 + 1) for n in range(60)] + ["7", "10", "9", "11"]
    data = as_csv([("rating", "comment"), *((score, "x") for score in scores)])
    reading = read(data, {"score": "rating"}, kind="survey")
    assert reading.open == ("scale",)
    assert reading.rejected == {"score_out_of_scale": 1}
    scale = reading.facts["scale"]
    assert (scale["name"], scale["mixed"], scale["beyond"]) == ("mixed", ["1-5", "1-10"], 3)
    assert scale["counts"]["10"] == 1
    assert any("cannot be averaged until you choose a scale" in note for note in reading.notes)
    for name, left_out in (("1-5", 4), ("1-10", 1)):
        chosen = read(data, {"score": "rating"}, kind="survey", scale=name)
        assert chosen.rejected == {"score_out_of_scale": left_out}
        assert chosen.open == ()
        assert chosen.facts["scale"]["name"] == name


def test_words_are_scores_and_it_is_said(read: Read) -> None:
    words = ["muy satisfecho", "satisfecho", "neutral", "regularcillo", "Muy insatisfecho", ""]
    rows = "".join(f"{word},hola\n" for word in words)
    reading = read("valor,comment\n" + rows, {"score": "valor"}, kind="survey")
    assert reading.table["score"].to_list() == [5, 4, 3, 1, None]
    assert reading.rejects["value"].to_list() == ["regularcillo"]
    assert any("muy satisfecho = 5" in note for note in reading.notes)


def test_groups_alone_are_refused_with_a_sentence(read: Read) -> None:
    data = "score,comment\nPromoter,good\nDetractor,bad\n,fine\n"
    reading = read(data, {"score": "score"}, kind="survey")
    assert reading.rejected == {"unreadable_score": 2}
    assert reading.facts["scale"] is None
    assert any("only groups" in note for note in reading.notes)
    with pytest.raises(TooSmall, match="the score cannot be read"):
        read("score\nPromoter\nDetractor\n", {"score": "score"}, kind="survey")


def test_scores_or_comments_alone_are_enough(read: Read) -> None:
    scores = read("score\n9\n0\n10\n", kind="survey")
    assert (scores.facts["scored"], scores.facts["commented"]) == (3, 0)
    comments = read("comment\nfine\nras\n", kind="survey")
    assert (comments.facts["scored"], comments.facts["scale"]) == (0, None)
    assert "The file has no scores: comments are analysed without them." in comments.notes


SEGMENTED = [
    (str(n), str(n % 11), f"Comment number {n}", ("web", "shop", "n/a")[n % 3], str(n % 6),
     str(n % 5 + 1), str(n % 11), ("Promoter", "Detractor")[n % 2], "same", f"code {n}",
     f"{'long ' * 30}{n % 2}", str(n % 2))
    for n in range(66)
]  # fmt: skip
SEGMENT_HEADER = (
    "", "nps", "comment", "channel", "visits", "comfort_rating", "intention", "group", "constant",
    "code", "essay", "Recommended",
)  # fmt: skip


def test_columns_without_a_field_are_segments_ratings_or_not_kept(read: Read, as_csv: Csv) -> None:
    reading = read(as_csv([SEGMENT_HEADER, *SEGMENTED]), kind="survey")
    assert reading.facts["segments"] == [
        {"heading": "channel", "values": 2},
        {"heading": "visits", "values": 6},
    ]
    assert reading.facts["ratings"] == ["comfort_rating", "intention", "group", "Recommended"]
    assert reading.facts["not_kept"] == ["column 1", "constant", "code", "essay"]
    assert reading.table.columns[6:] == [
        "segment: channel", "segment: visits",
        "rating: comfort_rating", "rating: intention", "rating: group", "rating: Recommended",
    ]  # fmt: skip
    channels = reading.table["segment: channel"].cast(pl.String).to_list()
    assert channels == [None if row[3] == "n/a" else row[3] for row in SEGMENTED]
    assert reading.table["rating: intention"].cast(pl.String).to_list() == [
        row[6] for row in SEGMENTED
    ]


def test_promoters_beside_the_scores_tell_their_scale(read: Read, as_csv: Csv) -> None:
    rows = [(str(n % 5 + 1), "Detractors") for n in range(20)] + [("5", "Promoters")]
    reading = read(as_csv([("score", "group"), *rows]), kind="survey")
    assert reading.facts["scale"]["name"] == "0-10"
    assert reading.facts["scale"]["evidence"].startswith("'group' names promoters and detractors;")


def test_a_header_alone_is_refused(read: Read) -> None:
    with pytest.raises(FileRefused, match="a header but no rows"):
        read("score,comment\n", kind="survey")


def test_what_the_user_keeps_is_a_segment_whatever_it_is(read: Read, as_csv: Csv) -> None:
    data = as_csv([SEGMENT_HEADER, *SEGMENTED])
    reading = read(data, kind="survey", keep=("code", "comfort_rating"))
    assert [told["heading"] for told in reading.facts["segments"]] == [
        "channel", "visits", "comfort_rating", "code",
    ]  # fmt: skip
    assert reading.table["segment: code"].n_unique() == 66
    with pytest.raises(OptionRefused, match="There is no column 'colour' to keep"):
        read(data, kind="survey", keep=("colour",))


def test_segments_with_one_heading_stay_apart(read: Read, as_csv: Csv) -> None:
    rows = [(str(n % 11), "ab"[n % 2], "xyz"[n % 3]) for n in range(33)]
    reading = read(as_csv([("score", "shop", "shop"), *rows]), kind="survey")
    assert [told["values"] for told in reading.facts["segments"]] == [2, 3]
    assert len(set(reading.table.columns)) == len(reading.table.columns)


def test_segments_are_those_of_the_rows_that_are_used(read: Read, as_csv: Csv) -> None:
    rows = [("9", "web"), ("8", "shop"), ("0", "web"), ("10", "shop"), ("", "gone"), ("", "gone")]
    reading = read(as_csv([("score", "channel"), *rows]), kind="survey")
    assert reading.facts["segments"] == [{"heading": "channel", "values": 2}]
