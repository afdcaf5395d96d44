"""The fields an order line may have, and the headings shops give them.

To teach another heading, add it to its field here, written without spaces, signs or capitals.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Field:
    """One field of the order-line schema.

    Attributes:
        name: The field's name, as used by `--map field=column`.
        says: What it holds, in words for the page.
        headings: Known headings, normalised (small letters and digits only), best first.
        content: How its cells look: `text`, `code`, `whole`, `number` or `date`.
        personal: Whether it identifies a person; kept only as a salted hash.
    """

    name: str
    says: str
    headings: tuple[str, ...]
    content: str = "text"
    personal: bool = False


ORDER_FIELDS: tuple[Field, ...] = (
    Field(
        "order_id",
        "which order a line belongs to",
        (
            "orderid",
            "invoiceno",
            "invoice",
            "invoicenumber",
            "ordernumber",
            "orderno",
            "transactionid",
            "transaction",
            "transactionno",
            "receiptid",
            "receiptno",
            "receipt",
            "basketid",
            "ticketid",
            "ticket",
            "billno",
            "saleid",
            "order",
            "name",
            "cartid",
        ),
        "code",
    ),
    Field(
        "sku",
        "the product's code",
        (
            "sku",
            "stockcode",
            "lineitemsku",
            "itemsku",
            "productsku",
            "variantsku",
            "productid",
            "productcode",
            "itemid",
            "itemcode",
            "articleid",
            "articleno",
            "variantid",
            "ean",
            "barcode",
            "upc",
            "asin",
        ),
        "code",
    ),
    Field(
        "product",
        "the product's name",
        (
            "product",
            "productname",
            "producttitle",
            "lineitemname",
            "itemname",
            "item",
            "items",
            "description",
            "title",
            "productdescription",
            "article",
            "itemdescription",
        ),
    ),
    Field(
        "quantity",
        "how many were bought",
        ("quantity", "qty", "lineitemquantity", "itemquantity", "units", "unitssold"),
        "number",
    ),
    Field(
        "unit_price",
        "the price of one",
        (
            "unitprice",
            "price",
            "lineitemprice",
            "itemprice",
            "originalunitprice",
            "priceeach",
            "itemcost",
            "sellingprice",
            "saleprice",
        ),
        "number",
    ),
    Field(
        "date",
        "when it was ordered",
        (
            "date",
            "invoicedate",
            "orderdate",
            "createdat",
            "orderedat",
            "datetime",
            "timestamp",
            "paidat",
            "transactiondate",
            "purchasedate",
            "saledate",
            "day",
        ),
        "date",
    ),
    Field("time", "the time of day", ("time", "ordertime", "hour"), "date"),
    Field(
        "customer",
        "who bought, kept only as a salted hash",
        (
            "customer",
            "customerid",
            "customeremail",
            "email",
            "clientid",
            "userid",
            "buyer",
            "memberid",
            "buyerid",
            "customernumber",
        ),
        "text",
        personal=True,
    ),
    Field(
        "category",
        "the product's category",
        ("category", "productcategory", "department", "producttype", "itemcategory", "type"),
    ),
    Field(
        "status",
        "paid, cancelled, refunded …",
        ("financialstatus", "displayfinancialstatus", "orderstatus", "status"),
    ),
    Field("cancelled_at", "when it was cancelled", ("cancelledat", "canceledat"), "date"),
    Field("currency", "the currency of the prices", ("currency", "currencycode", "ordercurrency")),
)

FIELD_NAMES = tuple(field.name for field in ORDER_FIELDS)


def normalised(heading: str) -> str:
    """A heading without spaces, signs and capitals: 'Invoice No.' → 'invoiceno'."""
    return "".join(sign for sign in heading.lower() if sign.isalnum())
