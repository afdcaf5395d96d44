"""What a shop sells and what it has: catalog and inventory."""

from __future__ import annotations

from engine.files.kinds.schema import Field, Kind
from engine.files.kinds.tongues.words import words


def _code(name: str, says: str, headings: str) -> Field:
    return Field(name, says, words(headings), content="code", weight=0.4)


def _number(name: str, says: str, headings: str, weight: float) -> Field:
    return Field(name, says, words(headings), content="number", weight=weight)


def _moment(name: str, says: str, headings: str) -> Field:
    return Field(name, says, words(headings), content="date")


_VARIANT = _code(
    "variant_id", "the variant's number in the shop system", "variantid productvariantid"
)
_SKU = _code(
    "sku",
    "the product's code",
    "sku variantsku itemsku productsku stockcode productcode itemcode pizzaid ean barcode upc"
    " articleno articlenumber itemno itemnumber",
)
_HANDLE = _code(
    "handle", "the product's name in its web address", "handle urlhandle slug producthandle"
)
_TITLE = Field(
    "title",
    "the product's name",
    words("title producttitle productname product name itemname description articlename article"),
    weight=0.4,
)
_VARIANT_TITLE = Field(
    "variant_title",
    "colour, size or other variant",
    words("varianttitle variantname option1value size variant"),
)
_ITEM = _code("inventory_item_id", "the number stock is kept under", "inventoryitemid")

CATALOG = Kind(
    name="catalog",
    title="Catalog",
    says="one row per product or variant that is sold",
    needs=(("sku", "variant_id", "product_id", "handle", "title"), ("price", "title", "category")),
    fields=(
        _code(
            "product_id",
            "the product's number in the shop system",
            "productid id itemid articleid pizzatypeid",
        ),
        _VARIANT,
        _SKU,
        _HANDLE,
        _TITLE,
        _VARIANT_TITLE,
        Field(
            "category",
            "the product's category",
            words("category producttype type productcategory categories department productgroup"),
        ),
        Field("vendor", "who makes it", words("vendor brand manufacturer supplier brandname")),
        Field("tags", "words the shop gave it", words("tags producttags keywords")),
        _number(
            "price",
            "its list price",
            "price variantprice regularprice unitprice listprice saleprice retailprice"
            " sellingprice productprice itemprice",
            0.6,
        ),
        _number(
            "compare_at_price",
            "the price it is reduced from",
            "compareatprice variantcompareatprice originalprice oldprice rrp msrp",
            0.4,
        ),
        _number(
            "cost",
            "what one costs the shop",
            "cost costperitem unitcost purchaseprice costprice costofgoods",
            0.4,
        ),
        Field("status", "active, draft, archived", words("status productstatus published")),
        _moment("created_at", "since when it exists", "createdat productcreatedat created"),
        _moment("published_at", "since when it is on sale", "publishedat productpublishedat"),
        _ITEM,
        _number(
            "stock",
            "how many there are",
            "availabletotal variantinventoryqty inventoryquantity stock stockquantity stocklevel"
            " instock",
            0.2,
        ),
    ),
)
INVENTORY = Kind(
    name="inventory",
    title="Inventory",
    says="one row per product and place, telling how many there are",
    needs=(("sku", "variant_id", "inventory_item_id", "handle", "title"), ("available", "on_hand")),
    fields=(
        _ITEM,
        _VARIANT,
        _SKU,
        _HANDLE,
        _TITLE,
        _VARIANT_TITLE,
        Field(
            "location",
            "where it is kept",
            words("location locationid warehouse store locationname storename warehouseid depot"),
            weight=0.4,
        ),
        _number(
            "available",
            "how many can be sold",
            "available availablenoteditable quantity qty stock inventory instock stockquantity"
            " stocklevel quantityavailable availablequantity inventoryquantity",
            0.7,
        ),
        _number(
            "on_hand",
            "how many lie there",
            "onhandcurrent onhand onhandnew quantityonhand qtyonhand",
            0.7,
        ),
        _number(
            "committed",
            "how many are promised",
            "committednoteditable committed reserved quantityreserved allocated",
            0.4,
        ),
        _moment(
            "updated_at",
            "when it was counted",
            "updatedat lastinventoryupdate countedat lastupdated lastcounted",
        ),
    ),
)
