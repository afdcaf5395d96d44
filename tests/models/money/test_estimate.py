"""The estimate: guessed from bytes, corrected by what was seen, never beyond what is possible."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.models.money import (
    Estimate,
    Plan,
    Planned,
    Price,
    estimate,
    guess_tokens,
    most_cost,
    price_of,
)
from engine.settings import Settings
from engine.workspace import Call, CallsSeen, Workspace, calls_seen

PRICE = Price(Decimal("0.15"), Decimal("0.6"), None, "test")
SEEN = CallsSeen(40, (0.8, 1.1, 1.3), (5.0, 8.0, 12.0), 2.5)
TWENTY_FIVE = Plan(3000, 3000, 0, [Planned(120, 14_000, 7200)] * 25)


def test_with_nothing_seen_it_rests_on_stated_defaults(settings: Settings) -> None:
    found = estimate(Plan(250, 240, 40, [Planned(100, 7000, 6000)] * 2), settings, PRICE, None)
    assert found == Estimate(
        items=250, distinct=240, remembered=40, calls=2, tokens_in=4000, tokens_out=6000,
        cost_low=Decimal("0.001440000"), cost_high=Decimal("0.008250000"),
        seconds=pytest.approx(1 / 7.6 + 3.0), price_known=True, calls_seen=0,
    )  # fmt: skip
    assert guess_tokens(7000) == 2000


def test_what_was_seen_corrects_it(settings: Settings) -> None:
    found = estimate(TWENTY_FIVE, settings, PRICE, SEEN)
    assert (found.tokens_in, found.tokens_out) == (25 * 4400, 25 * 960)
    assert found.cost_low == Decimal("0.15") * 25 * 3200 / 10**6 + Decimal("0.6") * 25 * 600 / 10**6
    assert found.cost_high == (
        Decimal("0.15") * 25 * 5200 / 10**6 + Decimal("0.6") * 25 * 1440 / 10**6
    )
    assert found.calls_seen == 40
    two = replace(SEEN, calls=2)
    assert estimate(TWENTY_FIVE, settings, PRICE, two) == estimate(
        TWENTY_FIVE, settings, PRICE, None
    )


def test_rows_of_calls_become_a_correction(
    settings: Settings, workspace: Workspace, note: Callable[..., Call]
) -> None:
    for tokens in (280, 300, 320):
        note(tokens_in=tokens, tokens_out=50, seconds=1.5)
    seen = calls_seen(workspace, "gpt-4o-mini", "/chat/completions")
    plan = Plan(10, 10, 0, [Planned(10, 700, 600)])
    found = estimate(plan, settings, price_of(settings, "gpt-4o-mini"), seen)
    assert (found.tokens_in, found.tokens_out, found.calls_seen) == (300, 50, 3)
    assert found.seconds == 1.5


def test_the_pace_the_flight_and_the_tokens_decide_the_time(settings: Settings) -> None:
    def seconds(**changed: object) -> float:
        return estimate(TWENTY_FIVE, replace(settings, **changed), PRICE, SEEN).seconds

    assert seconds() == pytest.approx(24 / 7.6 + 2.5)
    assert seconds(max_rps=2.0) == pytest.approx(24 / 1.9 + 2.5)
    assert seconds(max_rps=100.0) == pytest.approx(24 * 2.5 / 32 + 2.5)
    assert seconds(max_rps=100.0, concurrent_workers=5) == pytest.approx(24 * 0.5 + 2.5)
    assert seconds(parallel_processing=False) == pytest.approx(25 * 2.5)
    each = 4400 + 960
    assert seconds(tokens_per_minute=60_000) == pytest.approx(24 * each / 1000 + 2.5)
    few = replace(TWENTY_FIVE, in_flight=2)
    assert estimate(few, settings, PRICE, SEEN).seconds == pytest.approx(24 * 1.25 + 2.5)


def test_nothing_to_ask_takes_and_costs_nothing(settings: Settings) -> None:
    found = estimate(Plan(850, 700, 700, []), settings, PRICE, SEEN)
    assert (found.calls, found.tokens_in, found.tokens_out, found.seconds) == (0, 0, 0, 0)
    assert found.cost_low == found.cost_high == 0
    assert (found.items, found.distinct, found.remembered) == (850, 700, 700)


def test_an_unknown_price_gives_no_cost(settings: Settings) -> None:
    found = estimate(TWENTY_FIVE, settings, None, SEEN)
    assert (found.cost_low, found.cost_high, found.price_known) == (None, None, False)
    assert found.tokens_in > 0


def test_embeddings_have_no_reply_to_pay(settings: Settings) -> None:
    found = estimate(Plan(100, 100, 0, [Planned(100, 3500, 0)]), settings, PRICE, SEEN)
    assert (found.tokens_in, found.tokens_out) == (1100, 0)


REQUESTS = st.builds(
    Planned,
    items=st.integers(1, 200),
    bytes_out=st.integers(1, 100_000),
    most_tokens=st.integers(0, 20_000),
)
THREE = st.lists(st.floats(0, 50), min_size=3, max_size=3).map(lambda x: tuple(sorted(x)))
SEENS = st.none() | st.builds(CallsSeen, st.integers(1, 200), THREE, THREE, st.floats(0.001, 100))


@given(st.lists(REQUESTS, max_size=20), SEENS)
def test_the_interval_is_one_and_lies_below_what_would_be_set_aside(
    requests: list[Planned], seen: CallsSeen | None
) -> None:
    plan = Plan(1, 1, 0, requests)
    found = estimate(plan, Settings(home=None), PRICE, seen)  # type: ignore[arg-type]
    aside = sum((most_cost(PRICE, one.bytes_out, one.most_tokens) for one in requests), Decimal(0))
    assert found.cost_low is not None
    assert found.cost_high is not None
    assert 0 <= found.cost_low <= found.cost_high <= aside
    assert found.seconds >= 0
