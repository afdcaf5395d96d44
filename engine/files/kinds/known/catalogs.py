"""Products, their variants and their stock as shops export them."""

from __future__ import annotations

from engine.files.kinds.known.layout import Layout, columns

_GUIDE = (
    "https://github.com/ra1111/AI-Bundle-shopify-backend/blob/"
    "1a89e1c2b7e767716f06976e7668cadd8fa38282/INPUT_GUIDE.md"
)

_SHOPIFY_PRODUCTS = Layout(
    name="Shopify products (CSV, earlier headings)",
    kind="catalog",
    headings=columns(
        "Handle | Title | Body (HTML) | Vendor | Product Category | Type | Tags | Published"
        " | Option1 Name | Option1 Value | Option2 Name | Option2 Value | Option3 Name"
        " | Option3 Value | Variant SKU | Variant Grams | Variant Inventory Tracker"
        " | Variant Inventory Qty | Variant Inventory Policy | Variant Fulfillment Service"
        " | Variant Price | Variant Compare At Price | Variant Requires Shipping"
        " | Variant Taxable | Variant Barcode | Image Src | Image Position | Image Alt Text"
        " | Gift Card | SEO Title | SEO Description | Google Shopping / Google Product Category"
        " | Google Shopping / Gender | Google Shopping / Age Group | Google Shopping / MPN"
        " | Google Shopping / Condition | Google Shopping / Custom Product | Variant Image"
        " | Variant Weight Unit | Variant Tax Code | Cost per item | Included / United States"
        " | Price / United States | Compare At Price / United States"
        " | Included / International | Price / International"
        " | Compare At Price / International | Status"
    ),
    marks=("Handle", "Variant SKU", "Variant Price"),
    fields={
        "handle": "Handle",
        "sku": "Variant SKU",
        "title": "Title",
        "variant_title": "Option1 Value",
        "category": ("Type", "Product Category"),
        "vendor": "Vendor",
        "tags": "Tags",
        "price": "Variant Price",
        "compare_at_price": "Variant Compare At Price",
        "cost": "Cost per item",
        "status": "Status",
        "stock": "Variant Inventory Qty",
    },
    address="https://github.com/Veriton-Tech/Nora-Lyf-Shopify-Site/blob/"
    "9667fb572afa37dd1edcbc6ddc845a23080ddde8/product_template_csv.csv",
    says="Product columns stand on the first line of a handle; lines without a price only add an "
    "image; a variant's name is its Option1, 2 and 3 Value joined by ' / ', and "
    "'Default Title' is none.",
)

_SHOPIFY_PRODUCTS_NEW = Layout(
    name="Shopify products (CSV, later headings)",
    kind="catalog",
    headings=columns(
        "Title | URL handle | Description | Vendor | Product category | Type | Tags"
        " | Published on online store | Status | SKU | Barcode | Option1 name | Option1 value"
        " | Option2 name | Option2 value | Option3 name | Option3 value | Price"
        " | Compare-at price | Cost per item | Charge tax | Tax code | Unit price total measure"
        " | Unit price total measure unit | Unit price base measure"
        " | Unit price base measure unit | Inventory tracker | Inventory quantity"
        " | Continue selling when out of stock | Weight value (grams) | Weight unit for display"
        " | Requires shipping | Fulfillment service | Product image URL | Image position"
        " | Image alt text | Variant image URL | Gift card | SEO title | SEO description"
        " | Google Shopping / Google product category | Google Shopping / Gender"
        " | Google Shopping / Age group | Google Shopping / MPN"
        " | Google Shopping / AdWords Grouping | Google Shopping / AdWords labels"
        " | Google Shopping / Condition | Google Shopping / Custom product"
        " | Google Shopping / Custom label 0 | Google Shopping / Custom label 1"
        " | Google Shopping / Custom label 2 | Google Shopping / Custom label 3"
        " | Google Shopping / Custom label 4"
    ),
    marks=("Title", "URL handle", "Compare-at price"),
    fields={
        "handle": "URL handle",
        "sku": "SKU",
        "title": "Title",
        "variant_title": "Option1 value",
        "category": ("Type", "Product category"),
        "vendor": "Vendor",
        "tags": "Tags",
        "price": "Price",
        "compare_at_price": "Compare-at price",
        "cost": "Cost per item",
        "status": "Status",
        "stock": "Inventory quantity",
    },
    address="https://github.com/sergio-nezhigay/spain-store/blob/"
    "3a58f8abca3c64ad22e9d7d2422f799c40d2a702/product_template_csv_unit_price.csv",
    says="Product columns stand on the first line of a URL handle; lines without a price only "
    "add an image; prices of markets and metafields add columns of their own.",
)

_WOO_PRODUCTS = Layout(
    name="WooCommerce products (CSV)",
    kind="catalog",
    headings=columns(
        "ID | Type | SKU | Name | Published | Is featured? | Visibility in catalog"
        " | Short description | Description | Date sale price starts | Date sale price ends"
        " | Tax status | Tax class | In stock? | Stock | Backorders allowed?"
        " | Sold individually? | Weight (lbs) | Length (in) | Width (in) | Height (in)"
        " | Allow customer reviews? | Purchase note | Sale price | Regular price | Categories"
        " | Tags | Shipping class | Images | Download limit | Download expiry days | Parent"
        " | Grouped products | Upsells | Cross-sells | External URL | Button text | Position"
        " | Attribute 1 name | Attribute 1 value(s) | Attribute 1 visible | Attribute 1 global"
        " | Attribute 2 name | Attribute 2 value(s) | Attribute 2 visible | Attribute 2 global"
        " | Meta: _wpcom_is_markdown | Download 1 name | Download 1 URL | Download 2 name"
        " | Download 2 URL"
    ),
    marks=("Regular price", "Visibility in catalog", "Is featured?"),
    fields={
        "product_id": "ID",
        "sku": "SKU",
        "title": "Name",
        "category": "Categories",
        "tags": "Tags",
        "price": "Regular price",
        "status": "Published",
        "stock": "Stock",
    },
    address="https://github.com/woocommerce/woocommerce/blob/"
    "1174199906ade13c0a6ffccd36d5a40be5a0a8ca/plugins/woocommerce/sample-data/"
    "sample_products.csv",
    says="A filled Sale price is what is charged and Regular price is then the price before; a "
    "product of Type variable has no price, its variations follow as lines naming it as Parent.",
)

_VARIANTS = Layout(
    name="Variants, one per row (snake_case CSV)",
    kind="catalog",
    headings=columns(
        "product_id | variant_id | variant_title | price | inventory_item_id | sku"
        " | compare_at_price | inventory_item_created_at | shop_id"
    ),
    marks=("variant_id", "variant_title", "inventory_item_id"),
    fields={
        "product_id": "product_id",
        "variant_id": "variant_id",
        "sku": "sku",
        "variant_title": "variant_title",
        "price": "price",
        "compare_at_price": "compare_at_price",
        "created_at": "inventory_item_created_at",
        "inventory_item_id": "inventory_item_id",
    },
    address=_GUIDE,
    says="The variants alone, without the products' names; SKUs are often empty.",
    lacks=("product_title",),
)

_CATALOG = Layout(
    name="Catalog snapshot, products with variants and stock (snake_case CSV)",
    kind="catalog",
    headings=columns(
        "product_id | variant_id | product_title | price | inventory_item_id | product_status"
        " | sku | product_type | vendor | tags | variant_title | compare_at_price"
        " | available_total | product_created_at | product_published_at"
        " | inventory_item_created_at | last_inventory_update | shop_id"
    ),
    marks=("variant_id", "product_title", "product_status"),
    fields={
        "product_id": "product_id",
        "variant_id": "variant_id",
        "sku": "sku",
        "title": "product_title",
        "variant_title": "variant_title",
        "category": "product_type",
        "vendor": "vendor",
        "tags": "tags",
        "price": "price",
        "compare_at_price": "compare_at_price",
        "status": "product_status",
        "created_at": "product_created_at",
        "published_at": "product_published_at",
        "inventory_item_id": "inventory_item_id",
        "stock": "available_total",
    },
    address=_GUIDE,
    says="available_total of -1 means that stock is not tracked; SKUs are often empty, the "
    "variant_id is the key.",
)

_ETSY_LISTINGS = Layout(
    name="Etsy listings (CSV)",
    kind="catalog",
    headings=columns(
        "TITLE | DESCRIPTION | PRICE | CURRENCY_CODE | QUANTITY | TAGS | MATERIALS | IMAGE1"
        " | IMAGE2 | IMAGE3 | IMAGE4 | IMAGE5 | IMAGE6 | IMAGE7 | IMAGE8 | IMAGE9 | IMAGE10"
        " | VARIATION 1 TYPE | VARIATION 1 NAME | VARIATION 1 VALUES | VARIATION 2 TYPE"
        " | VARIATION 2 NAME | VARIATION 2 VALUES | SKU"
    ),
    marks=("TITLE", "CURRENCY_CODE", "MATERIALS"),
    fields={
        "sku": "SKU",
        "title": "TITLE",
        "tags": "TAGS",
        "price": "PRICE",
        "stock": "QUANTITY",
    },
    address="https://github.com/dillhicks/etsy-csv-explore/blob/"
    "8c1f073765b4705583c542c76bfc4dd08f0a8e18/src/types.ts",
    says="One row a listing, all its variations in it: SKU and the variations' values are lists "
    "parted by commas.",
)

CATALOGS = (
    _SHOPIFY_PRODUCTS,
    _SHOPIFY_PRODUCTS_NEW,
    _WOO_PRODUCTS,
    _VARIANTS,
    _CATALOG,
    _ETSY_LISTINGS,
)
