"""The linear model beside plain matrices, frozen values of statsmodels and known effects."""

from collections.abc import Callable
from typing import Any

import numpy as np
import polars as pl
import pytest

from engine.feedback.meaning.drivers import find_drivers
from engine.feedback.meaning.holding import holding_of
from engine.feedback.meaning.measure import measure
from engine.feedback.meaning.measures import Measured
from engine.feedback.meaning.regression import columns_of, fit
from engine.feedback.responses import SEGMENT
from engine.feedback.scores import answers_of
from engine.feedback.scores.segments import segments_of

Survey = tuple[pl.DataFrame, Measured]


def test_least_squares_and_robust_errors() -> None:
    """`WLS(y, X, weights=w).fit(cov_type="HC1")` and `t_test` of statsmodels 0.15."""
    i = np.arange(60)
    value, weight = ((i * 7) % 11).astype(float), 1 + (i % 4) / 2
    rows = [np.flatnonzero(i % 2), np.flatnonzero(i % 3 == 1), np.flatnonzero(i % 3 == 2)]
    found = fit(columns_of(rows, weight), [1, 2, 3], value)
    assert found.effect.tolist() == pytest.approx(
        [5.56666666666666, -0.09166666666666323, -0.9999999999999993, -0.2999999999999988], rel=1e-9
    )
    assert np.sqrt(np.diag(found.covariance)).tolist() == pytest.approx(
        [0.8606166027877018, 0.8846427231388458, 1.0583385463168289, 1.0922101648573352], rel=1e-9
    )
    assert found.combined(np.array([0, 0, 1, -1.0])) == pytest.approx((-0.7, 1.1124790484044946))


@pytest.mark.parametrize("weighted", [False, True])
def test_drivers_beside_plain_matrices(survey: Callable[..., Survey], weighted: bool) -> None:
    """Every column written out, solved by least squares, averages taken by hand."""
    table, measured = survey(500, 2, weighted=weighted)
    table = table.with_columns(pl.col(SEGMENT + "shop").fill_null("north"))
    scored = table.filter(pl.col("score").is_not_null())
    themes = scored["themes"].to_list()
    names = [theme["name"] for theme in measured.themes]
    shop, age = scored[SEGMENT + "shop"].to_list(), scored[SEGMENT + "age"].to_list()
    x = np.array(
        [
            [1, held is not None, *(n in (held or ()) for n in names), s == "south",
             a == "old", a == "rare"]
            for held, s, a in zip(themes, shop, age, strict=True)
        ],
        dtype=float,
    )  # fmt: skip
    y = scored["nps_group"].replace_strict({"promoter": 100, "passive": 0, "detractor": -100})
    w, value = scored["weight"].to_numpy(), y.to_numpy().astype(float)
    root = np.sqrt(w)
    effect = np.linalg.lstsq(x * root[:, None], value * root, rcond=None)[0]
    bread = np.linalg.inv((x * w[:, None]).T @ x)
    scores = x * (w * (value - x @ effect))[:, None]
    covariance = bread @ scores.T @ scores @ bread * len(x) / (len(x) - x.shape[1])
    share = w[np.array(shop) == "south"].sum() / w.sum()
    found = measure(table, measured).drivers
    told = {(row["heading"], row["value"]): row for row in found.to_dicts()}
    for k, name in enumerate(names, start=2):
        row = told["", name]
        assert row["effect"] == pytest.approx(effect[k], abs=1e-8)
        margin = 1.959963984540054 * covariance[k, k] ** 0.5
        assert (row["low"], row["high"]) == pytest.approx((effect[k] - margin, effect[k] + margin))
        assert row["n"] == sum(name in (held or ()) for held in themes)
    assert told["shop", "south"]["effect"] == pytest.approx((1 - share) * effect[6])
    assert told["shop", "north"]["effect"] == pytest.approx(-share * effect[6])
    assert ("age", "rare") not in told


def known(n: int) -> dict[str, list[Any]]:
    """Scores made of a theme (-4), a shop (+2) and a little noise; the city follows the shop."""
    luck = np.random.default_rng(1)
    slow, north = luck.random(n) < 0.4, luck.random(n) < 0.5
    scores = 6 - 4 * slow + 2 * north + luck.normal(0, 0.1, n)
    return {
        "score": scores.tolist(),
        "comment": [f"c{k}" for k in range(n)],
        "themes": [["delivery"] if held else [] for held in slow],
        SEGMENT + "shop": ["north" if held else "south" for held in north],
        SEGMENT + "city": ["Oslo" if held else "Rome" for held in north],
    }


def test_known_effects_are_found_and_what_follows_from_others_is_left_out(
    table_of: Callable[..., pl.DataFrame], measured_of: Callable[..., Measured]
) -> None:
    table = table_of(**known(400))
    of_points = measured_of(scale="0-100", high=100.0, segments=("shop", "city"))
    found = measure(table, of_points)
    effects = {row["value"]: row["effect"] for row in found.drivers.to_dicts()}
    assert effects["delivery"] == pytest.approx(-4, abs=0.05)
    assert effects["north"] - effects["south"] == pytest.approx(2, abs=0.05)
    assert effects["north"] > 0 > effects["south"]
    assert set(effects) == {"delivery", "north", "south"}
    assert found.drivers["value"][0] == "delivery"
    assert any("'city' is not among the drivers" in note for note in found.notes)
    assert any("3 themes and segment values" in note for note in found.notes)


def test_few_answers_make_no_model(survey: Callable[..., Survey]) -> None:
    table, measured = survey(90)
    found = measure(table, measured)
    assert found.drivers.is_empty()
    assert any("at least 100 scored" in note for note in found.notes)


def test_a_sparse_and_a_crowded_model_keep_ten_answers_a_column(
    survey: Callable[..., Survey],
) -> None:
    table, measured = survey(400)
    many = {
        f"{SEGMENT}h{k}": pl.Series([str(row * (k + 3) % 11) for row in range(400)])
        for k in range(9)
    }
    wide = table.with_columns(**many)
    headings = ("shop", *(f"h{k}" for k in range(9)))
    answers = answers_of(wide, "0-10", (0, 10), 0.95)
    drivers = find_drivers(
        answers, holding_of(wide, measured.themes), list(segments_of(wide, headings))
    )
    columns = drivers.table.height - len(set(drivers.table["heading"])) + 1
    assert 10 * columns <= len(answers)
    assert any("cannot be told apart" in note for note in drivers.notes)
    assert drivers.table["low"].is_not_null().all()
