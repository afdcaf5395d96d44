"""What a product and one of its variants are."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Product:
    """One line of the shop's range, with its colours, sizes or designs.

    Attributes:
        stem: The start of its SKUs, such as ``MUG-STN``.
        title: The name on the shelf label.
        kind: The category.
        vendor: Who makes it.
        price: The price at the end of the year, tax included.
        demand: How often it is picked up, relative to the other products.
        options: ``"BLU=Blue; CRM=Cream"``, or with prices ``"S=Small@18; L=Large@28"``.
        designs: Whether each option is listed as a product of its own.
        season: The name of a season in ``season.py``; empty for the category's own.
        since: ISO date of the launch; empty when it was there before the year began.
        until: ISO date from which it is no longer sold; empty when it stays.
        status: ``active``, ``draft`` or ``archived``.
        tags: Comma-separated words of the catalogue.
    """

    stem: str
    title: str
    kind: str
    vendor: str
    price: float
    demand: float
    options: str = ""
    designs: bool = False
    season: str = ""
    since: str = ""
    until: str = ""
    status: str = "active"
    tags: str = ""


@dataclass(frozen=True, slots=True)
class Variant:
    """One thing with a SKU.

    Attributes:
        product: The product it belongs to.
        number: The catalogue number of the product (designs each have their own).
        position: Its place in the whole range, from 0.
        sku: The stock-keeping unit, such as ``MUG-STN-BLU``.
        title: The product's title in the catalogue.
        option: The variant's title, ``Default Title`` when the product has only one.
        price: The price at the end of the year, tax included.
        demand: How often it is picked up, relative to the other variants.
    """

    product: Product
    number: int
    position: int
    sku: str
    title: str
    option: str
    price: float
    demand: float

    @property
    def name(self) -> str:
        """The name an order line shows, such as ``Stoneware mug - Blue``."""
        return self.title if self.option == "Default Title" else f"{self.title} - {self.option}"

    def sold_on(self, day: str) -> bool:
        """Tell whether the shop sells it on a day.

        Args:
            day: An ISO date.

        Returns:
            True from its launch until the day before it is discontinued.
        """
        launched = not self.product.since or day >= self.product.since
        return launched and (not self.product.until or day < self.product.until)
