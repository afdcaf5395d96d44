"""Orders as Shopify tells them: its CSV, a flat camelCase CSV, and its Admin interface."""

import json
from collections.abc import Iterator
from typing import Any

from tests.files.layouts.shop import Order, Row, Shop, money


def export(shop: Shop) -> Iterator[Row]:
    """What an order says once stands on its first line only, other lines leave it empty."""
    for order, line, place in shop.lines():
        variant = line.variant
        cells = {
            "Name": f"#{order.number}",
            "Email": mail(order.customer),
            "Created at": f"{order.moment} +0000",
            "Lineitem quantity": line.quantity,
            "Lineitem name": variant.name,
            "Lineitem price": money(line.price),
            "Lineitem sku": variant.sku,
            "Lineitem requires shipping": "true",
            "Lineitem taxable": "true",
            "Lineitem fulfillment status": "fulfilled",
            "Lineitem discount": money(0),
            "Vendor": variant.vendor,
        }
        told = {
            "order_id": f"#{order.number}",
            "sku": variant.sku.upper(),
            "title": variant.name,
            "quantity": line.quantity,
            "unit_price": line.price / 100,
            "moment": order.moment,
            "customer": order.customer,
        }
        yield cells | (_first_line(shop, order) if not place else {}), told


def _first_line(shop: Shop, order: Order) -> dict[str, Any]:
    return {
        "Financial Status": "paid",
        "Paid at": f"{order.moment} +0000",
        "Fulfillment Status": "fulfilled",
        "Fulfilled at": f"{order.moment} +0000",
        "Accepts Marketing": "no",
        "Currency": shop.currency,
        "Subtotal": money(order.total),
        "Shipping": money(495),
        "Taxes": money(order.total // 6),
        "Total": money(order.total + 495),
        "Discount Amount": money(0),
        "Shipping Method": "Standard",
        "Billing Name": "Ada Example",
        "Billing City": "Ulm",
        "Billing Country": "DE",
        "Shipping Name": "Ada Example",
        "Shipping Zip": "'89073",
        "Notes": order.note,
        "Payment Method": "Shopify Payments",
        "Refunded Amount": money(0),
        "Outstanding Balance": money(0),
        "Id": str(5_703_060_000_000 + order.number),
        "Risk Level": "Low",
        "Source": "web",
        "Tax 1 Name": "USt 19%",
        "Tax 1 Value": money(order.total // 6),
        "Tax 2 Name": "Eco fee, 2%",
        "Tax 2 Value": money(order.total // 50),
    }


def mail(customer: int | None) -> str:
    return "" if customer is None else f"person{customer}@example.com"


def camel_case(shop: Shop) -> Iterator[Row]:
    """A line says everything of its order, ids as the Admin interface writes them."""
    for order, line, place in shop.lines():
        variant = line.variant
        number = f"gid://shopify/Order/{order.number}"
        who = f"gid://shopify/Customer/{order.customer}" if order.customer else ""
        cells = {
            "orderId": number,
            "order_id": str(order.number),
            "name": f"#{order.number}",
            "createdAt": f"{order.moment:%Y-%m-%dT%H:%M:%SZ}",
            "lineItemQuantity": line.quantity,
            "originalUnitPrice": money(line.price),
            "variantId": f"gid://shopify/ProductVariant/{variant.number}",
            "variant_id": str(variant.number),
            "sku": variant.sku,
            "customerId": who,
            "customerEmail": mail(order.customer),
            "shippingCountryCode": "DE",
            "currencyCode": shop.currency,
            "subtotalPrice": money(order.total),
            "discountTotal": money(0),
            "totalPrice": money(order.total + 495),
            "displayFinancialStatus": "PAID",
            "displayFulfillmentStatus": "FULFILLED",
            "lineItemId": f"gid://shopify/LineItem/{order.number}{place:03}",
            "lineItemName": variant.name,
            "vendor": variant.vendor,
            "productType": variant.category,
            "productId": f"gid://shopify/Product/{variant.product}",
            "productTitle": variant.title,
            "variantTitle": variant.option or "Default Title",
            "requiresShipping": "true",
            "isGiftCard": "false",
            "lineItemTotalDiscount": money(0),
            "discountedTotal": money(line.total),
            "shippingCity": "Ulm",
        }
        yield (
            cells,
            {
                "order_id": number,
                "sku": variant.sku.upper(),
                "title": variant.title,
                "quantity": line.quantity,
                "unit_price": line.price / 100,
                "moment": order.moment,
                "customer": order.customer,
                "category": variant.category,
                "variant_id": f"gid://shopify/ProductVariant/{variant.number}",
            },
        )


def graphql_told(shop: Shop) -> list[dict[str, Any]]:
    """What reading orders of the Admin interface must give."""
    return [
        {
            "order_id": f"#{order.number}",
            "sku": line.variant.sku.upper(),
            "title": line.variant.title,
            "quantity": line.quantity,
            "unit_price": line.price / 100,
            "moment": order.moment,
            "customer": order.customer,
        }
        for order, line, _ in shop.lines()
    ]


def graphql(shop: Shop) -> list[dict[str, Any]]:
    """Orders as the Admin interface answers."""
    return [_graphql_order(shop, order) for order in shop.orders]


def _graphql_order(shop: Shop, order: Order) -> dict[str, Any]:
    who = order.customer
    customer = {
        "id": f"gid://shopify/Customer/{who}",
        "email": mail(who),
        "firstName": "Ada",
        "lastName": "Example",
    }
    items = [
        {
            "id": f"gid://shopify/LineItem/{order.number}{place:03}",
            "vendor": line.variant.vendor,
            "quantity": line.quantity,
            "title": line.variant.title,
            "name": line.variant.name,
            "originalTotalSet": _amount(line.total, shop.currency),
            "discountedTotalSet": _amount(line.total, shop.currency),
            "sku": line.variant.sku,
            "product": {"id": f"gid://shopify/Product/{line.variant.product}"},
            "totalDiscountSet": _amount(0, shop.currency),
        }
        for place, line in enumerate(order.lines)
    ]
    return {
        "id": f"gid://shopify/Order/{order.number}",
        "cancelledAt": None,
        "createdAt": f"{order.moment:%Y-%m-%dT%H:%M:%SZ}",
        "currencyCode": shop.currency,
        "currentTotalPriceSet": _amount(order.total, shop.currency),
        "customer": customer if who else None,
        "displayFinancialStatus": "PAID",
        "displayFulfillmentStatus": "FULFILLED",
        "email": mail(who) or None,
        "name": f"#{order.number}",
        "note": order.note or None,
        "phone": None,
        "processedAt": f"{order.moment:%Y-%m-%dT%H:%M:%SZ}",
        "tags": ["gift", "first order"],
        "lineItems": {
            "edges": [{"node": item, "cursor": "eyJ"} for item in items],
            "pageInfo": {"hasNextPage": False},
        },
    }


def _amount(cents: int, currency: str) -> dict[str, Any]:
    return {"shopMoney": {"amount": str(money(cents)), "currencyCode": currency}}


def answered(orders: list[dict[str, Any]]) -> str:
    """A whole answer of the interface."""
    edges = [{"node": order} for order in orders]
    return json.dumps({"data": {"orders": {"edges": edges, "pageInfo": {"hasNextPage": False}}}})


GRAPHQL_FORMS = {
    "answer": lambda orders: answered(orders).encode(),
    "list": lambda orders: json.dumps(orders, indent=1, ensure_ascii=False).encode("utf-16"),
    "lines": lambda orders: "".join(json.dumps(order) + "\n" for order in orders).encode(),
    "nodes": lambda orders: json.dumps({"data": {"orders": {"nodes": orders}}}).encode(),
}
