"""Values as words a person reads, and text from files made safe for a page.

Text from a file is never markdown: `plain` escapes every sign that could be one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

_SIGNS = re.compile(r"([!-/:-@\[-`{-~])")
# Where a browser's markdown would begin a link: https://…, www.…, name@shop.example.
_ADDRESSES = re.compile(r"(?<=http)(?=s?://)|(?<=www)(?=\.)|(?<=[\w.+-])(?=@)", re.IGNORECASE)
_NO_LINK = "\u2060"  # word joiner: not seen, and no line breaks there
KILO = 1000
TENTH_OF_CENT = 0.001
STATUS_ICONS = {
    "waiting": ":material/radio_button_unchecked:",
    "queued": ":material/schedule:",
    "running": ":material/progress_activity:",
    "done": ":material/check_circle:",
    "failed": ":material/error:",
    "cancelled": ":material/cancel:",
    "interrupted": ":material/power_off:",
    "stopped": ":material/savings:",
}


def plain(text: str) -> str:
    """Text that shows as itself where markdown is read: every ASCII sign escaped, on one line.

    Addresses are made links after escapes are gone, so a sign without width stands in them.
    """
    return _SIGNS.sub(r"\\\1", _ADDRESSES.sub(_NO_LINK, " ".join(text.split())))


@dataclass(frozen=True)
class Currency:
    """What a file's amounts are in.

    Attributes:
        code: ISO code in capitals, or empty where the file names none.
        digits: Digits after the point; amounts are kept in integers of the last one.
    """

    code: str = ""
    digits: int = 2

    @property
    def unit(self) -> int:
        """Minor units in one of what prices are written in."""
        return int(10**self.digits)

    @property
    def format(self) -> str:
        """How a column of amounts is written."""
        return f"%.{self.digits}f"

    def heading(self, words: str) -> str:
        """A column's heading that names the currency: `Price (EUR)`."""
        return f"{words} ({self.code})" if self.code else words


def currency_of(manifest: Mapping[str, Any]) -> Currency:
    """The currency that a run's amounts are in; one without a code where it is not known."""
    told = manifest.get("money", {})
    return Currency(str(told.get("currency") or ""), int(told.get("minor_units", 2)))


def money(minor: int, currency: Currency) -> str:
    """Minor units as an amount: 2025 → `20.25 EUR`, or `20.25` where no currency is named."""
    return f"{minor / currency.unit:,.{currency.digits}f} {currency.code}".strip()


def counted(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: `1 order`, `2,385 orders`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def duration(seconds: float) -> str:
    """A time as people say it: `0.4 s`, `12 s`, `3 min 05 s`."""
    if seconds < 10:
        return f"{seconds:.1f} s"
    if seconds < 60:
        return f"{seconds:.0f} s"
    return f"{int(seconds // 60)} min {int(seconds % 60):02d} s"


def size(octets: int) -> str:
    """A number of bytes as people say it: `0 bytes`, `1 byte`, `12 kB`, `3.4 MB`."""
    if octets < KILO:
        return counted(octets, "byte")
    if octets < KILO**2:
        return f"{octets / KILO:,.0f} kB"
    return f"{octets / KILO**2:,.1f} MB"


def usd(amount: Decimal | float) -> str:
    """An amount of US dollars; small ones with the digits that tell them from nothing."""
    if not amount:
        return "0 USD"
    if amount < TENTH_OF_CENT:
        return "under 0.001 USD"
    return f"{amount:,.3f} USD" if amount < 1 else f"{amount:,.2f} USD"


def signed(points: float, digits: int = 1) -> str:
    """Points with their sign, as charts write it: `+12.0`, `−44.3`, and `0.0` for none."""
    rounded = round(points, digits)
    return f"{rounded:+.{digits}f}".replace("-", "−") if rounded else f"{0:.{digits}f}"


def times(lift: float) -> str:
    """A lift as a factor: `6.9×`, `119×`."""
    return f"{lift:,.0f}×" if lift >= 9.95 else f"{lift:.1f}×"


def percent(share: float) -> str:
    """A share as per cent without digits that mean nothing."""
    return f"{100 * share:.0f} %" if share >= 0.1 else f"{100 * share:.1f} %"


def field_title(name: str) -> str:
    """A field's name for people: `order_id` → `Order id`, `sku` → `SKU`."""
    return "SKU" if name == "sku" else name.replace("_", " ").capitalize()


def joined(names: Sequence[str]) -> str:
    """Names of a bundle's parts in one line."""
    return " + ".join(names)
