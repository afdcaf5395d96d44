"""The labels known for words of receipts, other names for them, and how far one was checked."""

from __future__ import annotations

LABELS: dict[str, str] = {
    "MERCHANT_NAME": "name or brand of the shop",
    "STORE_HOURS": "opening hours",
    "PHONE_NUMBER": "the shop's telephone number",
    "WEBSITE": "web or e-mail address",
    "LOYALTY_ID": "number of a customer's loyalty card",
    "ADDRESS_LINE": "a line of the shop's address",
    "DATE": "day of the purchase",
    "TIME": "time of the purchase",
    "PAYMENT_METHOD": "how it was paid: a kind of card and its last digits, or cash",
    "COUPON": "code or words of a coupon that lowers the price",
    "DISCOUNT": "a discount without a coupon",
    "PRODUCT_NAME": "words that name an item",
    "QUANTITY": "how many or how much of an item",
    "UNIT_PRICE": "price of one, before tax",
    "LINE_TOTAL": "quantity times unit price",
    "SUBTOTAL": "sum of the items before tax and discounts",
    "TAX": "any tax, a deposit on bottles too",
    "GRAND_TOTAL": "what had to be paid in the end",
    "TIP": "gratuity",
    "CHANGE": "coins and notes given back",
    "CASH_BACK": "cash paid out beside the purchase",
    "REFUND": "money returned for an earlier purchase",
}
"""Label → what the words under it say."""

ALIASES: dict[str, str] = {
    "ADDRESS": "ADDRESS_LINE",
    "BUSINESS_NAME": "MERCHANT_NAME",
    "CARD_NUMBER": "PAYMENT_METHOD",
    "PAYMENT_TYPE": "PAYMENT_METHOD",
}
"""Other names under which labels are accepted."""

ORIGIN = ("label_consolidated_from", "label_proposed_by", "reasoning")
"""Headings of a corrected file: from which label a row was made, by whom and why."""

STATUSES = ("NONE", "PENDING", "VALID", "INVALID", "NEEDS_REVIEW")
"""How far a label was checked: not at all, proposed, right, wrong, for a person to look at."""
