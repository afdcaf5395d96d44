"""Wrong labels put among right ones: which words, and what their labels become."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from engine.labels.words import Given, Ints, Mask

KINDS = ("uniform", "confusion")
CONFUSED = {
    "LINE_TOTAL": ("SUBTOTAL", "TAX", "GRAND_TOTAL", "QUANTITY"),
    "SUBTOTAL": ("GRAND_TOTAL", "LINE_TOTAL", "TAX"),
    "TAX": ("SUBTOTAL", "GRAND_TOTAL", "TIP"),
    "GRAND_TOTAL": ("SUBTOTAL", "LINE_TOTAL"),
    "TIP": ("TAX", "SUBTOTAL"),
    "DATE": ("TIME",),
    "TIME": ("DATE",),
    "MERCHANT_NAME": ("ADDRESS_LINE", "PRODUCT_NAME"),
    "ADDRESS_LINE": ("MERCHANT_NAME", "PHONE_NUMBER"),
    "PHONE_NUMBER": ("DATE", "ADDRESS_LINE"),
    "QUANTITY": ("LINE_TOTAL",),
    "PRODUCT_NAME": ("MERCHANT_NAME", "QUANTITY"),
}
"""What people take a label for; a label that is not here, or whose mistakes the file does not
have, becomes any other one."""


MERCHANTS = 4
"""Merchants at which a systematic error is made."""


def make_wrong(given: Given, kind: str, rate: float, seed: int) -> Given:
    """The labels of a file with some of them made wrong.

    Args:
        given: The labels, all supposed to be right.
        kind: `uniform`, another label drawn as labels are, or `confusion`, one of `CONFUSED`.
        rate: Share that is made wrong, 0..1.
        seed: Which ones, and what they become.
    """
    drawn = np.random.default_rng(seed)
    label = given.label.copy()
    place = {name: number for number, name in enumerate(given.names)}
    chosen = drawn.choice(len(label), int(rate * len(label)), replace=False)
    for row in np.sort(chosen).tolist():
        name = given.names[label[row]]
        taken = [place[other] for other in CONFUSED.get(name, ()) if other in place]
        label[row] = _other(drawn, taken if kind == "confusion" else [], given.label, label[row])
    return replace(given, label=label)


def make_systematic(given: Given, merchant: Ints, share: float, seed: int) -> Given:
    """One label type of each of `MERCHANTS` merchants made another one, on some of its words.

    Args:
        given: The labels, all supposed to be right.
        merchant: Number of each label's merchant, -1 for those that are left alone, (m,).
        share: Share of the merchant's labels of that type that is made wrong, 0..1.
        seed: Which merchants and labels, and what they become.
    """
    drawn = np.random.default_rng(seed)
    label = given.label.copy()
    for one in drawn.choice(np.unique(merchant[merchant >= 0]), MERCHANTS, replace=False).tolist():
        own = int(drawn.choice(np.unique(given.label[merchant == one])))
        other = _other(drawn, [], given.label, own)
        rows = np.flatnonzero((merchant == one) & (given.label == own))
        label[drawn.choice(rows, max(1, round(share * len(rows))), replace=False)] = other
    return replace(given, label=label)


def _other(drawn: np.random.Generator, among: list[int], labels: Ints, own: int) -> int:
    while True:
        other = int(drawn.choice(among) if among else labels[drawn.integers(len(labels))])
        if other != own:
            return other


def is_wrong(noisy: Given, given: Given) -> Mask:
    """Which labels were made wrong, (m,)."""
    wrong: Mask = noisy.label != given.label
    return wrong
