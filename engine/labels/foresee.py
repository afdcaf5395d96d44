"""What a run would ask a server's models, foreseen from counts alone."""

from __future__ import annotations

from math import ceil

from engine.labels.options import LabelOptions
from engine.models.money import Plan, Planned

ENVELOPE, WORD, ANSWER = 2_500, 1_600, 90
"""Bytes of a request's instructions and of one word with its receipt; tokens of an answer."""
CHECKED, CHECK = 0.5, 900
"""Share of the asked words whose suggestion is checked again, and bytes of one such check."""


def foresee(labels: int, options: LabelOptions) -> Plan:
    """The requests a run would send at most, roughly.

    Args:
        labels: Labels of the file.
        options: `ask`, `most_asked` and `per_call` say how much.
    """
    asked = ceil(labels * options.most_asked) if options.ask else 0
    requests = [
        *_requests(asked, options.per_call, WORD),
        *_requests(ceil(asked * CHECKED), options.per_call, CHECK),
    ]
    items = sum(request.items for request in requests)
    return Plan(items, items, 0, tuple(requests))


def _requests(items: int, per_call: int, each: int) -> list[Planned]:
    full, rest = divmod(items, per_call)
    sizes = [per_call] * full + [rest] * (rest > 0)
    return [Planned(size, ENVELOPE + size * each, size * ANSWER) for size in sizes]
