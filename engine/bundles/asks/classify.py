"""Which products carry a tag that the file cannot tell: what the classifier says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engine.bundles.asks.kinds import KINDS, is_of_kind, property_of
from engine.bundles.asks.products import COLUMNS, most_sold, show_product
from engine.bundles.context.facts import ProductFacts
from engine.models import Answer, Chat, Item, Task, is_local
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


async def classify(
    chat: Chat, facts: ProductFacts, wanted: Sequence[str], step: Step
) -> Mapping[str, frozenset[int]]:
    """Ask which products carry some tags.

    The most sold 2,000 products are asked about. Where a server does not answer, the model of
    this computer does not stand in: such a product does not carry the tag, and that is said.

    Args:
        chat: Who is asked; the model of this computer only of replenishable, by the kind of
            thing a product is.
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
    said = [
        (int(answer.id), answer.value)
        for answer in answers
        if answer.value is not None and answer.made_by == chat.identity
    ]
    carries = is_of_kind if local else _is_yes
    return {
        tag: frozenset(number for number, value in said if carries(tag, value)) for tag in asked
    }


def classify_task(asked: Sequence[str], *, local: bool) -> Task:
    """The question; the model of this computer chooses among kinds of things."""
    choices = _kinds(asked) if local else {tag: [YES, NO] for tag in asked}
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


def _kinds(asked: Sequence[str]) -> dict[str, list[str]]:
    return {
        property_of(tag, place): [*carry, *others]
        for tag in asked
        for place, (carry, others) in enumerate(KINDS[tag])
    }


def _is_yes(tag: str, value: Mapping[str, str]) -> bool:
    return value[tag] == YES


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
