"""What a run will take, told before it begins: calls, tokens, cost with its interval, seconds.

Tokens are guessed from bytes, 3.5 of them a token, and corrected by what servers counted for the
same model before. The interval spans what nine calls in ten were like; a model that was never
asked gets a wide one. Retries are not in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from engine.models.money.prices import Price, cost_of
from engine.settings import Settings
from engine.workspace import CallsSeen

BYTES_A_TOKEN = 3.5
PACE_KEPT = 0.95
MOST_IN_FLIGHT = 32
ENOUGH = 3
DEFAULT_IN = (0.6, 1.0, 1.75)
DEFAULT_OUT = (0.15, 0.5, 1.0)
DEFAULT_SECONDS = 3.0
NOTHING = Decimal(0)


@dataclass(frozen=True)
class Planned:
    """One request that would be sent.

    Attributes:
        items: Items it asks about.
        bytes_out: Length of its body.
        most_tokens: Most tokens its reply may have; 0 for embeddings.
    """

    items: int
    bytes_out: int
    most_tokens: int


@dataclass(frozen=True)
class Plan:
    """All that a run would ask.

    Attributes:
        items: Items in all.
        distinct: Different ones among them.
        remembered: Different ones whose answers are remembered and not asked again.
        requests: What would be sent for the rest.
        in_flight: Most of them in flight at once, where that is less than settings allow.
    """

    items: int
    distinct: int
    remembered: int
    requests: Sequence[Planned]
    in_flight: int | None = None


@dataclass(frozen=True)
class Estimate:
    """What a run will take, as far as can be told.

    Attributes:
        items: Items in all.
        distinct: Different ones among them.
        remembered: Different ones that need no request.
        calls: Requests.
        tokens_in: Tokens of the requests, the likeliest number.
        tokens_out: Tokens of the replies, likewise.
        cost_low: USD that it will hardly cost less than; None where the price is unknown.
        cost_high: USD that it will hardly cost more than, likewise.
        seconds: Time the requests take at the pace and latency there are.
        price_known: Whether the price is known.
        calls_seen: Calls of this model that the guess rests on; 0 where it rests on defaults
            (3.5 bytes a token, replies half as long as they may be, 3 s a call).
    """

    items: int
    distinct: int
    remembered: int
    calls: int
    tokens_in: int
    tokens_out: int
    cost_low: Decimal | None
    cost_high: Decimal | None
    seconds: float
    price_known: bool
    calls_seen: int = 0


def guess_tokens(bytes_out: int) -> float:
    """Tokens of a text of this many bytes, before any correction."""
    return bytes_out / BYTES_A_TOKEN


def estimate(
    plan: Plan, settings: Settings, price: Price | None, seen: CallsSeen | None
) -> Estimate:
    """Guess what a plan will take.

    Args:
        plan: What would be asked.
        settings: Pace and requests in flight.
        price: The model's price, or None where it is unknown.
        seen: What former calls of the model were like, or None; fewer than 3 tell nothing.
    """
    if seen is not None and seen.calls < ENOUGH:
        seen = None
    low, middle, high = (_tokens(plan.requests, seen, place) for place in range(3))
    latency = seen.seconds if seen is not None else DEFAULT_SECONDS
    return Estimate(
        items=plan.items,
        distinct=plan.distinct,
        remembered=plan.remembered,
        calls=len(plan.requests),
        tokens_in=middle.heard,
        tokens_out=middle.said,
        cost_low=None if price is None else cost_of(price, low.heard, low.said),
        cost_high=None if price is None else cost_of(price, high.heard, high.said),
        seconds=_seconds(settings, plan, latency, middle.heard + middle.said),
        price_known=price is not None,
        calls_seen=0 if seen is None else seen.calls,
    )


class _Tokens(NamedTuple):
    heard: int
    said: int


def _tokens(requests: Sequence[Planned], seen: CallsSeen | None, place: int) -> _Tokens:
    """Tokens in and out at the low end, the middle or the high end; bounded by what is possible."""
    heard = said = 0.0
    ratio = (seen.tokens_in if seen else DEFAULT_IN)[place]
    for request in requests:
        heard += min(request.bytes_out, ratio * guess_tokens(request.bytes_out))
        each = seen.tokens_out[place] * request.items if seen else None
        likely = DEFAULT_OUT[place] * request.most_tokens if each is None else each
        said += min(request.most_tokens, likely)
    return _Tokens(round(heard), round(said))


def _seconds(settings: Settings, plan: Plan, latency: float, tokens: int) -> float:
    """Time of the calls, whose starts are spaced by the slowest of pace, flight and tokens."""
    calls = len(plan.requests)
    if not calls:
        return 0.0
    flight = settings.concurrent_workers if settings.parallel_processing else 1
    at_once = MOST_IN_FLIGHT if isinstance(flight, str) else flight
    at_once = min(at_once, plan.in_flight or at_once)
    apart = max(1 / (PACE_KEPT * settings.max_rps), latency / at_once)
    if settings.tokens_per_minute:
        apart = max(apart, 60 * tokens / calls / settings.tokens_per_minute)
    return (calls - 1) * apart + latency
