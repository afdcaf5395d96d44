"""All figures together: what adds up, what equals counting by hand, what changes nothing."""

from collections import Counter
from collections.abc import Callable
from dataclasses import fields, replace

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.feedback.meaning.measure import measure
from engine.feedback.meaning.measures import Measured, Measures
from engine.feedback.responses import EMOTIONS, SEGMENT

Survey = tuple[pl.DataFrame, Measured]
MakeSurvey = Callable[..., Survey]
SHARES = ("promoter_share", "passive_share", "detractor_share")


def differing(one: Measures, other: Measures) -> list[str]:
    """Names of what is not exactly the same in both."""
    pairs = [(field.name, getattr(one, field.name), getattr(other, field.name))
             for field in fields(Measures)]  # fmt: skip
    return [
        name for name, a, b in pairs if not (a.equals(b) if isinstance(a, pl.DataFrame) else a == b)
    ]


@settings(max_examples=12)
@given(st.integers(0, 3), st.booleans(), st.integers(0, 9))
def test_rows_in_another_order_change_nothing(
    survey: MakeSurvey, seed: int, weighted: bool, shuffle: int
) -> None:
    table, measured = survey(160, seed, weighted=weighted)
    shuffled = table.sample(fraction=1, shuffle=True, seed=shuffle)
    assert differing(measure(table, measured), measure(shuffled, measured)) == []


def test_rows_numbered_otherwise_change_no_figure(survey: MakeSurvey) -> None:
    """A file sorted otherwise: the same responses under other numbers, weights not even."""
    table, measured = survey(300, weighted=True)
    turned = table.with_columns(row=len(table) + 1 - pl.col("row")).sort("row")
    changed = differing(measure(table, measured), measure(turned, measured))
    assert set(changed) <= {"churn", "mismatches", "omitted", "pain_points"}


@settings(max_examples=15)
@given(st.integers(0, 4), st.integers(0, 120))
def test_counts_add_up(survey: MakeSurvey, seed: int, n: int) -> None:
    table, measured = survey(120, seed)
    table = table.head(n)
    found = measure(table, measured)
    totals = found.totals
    assert totals["responses"] == n
    worth = totals["comments"] - totals["junk"]
    assert totals["distinct"] + totals["duplicates"] == worth
    assert totals["in_themes"] + totals["in_no_theme"] == worth
    assert found.omitted.height == totals["in_no_theme"]
    held = Counter(name for names in table["themes"].drop_nulls().to_list() for name in names)
    assert {row["name"]: row["count"] for row in found.themes.to_dicts()} == {
        name: held[name] for name in found.themes["name"]
    }
    if found.nps:
        groups = [found.nps[name] for name in ("promoters", "passives", "detractors")]
        assert sum(groups) == totals["scored"] == found.nps["n"]
        assert sum(found.nps[name] for name in SHARES) == pytest.approx(1)
        for sides in found.themes.iter_rows(named=True):
            named = pl.col("themes").list.contains(sides["name"])
            unscored = table.filter(named, pl.col("nps_group").is_null()).height
            scored = sides["promoters"] + sides["passives"] + sides["detractors"]
            assert scored + unscored == sides["count"]
    for heading in ("shop", "age"):
        of_heading = found.segments.filter(heading=heading)
        kept = table.filter(pl.col("score").is_not_null(), pl.col(SEGMENT + heading).is_not_null())
        assert of_heading["n"].sum() == kept.height


def test_a_survey_counted_by_hand(table_of: Callable[..., pl.DataFrame],
                                  measured_of: Callable[..., Measured]) -> None:  # fmt: skip
    """50 promoters, 30 passives, 20 detractors; a theme that ten detractors and no one else has."""
    scores = [9.0] * 50 + [8.0] * 30 + [2.0] * 20
    groups = ["promoter"] * 50 + ["passive"] * 30 + ["detractor"] * 20
    themes = [["price"]] * 40 + [[]] * 50 + [["delivery"]] * 10
    comments = [f"c{k}" for k in range(100)]
    found = measure(
        table_of(score=scores, nps_group=groups, comment=comments, themes=themes), measured_of()
    )
    nps = found.nps
    assert [nps[name] for name in ("standard", "shifted", "absolute", "weighted")] == (
        pytest.approx([30, 65, 30, 45])
    )
    assert (nps["method"], nps["headline"], nps["range"]) == ("shifted", 65, (0, 100))
    assert (nps["low"], nps["high"]) == pytest.approx((14.05113017, 44.20129700), abs=1e-8)
    assert nps["interpretation"] == "good"
    assert (nps["needed"], nps["enough"], nps["says"]) == (935, True, "")
    delivery = found.themes.row(by_predicate=pl.col("name") == "delivery", named=True)
    assert delivery["impact"] == pytest.approx(30 - 100 * (50 - 10) / 90)
    assert delivery["low"] < delivery["impact"] < delivery["high"] < 0
    assert (delivery["nps"], delivery["share"], delivery["enough"]) == (-100, 0.1, False)
    unheard = found.themes.row(by_predicate=pl.col("name") == "staff", named=True)
    assert (unheard["count"], unheard["share"], unheard["impact"]) == (0, 0, None)
    assert found.omitted.height == 50


def test_weights_count_as_so_many_responses(survey: MakeSurvey) -> None:
    """Of a value, weight 2 is the same response twice; of its uncertainty it is not."""
    table, measured = survey(200)
    heavy = table.with_columns(weight=pl.lit(2.0) - (pl.col("row") % 2))
    doubled = pl.concat([table, table.filter(pl.col("row") % 2 == 0)])
    one, other = measure(heavy, measured), measure(doubled, measured)
    assert one.nps["standard"] == pytest.approx(other.nps["standard"])
    assert one.nps["high"] - one.nps["low"] > other.nps["high"] - other.nps["low"]
    worth = one.totals["effective"] / one.totals["scored"]
    assert worth < 0.95
    assert one.nps["needed"] == pytest.approx(other.nps["needed"] / worth, abs=2)
    for name in ("share", "nps", "impact", "mean", "sentiment"):
        assert one.themes[name].to_list() == pytest.approx(other.themes[name].to_list())
    assert one.segments["nps"].to_list() == pytest.approx(
        one.segments.select("heading", "value")
        .join(other.segments, on=["heading", "value"], how="left", maintain_order="left")["nps"]
        .to_list()
    )
    assert one.sentiment["share"].to_list() == pytest.approx(other.sentiment["share"].to_list())
    assert one.totals["weight_sum"] == pytest.approx(other.totals["weight_sum"])


def test_responses_without_a_weight_are_left_out_and_counted(survey: MakeSurvey) -> None:
    table, measured = survey(200)
    bad = pl.when(pl.col("row") <= 5).then(None).when(pl.col("row") <= 9).then(float("nan"))
    weighed = table.with_columns(weight=bad.when(pl.col("row") <= 12).then(0.0).otherwise(3.0))
    left_out = table.head(12)["score"].count()
    found, rest = measure(weighed, measured), measure(table.slice(12), measured)
    assert found.totals["unweighted"] == left_out > 0
    assert found.totals["scored"] == table["score"].count()
    assert found.nps["standard"] == pytest.approx(rest.nps["standard"])
    assert found.nps["low"] == pytest.approx(rest.nps["low"])
    assert any("no weight" in note for note in found.notes)


def test_all_responses_twice_leave_every_value(survey: MakeSurvey) -> None:
    table, measured = survey(250)
    twice = pl.concat([table, table.with_columns(row=pl.col("row") + 1_000)])
    one, two = measure(table, measured), measure(twice, measured)
    assert one.nps["standard"] == pytest.approx(two.nps["standard"])
    for name in ("share", "nps", "impact"):
        assert one.themes[name].to_list() == pytest.approx(two.themes[name].to_list())
    both = one.drivers.join(two.drivers, on=["kind", "heading", "value"], suffix="_twice")
    assert both.height == one.drivers.height > 4
    assert both["effect"].to_list() == pytest.approx(both["effect_twice"].to_list())
    assert (both["high"] - both["low"] > both["high_twice"] - both["low_twice"]).all()


def test_no_rows_no_scores_no_comments(survey: MakeSurvey) -> None:
    table, measured = survey(60)
    nothing = measure(table.clear(), measured)
    assert (nothing.totals["responses"], nothing.nps, nothing.csat) == (0, {}, {})
    assert nothing.themes["count"].sum() == 0
    unscored = table.with_columns(score=pl.lit(None, pl.Float64), nps_group=pl.lit(None, pl.String))
    comments = measure(unscored, replace(measured, scale="", low=float("nan"), high=float("nan")))
    assert (comments.nps, comments.csat) == ({}, {})
    assert comments.segments.is_empty()
    assert comments.trend.is_empty()
    assert comments.themes["count"].sum() > 0
    assert comments.pain_points.height > 0
    assert any("only the comments" in note for note in comments.notes)
    silent = table.with_columns(
        pl.lit(None).alias(name).cast(table.schema[name])
        for name in ("comment", "junk", "themes", "sentiment", "sentiment_class", *EMOTIONS)
    )
    scores = measure(silent, replace(measured, themes=()))
    assert scores.themes.is_empty()
    assert scores.heat.is_empty()
    assert (scores.emotions.height, scores.sentiment.height) == (0, 0)
    assert scores.nps["n"] == table["score"].count()


def test_a_scale_of_five_has_a_mean_and_the_satisfied(survey: MakeSurvey) -> None:
    table, measured = survey(200)
    five = table.with_columns(
        score=(pl.col("score") / 2).round().clip(1, 5), nps_group=pl.lit(None, pl.String)
    )
    found = measure(five, replace(measured, scale="1-5", low=1.0, high=5.0))
    scores = five["score"].drop_nulls()
    assert found.nps == {}
    assert found.csat["mean"] == pytest.approx(scores.mean())
    assert found.csat["satisfied"] == pytest.approx((scores >= 4).mean())
    assert found.csat["low"] < found.csat["satisfied"] < found.csat["high"]
    assert found.csat["mean_low"] < found.csat["mean"] < found.csat["mean_high"]
    delivery = five.filter(pl.col("themes").list.contains("delivery").fill_null(value=False))
    without = (scores.sum() - delivery["score"].sum()) / (len(scores) - delivery["score"].count())
    row = found.themes.row(by_predicate=pl.col("name") == "delivery", named=True)
    assert row["impact"] == pytest.approx(scores.mean() - without)
    assert (row["nps"], row["promoters"]) == (None, 0)
    assert found.segments["nps"].null_count() == found.segments.height > 0
    assert found.drivers.height > 0
