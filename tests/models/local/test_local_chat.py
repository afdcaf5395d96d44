"""Choices by meaning: a choice for each property, ties by order, honest about the rest."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pytest

from engine.errors import Cancelled
from engine.models import Answer, Embedded, Item, Task
from engine.models.local import LocalChat, LocalEmbed
from engine.models.local.chat import CANNOT
from engine.steps import Progress, Steps


def asking(properties: Mapping[str, Any], **around: Any) -> Task:
    schema = {"type": "object", "properties": properties, **around}
    return Task(kind="ask", version="1", instructions="Choose.", schema=schema, per_call=10)


def words(*choices: str) -> dict[str, Any]:
    return {"type": "string", "enum": list(choices)}


THEME = asking({"about": words("kitchen", "garden", "bathroom_towels")})


class Planted:
    """Embeds by a table of given vectors; counts nothing, fails what it does not know."""

    identity = "planted"

    def __init__(self, **known: Sequence[float]) -> None:
        self.known = known
        self.seen: list[str] = []

    async def embed(self, texts: Sequence[str], progress: Progress) -> Embedded:
        progress.expect(len(texts))
        progress.advance(len(texts))
        self.seen.extend(texts)
        rows = [row for row, text in enumerate(texts) if text in self.known]
        vectors = np.array([self.known[texts[row]] for row in rows], dtype=np.float32)
        failed = {row: "unknown" for row, text in enumerate(texts) if text not in self.known}
        return Embedded(np.array(rows, dtype=np.int64), vectors.reshape(-1, 2), failed, "planted")


def answers(chat: LocalChat, task: Task, *shown: Mapping[str, Any]) -> list[Answer]:
    items = [Item(f"item {number}", fields) for number, fields in enumerate(shown)]
    return asyncio.run(chat.answer(task, items, Steps()))


def test_the_nearest_choice_is_taken() -> None:
    chat = LocalChat(LocalEmbed())
    texts = ("a saucepan with a lid", "roses and a lawn mower", "soft cotton to dry yourself")
    got = answers(chat, THEME, *({"text": text} for text in texts))
    assert [one.value for one in got] == [
        {"about": "kitchen"}, {"about": "garden"}, {"about": "bathroom_towels"},
    ]  # fmt: skip
    assert [one.id for one in got] == ["item 0", "item 1", "item 2"]
    assert {(one.made_by, one.reason) for one in got} == {(LocalEmbed().identity, "")}
    assert chat.identity.startswith("local:wordllama")


def test_each_property_is_chosen_on_its_own_and_equals_go_by_order() -> None:
    embed = Planted(text=(1, 0), up=(1, 0), down=(0, 1), left=(0.6, 0.8), right=(0.6, 0.8))
    task = asking({"way": words("down", "up"), "side": words("right", "left")})
    [got] = answers(LocalChat(embed), task, {"a": "text"})
    assert got.value == {"way": "up", "side": "right"}
    task = asking({"side": words("left", "right")})
    [got] = answers(LocalChat(embed), task, {"a": "text"})
    assert got.value == {"side": "left"}


def test_a_difference_beyond_six_digits_is_none() -> None:
    embed = Planted(text=(1, 0), first=(0.5, 0.1), second=(0.5 + 1e-7, 0.1))
    [got] = answers(LocalChat(embed), asking({"x": words("first", "second")}), {"a": "text"})
    assert got.value == {"x": "first"}


def test_what_it_reads_are_the_shown_texts_joined() -> None:
    embed = Planted(**{"mug blue": (1, 0), "very good": (1, 0), "bad": (0, 1)})
    task = asking({"x": words("bad", "very_good")})
    [got] = answers(LocalChat(embed), task, {"a": "mug", "n": 3, "b": "blue", "c": None, "d": [1]})
    assert got.value == {"x": "very_good"}
    assert embed.seen == ["bad", "very good", "mug blue"]


def test_an_item_without_text_has_no_answer_and_the_others_do() -> None:
    chat = LocalChat(LocalEmbed())
    got = answers(chat, THEME, {"text": " "}, {"text": "garden hose"}, {"count": 3})
    assert [one.value for one in got] == [None, {"about": "garden"}, None]
    assert [one.reason for one in got] == ["the text is empty", "", "the text is empty"]
    assert [one.made_by for one in got] == ["", chat.identity, ""]


def test_the_same_text_has_the_same_answer_in_any_company() -> None:
    chat = LocalChat(LocalEmbed())
    shown = [{"text": f"thing number {number} for the house"} for number in range(40)]
    together = [one.value for one in answers(chat, THEME, *shown)]
    assert together == [answers(chat, THEME, one)[0].value for one in shown]


@pytest.mark.parametrize(
    "task",
    [
        asking({"about": {"type": "string"}}),
        asking({"about": words("a"), "why": {"type": "string"}}),
        asking({"about": {"type": "integer", "enum": [1, 2]}}),
        asking({"about": {"enum": ["a", None]}}),
        asking({"about": {"type": "string", "enum": []}}),
        asking({"about": {"type": ["string", "null"], "enum": ["a"]}}),
        asking({"about": {"type": "string", "enum": ["a"], "maxLength": 0}}),
        asking({"about": {"$ref": "#/x"}}),
        asking({"about": True}),
        asking({"about": words("", "a")}),
        asking({"about": words("a", "b")}, minProperties=2),
        asking({"about": words("a", "b")}, required=["about", "more"]),
        asking({"about": words("a", "b")}, type="array"),
        asking({}),
    ],
    ids=lambda task: str(task.schema),
)
def test_anything_but_choices_is_not_answered_and_says_so(task: Task) -> None:
    steps = Steps()
    items = [Item("one", {"text": "mug"}), Item("two", {"text": "hose"})]
    got = asyncio.run(LocalChat(LocalEmbed()).answer(task, items, steps))
    assert got == [Answer("one", None, reason=CANNOT), Answer("two", None, reason=CANNOT)]
    assert (steps.view().done, steps.view().total) == (2, 2)


def test_what_surrounds_choices_in_a_strict_schema_is_no_hindrance() -> None:
    strict = {"required": ["about"], "additionalProperties": False, "title": "An answer"}
    task = asking({"about": {"enum": ["kitchen", "garden"], "description": "Subject"}}, **strict)
    [got] = answers(LocalChat(LocalEmbed()), task, {"text": "saucepan"})
    assert got.value == {"about": "kitchen"}


def test_progress_counts_items_not_choices() -> None:
    steps = Steps()
    items = [Item(str(number), {"text": "mug"}) for number in range(3)]
    asyncio.run(LocalChat(LocalEmbed()).answer(THEME, items, steps))
    assert (steps.view().done, steps.view().total) == (3, 3)


def test_a_cancel_is_noticed() -> None:
    steps = Steps()
    steps.cancel()
    with pytest.raises(Cancelled):
        asyncio.run(LocalChat(LocalEmbed()).answer(THEME, [Item("a", {"t": "mug"})], steps))
