"""Order lines as tills, WooCommerce's plugins and Etsy export them."""

from __future__ import annotations

from engine.files.kinds.known.layout import Layout, columns

_SQUARE = Layout(
    name="Square item sales detail (CSV)",
    kind="orders",
    headings=columns(
        "Date | Time | Time Zone | Category | Item | Qty | Price Point Name | SKU"
        " | Modifiers Applied | Gross Sales | Discounts | Net Sales | Tax | Transaction ID"
        " | Payment ID | Device Name | Notes | Details | Event Type | Location | Dining Option"
        " | Customer ID | Customer Name | Customer Reference ID | Unit | Count | GTIN"
        " | Itemization Type | Fulfillment Note | Channel | Token"
    ),
    marks=("Price Point Name", "Modifiers Applied", "Gross Sales"),
    fields={
        "order_id": "Transaction ID",
        "sku": "SKU",
        "product": "Item",
        "variant_title": "Price Point Name",
        "quantity": "Qty",
        "line_total": "Gross Sales",
        "discount": "Discounts",
        "date": "Date",
        "time": "Time",
        "customer": "Customer ID",
        "category": "Category",
        "status": "Event Type",
    },
    address="https://github.com/lunhsiangyuan/VannaAi_sql/blob/"
    "3732a0d1a19400d2246638875ee2ac3ba2f3fd9d/db_schema.md",
    says="Gross Sales is a line's total, not the price of one; amounts carry "
    "a currency sign, a refund is a line of its own, and later exports have more columns.",
    personal=("Notes", "Customer ID", "Customer Name", "Customer Reference ID"),
)

_WOO_PEOPLE = (
    "billing_first_name | billing_last_name | billing_company | billing_email | billing_phone"
    " | billing_address_1 | billing_address_2 | billing_postcode | billing_city"
)
_WOO_SHIPPED = (
    "shipping_first_name | shipping_last_name | shipping_address_1 | shipping_address_2"
    " | shipping_postcode | shipping_city"
)

_WOO_ONE_ROW_PER_ITEM = Layout(
    name="WooCommerce Customer/Order CSV Export, one row per item",
    kind="orders",
    headings=columns(
        "order_id | order_number | date | status | shipping_total | shipping_tax_total"
        " | fee_total | fee_tax_total | tax_total | discount_total | order_total"
        " | refunded_total | order_currency | payment_method | shipping_method | customer_id"
        f" | {_WOO_PEOPLE} | billing_state | billing_country | {_WOO_SHIPPED}"
        " | shipping_state | shipping_country | shipping_company | customer_note | item_id"
        " | item_product_id | item_name | item_sku | item_quantity | item_subtotal"
        " | item_subtotal_tax | item_total | item_total_tax | item_refunded | item_refunded_qty"
        " | item_meta | shipping_items | fee_items | tax_items | coupon_items | order_notes"
        " | download_permissions_granted"
    ),
    marks=("item_name", "item_quantity", "item_subtotal"),
    fields={
        "order_id": ("order_id", "order_number"),
        "line_id": "item_id",
        "sku": "item_sku",
        "product": "item_name",
        "quantity": "item_quantity",
        "line_total": "item_subtotal",
        "date": "date",
        "customer": ("billing_email", "customer_id"),
        "status": "status",
        "currency": "order_currency",
        "order_total": "order_total",
    },
    address="https://github.com/excoconsulting/store/blob/"
    "86c10dbeb91df68d9cd68701865dd4a4880b3696/wp-content/plugins/"
    "woocommerce-customer-order-csv-export/includes/"
    "class-wc-customer-order-csv-export-formats.php",
    says="Order totals are repeated on every item's row; item_subtotal is the price of all units "
    "before coupons and item_total after them, both without tax; guests have customer_id 0.",
    personal=columns(
        f"customer_id | {_WOO_PEOPLE} | {_WOO_SHIPPED} | shipping_company | customer_note"
        " | order_notes"
    ),
)

_ADVANCED_PEOPLE = (
    "First Name (Billing) | Last Name (Billing) | Company (Billing) | Address 1&2 (Billing)"
    " | City (Billing)"
)
_ADVANCED_SHIPPED = (
    "First Name (Shipping) | Last Name (Shipping) | Address 1&2 (Shipping) | City (Shipping)"
)

_WOO_ADVANCED = Layout(
    name="WooCommerce Advanced Order Export, one row per item",
    kind="orders",
    headings=columns(
        f"Order Number | Order Status | Order Date | Customer Note | {_ADVANCED_PEOPLE}"
        " | State Code (Billing) | Postcode (Billing) | Country Code (Billing)"
        f" | Email (Billing) | Phone (Billing) | {_ADVANCED_SHIPPED} | State Code (Shipping)"
        " | Postcode (Shipping) | Country Code (Shipping) | Item # | SKU | Name"
        " | Product Variation | Quantity | Quantity (- Refund) | Item Cost"
        " | Order Line (w/o tax) | Order Line Tax | Order Line Total"
        " | Order Line Total Refunded | Order Line Total (- Refund) | Image URL | Coupon Code"
        " | Discount Amount | Discount Amount Tax | Payment Method Title | Coupons Used"
        " | Cart Discount Amount | Order Subtotal Amount | Order Tax Amount"
        " | Order Shipping Amount | Order Refund Amount | Order Total Amount"
        " | Order Total Tax Amount | Total items | Total products"
    ),
    marks=("Order Number", "Quantity (- Refund)", "Item Cost"),
    fields={
        "order_id": "Order Number",
        "line_id": "Item #",
        "sku": "SKU",
        "product": "Name",
        "variant_title": "Product Variation",
        "quantity": ("Quantity", "Quantity (- Refund)"),
        "unit_price": "Item Cost",
        "date": "Order Date",
        "customer": "Email (Billing)",
        "status": "Order Status",
        "order_total": "Order Total Amount",
    },
    address="https://github.com/jafrado/badges/blob/"
    "170ef9067dfa7a5f6bef8876fcd9bf859c12b145/orders.pl",
    says="The shop chooses and renames the columns, these are the plugin's own names; "
    "'Item #' counts the items inside an order, and order amounts repeat on each row.",
    personal=columns(
        f"Customer Note | {_ADVANCED_PEOPLE} | Postcode (Billing) | Email (Billing)"
        f" | Phone (Billing) | {_ADVANCED_SHIPPED} | Postcode (Shipping)"
    ),
)

_ETSY = Layout(
    name="Etsy sold order items (CSV)",
    kind="orders",
    headings=columns(
        "Sale Date | Item Name | Buyer | Quantity | Price | Coupon Code | Coupon Details"
        " | Discount Amount | Shipping Discount | Order Shipping | Order Sales Tax | Item Total"
        " | Currency | Transaction ID | Listing ID | Date Paid | Date Shipped | Ship Name"
        " | Ship Address1 | Ship Address2 | Ship City | Ship State | Ship Zipcode"
        " | Ship Country | Order ID | Variations | Order Type | Listings Type | Payment Type"
        " | InPerson Discount | InPerson Location | VAT Paid by Buyer | SKU"
    ),
    marks=("Item Name", "Listing ID", "Item Total"),
    fields={
        "order_id": "Order ID",
        "line_id": "Transaction ID",
        "sku": "SKU",
        "product": "Item Name",
        "variant_title": "Variations",
        "quantity": "Quantity",
        "unit_price": "Price",
        "discount": "Discount Amount",
        "date": "Sale Date",
        "customer": "Buyer",
        "currency": "Currency",
    },
    address="https://github.com/dillhicks/etsy-csv-explore/blob/"
    "8c1f073765b4705583c542c76bfc4dd08f0a8e18/src/types.ts",
    says="Transaction ID is a line's, Order ID the order's; dates are written month/day/year, "
    "a listing without a SKU is known by its Listing ID, and older files have no SKU at all.",
    personal=columns(
        "Buyer | Ship Name | Ship Address1 | Ship Address2 | Ship City | Ship Zipcode"
    ),
)

TILL_ORDERS = (_SQUARE, _WOO_ONE_ROW_PER_ITEM, _WOO_ADVANCED, _ETSY)
