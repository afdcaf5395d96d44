"""From values to places on a chart, and the round numbers that are written along its axes."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

_STEPS = (1, 2, 2.5, 5, 10)
_ABOUT = 5


@dataclass(frozen=True)
class Scale:
    """Values along one axis.

    Attributes:
        low: Value at the axis' beginning.
        high: Value at its end, above `low`.
        begin: Place of `low` on the chart.
        end: Place of `high`.
        log: Whether equal factors, not equal differences, are equally far apart.
    """

    low: float
    high: float
    begin: float
    end: float
    log: bool = False

    @classmethod
    def around(
        cls, values: Iterable[float], begin: float, end: float, *, log: bool = False
    ) -> Scale:
        """A scale that holds all finite values; a linear one begins at 0 or below."""
        held = [value for value in values if math.isfinite(value) and (value > 0 or not log)]
        if log:
            low, high = min(held, default=1.0), max(held, default=10.0)
            return cls(low / 1.15, max(high, low * 1.5) * 1.15, begin, end, log=True)
        low, high = min([0.0, *held]), max([0.0, *held])
        step = _step(high - low or 1.0)
        return cls(math.floor(low / step) * step, math.ceil((high or step) / step) * step,
                   begin, end)  # fmt: skip

    def place(self, value: float) -> float:
        """Where a value stands, to a hundredth; beyond the ends it stands at the end."""
        low, high = self._along(self.low), self._along(self.high)
        share = (self._along(min(max(value, self.low), self.high)) - low) / (high - low)
        return round(self.begin + share * (self.end - self.begin), 2)

    def ticks(self) -> list[float]:
        """Round values between the ends, ascending."""
        if self.log:
            return _round_factors(self.low, self.high)
        step = _step(self.high - self.low)
        first, last = math.ceil(self.low / step - 1e-9), math.floor(self.high / step + 1e-9)
        return [float(f"{number * step:.10g}") for number in range(first, last + 1)]

    def _along(self, value: float) -> float:
        return math.log(value) if self.log else value


def short(value: float) -> str:
    """A number as it is written beside an axis: `0.5`, `250`, `1,200`, `3.5M`."""
    if abs(value) >= 1_000_000:
        return f"{value / 1_000_000:.3g}M"
    return f"{value:,.0f}" if abs(value) >= 100 or value == int(value) else f"{value:.3g}"


def _step(span: float) -> float:
    """A round distance of which about five fit into a span."""
    rough = span / _ABOUT
    power = 10.0 ** math.floor(math.log10(rough))
    return next(step * power for step in _STEPS if step * power >= rough * (1 - 1e-9))


def _round_factors(low: float, high: float) -> list[float]:
    powers = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    ticks = [float(f"{step * 10.0**power:.6g}") for power in powers for step in (1, 2, 5)]
    held = [tick for tick in ticks if low <= tick <= high]
    tens = [tick for tick in held if math.log10(tick).is_integer()]
    if not held:
        return [float(f"{low:.3g}"), float(f"{high:.3g}")]
    if len(held) <= 2 * _ABOUT or len(tens) < 2:
        return held
    return tens[:: math.ceil(len(tens) / (2 * _ABOUT))]
