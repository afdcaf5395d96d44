"""The sentences under a bundle say its evidence and nothing else."""

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.bundles.result import Evidence
from engine.bundles.say.explain import explain


def evidence(**given: Any) -> Evidence:
    plain: dict[str, Any] = {
        "orders_together": 120,
        "orders_either": 400,
        "support": 0.06,
        "confidence": 0.42,
        "lift": 4.0,
        "expected_by_chance": 30.0,
        "p_value": 0.0,
        "log10_p": -40.0,
        "q_value": 0.0,
        "from_": ("TEA",),
        "to": "CUP",
        "source": "itemsets",
    }
    return Evidence(**{**plain, **given})


def said(titles: tuple[str, ...] = ("Cup", "Tea"), family: str | None = None, **given: Any) -> str:
    return explain(evidence(**given), titles, family)


def test_the_plain_case() -> None:
    assert said() == (
        "Bought together in 120 orders, 4.0 times what chance predicts (about 30). "
        "42 % of the orders with Tea also hold Cup."
    )


@pytest.mark.parametrize(
    ("given", "part"),
    [
        ({"orders_together": 1}, "in 1 order, "),
        ({"orders_together": 12_345}, "in 12,345 orders, "),
        ({"lift": 1.24}, "1.2 times what"),
        ({"lift": 9.94}, "9.9 times what"),
        ({"lift": 9.95}, "10 times what"),
        ({"lift": 1_234.5}, "1,234 times what"),
        ({"expected_by_chance": 0.0004}, "(fewer than 1)"),
        ({"expected_by_chance": 1.0}, "(about 1)"),
        ({"expected_by_chance": 1_234.4}, "(about 1,234)"),
        ({"confidence": 1.0}, "100 % of the orders"),
        ({"confidence": 0.9996}, "over 99 % of the orders"),
        ({"confidence": 0.994}, "99 % of the orders"),
        ({"confidence": 0.0042}, "0.42 % of the orders"),
        ({"q_value": 0.03}, "likely to be chance, about 3 % are."),
        ({"q_value": 0.0001}, "likely to be chance, about 0.01 % are."),
        ({"titles": ("Cup", "Tea", "Milk")}, "with Tea and Milk also hold Cup."),
    ],
)
def test_numbers_are_said_as_people_say_them(given: dict[str, Any], part: str) -> None:
    assert part in said(**given)


def test_a_family_is_named() -> None:
    assert said(family="Tea towel").endswith("A family of designs: all are “Tea towel”.")


def test_a_negligible_q_value_is_not_mentioned() -> None:
    assert "chance, about" not in said(q_value=0.00009)


@settings(deadline=None)
@given(
    together=st.integers(1, 100_000),
    chance=st.floats(0.001, 50_000),
    confidence=st.floats(0.001, 1),
)
def test_the_numbers_said_are_the_evidences(
    together: int, chance: float, confidence: float
) -> None:
    lift = together / chance
    text = said(
        orders_together=together, expected_by_chance=chance, lift=lift, confidence=confidence
    ).replace(",", "")
    orders, times = re.findall(r"in (\d+) orders? ([\d.]+) times", text)[0]
    assert int(orders) == together
    assert float(times) == pytest.approx(lift, rel=0.06, abs=0.06)
    about = re.findall(r"about (\d+)\)", text)
    assert float(about[0]) == pytest.approx(chance, abs=0.5001) if chance >= 1 else not about
    share = float(re.findall(r"([\d.]+) % of the orders", text)[0])
    if "over 99 %" in text:
        assert 99 < 100 * confidence < 100
    else:
        assert share == pytest.approx(100 * confidence, abs=0.5001)
