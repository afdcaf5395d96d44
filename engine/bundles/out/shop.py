"""What is known of the shop that the files are for: its money, and its own numbers of products."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class ShopProduct:
    """A product as the shop's catalog knows it; empty where it does not say.

    Attributes:
        product_id: The product's number in the shop system.
        variant_id: The variant's.
        variant: The variant's name, such as `Blue / 350 ml`; empty for the only one.
    """

    product_id: str = ""
    variant_id: str = ""
    variant: str = ""


@dataclass(frozen=True)
class Shop:
    """The shop that files are written for.

    Attributes:
        currency: ISO code, or empty where the file names none.
        digits: Digits of the minor unit that prices are integers of.
        site_code_pct: A site-wide code that may come on top of any price, in percent.
        products: Code → what the catalog says of it.
    """

    currency: str = ""
    digits: int = 2
    site_code_pct: float = 10.0
    products: Mapping[str, ShopProduct] = field(default_factory=dict)

    def amount(self, minor: int | None) -> float | None:
        """Minor units as a number of major ones."""
        return None if minor is None else minor / 10**self.digits

    def written(self, minor: int | None) -> str:
        """Minor units as shop systems read them: 1234567 → `12345.67`; empty without a price."""
        return "" if minor is None else f"{minor / 10**self.digits:.{self.digits}f}"

    def money(self, minor: int) -> str:
        """Minor units as people read them: `12,345.67 EUR`."""
        return f"{minor / 10**self.digits:,.{self.digits}f} {self.currency}".strip()

    def product(self, sku: str) -> ShopProduct:
        """What the catalog says of a code; nothing where it does not know it."""
        return self.products.get(sku, ShopProduct())
