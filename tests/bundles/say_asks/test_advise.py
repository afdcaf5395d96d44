"""A model's second opinion: its number within bounds, its sentence only with known numbers."""

import asyncio
from typing import Any

import numpy as np
import pytest

from engine.bundles.asks.advise import Advice, advise
from engine.bundles.asks.numbers import STRANGE
from engine.models.chat.matching import Form
from engine.models.chat.schema import strict_schema
from engine.models.local import LocalChat, LocalEmbed
from engine.steps import Steps
from tests.bundles.say_words.makers import Saying, candidate_of, facts_of

SAID = {"discount_pct": 12.5, "reasoning": "At 12.5 % the Mug goes along with the Tea."}


def advised(chat: Any, *candidates: Any, appeal: bool = False) -> Any:
    facts = facts_of(cost=np.full(6, 123), stock=np.full(6, 77.0))
    candidates = candidates or (candidate_of(),)
    return asyncio.run(advise(chat, candidates, facts, Steps(), appeal=appeal))


def test_advice_is_told_by_the_candidates_place() -> None:
    chat = Saying(lambda shown: SAID if shown["bundle_type"] == "BXGY" else None)
    assert advised(chat, candidate_of(), candidate_of("BXGY")) == {
        1: Advice(12.5, None, SAID["reasoning"], "openai:fake")
    }


def test_appeal_is_asked_for_only_where_it_is_wanted() -> None:
    chat = Saying(SAID | {"appeal": 7})
    assert advised(chat, appeal=True)[0].appeal == 7.0
    advised(Saying(SAID))
    assert "appeal" in chat.asked[0][0].schema["properties"]
    plain = Saying(SAID)
    assert advised(plain)[0].appeal is None
    assert "appeal" not in str(plain.asked[0][0])


@pytest.mark.parametrize(
    ("reasoning", "why"),
    [("It sells 5,000 a day.", STRANGE), ("", "an empty text"), ("See <b>here</b>", "markup or a "
     "link"), ("word " * 60, "a text that is too long")],
)  # fmt: skip
def test_a_sentence_that_is_refused_leaves_the_number(reasoning: str, why: str) -> None:
    found = advised(Saying(SAID | {"reasoning": reasoning}))[0]
    assert found == Advice(12.5, None, "", "openai:fake", why)


@pytest.mark.parametrize(
    ("value", "fits"),
    [({}, True), ({"discount_pct": -1}, False), ({"discount_pct": 41}, False),
     ({"discount_pct": "10"}, False), ({"appeal": 11}, False), ({"reasoning": None}, False)],
)  # fmt: skip
def test_the_schema_keeps_numbers_in_their_bounds(value: dict[str, Any], fits: bool) -> None:
    chat = Saying(SAID | {"appeal": 5})
    advised(chat, appeal=True)
    form = Form(strict_schema(chat.asked[0][0].schema))
    assert (form.misses(SAID | {"appeal": 5} | value) == "") == fits


def test_neither_costs_nor_stock_are_shown() -> None:
    chat = Saying(SAID)
    advised(chat, candidate_of(), candidate_of("BXGY"), candidate_of("VOLUME_DISCOUNT"),
            candidate_of("MIX_MATCH"))  # fmt: skip
    told = str(chat.shown)
    assert "123" not in told
    assert "77" not in told
    assert chat.shown[0] == {
        "objective": "Raise the order value: it raises what a customer spends in one order",
        "bundle_type": "FBT",
        "least_discount_pct": 5,
        "most_discount_pct": 20,
        "products": [{"title": "Mug", "price": 5.0}, {"title": "Tea", "price": 5.0}],
        "orders_with_all": 120,
        "evidence": "strict rules",
        "times_chance": 4.0,
    }
    assert [one["role"] for one in chat.shown[1]["products"]] == ["given at a reduction", "bought"]
    assert chat.shown[2]["quantities"] == [2, 3, 5]
    assert chat.shown[3]["choose"] == 2


def test_the_model_of_this_computer_is_not_asked_and_nothing_asks_nothing() -> None:
    assert advised(LocalChat(LocalEmbed())) == {}
    chat = Saying(SAID)
    assert asyncio.run(advise(chat, [], facts_of(), Steps())) == {}
    assert chat.asked == []
