"""Is the file large enough to tell? The limits are the source documents', in their units."""

from __future__ import annotations

from engine.bundles.candidates.pool import TIERS
from engine.bundles.context.transactions import LEAST_LINES, Baskets

SOME_LINES = 10
FEW_ORDERS = 50
RECENT_DAYS = 60
FEW_RECENT_ORDERS, MANY_RECENT_ORDERS = 300, 1_200
UNTOLD = ("heuristics", "cold_start")
"""Tiers that no order speaks for."""


def tiers_for(lines: int) -> frozenset[str]:
    """The tiers of evidence that so many usable order lines can tell anything about.

    Fewer than 10: what words of products tell. Fewer than 20: also what sells best. Else all.
    """
    if lines >= LEAST_LINES:
        return frozenset(TIERS)
    return frozenset(UNTOLD if lines < SOME_LINES else (*UNTOLD, "popularity"))


def say_how_small(baskets: Baskets, lines: int, *, by_hand: bool = False) -> tuple[str, ...]:
    """Sentences on what the size of the file means for its bundles; none where it is ample.

    Args:
        baskets: The orders.
        lines: Usable order lines.
        by_hand: Whether the signals' weights were chosen by hand, not by the volume of orders.
    """
    sentences: list[str] = []
    if lines < LEAST_LINES:
        sentences += _say_unmined(lines)
    elif baskets.orders < FEW_ORDERS:
        sentences.append(
            f"The file holds only {_orders(baskets.orders)}: take these bundles as hints. From "
            "some 300 orders on they can be relied on."
        )
    elif baskets.last_day is not None:
        recent = int((baskets.days > baskets.days.max() - RECENT_DAYS).sum())
        sentences += _say_recent(recent, by_hand=by_hand)
    if baskets.wholesale_orders:
        sentences.append(
            f"{_orders(baskets.wholesale_orders)} of wholesale size ({baskets.wholesale_lines:,} "
            "lines) left out of the counting: too many different products to tell what goes "
            "together."
        )
    return tuple(sentences)


def _say_unmined(lines: int) -> tuple[str, ...]:
    """What is not computed of a file too small to be mined, and what stands in its place."""
    what_sells = "" if lines < SOME_LINES else "what sells best, "
    counted = "1 usable order line" if lines == 1 else f"{lines} usable order lines"
    return (
        f"The file holds only {counted}: itemsets and rules were not mined, and products alike "
        f"by their buyers or their texts not looked for, since at least {LEAST_LINES} lines are "
        "needed for orders to tell what goes together. So there is no portfolio.",
        f"Offers rest on {what_sells}kinds of things that go together, products alike in category "
        "and brand, the quantities in which they were bought and, where a server's model was "
        "asked, its proposals: take them as ideas to try.",
        "Prices follow what is usually paid, margins and caps; how customers answer to a price was "
        "not computed from so few lines.",
    )


def _say_recent(recent: int, *, by_hand: bool) -> tuple[str, ...]:
    """What few recent orders mean, and what they do to the weights of the signals."""
    if recent >= MANY_RECENT_ORDERS:
        return ()
    few = recent < FEW_RECENT_ORDERS
    sentences = (
        f"Only {_orders(recent)} fall into the last {RECENT_DAYS} days of the file: recent taste "
        "weighs on few orders.",
    )
    weighed = (
        f"{'Fewer than 300' if few else '300 to 1,199'} orders in the last {RECENT_DAYS} days: "
        f"scores lean {'much more' if few else 'more'} on what the products are, and less on what "
        "was bought together, than they do from 1,200 orders on.",
    )
    return (sentences if few else ()) + (() if by_hand else weighed)


def _orders(count: int) -> str:
    return "1 order" if count == 1 else f"{count:,} orders"
