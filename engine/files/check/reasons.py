"""Why a row was left out: a code for files, a sentence for people."""

from __future__ import annotations

REASONS: dict[str, str] = {
    "ragged_row": "the row has more cells than the header",
    "repeated_header": "the headings again, not a record",
    "totals_row": "a total of other rows, not a record",
    "empty_row": "the row is empty",
    "no_order": "no order number",
    "no_product": "neither a product code nor a name",
    "credit_note": "a credit note (its number begins with C)",
    "cancelled_order": "the order was cancelled, voided or refunded in full",
    "unreadable_quantity": "the quantity is not a number",
    "return": "a return (negative quantity)",
    "zero_quantity": "a quantity of zero or none",
    "unreadable_price": "the price is not a number",
    "no_price": "no price",
    "zero_or_negative_price": "a price of zero or below",
    "not_a_product": "not a product (postage, fees, gift cards, samples, adjustments)",
    "other_currency": "another currency than most of the file",
    "no_date": "no readable date anywhere in the order",
    "order_again": "the same order again, further down; the last one is used",
    "duplicate_line": "an exact copy of an earlier row",
    # Surveys.
    "second_header": "a second line of headings, not a response",
    "unreadable_score": "the score cannot be read",
    "score_out_of_scale": "the score lies outside of the survey's scale",
    "no_answer": "neither a score nor a comment",
    "duplicate_response": "an exact copy of an earlier response, with the same id",
    "repeated_id": "the same response id with another answer; used",
    "long_comment": "a comment of more than 20,000 characters; used whole",
    "unreadable_date": "the date cannot be read; used without it",
    "odd_date": "a date before 1990 or after 2100; used",
    # words of receipts
    "bad_document": "the document is not laid out as its kind is",
    "no_word": "no word of a receipt",
    "no_place": "neither a picture nor a receipt that the word is on",
    "duplicate_word": "the same word with the same label as in an earlier row",
    "unknown_label": "not one of the labels known for receipts",
    "unknown_status": "a status of a label that is not known; taken as not checked",
    "unreadable_box": "the place or size of the box is not a number",
    "negative_box": "the box begins outside of the picture or has a negative size",
    "same_id_other_text": "the same word's number with another text",
    # Headers, catalogs and inventories.
    "duplicate_order": "the order stands on an earlier row already",
    "no_key": "no code, number or name to know the product by",
    "image_line": "a further picture of a product, not a product",
    "duplicate_variant": "an exact copy of an earlier product",
    "key_twice": "the same product as an earlier row, told differently; the first is used",
    "place_twice": "the same product and place as another row; the latest count is used",
    "unreadable_cost": "the cost is not a number; used without it",
    "unreadable_stock": "the stock is not a number; used without it",
    "negative_price": "a price below zero; used without it",
    "negative_cost": "a cost below zero; used without it",
    "oversold": "a stock below zero: more was sold than there is",
    # Several files together.
    "seen_in_other_file": "the order is in a later export too and is taken from there",
    "unreadable_list": "the cell is no plain list of products",
    "empty_basket": "a basket without any product",
    # Doubts about order lines and baskets that are used.
    "pending_order": "the order was not paid yet; used all the same",
    "partly_refunded": "a part of the order was refunded; used all the same",
    "damaged_id": "a long number that a spreadsheet cut short; used as it stands",
    "odd_cell": "a cell that is neither yes, no nor a count; taken for no",
}
"""In the order in which they are looked for: the first that holds is the one that is counted."""

NON_PRODUCT_CODES = (
    "POST",
    "DOT",
    "M",
    "D",
    "S",
    "C2",
    "CRUK",
    "AMAZONFEE",
    "BANK CHARGES",
    "PADS",
    "SHIP",
    "SHIPPING",
    "SHIP-FEE",
    "DELIVERY",
    "FREIGHT",
    "GIFTWRAP",
    "GIFT-WRAP",
    "GIFTCARD",
    "GIFT-CARD",
    "VOUCHER",
    "TIP",
    "DISCOUNT",
    "COUPON",
    "DEPOSIT",
    "FEE",
    "ADJUST",
    "ADJUST2",
    "SAMPLE",
    "SAMPLES",
    "TEST",
    "MANUAL",
)
NON_PRODUCT_NAMES = (
    r"^((dotcom )?postage|shipping( protection| insurance| fee)?|delivery( fee| charge)?|carriage|"
    r"freight|gift ?wrap(ping)?( service)?|gift ?cards?( .*)?|.*gift voucher.*|voucher( .*)?|"
    r"discount|coupon|bank charges|amazon fee|manual|samples?|tips?( -.*)?|gratuity|"
    r"adjustment( .*)?|adjust bad debt|(.* )?e-?gift ?cards?( .*)?|.* gift ?cards?|"
    r"(route )?package protection( .*)?|"
    r"versand(kosten)?|frais de port|livraison|(gastos de )?envío|envio|frete|geschenkkarte( .*)?|"
    r"gutschein( .*)?|carte cadeau( .*)?|tarjeta (de )?regalo( .*)?|vale[- ]presente( .*)?|"
    r"trinkgeld|propina|pourboire|gorjeta|.* commission|deposit|custom amount|test( product)?)$"
)
BLANK_WORDS = ("", "none", "null", "nan", "n/a", "na", "#n/a", "-", "?")
# Statuses, in small letters with a line under for each gap.
CANCELLED_WORDS = (
    "voided",
    "refunded",
    "cancelled",
    "canceled",
    "failed",
    "expired",
    "trash",
    "cancelado",
    "cancelada",
    "reembolsado",
    "anulado",
    "annulé",
    "annulée",
    "remboursé",
    "storniert",
    "erstattet",
)
PENDING_WORDS = ("pending", "pending_payment", "payment_pending", "unpaid", "on_hold", "pendiente")
PARTLY_WORDS = ("partially_refunded", "partly_refunded", "partial_refund")
