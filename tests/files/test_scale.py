"""Which scale a column of scores uses, and what each cell of it means."""

from collections.abc import Sequence

import polars as pl
import pytest

from engine.files.cells.marks import read_mark
from engine.files.cells.scale import BOUNDS
from engine.files.cells.scores import Scores, points_of, read_scores
from engine.files.cells.wordings import WORDINGS, folded
from engine.files.cells.words import words_of
from engine.files.options import SCALES

Values = Sequence[object]


def scored(cells: Values, heading: str = "score", **how: str) -> tuple[Scores, list[float | None]]:
    """A column that was read, and each row's score."""
    words = words_of(pl.Series([str(cell) for cell in cells], dtype=pl.String))
    scores = read_scores(words, heading, **how)
    return scores, scores.by_word.gather(words.place).to_list()


def told(cells: Values, heading: str = "score", **how: str) -> tuple[str, bool]:
    """The scale's name and whether it is sure."""
    scale = scored(cells, heading, **how)[0].scale
    assert scale is not None
    return scale.name, scale.sure


@pytest.mark.parametrize(
    ("cells", "name", "sure"),
    [
        ([0, 3, 6, 7, 8, 9, 10], "0-10", True),
        ([1, 3, 6, 7, 8, 9, 10], "1-10", True),
        ([1, 2, 3, 4, 5], "1-5", True),
        ([4, 5, 5, 5], "1-5", False),
        ([0, 1, 2, 3, 4, 5], "0-5", False),
        ([1, 2, 3, 4, 5, 6, 7, 7], "1-7", True),
        ([0, 1, 1, 1], "0-1", True),
        ([1, 1, 1], "0-1", False),
        ([10, 35, 50, 72, 90, 100], "0-100", True),
        ([1, 2, 3, 4, 5] * 10 + [8, 10], "mixed", False),
        ([1, 2, 3, 4, 5] * 10 + [6, 7], "mixed", False),
        ([6, 7, 8, 9, 10] * 10 + [80, 90, 100] * 4, "mixed", False),
        ([0, 2, 3, 4, 5] * 10 + [9], "0-10", False),
        ([0, 6, 7, 9, 10, 10, 11, -1], "0-10", True),
        ([-2, -1, 0, 1, 2], "unknown", False),
        ([-1, 1, 2, 2, 2, 2], "unknown", False),
        ([8, 10, 12, 14, 15, 16, 18, 20], "unknown", False),
        ([150, 320, 999], "unknown", False),
    ],
    ids=str,
)
def test_numbers_tell_their_scale(cells: Values, name: str, sure: bool) -> None:
    assert told(cells) == (name, sure)


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("NPS", "0-10"),
        ("nps_score", "0-10"),
        ("Score (0-10)", "0-10"),
        ("0 a 10", "0-10"),
        ("How likely are you to recommend us?", "0-10"),
        ("¿Qué probabilidad hay de que nos recomiende?", "0-10"),
        ("Weiterempfehlungswahrscheinlichkeit", "0-10"),
        ("Rating from 1 to 7", "1-7"),
        ("score out of 10", "0-10"),
        ("Sterne", "1-5"),
        ("score", "1-5"),
        ("Q1-10x5", "1-5"),
        ("24/7 support", "1-5"),
        ("snapshot", "1-5"),
    ],
)
def test_a_heading_tells_the_scale_of_values_that_run_to_five(heading: str, name: str) -> None:
    assert told([1, 2, 3, 4, 5], heading) == (name, True)


def test_a_weak_heading_is_asked_about_and_a_flag_is_no_score_to_ten() -> None:
    assert told([1, 2, 3, 4, 5], "recommend") == ("0-10", False)
    assert told([0, 1, 1], "Recommended IND") == ("0-1", True)


def test_values_against_their_heading_are_believed_and_asked_about() -> None:
    assert told([20, 55, 80, 100], "nps") == ("0-100", False)
    assert told([6, 7, 8, 9, 10], "stars") == ("1-10", False)


def test_a_column_of_groups_beside_the_scores_tells_their_scale() -> None:
    assert told([1, 2, 3, 4, 5], beside="Group") == ("0-10", True)


def test_a_mixture_says_which_scales_and_how_many_lie_beyond() -> None:
    scale = scored([1, 2, 3, 4, 5] * 20 + [6, 8, 10])[0].scale
    assert scale is not None
    assert (scale.mixed, scale.low, scale.high, scale.beyond) == (("1-5", "1-10"), 1, 10, 3)
    assert scale.counts == {1: 20, 2: 20, 3: 20, 4: 20, 5: 20, 6: 1, 8: 1, 10: 1}


def test_the_evidence_is_in_words() -> None:
    scale = scored(["1", "2", "3", "4", "5", "9"] * 1, "Stars")[0].scale
    assert scale is not None
    assert scale.evidence == (
        "the heading 'Stars' means 1-5; 5 distinct values 1 to 5 in 5 rows, 1 beyond it"
    )


@pytest.mark.parametrize(
    ("cells", "scores", "name"),
    [
        (["★★★★☆", "★☆☆☆☆", "★★★★★"], [4, 1, 5], "1-5"),
        (["★★★½", "★★", "★★★★★", "★"], [3.5, 2, 5, 1], "1-5"),
        (["⭐⭐⭐", "⭐️⭐️", "⭐", "⭐⭐⭐⭐⭐"], [3, 2, 1, 5], "1-5"),
        (["4 stars", "1 star", "5 Stars", "2 estrellas", "3 étoiles"], [4, 1, 5, 2, 3], "1-5"),
        (["4/5", "1 / 5", "5 out of 5"], [4, 1, 5], "1-5"),
        (["4,0 von 5 Sternen", "1,0 von 5 Sternen"], [4, 1], "1-5"),
        (["8/10", "9 sur 10", "0/10"], [8, 9, 0], "0-10"),
        (["0/5", "4/5"], [0, 4], "0-5"),
        (["85%", "40 %", "100%"], [85, 40, 100], "0-100"),
        (["0 - Not at all likely", "7", "10 - Extremely likely", "9"], [0, 7, 10, 9], "0-10"),
        (["Not at all likely - 0", "Extremely likely - 10", "6"], [0, 10, 6], "0-10"),
        (["Very satisfied (5)", "Neutral (3)", "1: awful"], [5, 3, 1], "1-5"),
        (["4.0", "2.0", "3.0", "5.0", "1.0"], [4, 2, 3, 5, 1], "1-5"),
        (["7,5", "8,0", "9", "0"], [7.5, 8, 9, 0], "0-10"),
        (["yes", "No", "YES"], [1, 0, 1], "0-1"),
        (["sí", "no"], [1, 0], "0-1"),
        (["sim", "não"], [1, 0], "0-1"),
        (["oui", "non"], [1, 0], "0-1"),
        (["ja", "nein"], [1, 0], "0-1"),
        (["👍", "👎🏽", "👍🏿"], [1, 0, 1], "0-1"),
        (["Thumbs up", "thumbs down"], [1, 0], "0-1"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_scores_are_read_however_they_are_written(
    cells: list[str], scores: list[float], name: str
) -> None:
    read, values = scored(cells)
    assert values == scores
    assert read.scale is not None
    assert read.scale.name == name


@pytest.mark.parametrize(
    "cells",
    [
        ["Very dissatisfied", "dissatisfied", "Neutral", "Satisfied", "Very Satisfied!"],
        ["muy insatisfecho", "insatisfecha", "neutral", "Satisfecho", "MUY SATISFECHO/A"],
        ["très insatisfait", "insatisfaite", "neutre", "satisfait(e)", "Très satisfait"],
        ["sehr unzufrieden", "unzufrieden", "weder noch", "zufrieden", "Sehr zufrieden"],
        ["muito insatisfeito", "insatisfeita", "neutro", "satisfeito", "Muito satisfeita"],
        ["very unlikely", "unlikely", "neither likely nor unlikely", "likely", "very likely"],
        ["not at all likely", "not so likely", "somewhat likely", "very likely",
         "extremely likely"],
        ["strongly disagree", "disagree", "neutral", "agree", "Strongly agree"],
        ["totalmente en desacuerdo", "en desacuerdo", "neutral", "de acuerdo",
         "totalmente de acuerdo"],
        ["pas du tout d’accord", "plutôt pas d'accord", "neutre", "plutôt d’accord",
         "tout à fait d’accord"],
        ["stimme überhaupt nicht zu", "stimme eher nicht zu", "teils teils", "stimme eher zu",
         "stimme voll und ganz zu"],
        ["discordo totalmente", "discordo", "não concordo nem discordo", "concordo",
         "concordo totalmente"],
        ["poor", "fair", "good", "very good", "excellent"],
        ["péssimo", "ruim", "regular", "bom", "ótimo"],
        ["mangelhaft", "ausreichend", "befriedigend", "gut", "sehr gut"],
    ],
    ids=lambda cells: cells[-1],
)  # fmt: skip
def test_five_points_in_words_are_one_to_five(cells: list[str]) -> None:
    scores, values = scored(cells)
    assert values == [1, 2, 3, 4, 5]
    assert scores.scale is not None
    assert (scores.scale.name, scores.scale.sure) == ("1-5", True)
    assert f"{folded(cells[-1])} = 5" in scores.scale.evidence
    assert "5 rows" in scores.scale.evidence


def test_answers_in_several_languages_are_read_together() -> None:
    assert scored(["muy satisfecho", "very satisfied", "neutral", "insatisfait"])[1] == [5, 5, 3, 2]


def test_words_that_two_wordings_read_differently_are_not_read() -> None:
    scores, values = scored(["excellent", "good", "fair", "poor"])
    assert values == [None] * 4
    assert scores.scale is None
    assert "fit no single five-point wording" in scores.notes[0]


def test_words_of_no_wording_together_are_not_read() -> None:
    seven = ["very satisfied", "satisfied", "somewhat satisfied", "neutral"]
    assert scored(seven)[1] == [None] * 4


def test_unknown_words_and_other_forms_stay_unread() -> None:
    assert scored(["satisfied", "very satisfied", "neutral", "over the moon", "4"])[1] == [
        4, 5, 3, None, None,
    ]  # fmt: skip
    assert scored([9, 10, 0, "ten", "yes", "very likely", "3/12", "2024-05-01", "1e1"])[1] == [
        9, 10, 0, None, None, None, None, None, None,
    ]  # fmt: skip


def test_the_decimal_sign_of_most_cells_counts_or_the_chosen_one() -> None:
    cells = ["7,5", "8,5", "4.0", "9"]
    assert scored(cells)[1] == [7.5, 8.5, None, 9]
    assert scored(cells, decimals="point")[1] == [None, None, 4, 9]
    assert scored(["7,5", "8.5"])[1] == scored(["8.5", "7,5"])[1][::-1] == [None, 8.5]


@pytest.mark.parametrize(
    "cells",
    [
        ["Promoter", "Passive", "Detractor", "Promoter"],
        ["Promotor", "neutral", "Detractor"],
        ["promoteur", "passif", "détracteur"],
        ["100", "0", "-100"],
    ],
    ids=str,
)
def test_groups_are_no_scores_and_it_is_said(cells: list[str]) -> None:
    scores, values = scored(cells)
    assert values == [None] * len(cells)
    assert scores.scale is None
    assert "only groups" in scores.notes[0]


def test_what_gives_no_score_on_purpose_is_silent() -> None:
    words = words_of(pl.Series(["7", "Keine Angabe", "ns/nc", "ten"], dtype=pl.String))
    silent = read_scores(words, "score").silent.gather(words.place).to_list()
    assert silent == [False, True, True, False]


def test_the_chosen_scale_decides_what_fits() -> None:
    cells = [1, 2, 5, 8, 10]
    words = words_of(pl.Series([str(cell) for cell in cells]))
    for name, fits in (("1-5", [1, 1, 1, 0, 0]), ("1-10", [1] * 5), ("0-1", [1, 0, 0, 0, 0])):
        scores = read_scores(words, "score", scale=name)
        assert scores.scale is not None
        assert scores.scale.evidence.startswith("chosen by hand; ")
        assert scores.fits.gather(words.place).to_list() == [bool(fit) for fit in fits]


def test_every_scale_can_be_chosen() -> None:
    assert set(SCALES) == {"auto", *BOUNDS}


def test_words_are_not_read_on_another_scale_than_theirs() -> None:
    scores, values = scored(["satisfied", "very satisfied"], scale="0-10")
    assert values == [None, None]
    assert "cannot be read on 0-10" in scores.notes[0]


def test_a_score_out_of_another_highest_does_not_fit() -> None:
    words = words_of(pl.Series(["4/5", "3/5", "4/10", "5"]))
    scores = read_scores(words, "score", scale="1-5")
    assert scores.fits.gather(words.place).to_list() == [True, True, False, True]
    mixed = read_scores(words, "score").scale
    assert mixed is not None
    assert mixed.mixed == ("1-5", "0-10")


def test_each_wording_has_five_points_and_no_word_twice() -> None:
    for tongue, wordings in WORDINGS.items():
        for wording in wordings:
            assert set(wording.values()) == {1, 2, 3, 4, 5}, (tongue, wording)
            assert all(word == folded(word) for word in wording), (tongue, wording)
            assert all(read_mark(word) is not None for word in wording)


@pytest.mark.parametrize("tongue", WORDINGS)
def test_each_whole_wording_is_read_as_it_stands(tongue: str) -> None:
    for wording in WORDINGS[tongue]:
        assert points_of(set(wording)) == wording


def test_a_tie_of_forms_goes_the_same_way_in_any_order() -> None:
    cells = ["5", "yes", "satisfied"]
    assert scored(cells)[1] == [5, None, None]
    assert scored(cells[::-1])[1] == [None, None, 5]
