"""Sets that a model proposes: of shown products only, once each, whatever it says."""

import asyncio
from collections import Counter
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.bundles.asks.propose import (
    BATCH,
    MOST,
    REPEATED,
    SCHEMA,
    TOO_FEW,
    TOO_MANY,
    TWICE,
    UNKNOWN,
    Proposed,
    propose,
    refuse_set,
)
from engine.bundles.context.tags.tag import Tag
from engine.bundles.objectives import OBJECTIVES, TYPES
from engine.models.chat.matching import Form
from engine.models.chat.schema import strict_schema
from engine.models.local import LocalChat, LocalEmbed
from engine.steps import Steps
from tests.bundles.say_words.makers import Saying, facts_of


def sets_of(*sets: tuple[list[int], str]) -> dict[str, Any]:
    return {"sets": [{"products": places, "bundle_type": kind} for places, kind in sets]}


def proposed(chat: Any, objectives: Any = ("gift_box",), many: int = 6, **given: Any) -> Proposed:
    facts = facts_of([f"thing {number}" for number in range(many)])
    return asyncio.run(propose(chat, facts, objectives, Steps(), **given))


def test_sets_are_told_with_their_objective_and_product_numbers() -> None:
    chat = Saying(sets_of(([3, 1], "FBT"), ([2], "VOLUME_DISCOUNT"), ([4, 5, 6], "MIX_MATCH")))
    found = proposed(chat)
    assert found.sets == (
        ("gift_box", "FBT", (0, 2)),
        ("gift_box", "MIX_MATCH", (3, 4, 5)),
        ("gift_box", "VOLUME_DISCOUNT", (1,)),
    )
    assert found.refused == Counter()
    assert found.made_by == "openai:fake"


@pytest.mark.parametrize(
    ("places", "kind", "why"),
    [
        ([1, 2], "FBT", ""), ([1], "VOLUME_DISCOUNT", ""), ([1, 7], "FBT", UNKNOWN),
        ([0, 1], "FBT", UNKNOWN), ([-1, 1], "FIXED", UNKNOWN), ([1, 1], "FBT", TWICE),
        ([1], "FBT", TOO_FEW), ([], "VOLUME_DISCOUNT", TOO_FEW), ([], "FBT", TOO_FEW),
        ([1, 2], "VOLUME_DISCOUNT", TOO_MANY),
    ],
)  # fmt: skip
def test_what_is_no_set_of_shown_products_is_refused(
    places: list[int], kind: str, why: str
) -> None:
    assert refuse_set(places, kind, shown=6) == why


def test_refusals_are_counted_by_reason() -> None:
    chat = Saying(sets_of(([1, 60], "FBT"), ([1, 2], "FBT"), ([2, 1], "FBT"), ([1], "BXGY")))
    found = proposed(chat)
    assert found.sets == (("gift_box", "FBT", (0, 1)),)
    assert found.refused == {UNKNOWN: 1, REPEATED: 1, TOO_FEW: 1}


def test_a_part_without_an_answer_is_counted() -> None:
    assert proposed(Saying(None), many=BATCH + 1) == Proposed(
        (), Counter({"no answer: it is silent": 2}), "openai:fake"
    )


def test_the_model_of_this_computer_is_not_asked() -> None:
    assert proposed(LocalChat(LocalEmbed())) == Proposed()


@pytest.mark.parametrize("many", [0, 1])
def test_less_than_two_products_ask_nothing(many: int) -> None:
    chat = Saying(sets_of())
    assert proposed(chat, many=many) == Proposed()
    assert chat.asked == []


@pytest.mark.parametrize(
    ("many", "requests"), [(2, 1), (60, 1), (61, 2), (120, 2), (180, 3), (5_000, 3)]
)
def test_a_catalog_takes_three_requests_an_objective_at_most(many: int, requests: int) -> None:
    chat = Saying(sets_of())
    proposed(chat, tuple(OBJECTIVES), many)
    task, items = chat.asked[0]
    assert len(chat.asked) == 1
    assert task.per_call == 1
    assert len(items) == requests * len(OBJECTIVES)
    assert all(len(shown["products"]) <= BATCH for shown in chat.shown)


def test_every_shown_product_is_shown_once_an_objective_the_most_sold_first() -> None:
    chat = Saying(sets_of())
    proposed(chat, ("gift_box",), 500)
    titles = [one["title"] for shown in chat.shown for one in shown["products"]]
    assert sorted(titles) == sorted(f"thing {number}" for number in range(MOST))


def test_products_that_carry_the_tag_come_first() -> None:
    carried = np.zeros(500, dtype=bool)
    carried[350:] = True
    tags = {"gift_worthy": Tag("gift_worthy", carried, "data", "", {})}
    chat = Saying(sets_of())
    proposed(chat, ("gift_box",), 500, tags=tags)
    for shown in chat.shown:
        numbers = [int(one["title"].split()[1]) for one in shown["products"]]
        assert sum(number >= 350 for number in numbers) == BATCH // 2
        assert numbers == sorted(numbers)


def test_instructions_hold_no_file_text_and_objectives_come_in_their_own_order() -> None:
    chat = Saying(sets_of())
    proposed(chat, ("margin_guard", "increase_aov"))
    assert "thing" not in chat.asked[0][0].instructions.replace("things", "").replace("the same "
        "thing", "")  # fmt: skip
    assert [shown["objective"].split(":")[0] for shown in chat.shown] == [
        "Raise the order value", "Keep margins high",
    ]  # fmt: skip


FORM = Form(strict_schema(SCHEMA))


@settings(deadline=None)
@given(st.lists(st.tuples(st.lists(st.integers(1, BATCH), min_size=1, max_size=4),
                          st.sampled_from(TYPES)), max_size=6), st.integers(2, 90))  # fmt: skip
def test_whatever_fits_the_schema_yields_only_known_products(
    sets: list[tuple[list[int], str]], many: int
) -> None:
    said = sets_of(*sets)
    assert FORM.misses(said) == ""
    found = proposed(Saying(said), many=many)
    asked = -(-many // BATCH)
    assert len(found.sets) + found.refused.total() == asked * len(sets)
    for _, kind, items in found.sets:
        assert len(set(items)) == len(items) >= (1 if kind == "VOLUME_DISCOUNT" else 2)
        assert all(0 <= item < many for item in items)
        assert list(items) == sorted(items)
