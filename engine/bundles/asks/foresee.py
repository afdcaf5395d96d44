"""What a run would ask a server's models, foreseen from counts alone, before anything is mined.

Bytes are those that questions about real catalogs had, with some to spare: names and categories
differ in length from shop to shop.
"""

from __future__ import annotations

from math import ceil

from engine.bundles.asks import advise, classify, propose, write
from engine.bundles.options import BundleOptions
from engine.models.money import Plan, Planned

ENVELOPE, PRODUCT, CANDIDATE, BRIEF = 1_500, 80, 450, 850
"""Bytes of a request's instructions and schema, and of one product, candidate or brief shown."""
CLASSIFIED, SHOWN = 2_000, 60
PARTS = 3
TAGS = 2
EMBEDDED = 100


def foresee(products: int, options: BundleOptions, *, embeds: bool) -> Plan:
    """The requests a run would send at most, roughly.

    Args:
        products: Products of the file and its catalog.
        options: `objectives`, `types`, `offers`, `bundles` and `larger_sets` say how much.
        embeds: Whether the server embeds the products too.
    """
    bundles = options.bundles + options.larger_sets
    bundles += len(options.objectives) * len(options.types) * options.offers
    parts = min(PARTS, ceil(products / SHOWN)) * len(options.objectives)
    asked = [
        *_requests(min(products, CLASSIFIED), classify.PER_CALL, PRODUCT, 12 * TAGS),
        *_requests(parts, 1, min(products, SHOWN) * PRODUCT, propose.PROPOSE_TASK.answer_tokens),
        *_requests(bundles, advise.PER_CALL, CANDIDATE, 110),
        *_requests(bundles, write.PER_CALL, BRIEF, 450),
    ]
    if embeds:
        asked += _requests(products, EMBEDDED, PRODUCT, 0)
    items = sum(request.items for request in asked)
    return Plan(items, items, 0, tuple(asked))


def _requests(items: int, per_call: int, each: int, tokens: int) -> list[Planned]:
    full, rest = divmod(items, per_call)
    sizes = [per_call] * full + [rest] * (rest > 0)
    return [Planned(size, ENVELOPE + size * each, size * tokens) for size in sizes]
