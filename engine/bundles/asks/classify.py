"""Which products carry a tag that the file cannot tell: what the classifier says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engine.bundles.asks.products import COLUMNS, most_sold, show_product
from engine.bundles.context.facts import ProductFacts
from engine.models import Answer, Chat, Item, Task
from engine.steps import Step

PER_CALL = 40
MOST = 2_000
VERSION = "1"
YES, NO = "yes", "no"
MEANS = {
    "seasonal": "it is bought mainly for one season, holiday or feast of the year",
    "high_margin": "a shop usually earns more than half of the price of such a thing",
    "gift_worthy": "people often buy it as a present for somebody else",
    "replenishable": "it is used up, and the same customer buys it again within months",
}
"""Tag → when the answer is yes. What only dates and stock can tell is asked of nobody."""
INSTRUCTIONS = (
    "Each item is a product of a shop. For each property of the schema say yes or no. Say yes "
    "only where the product's words make it clear; a product may be of any kind and its words in "
    "any language. "
)
KINDS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "seasonal": (
        ("christmas_decoration", "easter_halloween_valentine", "winter_gloves_scarf_snow",
         "summer_beach_garden_sun"),
        ("home_kitchen_office", "food_drink_cosmetics", "clothes_shoes_bag",
         "tool_device_spare_part", "toy_gift_jewellery"),
    ),
    "gift_worthy": (
        ("gift_present_decoration_toy_jewellery_candle",),
        ("cable_tool_spare_part_furniture", "food_drink_groceries",
         "soap_cosmetics_medicine_cleaning", "clothes_shoes_bag"),
    ),
    "replenishable": (
        ("coffee_tea_food_drink", "shampoo_soap_cream_cosmetics_vitamins",
         "cleaning_tablets_paper_wipes", "ink_cartridge_refill_blades_batteries", "pet_food"),
        ("decoration_gift_toy_jewellery", "furniture_lamp_tool_device",
         "clothes_shoes_bag_towel", "mug_bowl_kitchenware"),
    ),
}  # fmt: skip
"""Tag → kinds of things that carry it, and kinds that do not.

The model of this computer compares meanings: between yes and no it can but toss a coin, between
kinds of things it can tell. What a thing earns it cannot tell at all.
"""


async def classify(
    chat: Chat, facts: ProductFacts, wanted: Sequence[str], step: Step
) -> Mapping[str, frozenset[int]]:
    """Ask which products carry some tags.

    The most sold 2,000 products are asked about. Where a server does not answer, the model of
    this computer does not stand in: such a product does not carry the tag, and that is said.

    Args:
        chat: Who is asked; the model of this computer can tell seasonal, gift_worthy and
            replenishable.
        facts: The products.
        wanted: Names of tags; those nobody can tell from words are left out.
        step: Counts products, and is told what was not asked or not answered.

    Returns:
        Tag → numbers of the products that carry it, for each tag that was asked.

    Raises:
        ModelRefused: Nothing can be asked at all.
        Cancelled: The run was cancelled.
    """
    local = is_local(chat)
    known = KINDS if local else MEANS
    asked = [tag for tag in known if tag in wanted]
    if not asked or not len(facts):
        return {}
    numbers = sorted(most_sold(facts, range(len(facts)), MOST))
    task = classify_task(asked, local=local)
    items = [Item(str(number), show_product(facts, number)) for number in numbers]
    answers = await chat.answer(task, items, step)
    _say_what_is_missing(answers, chat.identity, len(facts) - len(items), step)
    yes = {tag: set(KINDS[tag][0]) if local else {YES} for tag in asked}
    said = [
        (int(answer.id), answer.value)
        for answer in answers
        if answer.value is not None and answer.made_by == chat.identity
    ]
    return {
        tag: frozenset(number for number, value in said if value[tag] in yes[tag]) for tag in asked
    }


def is_local(chat: Chat) -> bool:
    """Whether this is the model of this computer, which only chooses."""
    return chat.identity.startswith("local:")


def classify_task(asked: Sequence[str], *, local: bool) -> Task:
    """The question; the model of this computer chooses among kinds of things."""
    choices = {tag: [*KINDS[tag][0], *KINDS[tag][1]] if local else [YES, NO] for tag in asked}
    meanings = "; ".join(f"{tag}: {MEANS[tag]}" for tag in asked)
    return Task(
        kind="bundles.classify",
        version=VERSION,
        instructions=f"{INSTRUCTIONS}Yes means, for {meanings}.",
        schema={
            "type": "object",
            "properties": {
                tag: {"type": "string", "enum": words} for tag, words in choices.items()
            },
        },
        per_call=PER_CALL,
        answer_tokens=12 * len(asked),
        columns=COLUMNS,
    )


def _say_what_is_missing(
    answers: Sequence[Answer], identity: str, unasked: int, step: Step
) -> None:
    if unasked:
        step.warn(
            f"The classifier was asked about the {len(answers):,} products in most orders, not "
            f"about the other {unasked:,}."
        )
    missing = sum(answer.value is None or answer.made_by != identity for answer in answers)
    if missing:
        step.warn(
            f"The classifier gave no answer about {missing:,} of {len(answers):,} products; no "
            "tag is taken from it for them."
        )
