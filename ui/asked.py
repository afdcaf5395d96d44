"""What was asked of a run, in words: only what differs from the way things come."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine import BundleOptions

_SAYS = {
    "bundles": "{} pairs at most",
    "larger_sets": "{} larger sets at most",
    "until": "orders up to {}",
    "twins": "colours and sizes: {}",
    "miner": "counted with {}",
}


def asked_for(question: Mapping[str, Any]) -> str:
    """The options of a run that are not the usual ones, or that all are."""
    usual = BundleOptions().settled().as_dict()
    options = question.get("options", {})
    words = [
        _SAYS.get(name, name.replace("_", " ") + " {}").format(value)
        for name, value in options.items()
        if name in usual and value != usual[name]
    ]
    return ", ".join(words) or "usual options"
