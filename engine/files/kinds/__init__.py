"""The kinds of tables that are understood."""

from __future__ import annotations

import dataclasses

from engine.files.kinds.orders import BASKETS, HEADERS, LINES
from engine.files.kinds.receipts import RECEIPTS
from engine.files.kinds.schema import Field, Kind, normalised
from engine.files.kinds.shop import CATALOG, INVENTORY
from engine.files.kinds.survey import SURVEY
from engine.files.kinds.tongues import HEADINGS


def _spoken(kind: Kind) -> Kind:
    """The kind with headings of other tongues after its fields' own.

    Within a kind a heading tells one field; where the lists differ the field's own goes first.
    """
    own = {heading for field in kind.fields for heading in field.headings}
    fields = []
    for field in kind.fields:
        key = f"{kind.name}.{field.name}"
        learned = HEADINGS.get(key, HEADINGS.get(f"orders.{field.name}", ()))
        added = tuple(heading for heading in learned if heading not in own)
        fields.append(dataclasses.replace(field, headings=field.headings + added))
    return dataclasses.replace(kind, fields=tuple(fields))


KINDS: dict[str, Kind] = {
    kind.name: _spoken(kind)
    for kind in (LINES, HEADERS, BASKETS, CATALOG, INVENTORY, RECEIPTS, SURVEY)
}

__all__ = ["KINDS", "Field", "Kind", "normalised"]
