"""A test by discount codes, from the shop's own export: values by code, against scipy."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from engine.bundles.prove.experiment.arms import Experiment, ExperimentPlan, draw
from engine.bundles.prove.experiment.codes import judge_codes, read_codes
from engine.bundles.prove.experiment.effects import rates_differ
from engine.bundles.prove.experiment.judged import Outcome
from engine.errors import ColumnsMissing, EngineError
from tests.bundles.makers import line, lines_of

BUNDLES = ({"bundle_id": "b", "skus": ["A", "B"], "orders_together": 9},)


@pytest.fixture(scope="module")
def drawn() -> Experiment:
    return draw(ExperimentPlan("discount_code", BUNDLES, "2026-03-02", people=2000, seed=3))


def code_of(drawn: Experiment, arm: str) -> str:
    return next(str(one["code"]) for one in drawn.arms if one["arm"] == arm)


def shop(
    drawn: Experiment, more: float = 8.0
) -> tuple[pl.DataFrame, bytes, dict[str, list[float]]]:
    """Lines and export of 300 orders: 90 with the bundle's code, 60 with the other."""
    luck = np.random.default_rng(1)
    rows, export, paid = [], ["Id,Name,Email,Discount Code"], {"bundle": [], "control": []}
    for number in range(300):
        arm = "bundle" if number < 90 else "control" if number < 150 else ""
        # No value above the 99th percentile, so that the cut of the highest changes nothing.
        value = round(float(luck.uniform(20, 40)) + (more if arm == "bundle" else 0), 2)
        value = 60.0 if not arm else value
        rows.append(line(f"#{number}", "A", unit_price=value))
        code = code_of(drawn, arm) if arm else ""
        export += [
            f"{9000 + number},#{number},x@example.org,{code}",
            f"{9000 + number},#{number},,",
        ]
        if arm:
            paid[arm].append(value * 100)
    return lines_of(rows), "\n".join(export).encode(), paid


def judged(drawn: Experiment, lines: pl.DataFrame, data: bytes) -> Outcome:
    return judge_codes(drawn, lines, read_codes(data))


def test_values_by_code_equal_welch(drawn: Experiment) -> None:
    lines, export, paid = shop(drawn)
    effects = {effect.metric: effect for effect in judged(drawn, lines, export).effects}
    expected = stats.ttest_ind(paid["bundle"], paid["control"], equal_var=False)
    value = effects["order_value"]
    ends = expected.confidence_interval(0.95)
    assert (value.low, value.high) == pytest.approx((ends.low, ends.high))
    assert (value.verdict, value.units) == ("more", 150)
    rates = rates_differ((90, 1000), (60, 1000))
    assert (effects["conversion"].low, effects["conversion"].high) == (rates.low, rates.high)
    whole = [paid[arm] + [0.0] * (1000 - len(paid[arm])) for arm in ("bundle", "control")]
    ends = stats.ttest_ind(*whole, equal_var=False).confidence_interval(0.95)
    person = effects["person_value"]
    assert (person.low, person.high) == pytest.approx((ends.low, ends.high))


def test_codes_are_found_whatever_their_case_and_the_name_of_their_column(
    drawn: Experiment,
) -> None:
    lines, export, _ = shop(drawn)
    other = export.replace(b"Discount Code", b"coupon_code").lower().replace(b",", b";")
    assert judged(drawn, lines, other).effects == judged(drawn, lines, export).effects


def test_orders_with_both_codes_are_not_counted(drawn: Experiment) -> None:
    lines, export, _ = shop(drawn)
    twice = export + f"\n9000,#0,,{code_of(drawn, 'control')}\n".encode()
    found = judged(drawn, lines, twice)
    assert found.effects[-1].units == 149
    assert found.notes[0].startswith("Left out: 1 order with both codes")


def test_a_file_without_these_codes_says_so(drawn: Experiment) -> None:
    lines, _, _ = shop(drawn)
    found = judged(drawn, lines, b"Name,Discount Code\n#1,SUMMER\n")
    assert found.effects == ()
    assert code_of(drawn, "bundle") in found.notes[0]


def test_more_orders_than_people_tell_nothing_of_a_person(drawn: Experiment) -> None:
    small = draw(ExperimentPlan("discount_code", BUNDLES, "2026-03-02", people=20, seed=3))
    lines, export, _ = shop(small)
    found = judged(small, lines, export).effects
    assert [effect.metric for effect in found] == ["order_value"]
    assert drawn.id != small.id


@pytest.mark.parametrize("data", [b"a,b\n1,2\n", b"Name,total\n#1,2\n", b"Discount Code\nX\n"])
def test_a_table_without_the_columns_is_refused(data: bytes) -> None:
    with pytest.raises(ColumnsMissing, match="no column for the"):
        read_codes(data)


@settings(max_examples=30)
@given(st.binary(max_size=200) | st.text(alphabet='Name,Discount Code"\n;#1', max_size=80))
def test_anything_is_read_or_refused(data: bytes | str) -> None:
    whole = data if isinstance(data, bytes) else b"Name,Discount Code\n" + data.encode()
    try:
        codes = read_codes(whole)
    except EngineError:
        return
    assert codes.columns[-1] == "code"
