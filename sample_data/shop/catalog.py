"""The range as variants with SKUs, and the catalogue file made from it."""

from functools import lru_cache

from sample_data.shop.prices import Prices
from sample_data.shop.product import Product, Variant
from sample_data.shop.range_home import HOME_RANGE
from sample_data.shop.range_kitchen import KITCHEN_RANGE
from sample_data.shop.streams import pick, stream

CATALOG_COLUMNS = (
    "product_id",
    "variant_id",
    "sku",
    "product_title",
    "variant_title",
    "product_type",
    "vendor",
    "tags",
    "price",
    "compare_at_price",
    "cost",
    "inventory_item_id",
    "product_status",
    "product_created_at",
)

# The first variant of a product is the favourite; the later ones sell less and less.
SHARES = (1.0, 0.62, 0.44, 0.3)

# Bought in dear or heavy to ship: these leave hardly a margin.
THIN_MARGIN = {"PST-MKR", "HMP-WIL", "KET-GSN", "CAS-ENM-CRM", "CAS-ENM-MOS", "BAU-GLS-SAG"}

FIRST_PRODUCT = 730100
FIRST_VARIANT = 4410200
FIRST_ITEM = 5520300


@lru_cache(maxsize=1)
def variants() -> tuple[Variant, ...]:
    """List everything in the range that has a SKU.

    Returns:
        The variants in shelf order, drafts and discontinued ones included.
    """
    found: list[Variant] = []
    number = FIRST_PRODUCT
    for product in KITCHEN_RANGE + HOME_RANGE:
        for suffix, option, price, share in _options(product):
            if product.designs or share == SHARES[0]:
                number += 7
            titled = f"{product.title} - {option}" if product.designs else product.title
            found.append(
                Variant(
                    product=product,
                    number=number,
                    position=len(found),
                    sku=f"{product.stem}-{suffix}" if suffix else product.stem,
                    title=titled,
                    option="Default Title" if product.designs or not option else option,
                    price=price,
                    demand=product.demand * share,
                )
            )
    return tuple(found)


def inventory_item(variant: Variant) -> str:
    """Give the number under which the stock count knows a variant.

    Args:
        variant: Any variant of the range.

    Returns:
        A number of seven digits, as text.
    """
    return str(FIRST_ITEM + 11 * variant.position)


def catalog_rows(prices: Prices, last_day: str) -> list[tuple[str, ...]]:
    """Make the catalogue as it stands at the end of the year.

    Args:
        prices: What each variant costs on each day.
        last_day: The ISO date of the export; it decides which reductions are showing.

    Returns:
        One row per variant, in the order of ``CATALOG_COLUMNS``, money with two decimals.
    """
    rng = stream("catalog.csv")
    created = {
        product.stem: _created(product, rng.random()) for product in KITCHEN_RANGE + HOME_RANGE
    }
    rows: list[tuple[str, ...]] = []
    for variant in variants():
        thin = variant.sku in THIN_MARGIN
        share = rng.uniform(0.86, 0.94) if thin else rng.uniform(0.35, 0.65)
        now, cost = prices.on(variant, last_day), variant.price * share
        before = f"{variant.price:.2f}" if now < variant.price else ""
        day = created[variant.product.stem]
        rows.append(_row(variant, (f"{now:.2f}", before, f"{cost:.2f}"), day))
    return rows


def _row(variant: Variant, money: tuple[str, str, str], created: str) -> tuple[str, ...]:
    """Put one variant in the order of ``CATALOG_COLUMNS``."""
    product = variant.product
    return (
        str(variant.number),
        str(FIRST_VARIANT + 13 * variant.position),
        variant.sku,
        variant.title,
        variant.option,
        product.kind,
        product.vendor,
        product.tags,
        *money,
        inventory_item(variant),
        product.status,
        created,
    )


def _options(product: Product) -> list[tuple[str, str, float, float]]:
    """Read the options of a product: suffix, label, price and share of the demand."""
    if not product.options:
        return [("", "", product.price, SHARES[0])]
    found = []
    for share, text in zip(SHARES, product.options.split("; "), strict=False):
        suffix, _, rest = text.partition("=")
        label, _, price = rest.partition("@")
        found.append((suffix, label, float(price or product.price), share))
    return found


def _created(product: Product, chance: float) -> str:
    """Say on which day the product was entered: a while before its launch, if it had one."""
    if product.since:
        year, month, day = product.since.split("-")
        return f"{year}-{int(month) - 1:02d}-{int(day) + 2:02d}"
    days = pick(stream(f"created {product.stem}"), ("04", "09", "14", "17", "22", "26"))
    return f"{2021 + int(chance * 4)}-{1 + int(chance * 997) % 9:02d}-{days}"
