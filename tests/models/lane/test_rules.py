"""The lane's pure rules: limits from settings, waits, room in flight, tokens of a minute."""

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import settings as trying
from hypothesis import strategies as st

from engine import Settings
from engine.models.lane import Limits
from engine.models.lane.latency import Latency, most_in_flight
from engine.models.lane.policy import backoff_s, hold_s, may_retry, open_s
from engine.models.lane.tokens import WINDOW_S, Tokens


def test_limits_come_from_the_settings(settings: Settings) -> None:
    assert Limits.of(settings) == Limits(8.0, None, 0)
    chosen = replace(settings, max_rps=2.5, concurrent_workers=4, tokens_per_minute=9000)
    assert Limits.of(chosen) == Limits(2.5, 4, 9000)
    assert Limits.of(replace(chosen, parallel_processing=False)).in_flight == 1


@pytest.mark.parametrize(
    ("per_second", "pace"),
    [(8, 7.6), (1, 0.95), (1.9, 0.95), (2.5, 1.9), (0.5, 0.475), (0.01, 0.0095), (1000, 950)],
)
def test_the_pace_is_a_twentieth_under_the_whole_starts_of_a_second(
    per_second: float, pace: float
) -> None:
    assert Limits(per_second, None, 0).pace == pytest.approx(pace)


def test_six_attempts_are_allowed() -> None:
    assert [may_retry(attempts) for attempts in range(1, 8)] == [True] * 5 + [False] * 2


@trying(deadline=None)
@given(st.integers(1, 60), st.floats(0, 1))
def test_a_backoff_doubles_up_to_a_cap_and_is_spread_over_half_of_it(
    attempts: int, chance: float
) -> None:
    longest = min(8.0, 0.5 * 2 ** (attempts - 1))
    assert longest / 2 <= backoff_s(attempts, chance) <= longest
    assert backoff_s(attempts, 1) - backoff_s(attempts, 0) == longest / 2


@pytest.mark.parametrize(
    ("asked", "held"),
    [(None, 0), (0, 0), (-3, 0), (math.nan, 0), (7, 7), (120, 120), (3600, 120), (math.inf, 120)],
)
def test_a_hold_is_capped_and_nonsense_is_none(asked: float | None, held: float) -> None:
    assert hold_s(asked) == held


def test_an_open_circuit_stays_open_longer_each_time() -> None:
    waits = [0.0]
    while len(waits) < 7:
        waits.append(open_s(waits[-1]))
    assert waits[1:] == [15, 30, 60, 120, 120, 120]


@pytest.mark.parametrize(
    ("slowest_s", "most"), [(None, 32), (0.01, 8), (1.0, 16), (1.5, 23), (2.5, 32), (60.0, 32)]
)
def test_room_in_flight_follows_pace_and_latency(slowest_s: float | None, most: int) -> None:
    assert most_in_flight(Limits(8, None, 0), slowest_s) == most
    assert most_in_flight(Limits(8, 3, 0), slowest_s) == 3


@trying(deadline=None)
@given(st.lists(st.floats(0, 100), min_size=1, max_size=80))
def test_latency_is_the_slowest_of_the_last_32(seconds: list[float]) -> None:
    latency = Latency()
    assert latency.slowest_s is None
    for one in seconds:
        latency.note(one)
    assert latency.slowest_s == max(seconds[-32:])


def fits(started: list[tuple[float, int]], at: float, tokens: int, limit: int) -> bool:
    """Whether a request may start at this moment, by the definition."""
    inside = [size for when, size in started if when + WINDOW_S > at]
    return tokens == 0 or sum(inside) + tokens <= limit or not any(inside)


@trying(deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 150)), min_size=1, max_size=30),
    st.integers(1, 200),
)
def test_tokens_wait_as_long_as_they_must_and_no_longer(
    asked: list[tuple[int, int]], limit: int
) -> None:
    """Whole seconds, so that the first moment that fits can be found by trying each."""
    tokens, started, now = Tokens(), [], 0
    for gap, size in asked:
        now += gap
        wait = tokens.wait_s(now, size, limit)
        assert wait == next(s for s in range(61) if fits(started, now + s, size, limit))
        now += int(wait)
        tokens.start(now, size)
        started.append((now, size))
    assert tokens.wait_s(now, 10**6, 0) == 0
