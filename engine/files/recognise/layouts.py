"""Which known layout a file has."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.files.kinds import normalised
from engine.files.kinds.known import LAYOUTS, Layout


def known_layouts(headings: Sequence[str], kinds: Sequence[str]) -> tuple[Layout, ...]:
    """The known layouts whose marks are all among the headings, likeliest first.

    One mark alone tells too little: other files have such a heading too.

    Args:
        headings: A file's headings.
        kinds: Names of the kinds of table it may be of.
    """
    here = {normalised(heading) for heading in headings}
    keys = {normalised(key) for heading in headings for key in heading.split(".")}
    fitting = [
        layout
        for layout in LAYOUTS
        if layout.kind in kinds
        and len(layout.marks) > 1
        and (keys if layout.document else here).issuperset(map(normalised, layout.marks))
        and here.isdisjoint(map(normalised, layout.lacks))
    ]
    return tuple(sorted(fitting, key=lambda layout: -_shared(layout, here)))


def known_by_one_mark(headings: Sequence[str], kind: str) -> Layout | None:
    """The layout with one mark only which stands first, for a table surely of its kind."""
    first = normalised(headings[0])
    fitting = (
        layout
        for layout in LAYOUTS
        if layout.kind == kind and [normalised(mark) for mark in layout.marks] == [first]
    )
    return next(fitting, None)


def heading_of(path: str) -> str:
    """The heading that a path in a document becomes: `items.edges[].node.sku` → `items.sku`."""
    keys = re.split(r"\[\]\.|\.", path)
    return ".".join(key for key in keys if key not in ("edges", "nodes", "node"))


def _shared(layout: Layout, here: set[str]) -> int:
    """How many of its headings are there."""
    return len(here.intersection(map(normalised, layout.headings)))
