"""Which known layout a file has."""

from __future__ import annotations

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
    fitting = [
        layout
        for layout in LAYOUTS
        if layout.kind in kinds
        and not layout.document
        and len(layout.marks) > 1
        and here.issuperset(map(normalised, layout.marks))
        and here.isdisjoint(map(normalised, layout.lacks))
    ]
    return tuple(sorted(fitting, key=lambda layout: -_shared(layout, here)))


def _shared(layout: Layout, here: set[str]) -> int:
    """How many of its headings are there."""
    return len(here.intersection(map(normalised, layout.headings)))
