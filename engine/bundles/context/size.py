"""Is the file large enough to tell? The limits are the source documents', in their units."""

from __future__ import annotations

from engine.bundles.context.transactions import Baskets

FEW_ORDERS = 50
RECENT_DAYS = 60
FEW_RECENT_ORDERS = 300


def say_how_small(baskets: Baskets) -> tuple[str, ...]:
    """Sentences on what the size of the file means for its bundles; none where it is ample."""
    sentences = []
    if baskets.orders < FEW_ORDERS:
        sentences.append(
            f"The file holds only {baskets.orders} orders: take these bundles as hints. From some "
            "300 orders on they can be relied on."
        )
    elif baskets.last_day is not None:
        recent = int((baskets.days > baskets.days.max() - RECENT_DAYS).sum())
        if recent < FEW_RECENT_ORDERS:
            sentences.append(
                f"Only {recent} orders fall into the last {RECENT_DAYS} days of the file: recent "
                "taste weighs on few orders."
            )
    if baskets.wholesale_orders:
        sentences.append(
            f"{_orders(baskets.wholesale_orders)} of wholesale size ({baskets.wholesale_lines:,} "
            "lines) left out of the counting: too many different products to tell what goes "
            "together."
        )
    return tuple(sentences)


def _orders(count: int) -> str:
    return "1 order" if count == 1 else f"{count:,} orders"
