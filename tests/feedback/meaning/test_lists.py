"""Who is called first and why; what else a person should read; what hurts and what is felt."""

from collections.abc import Callable
from datetime import datetime

import numpy as np
import polars as pl
import pytest

from engine.feedback.meaning.calling import MOST
from engine.feedback.meaning.measure import measure
from engine.feedback.meaning.measures import Measured, Measures
from engine.feedback.responses import SEGMENT

Survey = tuple[pl.DataFrame, Measured]
TableOf = Callable[..., pl.DataFrame]
MeasuredOf = Callable[..., Measured]


def test_whom_to_call_first_and_why(table_of: TableOf, measured_of: MeasuredOf) -> None:
    scores = [2.0, 9.0, 8.0, 10.0, 1.0, 0.0, 5.0, None, 1.0]
    table = table_of(
        score=scores,
        nps_group=[
            None if s is None else "promoter" if s > 8 else "passive" if s > 6 else "detractor"
            for s in scores
        ],
        comment=["slow", "fine", "I leave", "good", "n/a", None, "meh", "never again", "bad too"],
        junk=[None] * 4 + ["says nothing"] + [None] * 4,
        themes=[["delivery"], [], [], [], None, None, [], [], []],
        churn_risk=[0.84, 0.75, 0.3, 0.1, None, None, 0.62, None, 0.84],
        pain_points=[["price", "speed", "noise"], [], None, [], None, None, [], [], []],
        leaving=[0, 0, 2, 0, 1, 0, 0, 1, 0],
        weight=[3.0, 1, 1, 1, 1, 1, 1, 1, 1],
    )
    calls = measure(table, measured_of()).churn
    assert calls["row"].to_list() == [3, 8, 9, 1, 2, 7]
    assert calls["leaving"].to_list() == [True, True, False, False, False, False]
    assert calls["why"].to_list() == [
        "says they may leave; risk of leaving 30 %; gave 8 of 10",
        "says they may leave",
        "risk of leaving 84 %; gave 1 of 10",
        "risk of leaving 84 %; gave 2 of 10; hurt by price and speed; counts 2.3 times the average",
        "risk of leaving 75 %; gave 9 of 10",
        "risk of leaving 62 %; gave 5 of 10",
    ]


def test_a_customer_is_called_once_and_the_list_ends(
    table_of: TableOf, measured_of: MeasuredOf
) -> None:
    n = MOST + 50
    table = table_of(
        score=[3.0] * n,
        nps_group=["detractor"] * n,
        comment=[f"c{k:03}" for k in range(n)],
        themes=[[]] * n,
        customer=["one"] * 10 + [None] * (n - 10),
    )
    found = measure(table, measured_of())
    calls = found.churn
    assert (calls.height, found.totals["to_call"]) == (MOST, n - 9)
    assert calls["row"].to_list()[:3] == [1, 11, 12]


def test_where_there_is_no_nps_the_lowest_are_called(
    table_of: TableOf, measured_of: MeasuredOf
) -> None:
    table = table_of(score=[1.0, 2, 3, 4, 5], comment=list("abcde"), themes=[[]] * 5)
    calls = measure(table, measured_of(scale="1-5", low=1.0, high=5.0)).churn
    assert calls["row"].to_list() == [1, 2]
    assert calls["why"][0] == "gave 1 of 5"


def test_complaints_first_then_praise(table_of: TableOf, measured_of: MeasuredOf) -> None:
    table = table_of(
        score=[9.0, 10, 1, 9, 2],
        comment=list("abcde"),
        mismatch=["complaint", "complaint", "praise", None, "praise"],
        sentiment=[-0.2, -0.9, 0.5, 0.1, 0.8],
        themes=[[], ["price"], None, [], []],
    )
    found = measure(table, measured_of())
    assert found.mismatches["row"].to_list() == [2, 1, 5, 3]
    assert found.omitted.rows() == [(1, "a"), (3, "c"), (4, "d"), (5, "e")]


def test_pain_points(table_of: TableOf, measured_of: MeasuredOf) -> None:
    points = [["price", "price"], ["price", "wait"], None, ["price"], [], ["price"]]
    table = table_of(
        score=[5.0, 9.0, 1.0, 2.0, 9.0, 4.0],
        nps_group=["detractor", "promoter", "detractor", "detractor", "promoter", "detractor"],
        comment=["a", "b", None, "c", "d", "e"],
        themes=[[], [], None, [], [], []],
        pain_points=points,
        weight=[1.0, 2, 1, 1, 1, 1],
    )
    found = measure(table, measured_of()).pain_points.to_dicts()
    assert [row["pain_point"] for row in found] == ["price", "wait"]
    assert found[0]["count"] == 4
    assert found[0]["share"] == pytest.approx(5 / 6)
    assert found[0]["nps"] == pytest.approx(100 * (2 - 3) / 5)
    assert found[0]["examples"] == [4, 6, 1]
    assert (found[1]["nps"], found[1]["examples"]) == (100, [2])


def test_emotions_and_classes(table_of: TableOf, measured_of: MeasuredOf) -> None:
    from engine.feedback.responses import CLASSES, EMOTIONS

    shares = {name: [0.0, None, 0.0, 0.5] for name in EMOTIONS}
    shares["anger"] = [1.0, None, 0.5, 0.0]
    table = table_of(
        comment=list("abcd"),
        sentiment_class=["negative", None, "positive", "negative"],
        weight=[1.0, 1, 2, 1],
        **shares,
    )
    found = measure(table, measured_of())
    anger = found.emotions.row(by_predicate=pl.col("emotion") == "anger", named=True)
    assert found.emotions["emotion"].to_list() == list(EMOTIONS)
    assert (anger["comments"], anger["mean"]) == (2, pytest.approx(0.5))
    assert found.sentiment.rows() == [
        (name, count, pytest.approx(share))
        for name, count, share in zip(CLASSES, [0, 2, 0, 1, 0], [0, 0.5, 0, 0.5, 0], strict=True)
    ]


def test_risks_are_spread_over_fifths(table_of: TableOf, measured_of: MeasuredOf) -> None:
    risks = [0.0, 0.2, 0.21, 0.5, 0.7, 0.71, 0.8, 0.81, 1.0, None]
    table = table_of(comment=[f"c{k}" for k in range(10)], churn_risk=risks)
    churn = measure(table, measured_of()).totals["churn"]
    assert churn["bins"] == [2, 1, 1, 3, 2]
    assert (churn["known"], churn["high_risk"]) == (9, 4)
    assert churn["high_risk_share"] == pytest.approx(4 / 9)
    assert churn["average"] == pytest.approx(np.mean([r for r in risks if r is not None]))


def test_heat_is_each_value_with_each_theme(survey: Callable[..., Survey]) -> None:
    table, measured = survey(300, 4, weighted=True)
    heat = measure(table, measured).heat
    for row in heat.to_dicts():
        worth = table.filter(
            pl.col(SEGMENT + row["heading"]) == row["value"],
            pl.col("comment").is_not_null() & pl.col("junk").is_null(),
        )
        held = worth.filter(pl.col("themes").list.contains(row["theme"]))
        assert row["count"] == held.height
        assert row["told"] == (worth.height >= 30)
        assert row["share"] == pytest.approx(held["weight"].sum() / worth["weight"].sum())
        points = held["nps_group"].replace_strict(
            {"promoter": 100, "passive": 0, "detractor": -100}, default=None
        )
        weight = held["weight"].set(points.is_null(), None)
        expected = (points * weight).sum() / weight.sum() if weight.sum() else None
        assert row["nps"] == (None if expected is None else pytest.approx(expected))
    assert heat.height == 4 * (2 + 3)


def test_shares_of_few_comments_are_not_told(survey: Callable[..., Survey]) -> None:
    table, measured = survey(90, 4)
    heat = measure(table, measured).heat
    said = table.filter(pl.col("comment").is_not_null() & pl.col("junk").is_null())
    for row in heat.to_dicts():
        comments = said.filter(pl.col(SEGMENT + row["heading"]) == row["value"]).height
        assert row["told"] == (comments >= 30)
    assert set(heat["told"]) == {True, False}


def test_notes_say_what_could_not_be_told(survey: Callable[..., Survey]) -> None:
    def noted(found: Measures, words: str) -> bool:
        return any(words in note for note in found.notes)

    table, measured = survey(200)
    found = measure(table.drop(SEGMENT + "age"), measured)
    late = table.filter(pl.col("score").is_not_null())["moment"].null_count()
    assert noted(found, "no segment 'age'")
    assert noted(found, f"{late} scored responses have no date")
    assert noted(measure(table.head(20), measured), "read them all")
    dated = table.with_columns(moment=pl.lit(datetime(2026, 3, 1)))  # noqa: DTZ001 - as a row has it
    assert not noted(measure(dated, measured), "date")


def test_cues_of_leaving_come_from_the_comments() -> None:
    """By response: each comment's cues, none where there is no comment, nothing if not looked."""
    from engine.feedback.tables import _leaving

    class Said:
        place = np.array([1, -1, 0, 1])
        leaving: np.ndarray | None = np.array([0, 2])

    assert _leaving(Said()).to_list() == [2, None, 0, 2]
    Said.leaving = None
    assert _leaving(Said()).to_list() == [None] * 4
