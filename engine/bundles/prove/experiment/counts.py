"""A small table of what each arm brought, counted elsewhere → effects with intervals.

Columns: arm, visitors, clicks, carts, orders, revenue; visitors and orders are needed. One row an
arm tells the rates; rows for each day and arm tell how much the money varies as well.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from engine.bundles.context.transactions import Floats
from engine.bundles.prove.experiment.effects import (
    ERROR,
    Estimate,
    rates_differ,
    ratios_differ,
    unevenly_split,
)
from engine.bundles.prove.experiment.judged import (
    BEFORE_AND_AFTER,
    Effect,
    Metric,
    Outcome,
    effect_of,
)
from engine.errors import ColumnsMissing, FileRefused

COLUMNS = ("arm", "visitors", "clicks", "carts", "orders", "revenue")
NEEDED = ("arm", "visitors", "orders")
CONTROL = "control"
MOST_BYTES, MOST_ROWS, MOST_ARMS = 1 << 20, 5_000, 20
RATES = (
    (Metric("conversion", "Visitors who ordered", "share"), "orders"),
    (Metric("clicks", "Visitors who clicked", "share"), "clicks"),
    (Metric("carts", "Visitors who put it in the cart", "share"), "carts"),
)
MONEY = (
    (Metric("order_value", "Revenue an order", "money"), "orders"),
    (Metric("visitor_value", "Revenue a visitor", "money"), "visitors"),
)
_NUMBER = re.compile(r"\d{1,15}(?:\.\d+)?")

Sides = Mapping[str, Floats]


@dataclass(frozen=True)
class Counts:
    """What each arm brought.

    Attributes:
        arms: Arm → column → (rows,) counts; revenue in minor units. Only columns that are there.
    """

    arms: Mapping[str, Sides]

    @property
    def control(self) -> str | None:
        """The arm that is called control, or None."""
        return next((arm for arm in self.arms if arm.lower() == CONTROL), None)

    def renamed(self, names: Mapping[str, str]) -> Counts:
        """The same with arms named by other names where there is one, whatever the case."""
        known = {name.lower(): arm for name, arm in names.items() if name}
        return Counts({known.get(arm.lower(), arm): told for arm, told in self.arms.items()})


def read_counts(data: bytes) -> Counts:
    """Read the table.

    Args:
        data: CSV in UTF-8 with a header, commas, semicolons or tabs between cells, and a point
            before decimals.

    Raises:
        ColumnsMissing: arm, visitors or orders is missing.
        FileRefused: It is no such table, or a number in it cannot be; the message names the row.
    """
    if len(data) > MOST_BYTES:
        raise FileRefused("The table of arms is larger than 1 MB; it needs a row an arm and day.")
    try:
        text = data.decode("utf-8-sig")
        head = text.partition("\n")[0]
        sign = max(",;\t", key=head.count)
        rows = [row for row in csv.reader(io.StringIO(text), delimiter=sign) if any(row)]
    except (UnicodeDecodeError, csv.Error) as error:
        raise FileRefused("The table of arms is not a CSV file in UTF-8.") from error
    if len(rows) < 2 or len(rows) > MOST_ROWS:
        raise FileRefused(f"The table of arms needs a header and 1 to {MOST_ROWS:,} rows.")
    headings = tuple(cell.strip().lower() for cell in rows[0])
    missing = tuple(name for name in NEEDED if name not in headings)
    if missing:
        raise ColumnsMissing(
            f"The table of arms has no column {missing[0]!r}; it needs {', '.join(NEEDED)}, and "
            f"may have {', '.join(name for name in COLUMNS if name not in NEEDED)}.",
            missing,
            headings,
        )
    return _gathered(headings, rows[1:])


def _gathered(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> Counts:
    found = {name: headings.index(name) for name in COLUMNS if name in headings}
    arms: dict[str, dict[str, list[float]]] = {}
    for number, row in enumerate(rows, start=1):
        if len(row) != len(headings):
            raise FileRefused(f"Row {number} has {len(row)} cells, the header {len(headings)}.")
        arm = row[found["arm"]].strip()
        if not arm:
            raise FileRefused(f"Row {number} does not say which arm it is of.")
        if arm not in arms and len(arms) == MOST_ARMS:
            raise FileRefused(f"The table has more than {MOST_ARMS} arms.")
        values = {name: _number(row[place], name, number) for name, place in found.items()
                  if name != "arm"}  # fmt: skip
        _refuse_impossible(values, number)
        told = arms.setdefault(arm, {name: [] for name in values})
        for name, value in values.items():
            told[name].append(value)
    return Counts({arm: {name: np.array(column) for name, column in told.items()}
                   for arm, told in arms.items()})  # fmt: skip


def _number(cell: str, name: str, row: int) -> float:
    word = cell.strip()
    if not _NUMBER.fullmatch(word) or (name != "revenue" and "." in word):
        kind = "an amount such as 1234.50" if name == "revenue" else "a whole number"
        raise FileRefused(f"Row {row}: {name} must be {kind}, not {word[:40]!r}.")
    return round(float(word) * 100) if name == "revenue" else float(word)


def _refuse_impossible(values: Mapping[str, float], row: int) -> None:
    for name in ("clicks", "carts", "orders"):
        if values.get(name, 0) > values["visitors"]:
            raise FileRefused(f"Row {row}: more {name} than visitors; count each visitor once.")


def judge_counts(counts: Counts) -> Outcome:
    """Every arm against the control group; nothing without one."""
    control = counts.control
    if control is None or len(counts.arms) < 2:
        named = ", ".join(repr(arm) for arm in counts.arms)
        return Outcome((), (f"No arm is called 'control' beside another: there is {named}. "
                           f"{BEFORE_AND_AFTER}",))  # fmt: skip
    others = [arm for arm in counts.arms if arm != control]
    effects = [
        effect
        for arm in others
        for effect in _effects(arm, counts.arms[arm], counts.arms[control], ERROR / len(others))
    ]
    return Outcome(tuple(effects), _notes(counts, len(others)))


def _effects(arm: str, treated: Sides, control: Sides, error: float) -> list[Effect]:
    people = [int(side["visitors"].sum()) for side in (treated, control)]
    effects = []
    for metric, name in RATES:
        if name in control and all(people):
            did = [int(side[name].sum()) for side in (treated, control)]
            estimate = rates_differ((did[0], people[0]), (did[1], people[1]), error)
            values = did[0] / people[0], did[1] / people[1]
            effects.append(effect_of(metric, arm, values, estimate, (sum(people), "visitors")))
    for metric, below in MONEY:
        totals = [float(side[below].sum()) for side in (treated, control)]
        if "revenue" in control and all(totals):
            effects.append(_money(metric, arm, below, (treated, control), error))
    return effects


def _money(
    metric: Metric, arm: str, below: str, sides: tuple[Sides, Sides], error: float
) -> Effect:
    treated, control = ((side["revenue"], side[below]) for side in sides)
    estimate: Estimate = ratios_differ(treated, control, error)
    values = (
        float(treated[0].sum() / treated[1].sum()),
        float(control[0].sum() / control[1].sum()),
    )
    return effect_of(metric, arm, values, estimate, (len(treated[0]) + len(control[0]), "rows"))


def _notes(counts: Counts, others: int) -> tuple[str, ...]:
    notes = []
    if unevenly_split([int(side["visitors"].sum()) for side in counts.arms.values()]):
        notes.append(
            "The arms are not equally large, beyond chance: if they were meant to be, something "
            "other than the draw decided who saw what, and these effects cannot be trusted."
        )
    if any("revenue" in side and len(side["revenue"]) < 3 for side in counts.arms.values()):
        notes.append(
            "Totals do not say how much revenue varies: with a row for each day and arm, three "
            "or more, its interval can be told too."
        )
    if others > 1:
        notes.append(f"{others} arms share one control group: their intervals are widened for it.")
    return tuple(notes)
