"""What the comments of a survey in one language are put together from."""

from dataclasses import dataclass

THEMES = (
    "delivery time",
    "damaged parcels",
    "price",
    "product quality",
    "staff helpfulness",
    "website checkout",
    "returns and refunds",
    "gift wrapping",
)


@dataclass(frozen=True, slots=True)
class Phrases:
    """The sentence parts of one language, without their full stops.

    In a sentence ``{item}`` stands for a thing with its article, ``{fragile}`` for one that
    breaks, ``{n}`` for a number above two and ``{day}`` for a weekday as it is said there.

    Attributes:
        language: ISO 639-1 code.
        themes: For each of ``THEMES`` the complaints and the compliments.
        openers: Whole sentences that may come first, whatever follows.
        visits: The same, for who has been in the shop.
        but: Joins a compliment and a complaint.
        regrets: Words before a complaint.
        delights: Words before a compliment.
        glad: Whole comments or last sentences of happy customers.
        so_so: Whole comments of those in between.
        sad: Whole comments or last sentences of unhappy customers.
        leaving: Last sentences of those who will not come back.
        contact: Last sentences with ``{mail}`` or ``{phone}``.
        items: What ``{item}`` may be.
        fragile: What ``{fragile}`` may be.
        numbers: What ``{n}`` may be.
        days: What ``{day}`` may be.
    """

    language: str
    themes: dict[str, tuple[tuple[str, ...], tuple[str, ...]]]
    openers: tuple[str, ...]
    visits: tuple[str, ...]
    but: str
    regrets: tuple[str, ...]
    delights: tuple[str, ...]
    glad: tuple[str, ...]
    so_so: tuple[str, ...]
    sad: tuple[str, ...]
    leaving: tuple[str, ...]
    contact: tuple[str, ...]
    items: tuple[str, ...]
    fragile: tuple[str, ...]
    numbers: tuple[str, ...]
    days: tuple[str, ...]
