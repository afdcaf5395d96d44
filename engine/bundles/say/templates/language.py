"""What a language needs to speak of bundles without a model: sentences with places for facts.

Places in braces: names (of the products), bought and given (their names), cheaper (how the given
ones are priced), choose, count, quantity, least (numbers), offer, price, list, saving, percent.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Pair = tuple[str, str]
Tones = Mapping[str, Pair]


@dataclass(frozen=True)
class Language:
    """The words of one language.

    Attributes:
        and_: Between the last two names.
        point: Before decimals.
        thousands: Between groups of three figures.
        percent: How a percentage is written.
        amount: How an amount of money is written, with `sign` and `number`.
        copy: Bundle type → tone → title and description.
        value: Tone → value proposition with a saving, and one with a price alone.
        unpriced: Tone → value proposition where there are no prices.
        offers: Bundle type → what stands before a price; types without are priced as a whole.
        cheaper: How given products are priced: `free`, `off`, or `less` where that is not known.
        features: Short lines by name.
    """

    and_: str
    point: str
    thousands: str
    percent: str
    amount: str
    copy: Mapping[str, Tones]
    value: Tones
    unpriced: Mapping[str, str]
    offers: Mapping[str, str]
    cheaper: Mapping[str, str]
    features: Mapping[str, str]
