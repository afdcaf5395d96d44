"""What a shop sells and what it has: catalog and inventory."""

from __future__ import annotations

from engine.files.kinds.schema import Field, Kind

_VARIANT = Field(
    "variant_id",
    "the variant's number in the shop system",
    ("variantid", "productvariantid"),
    content="code",
)
_SKU = Field(
    "sku",
    "the product's code",
    (
        "sku",
        "variantsku",
        "itemsku",
        "productsku",
        "stockcode",
        "productcode",
        "itemcode",
        "pizzaid",
    ),
    content="code",
)
_HANDLE = Field(
    "handle",
    "the product's name in its web address",
    ("handle", "urlhandle", "slug"),
    content="code",
)
_TITLE = Field(
    "title",
    "the product's name",
    ("title", "producttitle", "productname", "product", "name", "itemname", "description"),
)
_VARIANT_TITLE = Field(
    "variant_title",
    "colour, size or other variant",
    ("varianttitle", "variantname", "option1value", "size"),
)
_ITEM = Field(
    "inventory_item_id", "the number stock is kept under", ("inventoryitemid",), content="code"
)

CATALOG = Kind(
    name="catalog",
    title="Catalog",
    says="one row per product or variant that is sold",
    needs=(("sku", "variant_id", "product_id", "handle", "title"), ("price", "title", "category")),
    fields=(
        Field(
            "product_id",
            "the product's number in the shop system",
            ("productid", "id", "pizzatypeid"),
            content="code",
        ),
        _VARIANT,
        _SKU,
        _HANDLE,
        _TITLE,
        _VARIANT_TITLE,
        Field(
            "category",
            "the product's category",
            ("category", "producttype", "type", "productcategory", "categories", "department"),
        ),
        Field("vendor", "who makes it", ("vendor", "brand", "manufacturer", "supplier")),
        Field("tags", "words the shop gave it", ("tags", "producttags", "keywords")),
        Field(
            "price",
            "its list price",
            ("price", "variantprice", "regularprice", "unitprice", "listprice", "saleprice"),
            content="number",
        ),
        Field(
            "compare_at_price",
            "the price it is reduced from",
            ("compareatprice", "variantcompareatprice"),
            content="number",
        ),
        Field(
            "cost",
            "what one costs the shop",
            ("cost", "costperitem", "unitcost", "purchaseprice"),
            content="number",
        ),
        Field("status", "active, draft, archived", ("status", "productstatus", "published")),
        Field(
            "created_at",
            "since when it exists",
            ("createdat", "productcreatedat", "created"),
            content="date",
        ),
        Field(
            "published_at",
            "since when it is on sale",
            ("publishedat", "productpublishedat"),
            content="date",
        ),
        _ITEM,
        Field(
            "stock",
            "how many there are",
            (
                "availabletotal",
                "variantinventoryqty",
                "inventoryquantity",
                "stock",
                "stockquantity",
            ),
            content="number",
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
            ("location", "locationid", "warehouse", "store", "locationname"),
        ),
        Field(
            "available",
            "how many can be sold",
            (
                "available",
                "availablenoteditable",
                "quantity",
                "qty",
                "stock",
                "inventory",
                "instock",
            ),
            content="number",
        ),
        Field(
            "on_hand",
            "how many lie there",
            ("onhandcurrent", "onhand", "onhandnew"),
            content="number",
        ),
        Field(
            "committed",
            "how many are promised",
            ("committednoteditable", "committed"),
            content="number",
        ),
        Field(
            "updated_at",
            "when it was counted",
            ("updatedat", "lastinventoryupdate", "countedat"),
            content="date",
        ),
    ),
)
