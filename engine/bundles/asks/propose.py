"""Sets of products that a language model proposes for an objective, from the catalog."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from engine.bundles.asks.products import COLUMNS, most_sold, show_product
from engine.bundles.context.facts import ProductFacts
from engine.bundles.context.tags.tag import Tags
from engine.bundles.objectives import OBJECTIVES, TYPES
from engine.models import Answer, Chat, Item, Task, is_local
from engine.steps import Step

BATCH = 60
MOST = 180
MOST_SETS = 6
MOST_ITEMS = 4
VERSION = "1"
UNKNOWN, TWICE, TOO_FEW = "unknown product", "the same product twice", "too few products"
TOO_MANY, REPEATED = "too many products", "proposed before"
INSTRUCTIONS = (
    "Each item is a part of a shop's catalog and an objective. Propose up to six bundles of "
    "products of that part which customers would want together and which serve the objective; "
    "none is better than a poor one. Name products by their n. bundle_type is one of: FBT (two to "
    "four things used together), FIXED (a curated set of two to four), MIX_MATCH (two to four "
    "things of one sort to choose from), BXGY (two or three things, one of them given at a "
    "reduction), VOLUME_DISCOUNT (several of a single product: name one n). Never put the same "
    "thing in two colours or sizes into FBT or FIXED."
)
SCHEMA = {
    "type": "object",
    "properties": {
        "sets": {
            "type": "array",
            "maxItems": MOST_SETS,
            "items": {
                "type": "object",
                "properties": {
                    "products": {
                        "type": "array",
                        "items": {"type": "integer", "minimum": 1, "maximum": BATCH},
                        "minItems": 1,
                        "maxItems": MOST_ITEMS,
                    },
                    "bundle_type": {"type": "string", "enum": list(TYPES)},
                },
            },
        }
    },
}


Proposal = tuple[str, str, tuple[int, ...]]
"""Objective, bundle type, product numbers."""


@dataclass(frozen=True)
class Proposed:
    """What a model proposed.

    Attributes:
        sets: (objective, bundle_type, product numbers ascending), each once, sorted.
        refused: Reason → how many proposals were refused; with `no answer: …` how many parts of
            the catalog brought none.
        made_by: Identity of the model; empty where none was asked.
    """

    sets: tuple[Proposal, ...] = ()
    refused: Counter[str] = field(default_factory=Counter)
    made_by: str = ""


async def propose(
    chat: Chat,
    facts: ProductFacts,
    objectives: Sequence[str],
    step: Step,
    *,
    tags: Tags | None = None,
) -> Proposed:
    """Ask for proposals for each objective; the model of this computer is not asked.

    For each objective 180 products are shown at most, 60 a request: those that carry its tag
    first, up to half of them, then those in most orders. Sold, new and tagged products are dealt
    to the requests like cards, so that each holds some of all.

    Args:
        chat: Who is asked.
        facts: The catalog.
        objectives: Names of `OBJECTIVES`.
        step: Counts parts of the catalog.
        tags: Which products carry which tag, where that is known by now.

    Raises:
        ModelRefused: Nothing can be asked at all.
        Cancelled: The run was cancelled.
    """
    if is_local(chat) or len(facts) < 2:
        return Proposed()
    parts = [
        (objective, part)
        for objective in OBJECTIVES
        if objective in objectives
        for part in _dealt(_chosen(facts, objective, tags))
    ]
    items = [
        Item(str(place), _shown(facts, objective, part))
        for place, (objective, part) in enumerate(parts)
    ]
    answers = await chat.answer(PROPOSE_TASK, items, step)
    taken, refused = _checked(answers, parts)
    return Proposed(tuple(sorted(taken)), refused, chat.identity)


def _checked(
    answers: Sequence[Answer], parts: Sequence[tuple[str, list[int]]]
) -> tuple[set[Proposal], Counter[str]]:
    """The sets that are taken, each once, and why others are refused."""
    taken: set[Proposal] = set()
    refused: Counter[str] = Counter()
    for answer in answers:
        if answer.value is None:
            refused[f"no answer: {answer.reason}"] += 1
            continue
        objective, part = parts[int(answer.id)]
        for one in answer.value["sets"]:
            why = refuse_set(one["products"], one["bundle_type"], len(part))
            found = () if why else tuple(sorted(part[place - 1] for place in one["products"]))
            proposal = (objective, one["bundle_type"], found)
            if why or proposal in taken:
                refused[why or REPEATED] += 1
            else:
                taken.add(proposal)
    return taken, refused


def refuse_set(places: Sequence[int], bundle_type: str, shown: int) -> str:
    """Why a proposed set is refused; empty where it is not.

    Args:
        places: What it names, numbers of shown products.
        bundle_type: What it is meant to be.
        shown: How many products were shown, numbered from 1.
    """
    if any(not 1 <= place <= shown for place in places):
        return UNKNOWN
    if len(set(places)) < len(places):
        return TWICE
    alone = bundle_type == "VOLUME_DISCOUNT"
    if len(places) < (1 if alone else 2):
        return TOO_FEW
    return TOO_MANY if alone and len(places) > 1 else ""


PROPOSE_TASK = Task(
    kind="bundles.propose",
    version=VERSION,
    instructions=INSTRUCTIONS,
    schema=SCHEMA,
    per_call=1,
    answer_tokens=MOST_SETS * 40,
    columns=COLUMNS,
)


def _chosen(facts: ProductFacts, objective: str, tags: Tags | None) -> list[int]:
    """The products that are shown for an objective, the most telling first."""
    tag = (tags or {}).get(OBJECTIVES[objective].tag)
    carried = np.flatnonzero(tag.carried).tolist() if tag is not None else []
    first = most_sold(facts, carried, MOST // 2)
    others = most_sold(facts, set(range(len(facts))) - set(first), MOST - len(first))
    return first + others


def _dealt(numbers: Sequence[int]) -> Iterator[list[int]]:
    """Products dealt to as few requests as hold them, each in the order of their numbers."""
    hands = -(-len(numbers) // BATCH)
    for hand in range(hands):
        yield sorted(numbers[hand::hands])


def _shown(facts: ProductFacts, objective: str, part: Sequence[int]) -> dict[str, Any]:
    told = OBJECTIVES[objective]
    products = [
        {"n": place, **show_product(facts, number)} for place, number in enumerate(part, start=1)
    ]
    return {"objective": f"{told.title}: it {told.means}", "products": products}
