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
from engine.bundles.out.texts import copy_without_price, names_price
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
        notes = edit_price(after, changes["price"], shop)
        if after["pricing"]["bundle_price"] != document["pricing"]["bundle_price"]:
            notes += _forget_old_price(document, after, shop.digits)
    return after, notes


def _forget_old_price(before: Mapping[str, Any], after: dict[str, Any], digits: int) -> list[str]:
    """Take texts out of the copy that name a price no longer asked; what stays is said."""
    notes = []
    kept = copy_without_price({**before, "copy": after.get("copy")}, digits)
    if after.get("copy") and kept != after["copy"]:
        after["copy"] = kept
        notes.append("Texts that named the price that was suggested were taken out.")
    if names_price(before.get("explanation") or "", before, digits):
        notes.append("The explanation still names the price that was suggested.")
    return notes


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
