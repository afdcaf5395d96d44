"""What is said of a candidate: its own numbers, five sentences at most, weak evidence named so."""

from typing import Any

import numpy as np
import pytest

from engine.bundles.candidates.candidate import Seen
from engine.bundles.candidates.pool import TIERS
from engine.bundles.objectives import TYPES
from engine.bundles.say.explain import explain_candidate
from tests.bundles.say_words.makers import SEEN, candidate_of, facts_of, pricing_of, scores_of

NOTHING = Seen(together=0, either=0, orders=2000)


def said(kind: str = "FBT", *, stock: float = np.nan, lift: float | None = None, **of: Any) -> str:
    facts = facts_of(stock=np.full(6, stock))
    return explain_candidate(
        candidate_of(kind, **of), facts, pricing_of(kind), scores_of(lift_shrunk=lift)
    )


def test_the_plain_case() -> None:
    assert said(stock=50.0) == (
        "Bought together in 120 orders, 4.0 times what chance predicts (about 30). "
        "42 % of the orders with Tea also hold Mug. "
        "Its products are often in one order. "
        "Noticeably priced at 10 % off the usual price (its objective allows 20 %); what it earns "
        "cannot be told without costs. "
        "Stock suffices: 50 or more of each."
    )


@pytest.mark.parametrize(
    ("kind", "first"),
    [
        ("FIXED", "Bought together in 120 orders, 4.0 times what chance predicts (about 30). "),
        ("BXGY", "Bought together in 120 orders, 4.0 times what chance predicts (about 30); "
         "whoever buys Tea gets Mug at a reduction. "),
        ("VOLUME_DISCOUNT", "90 of the 300 orders with Mug (30 %) already hold 2 or more. "),
        ("MIX_MATCH", "90 of the 300 orders with any of these 3 already hold 2 or more different "
         "ones. "),
    ],
)  # fmt: skip
def test_a_type_says_what_was_counted_for_it(kind: str, first: str) -> None:
    assert said(kind).startswith(first)


@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize("tier", TIERS)
def test_from_the_third_tier_on_the_evidence_is_called_weak(kind: str, tier: str) -> None:
    assert ("evidence is weak" in said(kind, tier=tier)) == (TIERS.index(tier) >= 2)


@pytest.mark.parametrize("kind", TYPES)
def test_what_nobody_bought_is_said_so(kind: str) -> None:
    text = said(kind, seen=NOTHING, tier="cold_start")
    assert "o order holds" in text
    assert "times what chance" not in text
    assert "% of the orders" not in text


def test_a_model_is_named_as_the_one_who_proposed() -> None:
    text = said(sources=("model", "ladder"), tier="cold_start")
    assert text.startswith("Proposed by the language model and counted here: the evidence is weak")
    assert "language model" not in said(sources=("rules", "model"))


def test_a_lift_that_shrinks_is_told_and_one_that_stays_is_not() -> None:
    assert "(about 30), taken as 2.9 times since counts this small stray." in said(lift=2.9)
    assert "taken as" not in said(lift=3.9)


@pytest.mark.parametrize(
    ("stock", "told"),
    [(np.nan, ""), (0.0, "Mug is out of stock."), (3.0, "Stock is short: 3 of Mug."),
     (10.0, "Stock is short: 10 of Mug."), (11.0, "Stock suffices: 11 or more of each.")],
)  # fmt: skip
def test_the_scarcest_stock_is_told_where_it_is_known(stock: float, told: str) -> None:
    text = said(stock=stock)
    assert text.endswith(told) if told else "tock" not in text


@pytest.mark.parametrize(
    ("changes", "part"),
    [
        ({"discount_pct": 25.0}, "Boldly priced at 25 % off"),
        ({"discount_pct": 9.96}, "Carefully priced at 10 % off"),
        ({"discount_pct": 0.0}, "Nothing is taken off the usual price (its"),
        ({"margin_pct": 33.3}, "; a margin of 33.3 % is left."),
        ({"margin_pct": 33.0, "worst_margin_pct": 25.5},
         "; a margin of 33 % is left, 25.5 % with a code on top."),
        ({"margin_pct": -0.04}, "; a margin of 0 % is left."),
    ],
)  # fmt: skip
def test_the_price_says_what_it_leaves(changes: dict[str, float], part: str) -> None:
    text = explain_candidate(candidate_of(), facts_of(), pricing_of(**changes), None)
    assert part in text


@pytest.mark.parametrize(
    ("price", "told"),
    [(-1, "The file has no price for every part, so none is set."),
     (500, "Even the full price of its parts is under the margin floor, so none is set.")],
)  # fmt: skip
def test_without_a_price_the_reason_is_said(price: int, told: str) -> None:
    facts = facts_of(price=np.full(6, price), list_price=np.full(6, price))
    assert explain_candidate(candidate_of(), facts, None, None).endswith(told)


@pytest.mark.parametrize(("percent", "how"), [(100.0, "for free"), (99.0, "at a reduction")])
def test_what_is_given_for_free_is_called_free(percent: float, how: str) -> None:
    pricing = pricing_of("BXGY", get_discount_pct=percent)
    text = explain_candidate(candidate_of("BXGY"), facts_of(), pricing, None)
    assert f"; whoever buys Tea gets Mug {how}." in text


@pytest.mark.parametrize("kind", TYPES)
def test_what_was_not_told_from_chance_says_so(kind: str) -> None:
    told = "chance alone may explain it" in said(kind, tier="adaptive_relax")
    assert told == (kind in ("FBT", "FIXED", "BXGY"))
    assert "chance alone" not in said(kind)


def test_what_is_given_has_its_own_reduction() -> None:
    assert "10 % off the usual price, which is 20 % off what is given" in said("BXGY")


@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize("seen", [SEEN, NOTHING, Seen(1, 1, 1)])
def test_there_are_three_to_five_sentences(kind: str, seen: Seen) -> None:
    for tier in TIERS:
        text = said(kind, seen=seen, tier=tier, stock=50.0)
        sentences = text.count(". ") + 1
        assert 3 <= sentences <= 5, text


def test_one_order_holds_and_several_hold() -> None:
    one = Seen(together=1, either=9, orders=10)
    assert said("VOLUME_DISCOUNT", seen=one).startswith(
        "1 of the 9 orders with Mug (11 %) already holds 2 or more."
    )
    assert said("MIX_MATCH", seen=one).startswith("1 of the 9 orders with any of these 3 already h")


def test_a_name_stays_text_on_one_line() -> None:
    facts = facts_of(("**Mug**\n\u202e</p>", *"bcdef"), stock=np.full(6, 2.0))
    candidate = candidate_of(why="**Mug**\n\u202e</p> is slow")
    text = explain_candidate(candidate, facts, None, None)
    assert "Stock is short: 2 of **Mug** </p>." in text
    assert "**Mug** </p> is slow. " in text
