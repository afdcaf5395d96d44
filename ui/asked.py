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
_ANSWERERS = {"local": "this computer answers", "openai": "the server answers"}


def asked_for(question: Mapping[str, Any]) -> str:
    """The options of a run that are not the usual ones, or that all are.

    For a question about texts its own words and who answers. May hold text that a user wrote.
    """
    options = question.get("options", {})
    if "question" in options:
        words = [options["question"], _ANSWERERS.get(options.get("model", ""), "")]
        return " · ".join(word for word in words if word)
    usual = BundleOptions().settled().as_dict()
    words = [
        _SAYS.get(name, name.replace("_", " ") + " {}").format(value)
        for name, value in options.items()
        if name in usual and value != usual[name]
    ]
    return ", ".join(words) or "usual options"
