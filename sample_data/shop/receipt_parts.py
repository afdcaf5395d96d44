"""The parts of a receipt from its name to its thanks, as lines of labelled text."""

from collections.abc import Callable
from dataclasses import dataclass

from sample_data.shop.merchant import Merchant
from sample_data.shop.sale import Item, Sale

LEFT, MIDDLE, RIGHT = "left", "middle", "right"


@dataclass(frozen=True, slots=True)
class Piece:
    """Text that stands together on a line.

    Attributes:
        text: One word or several.
        label: The label of each of its words; empty for a caption.
        at: Where it is anchored, as a part of the paper's width.
        side: Which side of the text stands at the anchor.
        size: Size of the letters, 1 for the usual.
    """

    text: str
    label: str = ""
    at: float = 0.04
    side: str = LEFT
    size: float = 1.0


Line = list[Piece]


def parts(merchant: Merchant, sale: Sale) -> list[list[Line]]:
    """Write out a receipt.

    Args:
        merchant: Whose layout it has.
        sale: What it says.

    Returns:
        The sections from top to bottom, each a list of lines, each a list of pieces from left
        to right.
    """
    written = [SECTIONS[name](merchant, sale) for name in merchant.sections]
    return [section for section in written if section]


def _money(merchant: Merchant, cents: int) -> str:
    """Print an amount the way the merchant does."""
    amount = f"{cents / 100:.2f}"
    if "{,}" in merchant.money:
        return merchant.money.replace("{,}", amount.replace(".", ","))
    return merchant.money.format(amount)


def _head(merchant: Merchant, *pieces: tuple[str, str]) -> Line:
    """Set captions and values side by side in the head, in the middle or at the left."""
    at, side = (0.5, MIDDLE) if merchant.centred else (0.04, LEFT)
    return [Piece(text, label, at, side) for text, label in pieces if text]


def _name(merchant: Merchant, _: Sale) -> list[Line]:
    return [[Piece(merchant.name, "MERCHANT_NAME", 0.5, MIDDLE, 1.5)]]


def _address(merchant: Merchant, _: Sale) -> list[Line]:
    return [_head(merchant, (text, "ADDRESS_LINE")) for text in merchant.address]


def _phone(merchant: Merchant, _: Sale) -> list[Line]:
    caption, number = merchant.phone.split("|")
    return [_head(merchant, (caption, ""), (number, "PHONE_NUMBER"))]


def _web(merchant: Merchant, _: Sale) -> list[Line]:
    return [_head(merchant, (merchant.website, "WEBSITE"))]


def _hours(merchant: Merchant, _: Sale) -> list[Line]:
    return [_head(merchant, (merchant.hours, "STORE_HOURS"))]


def _counter(merchant: Merchant, sale: Sale) -> list[Line]:
    return [_head(merchant, (merchant.counter.format(sale.counter), ""))]


def _thanks(merchant: Merchant, _: Sale) -> list[Line]:
    return [_head(merchant, (text, "")) for text in merchant.thanks]


def _headings(merchant: Merchant, _: Sale) -> list[Line]:
    anchors = COLUMNS[merchant.items]
    words = merchant.headings.split()
    return [[Piece(word, "", at, side) for word, (at, side) in zip(words, anchors, strict=True)]]


def _moment(merchant: Merchant, sale: Sale) -> list[Line]:
    """Print date and time; a template word that is no value is a caption."""
    values = {
        "<D>": (sale.moment.strftime(merchant.date_format), "DATE"),
        "<T>": (sale.moment.strftime(merchant.time_format), "TIME"),
    }
    lines = merchant.moment.split("/")
    return [_head(merchant, *(values.get(word, (word, "")) for word in line.split()))
            for line in lines]  # fmt: skip


def _items(merchant: Merchant, sale: Sale) -> list[Line]:
    """Print what was bought, in one of four ways."""
    return [line for item in sale.items for line in _item(merchant, item)]


def _item(merchant: Merchant, item: Item) -> list[Line]:
    total = _amount(_money(merchant, item.total), "LINE_TOTAL")
    if merchant.items == "totals only":
        return [[Piece(item.name, "PRODUCT_NAME"), total]]
    number = merchant.quantity.format(item.quantity)
    unit = _money(merchant, item.unit)
    if merchant.items == "two lines":
        # One piece needs no line of its own.
        if item.quantity == 1:
            return [[Piece(item.name, "PRODUCT_NAME"), total]]
        second = [Piece(number, "QUANTITY", 0.10), Piece("@", "", 0.16),
                  Piece(unit, "UNIT_PRICE", 0.22), total]  # fmt: skip
        return [[Piece(item.name, "PRODUCT_NAME")], second]
    labelled = {"QUANTITY": number, "PRODUCT_NAME": item.name, "UNIT_PRICE": unit}
    order = ["QUANTITY", "PRODUCT_NAME", "UNIT_PRICE"]
    if merchant.items == "name first":
        order = ["PRODUCT_NAME", "QUANTITY", "UNIT_PRICE"]
    anchors = COLUMNS[merchant.items]
    cells = [Piece(labelled[label], label, *anchor)
             for label, anchor in zip(order, anchors, strict=False)]  # fmt: skip
    return [[*cells, total]]


def _totals(merchant: Merchant, sale: Sale) -> list[Line]:
    """Print subtotal, discount if any, tax and grand total."""
    first, less, tax, last = merchant.captions.split("|")
    lines = [[Piece(first), _amount(_money(merchant, sale.subtotal), "SUBTOTAL")]]
    if sale.discount:
        off = _amount("-" + _money(merchant, sale.discount), "DISCOUNT")
        by_coupon = [Piece("Coupon"), Piece(sale.coupon, "COUPON", 0.30)]
        lines.append([*(by_coupon if sale.coupon else [Piece(less)]), off])
    lines.append([Piece(tax), _amount(_money(merchant, sale.tax), "TAX")])
    lines.append([Piece(last), _amount(_money(merchant, sale.grand), "GRAND_TOTAL")])
    return lines


def _amount(text: str, label: str) -> Piece:
    """Set an amount at the right edge."""
    return Piece(text, label, 0.96, RIGHT)


def _payment(merchant: Merchant, sale: Sale) -> list[Line]:
    paid = f"{sale.payment} ****{sale.card}" if sale.card else sale.payment
    caption = [Piece(merchant.payment_caption)] if merchant.payment_caption else []
    at = 0.04 + 0.027 * len(merchant.payment_caption) + 0.02 * bool(caption)
    return [[*caption, Piece(paid, "PAYMENT_METHOD", at)]]


def _loyalty(merchant: Merchant, sale: Sale) -> list[Line]:
    if not sale.loyalty:
        return []
    return [_head(merchant, (merchant.loyalty, ""), (sale.loyalty, "LOYALTY_ID"))]


# Where the columns of the goods stand, by the way they are printed.
COLUMNS = {
    "quantity first": ((0.04, LEFT), (0.13, LEFT), (0.76, RIGHT), (0.96, RIGHT)),
    "name first": ((0.04, LEFT), (0.54, LEFT), (0.77, RIGHT), (0.96, RIGHT)),
}
SECTIONS: dict[str, Callable[[Merchant, Sale], list[Line]]] = {
    "name": _name,
    "address": _address,
    "phone": _phone,
    "web": _web,
    "hours": _hours,
    "counter": _counter,
    "thanks": _thanks,
    "headings": _headings,
    "moment": _moment,
    "items": _items,
    "totals": _totals,
    "payment": _payment,
    "loyalty": _loyalty,
}
