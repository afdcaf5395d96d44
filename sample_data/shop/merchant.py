"""What a merchant prints on a receipt, and where."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Merchant:
    """One merchant and the layout of its receipts.

    Attributes:
        name: The name at the top.
        receipts: How many of its receipts there are.
        sections: The parts of a receipt from top to bottom; names of ``receipt_parts.py``.
        goods: What it sells: name, and price of one in cents.
        address: One text per printed line.
        phone: Caption and number, split at ``|``.
        website: Web address, or empty.
        hours: Opening hours, or empty.
        moment: The date and time lines; ``<D>`` and ``<T>`` stand for the values, ``/``
            starts a new line.
        date_format: For ``strftime``.
        time_format: For ``strftime``.
        money: ``{}`` stands for an amount such as ``4.50``; a comma in it means decimal comma.
        items: ``quantity first``, ``name first``, ``two lines`` or ``totals only``.
        quantity: ``{}`` stands for the number of pieces.
        headings: Words above the columns, or empty.
        captions: The words before subtotal, discount, tax and grand total, split at ``|``.
        tax: Tax on top of the net price, in tenths of a percent.
        payments: What the customer may pay with.
        payment_caption: The words before it, or empty.
        loyalty: The words before a loyalty number, or empty when there is none.
        counter: A line about till, table or server; ``{}`` stands for a number.
        thanks: The last lines.
        width: Width of the paper in pixels.
        letter: Width of a letter in pixels.
        centred: Whether the lines of the head stand in the middle.
    """

    name: str
    receipts: int
    sections: tuple[str, ...]
    goods: tuple[tuple[str, int], ...]
    address: tuple[str, ...]
    phone: str
    moment: str
    date_format: str
    time_format: str
    items: str
    captions: str
    website: str = ""
    hours: str = ""
    money: str = "{}"
    quantity: str = "{}"
    headings: str = ""
    tax: int = 90
    payments: tuple[str, ...] = ("CARD", "CASH")
    payment_caption: str = ""
    loyalty: str = ""
    counter: str = ""
    thanks: tuple[str, ...] = ()
    width: int = 480
    letter: int = 11
    centred: bool = True
