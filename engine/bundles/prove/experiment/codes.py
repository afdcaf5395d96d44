"""A test by discount codes, judged by the shop's own order export, which says who used which code.

The checked table has the orders' values but no codes; the export as it left the shop has both. Of
it only the orders' names and the codes are looked at, and nothing of it is kept.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import polars as pl

from engine.bundles.context.mapped import in_hundreds
from engine.bundles.context.transactions import Floats
from engine.bundles.prove.experiment.arms import CONTROL, TREATED, Experiment
from engine.bundles.prove.experiment.effects import means_differ, rates_differ
from engine.bundles.prove.experiment.judged import Effect, Metric, Outcome, effect_of
from engine.bundles.prove.experiment.past import orders_of
from engine.errors import ColumnsMissing, FileRefused
from engine.files.cells.currencies import digits_of

ORDER_HEADINGS = ("name", "ordername", "orderid", "ordernumber", "orderno", "order", "id")
CODE_HEADINGS = (
    "discountcode", "discountcodes", "couponcode", "coupon", "vouchercode", "promocode", "code",
)  # fmt: skip
ORDER_VALUE = Metric("order_value", "Revenue an order", "money")
CONVERSION = Metric("conversion", "People who ordered with their code", "share")
PERSON_VALUE = Metric("person_value", "Revenue a person on the list", "money")
ONCE = (
    "Each order is taken for one person's: where somebody used a code twice, the intervals are a "
    "little too narrow."
)
_LETTERS = re.compile(r"[^a-z]")


def read_codes(data: bytes) -> pl.DataFrame:
    """Which order used which code.

    Args:
        data: The shop's order export as CSV, or any table with the two columns.

    Returns:
        order_0, order_1, … (columns that may name the order) and code, in capitals; rows without
        a code left out.

    Raises:
        ColumnsMissing: No column names orders or codes.
        FileRefused: It is no table.
    """
    sign = max(",;\t", key=data.partition(b"\n")[0].decode("utf-8", "replace").count)
    try:
        table = pl.read_csv(
            io.BytesIO(data), separator=sign, infer_schema=False, encoding="utf8-lossy",
            truncate_ragged_lines=True,
        )  # fmt: skip
    except (pl.exceptions.PolarsError, OSError) as error:
        raise FileRefused("The order export with its codes is not a CSV table.") from error
    plain = {heading: _LETTERS.sub("", heading.lower()) for heading in table.columns}
    orders = [h for word in ORDER_HEADINGS for h, known in plain.items() if known == word]
    codes = [h for word in CODE_HEADINGS for h, known in plain.items() if known == word]
    missing = [name for name, found in (("order", orders), ("discount code", codes)) if not found]
    if missing:
        raise ColumnsMissing(
            f"The table has no column for the {' or the '.join(missing)}; it has "
            f"{', '.join(table.columns[:12])[:300]}.",
            tuple(missing),
            tuple(table.columns),
        )
    code = pl.col(codes[0]).str.strip_chars().str.to_uppercase().alias("code")
    named = (pl.col(name).alias(f"order_{place}") for place, name in enumerate(orders))
    return table.select(*named, code).filter(pl.col("code").str.len_chars() > 0)


def judge_codes(
    experiment: Experiment, lines: pl.DataFrame, codes: pl.DataFrame, currency: str = ""
) -> Outcome:
    """What a test by codes showed.

    Args:
        experiment: The arms as they were drawn, with a code and a number of people each.
        lines: Checked order lines of a file that holds these orders.
        codes: From `read_codes`.
        currency: ISO code of the prices, or empty.
    """
    arms = {str(arm["arm"]): arm for arm in experiment.arms}
    orders = orders_of(in_hundreds(lines, currency))
    used = {name: _used(codes, str(arm["code"]), orders) for name, arm in arms.items()}
    both = used[TREATED].join(used[CONTROL], on="order_id", how="semi")
    alone = {name: some.join(both, on="order_id", how="anti") for name, some in used.items()}
    if not any(some.height for some in alone.values()):
        named = " and ".join(str(arm["code"]) for arm in arms.values())
        return Outcome((), (f"No order of this file used one of the codes {named}.",))
    told = "1 order" if both.height == 1 else f"{both.height:,} orders"
    notes = [f"Left out: {told} with both codes."] if both.height else []
    values = {name: some["value"] for name, some in alone.items()}
    people = {name: int(arm["people"]) for name, arm in arms.items()}
    return Outcome(tuple(_effects(values, people, digits_of(currency))), (*notes, ONCE))


def _used(codes: pl.DataFrame, code: str, orders: pl.DataFrame) -> pl.DataFrame:
    """The orders that used a code, told by the column that names most of them."""
    some = codes.filter(pl.col("code") == code)
    columns = [name for name in codes.columns if name != "code"]
    found = [
        orders.join(some.select(order_id=pl.col(name)).unique(), on="order_id", how="semi")
        for name in columns
    ]
    return max(found, key=lambda table: table.height)


def _effects(
    values: Mapping[str, pl.Series], people: Mapping[str, int], digits: int
) -> Sequence[Effect]:
    counts = {name: len(some) for name, some in values.items()}
    effects = []
    listed = all(counts[name] <= people[name] for name in counts)
    if listed:
        rates = [(counts[name], people[name]) for name in (TREATED, CONTROL)]
        estimate = rates_differ(rates[0], rates[1])
        told = counts[TREATED] / people[TREATED], counts[CONTROL] / people[CONTROL]
        units = sum(people.values()), "people"
        effects.append(effect_of(CONVERSION, TREATED, told, estimate, units))
    if any(some.null_count() < len(some) for some in values.values()):
        paid = {name: some.fill_null(0).to_numpy() for name, some in values.items()}
        if listed:  # with more orders than people somebody ordered twice, and who is not known
            whole = {name: _with_nothing(some, people[name]) for name, some in paid.items()}
            effects.append(_money(replace(PERSON_VALUE, digits=digits), whole, "people"))
        if all(counts.values()):
            effects.append(_money(replace(ORDER_VALUE, digits=digits), paid, "orders"))
    return effects


def _with_nothing(paid: Floats, people: int) -> Floats:
    """What each person paid: those who did not order paid nothing."""
    return np.concatenate([paid, np.zeros(people - len(paid))])


def _money(metric: Metric, paid: Mapping[str, Floats], unit: str) -> Effect:
    treated, control = paid[TREATED], paid[CONTROL]
    told = float(treated.mean()), float(control.mean())
    estimate = means_differ(treated, control)
    return effect_of(metric, TREATED, told, estimate, (len(treated) + len(control), unit))
