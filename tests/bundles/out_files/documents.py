"""Bundles' documents of every type, as `bundles.json` holds them, made by hand."""

from typing import Any

from engine.bundles.out.shop import Shop, ShopProduct

EUROS = Shop("EUR", 2, 10.0)
HOSTILE = '=HYPERLINK("http://x.example")<script>alert(1)</script>&"\''


def item(sku: str, title: str, price: int | None, quantity: int = 1) -> dict[str, Any]:
    """A product in a bundle."""
    return {"sku": sku, "title": title, "quantity": quantity, "unit_price": price}


def pricing(listed: int, price: int, **more: Any) -> dict[str, Any]:
    """A price, with what is said of it."""
    return {
        "list_price": listed, "bundle_price": price,
        "discount_pct": round(100 * (1 - price / listed), 4), "cap_pct": 20.0, "floor": None,
        "bayesian_optimal": 9.5, "llm_suggestion": None, "unit_cost": None, "margin_pct": None,
        "worst_margin_pct": None, "break_even_discount_pct": None, "given_away": 30,
        "given_away_amount": 30 * (listed - price), "break_even_uplift_pct": 12.5,
        "expected_profit": None, "reasoning": "Suggested.", **more,
    }  # fmt: skip


def bundle(rank: int, kind: str, items: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    """A document with everything a reader may look at."""
    return {
        "rank": rank, "portfolio": rank <= 2, "status": "final", "bundle_id": f"id{rank:010}",
        "objective": "increase_aov", "bundle_type": kind, "offer": {}, "items": items,
        "evidence": {
            "orders_together": 35, "orders_either": 89, "support": 0.175, "confidence": 0.57377,
            "lift": 1.82149, "expected_by_chance": 19.215, "p_value": 3.3e-07, "log10_p": -6.48,
            "q_value": 5.5e-06, "from": [items[0]["sku"]], "to": items[-1]["sku"],
            "tier": "strict_rules", "source": "rules",
        },
        "scores": {"semantic": 0.4, "transactional": 0.26, "business": 0.5, "hybrid": 0.35,
                   "weights": {"alpha": 0.2, "beta": 0.6, "gamma": 0.2}, "appeal": None},
        "pricing": None, "copy": None, "explanation": "Bought together in 35 orders.",
        "made_by": "rules", "family": None, "new_orders": 30, "reached_orders": 30 * rank, **more,
    }  # fmt: skip


def every_type() -> list[dict[str, Any]]:
    """One bundle of each type, by rank; the second one with the words of a stranger."""
    tea, pot, mug = (
        item("TEA", "Tea", 1200),
        item("POT", "Pot, blue", 3400),
        item("MUG", "Mug", 1000),
    )
    return [
        bundle(1, "FBT", [tea, pot],
               pricing=pricing(4600, 4190, unit_cost=2000, margin_pct=52.2673, floor=2600,
                               expected_profit={"low": 100, "high": 9000, "days": 30}),
               copy={"title": "Tea time", "description": "A pot & its tea.",
                     "value_proposition": "Ready to pour.", "features": ["Blue"]}),
        bundle(2, "FIXED", [item("-5", HOSTILE, 500), mug], pricing=pricing(1500, 1350)),
        bundle(3, "BXGY", [tea, mug], objective="clear_slow_movers",
               offer={"buy": ["TEA"], "get": ["MUG"], "get_discount_pct": 50.0},
               pricing=pricing(2200, 1700, cap_pct=40.0,
                               expected_profit={"low": -500, "high": 90000, "days": 30})),
        bundle(4, "MIX_MATCH", [tea, pot, mug], offer={"choose": 2}, pricing=pricing(2200, 1990)),
        bundle(5, "VOLUME_DISCOUNT", [item("TEA", "Tea", 1200, 3)],
               offer={"tiers": [{"quantity": 2, "discount_pct": 5.0, "price": 2280},
                                {"quantity": 3, "discount_pct": 8.333333, "price": 3300},
                                {"quantity": 6, "discount_pct": 12.5, "price": 6300}]},
               pricing=pricing(3600, 3300)),
        bundle(6, "FBT", [item("Jam", "Jam", None), item("Honey", "Honey", None)]),
    ]  # fmt: skip


def shop_with_ids() -> Shop:
    """A shop whose catalog knows two of the products, one of them with variants."""
    known = {"TEA": ShopProduct("730107", "1"), "POT": ShopProduct("730114", "2", "Blue / 1 l")}
    return Shop("EUR", 2, 10.0, known)


def manifest() -> dict[str, Any]:
    """A run's manifest with what files tell of it."""
    return {
        "inputs": {"file": "orders <b>.csv", "sha256": "c" * 64,
                   "facts": {"first": "2026-01-01", "last": "2026-08-31"}},
        "rows": {"read": 1000, "used": 990, "rejected": {"returns": 10}},
        "mining": {"orders": 500, "multi_item_orders": 200, "products": 40},
        "money": {"minor_units": 2}, "options": {"stacked_code_pct": 10.0},
        "made_by": "rules", "versions": {"backroom": "v1"}, "warnings": ["Few orders."],
        "units": [{"objective": "margin_guard", "bundle_type": "FBT", "empty": "No costs."},
                  {"objective": "increase_aov", "bundle_type": "FBT", "empty": ""}],
    }  # fmt: skip
