"""Cards of bundles: each type says what is paid and what is got; weak evidence is called weak."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

PRICING = {
    "list_price": 2650,
    "bundle_price": 2490,
    "discount_pct": 6.04,
    "cap_pct": 20,
    "reasoning": "Past prices say so.",
    "bayesian_optimal": 4.0,
    "llm_suggestion": None,
    "floor": 1499,
    "unit_cost": 1173,
    "margin_pct": 52.9,
    "worst_margin_pct": 47.7,
    "break_even_discount_pct": 55.7,
    "given_away": 128,
    "given_away_amount": 20480,
    "break_even_uplift_pct": 12.1,
    "expected_profit": None,
    "get_discount_pct": None,
}
EVIDENCE = {
    "orders_together": 128,
    "orders_either": 515,
    "support": 0.032,
    "confidence": 0.49,
    "lift": 5.1,
    "expected_by_chance": 25.0,
    "q_value": 3e-64,
    "tier": "strict_rules",
}
SCORES = {
    "hybrid": 0.79,
    "ranking": 0.68,
    "appeal": None,
    "weights": {"alpha": 0.2, "beta": 0.6, "gamma": 0.2},
    "shares": {"semantic": 0.24, "transactional": 0.54, "business": 0.22},
}


def bundle(**changes: Any) -> dict[str, Any]:
    """An offer of two products, with what is to be different."""
    evidence = EVIDENCE | changes.pop("evidence", {})
    pricing = changes.pop("pricing", {})
    return {
        "rank": 1,
        "portfolio": False,
        "status": "final",
        "objective": "gift_box",
        "bundle_type": "FBT",
        "offer": {},
        "items": [
            {"sku": "A", "title": "Vol. 2 mug", "quantity": 1, "unit_price": 1250},
            {"sku": "B", "title": "Bowl", "quantity": 1, "unit_price": 1400},
        ],
        "evidence": evidence,
        "scores": SCORES,
        "pricing": None if pricing is None else PRICING | pricing,
        "constraints": [
            {"name": "a", "hard": True, "kept": True, "says": "Small enough."},
            {"name": "b", "hard": False, "kept": False, "says": "One category."},
            {"name": "c", "hard": True, "kept": None, "says": "No stock is known."},
        ],
        "copy": {"title": "Mug & <b>bowl</b>"},
        "explanation": "Bought together in 128 orders. 49 % with Vol. 2 mug hold Bowl. Third.",
        "family": None,
    } | changes


@pytest.fixture
def card() -> Callable[..., AppTest]:
    """Draw one card, its details open if asked for."""

    def draw(
        *, opened: bool = False, money: tuple[str, int] | None = ("", 2), **changes: Any
    ) -> AppTest:
        def page(document: str, money: tuple[str, int] | None) -> None:
            import json

            from ui.bundle_cards import show_card
            from ui.words import Currency

            currency = None if money is None else Currency(*money)
            show_card(json.loads(document), currency, key="card")

        app = AppTest.from_function(page, args=(json.dumps(bundle(**changes)), money))
        if opened:
            app.session_state["card_1_details"] = True
        app.run()
        assert not app.exception
        return app

    return draw


def text(app: AppTest) -> str:
    """All that the card says, as it reads."""
    parts = [element.value for kind in (app.markdown, app.caption) for element in kind]
    return "\n".join(parts).replace("\\", "")


def test_a_set_says_what_it_costs_and_its_title_is_never_markup(
    card: Callable[..., AppTest],
) -> None:
    app = card()
    said = "\n".join(element.value for element in app.markdown)
    assert r"\<b\>bowl\<\/b\>" in said
    assert "**24.90** instead of 26.50 · 6 % off" in text(app)
    assert [(m.label, m.value) for m in app.metric] == [
        ("Orders together", "128"), ("Times chance", "5.1×"),
    ]  # fmt: skip


def test_the_line_of_why_is_one_sentence_that_the_numbers_do_not_tell(
    card: Callable[..., AppTest],
) -> None:
    said = text(card())
    assert "49 % with Vol. 2 mug hold Bowl." in said
    assert "Third" not in said
    assert "Bought together in" not in said


def test_amounts_are_written_as_their_currency_has_them(card: Callable[..., AppTest]) -> None:
    said = text(card(opened=True, money=("EUR", 2)))
    assert "**24.90 EUR** instead of 26.50 EUR · 6 % off" in said
    assert "usually 12.50 EUR" in said
    assert "What the discount gives them: **204.80 EUR**" in said
    whole = text(card(opened=True, money=("JPY", 0)))
    assert "**2,490 JPY** instead of 2,650 JPY · 6 % off" in whole
    assert "Never below: **1,499 JPY**" in whole


def test_without_a_currency_no_amount_is_shown(card: Callable[..., AppTest]) -> None:
    said = text(card(money=None, status="preliminary"))
    assert "usually" not in said
    assert "instead of" not in said


def test_tiers_say_what_a_piece_costs(card: Callable[..., AppTest]) -> None:
    tiers = [{"quantity": 3, "discount_pct": 10.0, "price": 2690}]
    app = card(bundle_type="VOLUME_DISCOUNT", offer={"tiers": tiers}, evidence={"lift": None})
    assert "3 for **26.90** · 8.97 each · 10 % off" in text(app)
    assert [(m.label, m.value) for m in app.metric] == [
        ("Orders of 3 or more", "128"), ("Of its orders", "49 %"),
    ]  # fmt: skip


@pytest.mark.parametrize(("pct", "words"), [(100.0, "Bowl free"), (29.0, "Bowl 29 % off")])
def test_what_is_bought_stands_before_what_is_given(
    card: Callable[..., AppTest], pct: float, words: str
) -> None:
    offer = {"buy": ["A"], "get": ["B"], "get_discount_pct": pct}
    said = text(card(bundle_type="BXGY", offer=offer))
    assert words in said
    assert said.index("Buy **Vol. 2 mug**") < said.index(
        "Get **Bowl**".replace("Get", ":green[Get]")
    )


def test_a_mix_says_how_many_of_how_many(card: Callable[..., AppTest]) -> None:
    said = text(card(bundle_type="MIX_MATCH", offer={"choose": 2}))
    assert "Any 2 of these 2:" in said
    assert "Any 2 from **24.90**" in said


def test_a_mix_at_one_price_says_what_so_many_cost(card: Callable[..., AppTest]) -> None:
    item = {"sku": "A", "title": "Mug", "quantity": 1, "unit_price": 1325}
    items = [item, item | {"sku": "B", "title": "Cup"}]
    said = text(card(bundle_type="MIX_MATCH", offer={"choose": 2}, items=items))
    assert "Any 2 for **24.90**" in said


def test_without_prices_and_orders_it_says_so(card: Callable[..., AppTest]) -> None:
    app = card(pricing=None, evidence={"orders_together": 0, "tier": "heuristics", "lift": None})
    said = text(app)
    assert "No price" in said
    assert "No order holds it yet" in said
    assert "Weak: a rule of thumb" in said
    assert not app.metric


def test_details_are_drawn_when_they_are_opened(card: Callable[..., AppTest]) -> None:
    assert "Break-even" not in text(card())
    said = text(card(opened=True))
    for words in (
        "Past prices suggest: **4.0 % off**",
        "Could be mere chance: **under 0.1 %**",
        "Break-even discount: **56 %**",
        "Expected extra profit: **cannot be told from this file**",
        "check_circle: Small enough.",
        "cancel: One category. :gray[A wish.]",
        "help: No stock is known.",
        "α texts 0.2 · β orders 0.6 · γ business 0.2",
    ):
        assert words in said
    assert "The model suggests" not in said


def test_both_suggestions_and_their_blend_are_shown(card: Callable[..., AppTest]) -> None:
    profit = {"low": -100, "high": 9000, "days": 304}
    said = text(card(opened=True, pricing={"llm_suggestion": 9.0, "expected_profit": profit}))
    assert "The model suggests: **9.0 % off**" in said
    assert "Blended 60 to 40: **6.0 % off**" in said
    assert "-1.00 to 90.00 in 304 days" in said
