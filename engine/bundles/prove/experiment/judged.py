"""What a test showed: one figure a metric and arm, in numbers and in a sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from engine.bundles.prove.experiment.effects import Estimate
from engine.reports import rounded

BEFORE_AND_AFTER = (
    "Without a control group nothing can be told: before and after is not a test, because the "
    "season, prices and advertising change too."
)


@dataclass(frozen=True)
class Metric:
    """What is compared.

    Attributes:
        name: Its id.
        title: What a merchant calls it.
        kind: `share`, `money` (minor units), `count`, or `times` (a factor).
        digits: Of money, digits of its minor unit.
    """

    name: str
    title: str
    kind: str
    digits: int = 2


@dataclass(frozen=True)
class Effect:
    """An arm against the control group.

    Attributes:
        metric: The metric's id.
        title: What it is called.
        kind: `share`, `money`, `count` or `times`.
        arm: Which arm.
        treated: The arm's value.
        control: The control group's.
        difference: treated - control; for `times` treated / control.
        low: Lower end of its interval, None where nothing can be told.
        high: Upper end.
        units: How many were compared.
        unit: What they are, plural.
        verdict: `more`, `less`, or `cannot be told`.
        says: The same in a sentence.
    """

    metric: str
    title: str
    kind: str
    arm: str
    treated: float
    control: float
    difference: float
    low: float | None
    high: float | None
    units: int
    unit: str
    verdict: str
    says: str


@dataclass(frozen=True)
class Outcome:
    """All that a test showed.

    Attributes:
        effects: By arm and metric; empty where there is no control group.
        notes: What limits it, in sentences.
    """

    effects: tuple[Effect, ...]
    notes: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """Plain values, numbers rounded."""
        plain: dict[str, Any] = rounded(asdict(self))
        return plain


def effect_of(
    metric: Metric,
    arm: str,
    values: tuple[float, float],
    estimate: Estimate,
    units: tuple[int, str],
) -> Effect:
    """An effect with its verdict and sentence.

    Args:
        metric: What is compared.
        arm: Which arm.
        values: The arm's value and the control group's.
        estimate: Their difference, or for `times` their ratio, with its interval.
        units: How many were compared, and what they are.
    """
    verdict = _verdict(estimate, 1.0 if metric.kind == "times" else 0.0)
    says = _says(metric, values, estimate, verdict)
    return Effect(
        metric=metric.name,
        title=metric.title,
        kind=metric.kind,
        arm=arm,
        treated=values[0],
        control=values[1],
        difference=estimate.difference,
        low=estimate.low,
        high=estimate.high,
        units=units[0],
        unit=units[1],
        verdict=verdict,
        says=says,
    )


def _verdict(estimate: Estimate, none: float) -> str:
    if estimate.low is None or estimate.high is None:
        return "cannot be told"
    if estimate.low > none:
        return "more"
    return "less" if estimate.high < none else "cannot be told"


def _says(metric: Metric, values: tuple[float, float], estimate: Estimate, verdict: str) -> str:
    told, points = WRITTEN[metric.kind], DIFFERENCES[metric.kind]
    if metric.kind == "money":
        told, points = _money(metric.digits), _money(metric.digits, "+")
    head = f"{metric.title}: {told(values[0])} against {told(values[1])}"
    if estimate.low is None or estimate.high is None:
        return f"{head}; how sure that is cannot be told from so few."
    between = f"{points(estimate.low)} to {points(estimate.high)}"
    tail = {
        "more": "more with the bundle",
        "less": "less with the bundle",
        "cannot be told": "which may be chance",
    }[verdict]
    meant = "a ratio of" if metric.kind == "times" else "a difference of"
    return f"{head}, {meant} {points(estimate.difference)} ({between}), {tail}."


def _share(value: float) -> str:
    return f"{100 * value:.2f} %"


def _money(digits: int, sign: str = "") -> Callable[[float], str]:
    return lambda value: f"{value / 10**digits:{sign},.{digits}f}"


def _count(value: float) -> str:
    return f"{value:,.1f}"


def _times(value: float) -> str:
    return f"{value:.2f} times"


WRITTEN: Mapping[str, Callable[[float], str]] = {
    "share": _share, "money": _money(2), "count": _count, "times": _times,
}  # fmt: skip
DIFFERENCES: Mapping[str, Callable[[float], str]] = {
    **WRITTEN,
    "share": lambda value: f"{100 * value:+.2f} points",
    "money": _money(2, "+"),
    "count": lambda value: f"{value:+,.1f}",
}
