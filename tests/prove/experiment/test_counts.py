"""A small table of arms: what it tells, what it cannot, and what is refused."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.bundles.prove.experiment.counts import judge_counts, read_counts
from engine.bundles.prove.experiment.effects import rates_differ
from engine.bundles.prove.experiment.judged import Effect, Outcome
from engine.errors import EngineError, FileRefused

TOTALS = (
    b"arm,visitors,clicks,carts,orders,revenue\n"
    b"new,2000,400,220,160,8000.50\n"
    b"Control,2000,390,180,100,5000\n"
)


def judged(data: bytes) -> Outcome:
    return judge_counts(read_counts(data))


def by_metric(data: bytes, arm: str = "new") -> dict[str, Effect]:
    return {effect.metric: effect for effect in judged(data).effects if effect.arm == arm}


def test_rates_are_compared_with_the_control_group() -> None:
    effects = by_metric(TOTALS)
    assert list(effects) == ["conversion", "clicks", "carts", "order_value", "visitor_value"]
    expected = rates_differ((160, 2000), (100, 2000))
    conversion = effects["conversion"]
    assert (conversion.treated, conversion.control) == (0.08, 0.05)
    assert (conversion.low, conversion.high) == (expected.low, expected.high)
    assert conversion.verdict == "more"
    assert conversion.says.startswith("Visitors who ordered: 8.00 % against 5.00 %, a difference")
    assert effects["clicks"].verdict == "cannot be told"
    assert "which may be chance" in effects["clicks"].says


def test_totals_do_not_tell_how_much_revenue_varies() -> None:
    value = by_metric(TOTALS)["order_value"]
    assert (value.treated, value.control) == (800050 / 160, 5000.0)
    assert (value.low, value.high, value.verdict) == (None, None, "cannot be told")
    assert "Totals do not say how much revenue varies" in judged(TOTALS).notes[0]


def daily(days: int = 14, uplift: int = 60) -> bytes:
    rows = ["arm;visitors;orders;revenue"]
    for day in range(days):
        rows.append(f"new;{200 + day};{20 + day % 3};{20 * 50 + uplift * (day % 4 + 1)}")
        rows.append(f"control;{201 + day};{20 + (day + 1) % 3};{20 * 50 - day * 3}")
    return "\n".join(rows).encode()


def test_rows_for_each_day_do() -> None:
    effects = by_metric(daily())
    assert effects["visitor_value"].low is not None
    assert effects["visitor_value"].verdict == "more"
    assert judged(daily()).notes == ()


def test_the_order_of_rows_changes_nothing() -> None:
    head, *rows = daily().split(b"\n")
    turned = b"\n".join([head, *reversed(rows)])
    for one, other in zip(judged(daily()).effects, judged(turned).effects, strict=True):
        assert one.verdict == other.verdict
        assert one.low == pytest.approx(other.low)


def test_several_arms_share_the_error() -> None:
    three = TOTALS + b"other,2000,380,190,120,6000\n"
    wide, alone = by_metric(three)["conversion"], by_metric(TOTALS)["conversion"]
    assert wide.low is not None
    assert alone.low is not None
    assert wide.low < alone.low
    expected = rates_differ((160, 2000), (100, 2000), 0.025)
    assert (wide.low, wide.high) == (expected.low, expected.high)
    assert "2 arms share one control group" in judged(three).notes[-1]


def test_without_a_control_group_nothing_is_told() -> None:
    for data in (TOTALS.replace(b"Control", b"before"), b"arm,visitors,orders\ncontrol,10,1\n"):
        found = judged(data)
        assert found.effects == ()
        assert "before and after is not a test" in found.notes[0]


def test_arms_that_are_not_equally_large_are_noticed() -> None:
    uneven = TOTALS.replace(b"new,2000", b"new,2600")
    assert "something other than the draw" in judged(uneven).notes[0]


def test_arms_may_be_named_by_their_codes() -> None:
    counts = read_counts(TOTALS.replace(b"new", b"wxyz34").replace(b"Control", b"ACDE66"))
    renamed = counts.renamed({"WXYZ34": "bundle", "ACDE66": "control", "": "bundle"})
    assert list(renamed.arms) == ["bundle", "control"]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "needs a header"),
        (b"arm,visitors,orders\n", "needs a header"),
        (b"arm,visitors\na,1\n", "no column 'orders'"),
        (b"arm,visitors,orders\na,1\n", "Row 1 has 2 cells"),
        (b"arm,visitors,orders\n,1,1\n", "Row 1 does not say which arm"),
        (b"arm,visitors,orders\na,10,11\n", "more orders than visitors"),
        (b"arm,visitors,orders\na,ten,1\n", "visitors must be a whole number, not 'ten'"),
        (b"arm,visitors,orders\na,-4,1\n", "visitors must be a whole number"),
        (b"arm,visitors,orders\na,1e9,1\n", "visitors must be a whole number"),
        (b"arm,visitors,orders,revenue\na,9,1,nan\n", "revenue must be an amount"),
        (b"arm,visitors,orders\na,9,1.5\n", "orders must be a whole number"),
        (b"\xff\xfe\x00arm", "not a CSV file in UTF-8"),
        (b"x" * (1 << 21), "larger than 1 MB"),
        (b"arm,visitors,orders\n" + b"".join(b"a%d,9,1\n" % k for k in range(21)), "20 arms"),
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(FileRefused, match=sentence):
        read_counts(data)


CELLS = st.sampled_from(["new", "control", "7", "90", "1.5", "-1", "nan", "", '"', ",", "\n", "é"])


@settings(max_examples=30)
@given(st.lists(CELLS, max_size=40).map(",".join))
def test_any_cells_are_read_or_refused(cells: str) -> None:
    try:
        found = judge_counts(read_counts(f"arm,visitors,orders\n{cells}".encode()))
    except EngineError:
        return
    assert all(math.isfinite(effect.difference) for effect in found.effects)


@settings(max_examples=30)
@given(
    st.lists(st.tuples(st.integers(0, 500), st.integers(0, 500), st.integers(0, 10**6)), min_size=2,
             max_size=12)
)  # fmt: skip
def test_any_counts_give_effects_within_their_intervals(rows: list[tuple[int, int, int]]) -> None:
    lines = ["arm,visitors,orders,revenue"]
    for place, (visitors, orders, cents) in enumerate(rows):
        arm = "control" if place % 2 else "new"
        lines.append(f"{arm},{visitors},{min(visitors, orders)},{cents / 100:.2f}")
    for effect in judged("\n".join(lines).encode()).effects:
        if effect.low is not None and effect.high is not None:
            assert effect.low <= effect.difference <= effect.high
        assert effect.difference == pytest.approx(effect.treated - effect.control)
