"""Orders as Square, WooCommerce's plugins, Etsy, Amazon and the UCI collection write them."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from tests.files.layouts.shop import Line, Order, Row, Shop, money
from tests.files.layouts.shopify import mail


def _told(order: Order, line: Line, order_id: str, **more: Any) -> dict[str, Any]:
    """What every layout carries of a line, and what it says otherwise or besides."""
    return {
        "order_id": order_id,
        "sku": line.variant.sku.upper(),
        "title": line.variant.title,
        "quantity": line.quantity,
        "unit_price": line.price / 100,
        "moment": order.moment,
        "customer": order.customer,
    } | more


def square(shop: Shop) -> Iterator[Row]:
    """Amounts are of all units, with a sign and a blank behind; discounts stand in brackets."""
    for order, line, _ in shop.lines():
        variant, off = line.variant, line.total // 10
        number = f"tx{order.number:08}"
        cells = {
            "Date": f"{order.moment:%Y-%m-%d}",
            "Time": f"{order.moment:%H:%M:%S}",
            "Time Zone": "Eastern Time (US & Canada)",
            "Category": variant.category,
            "Item": variant.title,
            "Qty": f"{line.quantity}.0",
            "Price Point Name": variant.option or "Regular",
            "SKU": variant.sku,
            "Gross Sales": f"${money(line.total):,} ",
            "Discounts": f"(${money(off):,})",
            "Net Sales": f"${money(line.total - off):,} ",
            "Tax": "$0.00",
            "Transaction ID": number,
            "Payment ID": f"pay{order.number}",
            "Device Name": "Till 1",
            "Notes": order.note,
            "Details": f"https://example.com/dashboard/{number}",
            "Event Type": "Payment",
            "Location": "High Street",
            "Customer ID": f"CUST{order.customer}" if order.customer else "",
            "Customer Name": "Ada Example" if order.customer else "",
            "Unit": "ea",
            "Count": str(line.quantity),
            "Itemization Type": "Physical Good",
            "Channel": "High Street",
        }
        yield cells, _told(order, line, number, category=variant.category)


def woo_per_item(shop: Shop) -> Iterator[Row]:
    """Totals of the order are repeated on every line; a guest has the number 0."""
    for order, line, place in shop.lines():
        variant = line.variant
        cells = {
            "order_id": order.number,
            "order_number": order.number,
            "date": f"{order.moment}",
            "status": "completed",
            "shipping_total": money(495),
            "shipping_tax_total": money(0),
            "tax_total": money(0),
            "discount_total": money(order.total // 10),
            "order_total": money(order.total - order.total // 10 + 495),
            "refunded_total": money(0),
            "order_currency": shop.currency,
            "payment_method": "stripe",
            "customer_id": order.customer or 0,
            "billing_first_name": "Ada",
            "billing_last_name": "Example",
            "billing_email": mail(order.customer),
            "billing_postcode": "89073",
            "billing_country": "DE",
            "customer_note": order.note,
            "item_id": 10 * order.number + place,
            "item_product_id": variant.number,
            "item_name": variant.name,
            "item_sku": variant.sku,
            "item_quantity": line.quantity,
            "item_subtotal": money(line.total),
            "item_subtotal_tax": money(0),
            "item_total": money(line.total - line.total // 10),
            "item_total_tax": money(0),
            "item_refunded": money(0),
            "item_refunded_qty": 0,
            "item_meta": f"Colour: {variant.option}" if variant.option else "",
            "shipping_items": "method_title:Flat rate|total:4.95",
            "download_permissions_granted": 1,
        }
        told = _told(order, line, str(order.number), title=variant.name)
        yield cells, told


def woo_advanced(shop: Shop) -> Iterator[Row]:
    """`Item #` counts the items of an order, and the order's amounts are repeated."""
    for order, line, place in shop.lines():
        variant = line.variant
        cells = {
            "Order Number": order.number,
            "Order Status": "Completed",
            "Order Date": f"{order.moment:%Y-%m-%d %H:%M}",
            "Customer Note": order.note,
            "First Name (Billing)": "Ada",
            "Last Name (Billing)": "Example",
            "City (Billing)": "Ulm",
            "Country Code (Billing)": "DE",
            "Email (Billing)": mail(order.customer),
            "Item #": place + 1,
            "SKU": variant.sku,
            "Name": variant.title,
            "Product Variation": variant.option,
            "Quantity": line.quantity,
            "Quantity (- Refund)": line.quantity,
            "Item Cost": money(line.price),
            "Order Line (w/o tax)": money(line.total),
            "Order Line Tax": money(0),
            "Order Line Total": money(line.total),
            "Order Line Total Refunded": money(0),
            "Discount Amount": money(0),
            "Payment Method Title": "Card",
            "Cart Discount Amount": money(0),
            "Order Subtotal Amount": money(order.total),
            "Order Shipping Amount": money(495),
            "Order Total Amount": money(order.total + 495),
            "Total items": len(order.lines),
            "Total products": len(order.lines),
        }
        minute = order.moment.replace(second=0)
        yield cells, _told(order, line, str(order.number), moment=minute)


def etsy(shop: Shop) -> Iterator[Row]:
    """Days with the month first and two digits of the year; the transaction is the line's."""
    for order, line, place in shop.lines():
        variant = line.variant
        cells = {
            "Sale Date": f"{order.moment:%m/%d/%y}",
            "Item Name": variant.title,
            "Buyer": f"buyer{order.customer}" if order.customer else "",
            "Quantity": line.quantity,
            "Price": money(line.price),
            "Discount Amount": money(0),
            "Shipping Discount": money(0),
            "Order Shipping": money(495),
            "Order Sales Tax": money(0),
            "Item Total": money(line.total),
            "Currency": shop.currency,
            "Transaction ID": str(3_000_000_000 + 100 * order.number + place),
            "Listing ID": str(1_200_000_000 + variant.product),
            "Date Paid": f"{order.moment:%m/%d/%Y}",
            "Ship Name": "Ada Example",
            "Ship City": "Ulm",
            "Ship Country": "Germany",
            "Order ID": str(2_700_000_000 + order.number),
            "Variations": f"Colour:{variant.option}" if variant.option else "",
            "Order Type": "online",
            "Listings Type": "listing",
            "Payment Type": "online_cc",
            "SKU": variant.sku,
        }
        day = dt.datetime.combine(order.moment.date(), dt.time())
        yield cells, _told(order, line, str(2_700_000_000 + order.number), moment=day)


def amazon(shop: Shop) -> Iterator[Row]:
    """The price is that of all units of a line."""
    for order, line, _ in shop.lines():
        number = f"303-{order.number:07}-{order.number % 977:07}"
        asin = f"B0{line.variant.number:08}"
        cells = {
            "amazon-order-id": number,
            "merchant-order-id": number,
            "purchase-date": f"{order.moment.isoformat()}+00:00",
            "last-updated-date": f"{order.moment.isoformat()}+00:00",
            "order-status": "Shipped",
            "fulfillment-channel": "Amazon",
            "sales-channel": "Amazon.de",
            "ship-service-level": "Expedited",
            "product-name": line.variant.name,
            "sku": line.variant.sku,
            "asin": asin,
            "item-status": "Shipped",
            "quantity": line.quantity,
            "currency": shop.currency,
            "item-price": money(line.total),
            "item-tax": money(line.total // 6),
            "shipping-price": money(495),
            "ship-city": "Ulm",
            "ship-postal-code": "89073",
            "ship-country": "DE",
            "is-business-order": "false",
        }
        told = _told(order, line, number, title=line.variant.name, variant_id=asin)
        del told["customer"]
        yield cells, told


def online_retail(shop: Shop) -> Iterator[Row]:
    return _online_retail(shop, "InvoiceNo", "UnitPrice", "CustomerID")


def online_retail_ii(shop: Shop) -> Iterator[Row]:
    return _online_retail(shop, "Invoice", "Price", "Customer ID")


def _online_retail(shop: Shop, invoice: str, price: str, customer: str) -> Iterator[Row]:
    """Customers are whole numbers that pandas wrote with a decimal."""
    for order, line, _ in shop.lines():
        cells = {
            invoice: str(536_000 + order.number),
            "StockCode": line.variant.sku,
            "Description": line.variant.name,
            "Quantity": line.quantity,
            "InvoiceDate": order.moment.replace(second=0),
            price: money(line.price),
            customer: f"{17_000 + order.customer}.0" if order.customer else "",
            "Country": "United Kingdom",
        }
        told = _told(order, line, str(536_000 + order.number), title=line.variant.name)
        yield cells, told | {"moment": order.moment.replace(second=0)}
