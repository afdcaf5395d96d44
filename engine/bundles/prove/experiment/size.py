"""How many orders, visitors or weeks a test needs, before it begins.

A test that is stopped as soon as it looks good finds effects that are not there: its length is
fixed beforehand, by the smallest effect that would be worth knowing.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist

from engine.bundles.prove.experiment.effects import ERROR, student
from engine.errors import OptionRefused

POWER = 0.8
WEEK = 7
MOST = 10**9
MOST_PAIRS = 5_000


@dataclass(frozen=True)
class SampleSize:
    """What a test needs.

    Attributes:
        each: Units in each arm: orders, visitors, or blocks of days.
        days: Days it takes, whole weeks; None where the pace is not known.
        says: The same in a sentence.
    """

    each: int
    days: int | None
    says: str


def orders_for_value(sd: float, least: float, *, error: float = ERROR, power: float = POWER) -> int:
    """Orders in each arm to see a difference of mean order values.

    n = 2 (z₁₋ₑ/₂ + z_power)² (sd / least)², the usual two-sample formula.

    Args:
        sd: Standard deviation of the value of one order, above 0.
        least: The smallest difference worth knowing, in the same unit, above 0.
        error: Chance of seeing one that is not there, 0..1.
        power: Chance of seeing it where it is, 0..1.

    Raises:
        OptionRefused: `least` is not above 0.
    """
    _refuse_nothing(least)
    return _whole(2 * _z(error, power) ** 2 * (sd / least) ** 2)


def visitors_for_rate(
    rate: float, least: float, *, error: float = ERROR, power: float = POWER
) -> int:
    """Visitors in each arm to see a rate rise by `least`, such as from .03 to .036.

    n = (z₁₋ₑ/₂ √(2 p̄ q̄) + z_power √(p₁q₁ + p₂q₂))² / (p₁ - p₂)² (Fleiss 1981, uncorrected).

    Args:
        rate: The rate without the bundle, above 0 and below 1.
        least: The smallest rise worth knowing, above 0, in the same unit.
        error: Chance of seeing one that is not there, 0..1.
        power: Chance of seeing it where it is, 0..1.

    Raises:
        OptionRefused: A rate is not between 0 and 1.
    """
    other = rate + least
    if not 0 < rate < other < 1:
        raise OptionRefused("Rates must be above 0 and below 1, and the rise above 0.")
    middle = (rate + other) / 2
    chance = NormalDist().inv_cdf(1 - error / 2) * math.sqrt(2 * middle * (1 - middle))
    seen = NormalDist().inv_cdf(power) * math.sqrt(rate * (1 - rate) + other * (1 - other))
    return _whole(((chance + seen) / least) ** 2)


def pairs_for_blocks(sd: float, least: float, *, error: float = ERROR, power: float = POWER) -> int:
    """Pairs of blocks to see a difference, by the exact power of the paired t-test.

    Args:
        sd: Standard deviation of the difference between two neighbouring blocks of the past.
        least: The smallest difference worth knowing, in the same unit, above 0.
        error: Chance of seeing one that is not there, 0..1.
        power: Chance of seeing it where it is, 0..1.

    Returns:
        At least 3 and at most 5,000, which no shop will wait for.

    Raises:
        OptionRefused: `least` is not above 0.
    """
    _refuse_nothing(least)
    low, high = 2, MOST_PAIRS
    while high - low > 1:
        middle = (low + high) // 2
        if paired_power(middle, sd, least, error) >= power:
            high = middle
        else:
            low = middle
    return high


def paired_power(pairs: int, sd: float, difference: float, error: float = ERROR) -> float:
    """The chance that a two-sided paired t-test sees a difference, 0..1."""
    from scipy.special import nctdtr  # noqa: PLC0415 - costly

    if sd == 0:
        return 1.0
    bound = student(1 - error / 2, pairs - 1)
    shift = difference * math.sqrt(pairs) / sd
    # Beyond this the distribution of t is out of reach of the library, and the power is 1.
    return 1.0 if shift > 30 else float(1 - nctdtr(pairs - 1, shift, bound))


def days_for(each: int, arms: int, a_day: float) -> int | None:
    """Days until all arms are full, in whole weeks: people shop by the weekday.

    Args:
        each: Units in each arm.
        arms: How many arms share what comes in.
        a_day: Units a day in all; 0 where it is not known.
    """
    return math.ceil(each * arms / a_day / WEEK) * WEEK if a_day > 0 else None


def _z(error: float, power: float) -> float:
    return NormalDist().inv_cdf(1 - error / 2) + NormalDist().inv_cdf(power)


def _whole(number: float) -> int:
    return max(2, min(MOST, math.ceil(number - 1e-9)))


def _refuse_nothing(least: float) -> None:
    if not least > 0:
        raise OptionRefused("The smallest effect worth knowing must be above 0.")
