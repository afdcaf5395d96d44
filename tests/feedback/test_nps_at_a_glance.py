"""The headline of a checked survey follows the setting; other tables have none."""

import io
from collections.abc import Callable
from dataclasses import replace

import pytest

from engine import Backroom, Settings

PATIENCE_S = 60
SURVEY = "score,comment\n" + "9,very good indeed\n" * 50 + "8,it was fine\n" * 30 + (
    "0,too slow for me\n" * 20
)  # fmt: skip
STARS = "rating,review\n" + "".join(f"{n % 5 + 1},it was fine {n}\n" for n in range(60))
ORDERS = "order_id,sku,quantity,unit_price\n" + "".join(
    f"{n // 2},s{n % 3},1,9.5\n" for n in range(60)
)


def read(backroom: Backroom, name: str, text: str) -> str:
    table = backroom.read(backroom.take(name, io.BytesIO(text.encode())))
    assert backroom.wait(table, PATIENCE_S).status == "done"
    return table


@pytest.mark.parametrize(
    ("method", "score", "words"),
    [
        ("standard", 30, "good"), ("shifted", 65, "good"), ("absolute", 30, "good"),
        ("weighted", 45, "good"),
    ],
)  # fmt: skip
def test_the_headline_follows_the_setting(
    method: str,
    score: float,
    words: str,
    settings: Settings,
    open_backroom: Callable[..., Backroom],
) -> None:
    backroom = open_backroom(replace(settings, nps_calculation_method=method))
    headline = backroom.nps_at_a_glance(read(backroom, "survey.csv", SURVEY))
    assert headline is not None
    assert (headline.method, headline.score) == (method, pytest.approx(score))
    assert headline.interpretation == words
    assert (headline.nps.promoters, headline.nps.passives, headline.nps.detractors) == (50, 30, 20)
    assert headline.nps.low < 30 < headline.nps.high


def test_few_answers_are_called_neither_good_nor_bad(backroom: Backroom) -> None:
    few = "score,comment\n" + "9,very good indeed\n" * 9 + "0,too slow for me\n" * 3
    headline = backroom.nps_at_a_glance(read(backroom, "few.csv", few))
    assert headline is not None
    assert (headline.score, headline.interpretation) == (75, "")


def test_other_tables_and_scales_have_none(backroom: Backroom) -> None:
    assert backroom.nps_at_a_glance(read(backroom, "orders.csv", ORDERS)) is None
    assert backroom.nps_at_a_glance(read(backroom, "stars.csv", STARS)) is None
    comments = "comment\n" + "".join(f"it was quite fine {n}\n" for n in range(40))
    assert backroom.nps_at_a_glance(read(backroom, "comments.csv", comments)) is None
