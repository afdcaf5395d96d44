"""Amounts are whole minor units of their currency, and the currency changes nothing else."""

import asyncio
import re
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.bundles import BundleOptions, BundleResult, BundleTables, find_bundles
from engine.bundles.context.mapped import AMOUNTS, Mapped, map_lines
from engine.bundles.say.documents import as_documents
from engine.files.cells.currencies import digits_of, minor_units
from engine.steps import Steps
from tests.bundles.context_facts.makers import catalog_of, drawn_shop, joined
from tests.bundles.makers import lines_of_orders, quiet

OTHERS = (("JPY", 100.0), ("KWD", 0.1))
WORDS = ("copy", "explanation", "reasoning", "says")


@pytest.mark.parametrize(
    ("currency", "digits"),
    [("EUR", 2), ("", 2), (None, 2), ("XYZ", 2), ("JPY", 0), ("KRW", 0), ("CLP", 0), ("KWD", 3)],
)
def test_each_currency_has_its_digits(currency: str | None, digits: int) -> None:
    assert digits_of(currency) == digits
    assert minor_units(currency) == 10**digits


def times(table: pl.DataFrame, factor: float) -> pl.DataFrame:
    """The same table with its amounts in another currency, as a file would have them."""
    return table.with_columns((pl.col(n) * factor).round(3) for n in AMOUNTS if n in table.columns)


def mapped(lines: pl.DataFrame, catalog: pl.DataFrame, currency: str) -> Mapped:
    return map_lines(lines, catalog, BundleOptions(), quiet(), alone=False, currency=currency)


@settings(max_examples=20)
@given(
    seed=st.integers(0, 10_000),
    prices=st.lists(st.integers(1, 10**7), min_size=1, max_size=5),
)
def test_files_in_any_currency_are_read_alike(seed: int, prices: list[int]) -> None:
    lines = joined(drawn_shop(seed))
    catalog = catalog_of(*({"sku": f"N{n}", "title": f"New {n}", "price": price / 100,
                            "cost": price / 200} for n, price in enumerate(prices)))  # fmt: skip
    catalog = catalog.with_columns(pl.col("cost").round(2))
    plain = mapped(lines, catalog, "EUR")
    assert plain.facts.price[-len(prices) :].tolist() == prices
    for currency, factor in OTHERS:
        other = mapped(times(lines, factor), times(catalog, factor), currency)
        assert (other.facts.currency, plain.facts.currency) == (currency, "EUR")
        for name, values in vars(plain.facts).items():
            if isinstance(values, np.ndarray):
                assert np.array_equal(values, getattr(other.facts, name), equal_nan=True), name
        for name in ("item", "order", "quantity", "paid"):
            one, two = (getattr(sales, name) for sales in (plain.sales, other.sales))
            assert np.array_equal(one, two, equal_nan=True), name


def without_words(value: Any) -> Any:
    """The same without sentences, in which amounts stand as they are written."""
    if isinstance(value, dict):
        return {name: without_words(part) for name, part in value.items() if name not in WORDS}
    return [without_words(part) for part in value] if isinstance(value, list | tuple) else value


def found(lines: pl.DataFrame, currency: str) -> BundleResult:
    tables = BundleTables(lines, currency=currency)
    return asyncio.run(find_bundles(tables, BundleOptions(), steps=Steps()))


def test_the_currency_of_prices_changes_nothing_but_the_unit() -> None:
    bought = [["a", "b"], ["a", "b", "c"], ["c"], ["d", "c"], ["d"], ["a"], ["e", "d"]] * 12
    price = {"a": 12.95, "b": 4.5, "c": 30.0, "d": 7.25, "e": 19.99}
    lines = lines_of_orders(bought).with_columns(
        unit_price=pl.col("sku").replace_strict(price, return_dtype=pl.Float64)
    )
    plain = found(lines, "EUR")
    kinds = {bundle.bundle_type for bundle in plain.bundles if bundle.pricing}
    assert {"FBT", "BXGY", "FIXED"} <= kinds
    for currency, factor in OTHERS:
        other = found(times(lines, factor), currency)
        assert without_words(as_documents(other.bundles)) == without_words(
            as_documents(plain.bundles)
        )
        assert other.mining == plain.mining
        assert other.products.equals(plain.products)


@pytest.mark.parametrize("currency", ["JPY", "EUR", "KWD"])
def test_amounts_are_said_with_the_digits_of_their_currency(currency: str) -> None:
    lines = lines_of_orders([["a", "b"], ["a"], ["b"], ["c"]] * 30)
    bundles = found(lines.with_columns(unit_price=pl.lit(1234.0)), currency).bundles
    assert {bundle.items[0].unit_price for bundle in bundles} == {1234 * minor_units(currency)}
    values = [c.says for one in bundles for c in one.constraints if c.name == "max_bundle_value"]
    digits = digits_of(currency)
    amount = r"\d,\d{3}" + rf"\.\d{{{digits}}}" * bool(digits)
    assert {re.sub(rf"(?<= ){amount}(?=;| at most)", "~", says) for says in values} == {
        "It costs ~; a bundle may cost ~ at most."
    }
