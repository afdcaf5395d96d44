"""Order lines as shops and marketplaces export them.

`line_total` is the price of all units of a line before discounts; where a source gives it
instead of the price of one, the price of one is that by the quantity.
"""

from __future__ import annotations

from engine.files.kinds.known.layout import Layout, columns

_BILLING = (
    "Billing Name | Billing Street | Billing Address1 | Billing Address2 | Billing Company"
    " | Billing City | Billing Zip"
)
_SHIPPING = (
    "Shipping Name | Shipping Street | Shipping Address1 | Shipping Address2 | Shipping Company"
    " | Shipping City | Shipping Zip"
)

_SHOPIFY = Layout(
    name="Shopify orders (CSV)",
    kind="orders",
    headings=columns(
        "Name | Email | Financial Status | Paid at | Fulfillment Status | Fulfilled at"
        " | Accepts Marketing | Currency | Subtotal | Shipping | Taxes | Total | Discount Code"
        " | Discount Amount | Shipping Method | Created at | Lineitem quantity | Lineitem name"
        " | Lineitem price | Lineitem compare at price | Lineitem sku"
        " | Lineitem requires shipping | Lineitem taxable | Lineitem fulfillment status"
        f" | {_BILLING} | Billing Province | Billing Country | Billing Phone"
        f" | {_SHIPPING} | Shipping Province | Shipping Country | Shipping Phone"
        " | Notes | Note Attributes | Cancelled at | Payment Method | Payment Reference"
        " | Refunded Amount | Vendor | Outstanding Balance | Employee | Location | Device ID | Id"
        " | Tags | Risk Level | Source | Lineitem discount | Tax 1 Name | Tax 1 Value"
        " | Tax 2 Name | Tax 2 Value | Tax 3 Name | Tax 3 Value | Tax 4 Name | Tax 4 Value"
        " | Tax 5 Name | Tax 5 Value | Phone | Receipt Number | Duties | Billing Province Name"
        " | Shipping Province Name | Payment ID | Payment Terms Name | Next Payment Due At"
        " | Payment References"
    ),
    marks=("Lineitem name", "Lineitem quantity", "Lineitem price"),
    fields={
        "order_id": "Name",
        "sku": "Lineitem sku",
        "product": "Lineitem name",
        "quantity": "Lineitem quantity",
        "unit_price": "Lineitem price",
        "discount": "Lineitem discount",
        "date": ("Created at", "Paid at"),
        "customer": "Email",
        "vendor": "Vendor",
        "status": "Financial Status",
        "fulfilment_status": ("Lineitem fulfillment status", "Fulfillment Status"),
        "cancelled_at": "Cancelled at",
        "currency": "Currency",
        "order_total": "Total",
    },
    address="https://github.com/luistatera/forezia-mock-data/blob/"
    "e1196a219d42c0c311d2977049e9fc1d97630943/orders_export.csv",
    says="Status, currency, totals and cancellation stand on an order's first line only, the "
    "other lines leave them empty; a line's name is the product's title, ' - ' and its variant.",
    personal=columns(
        f"Email | {_BILLING} | Billing Phone | {_SHIPPING} | Shipping Phone | Notes"
        " | Note Attributes | Employee | Phone"
    ),
)

_CAMEL_CASE = Layout(
    name="Shopify order lines, flat (camelCase CSV)",
    kind="orders",
    headings=columns(
        "orderId | order_id | name | createdAt | lineItemQuantity | originalUnitPrice | variantId"
        " | variant_id | sku | customerId | customerEmail | shippingCountryCode | currencyCode"
        " | salesChannel | subtotalPrice | discountTotal | discountCode | totalShippingPrice"
        " | totalTax | totalPrice | displayFinancialStatus | displayFulfillmentStatus"
        " | lineItemId | lineItemName | vendor | productType | productId | productTitle"
        " | variantTitle | requiresShipping | isGiftCard | taxable | imageUrl"
        " | lineItemTotalDiscount | discountedTotal | shippingProvince | shippingCity | shopId"
    ),
    marks=("createdAt", "lineItemQuantity", "originalUnitPrice"),
    fields={
        "order_id": ("orderId", "order_id", "name"),
        "line_id": "lineItemId",
        "variant_id": ("variantId", "variant_id"),
        "sku": "sku",
        "product": ("productTitle", "lineItemName"),
        "variant_title": "variantTitle",
        "quantity": "lineItemQuantity",
        "unit_price": "originalUnitPrice",
        "discount": "lineItemTotalDiscount",
        "date": "createdAt",
        "customer": ("customerId", "customerEmail"),
        "category": "productType",
        "vendor": "vendor",
        "status": "displayFinancialStatus",
        "fulfilment_status": "displayFulfillmentStatus",
        "currency": "currencyCode",
        "order_total": "totalPrice",
    },
    address="https://github.com/ra1111/AI-Bundle-shopify-backend/blob/"
    "1a89e1c2b7e767716f06976e7668cadd8fa38282/INPUT_GUIDE.md",
    says="One row is one line; ids may be Shopify's (gid://shopify/Order/…), order columns are "
    "repeated on each line, and only the date, quantity, price, an order and a product are sure.",
    personal=("customerId", "customerEmail", "shippingCity"),
)

_GRAPHQL = Layout(
    name="Shopify orders (Admin GraphQL, JSON)",
    kind="orders",
    headings=columns(
        "cancelledAt | createdAt | currencyCode | currentTotalPriceSet | shopMoney | amount"
        " | customer | id | email | firstName | lastName | displayFinancialStatus"
        " | displayFulfillmentStatus | name | note | phone | processedAt | tags | lineItems"
        " | edges | node | vendor | quantity | title | originalTotalSet | discountedTotalSet | sku"
        " | product | totalDiscountSet"
    ),
    marks=("createdAt", "displayFinancialStatus", "lineItems"),
    fields={
        "order_id": ("name", "id"),
        "line_id": "lineItems.edges[].node.id",
        "sku": "lineItems.edges[].node.sku",
        "product": ("lineItems.edges[].node.title", "lineItems.edges[].node.name"),
        "quantity": "lineItems.edges[].node.quantity",
        "line_total": "lineItems.edges[].node.originalTotalSet.shopMoney.amount",
        "discount": "lineItems.edges[].node.totalDiscountSet.shopMoney.amount",
        "date": ("createdAt", "processedAt"),
        "customer": ("customer.id", "email"),
        "vendor": "lineItems.edges[].node.vendor",
        "status": "displayFinancialStatus",
        "fulfilment_status": "displayFulfillmentStatus",
        "cancelled_at": "cancelledAt",
        "currency": "currencyCode",
        "order_total": "currentTotalPriceSet.shopMoney.amount",
    },
    address="https://github.com/singer-io/tap-shopify/blob/"
    "029ca2d3b4183e13cbddb63903e51d99a5a32586/tap_shopify/streams/orders.py",
    says="Ids are gid://shopify/Order/… and a query asks for the keys it wants "
    "(originalUnitPriceSet is the price of one); lists come as edges[].node or nodes[], and in "
    "a bulk operation's JSON lines each line item is a line with its order's id as __parentId.",
    personal=("email", "firstName", "lastName", "note", "phone"),
    document=True,
)

_AMAZON = Layout(
    name="Amazon all orders report (tab-separated)",
    kind="orders",
    headings=columns(
        "amazon-order-id | merchant-order-id | purchase-date | last-updated-date | order-status"
        " | fulfillment-channel | sales-channel | order-channel | ship-service-level"
        " | product-name | sku | asin | item-status | quantity | currency | item-price | item-tax"
        " | shipping-price | shipping-tax | gift-wrap-price | gift-wrap-tax"
        " | item-promotion-discount | ship-promotion-discount | ship-city | ship-state"
        " | ship-postal-code | ship-country | promotion-ids | cpf | is-business-order"
        " | purchase-order-number | price-designation"
    ),
    marks=("amazon-order-id", "asin", "item-price"),
    fields={
        "order_id": "amazon-order-id",
        "variant_id": "asin",
        "sku": "sku",
        "product": "product-name",
        "quantity": "quantity",
        "line_total": "item-price",
        "discount": "item-promotion-discount",
        "date": "purchase-date",
        "status": "order-status",
        "fulfilment_status": "item-status",
        "currency": "currency",
    },
    address="https://developer-docs.amazon.com/sp-api/lang-es_ES/docs/"
    "order-tracking-reports-attributes",
    says="item-price is the price of all units of the line, not of one; buyers are not named.",
    personal=("ship-city", "ship-postal-code", "cpf"),
)

_ONLINE_RETAIL = Layout(
    name="UCI Online Retail",
    kind="orders",
    headings=columns(
        "InvoiceNo | StockCode | Description | Quantity | InvoiceDate | UnitPrice | CustomerID"
        " | Country"
    ),
    marks=("InvoiceNo", "StockCode", "UnitPrice"),
    fields={
        "order_id": "InvoiceNo",
        "sku": "StockCode",
        "product": "Description",
        "quantity": "Quantity",
        "unit_price": "UnitPrice",
        "date": "InvoiceDate",
        "customer": "CustomerID",
    },
    address="https://cran.rediris.es/web/packages/onlineretail/readme/README.html",
    says="An invoice beginning with C is a cancellation; quantities below 0 also stand without C.",
    personal=("CustomerID",),
)

_ONLINE_RETAIL_II = Layout(
    name="UCI Online Retail II",
    kind="orders",
    headings=columns(
        "Invoice | StockCode | Description | Quantity | InvoiceDate | Price | Customer ID | Country"
    ),
    marks=("Invoice", "StockCode", "Price"),
    fields={
        "order_id": "Invoice",
        "sku": "StockCode",
        "product": "Description",
        "quantity": "Quantity",
        "unit_price": "Price",
        "date": "InvoiceDate",
        "customer": "Customer ID",
    },
    address="https://github.com/ilovedata6/retail_store_customer_segmentation",
    says="The workbook has two sheets, a year each, that overlap in the first days of "
    "December 2010; an invoice beginning with C is a cancellation.",
    personal=("Customer ID",),
)

SHOP_ORDERS = (_SHOPIFY, _CAMEL_CASE, _GRAPHQL, _AMAZON, _ONLINE_RETAIL, _ONLINE_RETAIL_II)
