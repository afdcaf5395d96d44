"""Documents of a run with a person's decisions applied: verdicts, titles, prices, an order.

The documents that a run kept stay as they are; what is changed here is a copy.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

from engine.bundles.out.edit_price import edit_price
from engine.bundles.out.shop import Shop
from engine.errors import OptionRefused
from engine.workspace import Decision

LONGEST_TITLE = 200


def apply_decisions(
    documents: Sequence[Mapping[str, Any]],
    decisions: Mapping[str, Decision],
    order: Sequence[str],
    shop: Shop,
) -> list[dict[str, Any]]:
    """Documents as they were decided.

    Each gets `place` (from 1, in the order chosen; those that were not put in order follow by
    rank) and `decision` {verdict, edited (names of what was changed), notes (sentences)}. A
    change that does not fit this run, a price above today's parts for instance, is not made, and
    a note says so.

    Args:
        documents: As `bundles.json` holds them.
        decisions: By bundle_id.
        order: Ids of bundles, the first one first; unknown ones are passed over.
        shop: Whose money it is, and what code may come on top.
    """
    places = {bundle: place for place, bundle in enumerate(order)}
    last = len(places)
    decided = [
        _decided(document, decisions.get(document["bundle_id"], Decision()), shop)
        for document in documents
    ]
    decided.sort(key=lambda one: (places.get(one["bundle_id"], last), one["rank"]))
    return [document | {"place": place} for place, document in enumerate(decided, start=1)]


def changed(
    document: Mapping[str, Any], changes: Mapping[str, Any], shop: Shop
) -> tuple[dict[str, Any], list[str]]:
    """A document with changes made, and sentences about what they do.

    Args:
        document: As it was before.
        changes: `title` (text) and `price` (minor units); None leaves it as it was.
        shop: Whose money it is, and what code may come on top.

    Raises:
        OptionRefused: A change is unknown or out of range.
    """
    unknown = sorted(set(changes) - {"title", "price"})
    if unknown:
        raise OptionRefused(f"A bundle's title and price can be changed, not {unknown[0]!r}.")
    after, notes = deepcopy(dict(document)), []
    if changes.get("title") is not None:
        after["copy"] = {**(after.get("copy") or {}), "title": checked_title(changes["title"])}
    if changes.get("price") is not None:
        notes = [*edit_price(after, changes["price"], shop), *_stale(document, after, shop)]
    return after, notes


def checked_title(title: object) -> str:
    """A title on one line, without control characters.

    Raises:
        OptionRefused: It is empty or too long.
    """
    signs = (" " if sign.isspace() else sign for sign in str(title)
             if sign.isspace() or unicodedata.category(sign) not in ("Cc", "Cs"))  # fmt: skip
    told = " ".join("".join(signs).split())
    if not told or len(told) > LONGEST_TITLE:
        raise OptionRefused(f"A title has 1 to {LONGEST_TITLE} characters, not {len(told)}.")
    return told


def to_take_out(documents: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """What goes into files for a shop: what was accepted; before that, all but the rejected."""
    verdicts = [document["decision"]["verdict"] for document in documents]
    wanted = ("accepted",) if "accepted" in verdicts else ("open",)
    return [one for one, verdict in zip(documents, verdicts, strict=True) if verdict in wanted]


def _stale(before: Mapping[str, Any], after: Mapping[str, Any], shop: Shop) -> list[str]:
    """A sentence where texts go on naming a price that is no longer asked."""
    old, new = before["pricing"]["bundle_price"], after["pricing"]["bundle_price"]
    texts = [before.get("explanation") or "", *_texts_of(before.get("copy") or {})]
    # A price is looked for with its digits only: languages write it in their own ways.
    told = shop.written(old)
    named = any(told in text or told.replace(".", ",") in text for text in texts)
    return ["Its texts still name the price that was suggested."] if named and old != new else []


def _texts_of(copy: Mapping[str, Any]) -> list[str]:
    parts = (part if isinstance(part, list | tuple) else [part] for part in copy.values())
    return [text for texts in parts for text in texts if isinstance(text, str)]


def _decided(document: Mapping[str, Any], decision: Decision, shop: Shop) -> dict[str, Any]:
    after, edited, notes = deepcopy(dict(document)), [], []
    for name in ("title", "price"):
        value = decision.changes.get(name)
        if value is None or (isinstance(value, float) and math.isnan(value)):
            continue
        try:
            after, said = changed(after, {name: value}, shop)
        except OptionRefused as refusal:
            notes.append(f"Your {name} of an earlier run is not used. {refusal}")
        else:
            edited.append(name)
            notes.extend(said)
    after["decision"] = {"verdict": decision.verdict, "edited": edited, "notes": notes}
    return after
