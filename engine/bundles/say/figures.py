"""Counts, shares and multiples as English sentences say them."""

from __future__ import annotations


def say_times(lift: float) -> str:
    """How many times: `1.2 times`, `1,234 times`."""
    return f"{lift:,.0f} times" if lift >= 9.95 else f"{lift:.1f} times"


def say_expected(orders: float) -> str:
    """How many orders chance predicts: `about 30`, `fewer than 1`."""
    return "fewer than 1" if orders < 1 else f"about {orders:,.0f}"


def say_share(share: float) -> str:
    """A share of 0..1 in percent: `42 %`, `0.42 %`, and only all of it is `100 %`."""
    if 0.995 <= share < 1:
        return "over 99 %"
    return f"{100 * share:.0f} %" if share >= 0.01 else f"{100 * share:.2g} %"


def say_points(percent: float) -> str:
    """A percentage of 0..100 with one decimal where it has one: `12.5 %`, `10 %`."""
    return f"{percent:.1f} %".replace(".0 %", " %").replace("-0 %", "0 %")


def say_orders(number: int) -> str:
    """`1 order`, `2,385 orders`."""
    return f"{number:,} order" if number == 1 else f"{number:,} orders"
