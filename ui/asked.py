"""What was asked of a run, in words: only what differs from the way things come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from engine import OBJECTIVES, TYPE_TITLES, BundleOptions, FeedbackOptions, LabelOptions

_SAYS = {
    "bundles": "{} pairs at most",
    "larger_sets": "{} larger sets at most",
    "until": "orders up to {}",
    "twins": "colours and sizes: {}",
    "miner": "counted with {}",
    "offers": "{} offers for each goal and type",
    "margin_floor_pct": "{:g} % margin at least",
    "stacked_code_pct": "a code of {:g} % on top",
    "most_value": "no bundle above {:g}",
    "tone": "{} tone",
    "language": "words in {}",
    "semantic": "texts weigh {:g}",
    "transactional": "orders weigh {:g}",
    "business": "business weighs {:g}",
    "appeal": "with the model's rating of appeal",
}
_LABELS_SAYS = {
    "labels": "judging {}",
    "thorough": "quick models",
    "promised": "{:.0%} of what is called wrong to be wrong",
    "min_group": "groups from {}",
    "min_confidence": "suggestions applied from {:.0%}",
    "similar_at": "alike from {:.0%}",
    "ask": "no model asked",
    "per_call": "{} words in a request",
    "most_asked": "{:.0%} of the words sent at most",
    "learn": "decisions do not teach",
    "seed": "seed {}",
}
_FEEDBACK_SAYS = {
    "headline": "{} NPS on top",
    "map_scores": "an NPS of this scale",
    "weight": "weighted by {}",
    "segments": "comparing {}",
    "own_scores": "scores do not teach",
    "kept_themes": "without themes of other files",
    "themes": "{} themes at most",
    "sure": "intervals of {:.0%}",
    "ask": "no model asked",
    "per_call": "{} comments in a request",
    "seed": "seed {}",
}
# A run names its headline, which is shifted unless the settings say otherwise.
_USUAL_FEEDBACK = {**FeedbackOptions().as_dict(), "headline": "shifted"}
_ANSWERERS = {"local": "this computer answers", "openai": "the server answers"}


def asked_for(question: Mapping[str, Any]) -> str:
    """The model of a server that is asked, and the options that are not the usual ones.

    For a question about texts its own words and who answers. May hold text that a user wrote.
    """
    options = question.get("options", {})
    if "question" in options:
        words = [options["question"], _ANSWERERS.get(options.get("model", ""), "")]
        return " · ".join(word for word in words if word)
    words = _unusual(options)
    if (model := asked_model(question)) and options.get("ask", True):
        words.insert(0, f"asking {model}")
    return ", ".join(words) or "usual options"


def asked_model(question: Mapping[str, Any]) -> str:
    """The model of a server that a run asks, without its provider; empty where it asks none."""
    provider, _, model = str(question.get("models", {}).get("chat", "local:")).partition(":")
    return "" if provider == "local" else model


def _unusual(options: Mapping[str, Any]) -> list[str]:
    """The options that are not the usual ones, each in words."""
    if "promised" in options:
        return _asked_of(options, LabelOptions().as_dict(), _LABELS_SAYS)
    if "own_scores" in options:
        return _asked_of(options, _USUAL_FEEDBACK, _FEEDBACK_SAYS)
    usual = BundleOptions().settled().as_dict()
    return [
        _says(name, value, usual[name])
        for name, value in options.items()
        if name in usual and _plain(value) != _plain(usual[name])
    ]


def _asked_of(
    options: Mapping[str, Any], usual: Mapping[str, Any], says: Mapping[str, str]
) -> list[str]:
    """The options that are not the usual ones, each in the words for it."""
    return [
        says[name].format(", ".join(value) if isinstance(value, list | tuple) else value)
        for name, value in options.items()
        if name in says and _plain(value) != _plain(usual[name])
    ]


def _says(name: str, value: Any, usual: Any) -> str:
    """An option in words; of several things to choose, whichever list is the shorter."""
    if not isinstance(value, list | tuple):
        return _SAYS.get(name, name.replace("_", " ") + " {}").format(value)
    missing = [one for one in usual if one not in value]
    shorter = f"without {_titles(missing)}" if len(missing) < len(value) else ""
    return shorter or f"only {_titles(value)}"


def _plain(value: object) -> object:
    """A value as JSON has it."""
    return list(value) if isinstance(value, tuple) else value


def _titles(names: Sequence[str]) -> str:
    titles: dict[str, str] = {name: one.title for name, one in OBJECTIVES.items()}
    titles |= TYPE_TITLES
    return " and ".join(str(titles.get(name, name)).lower() for name in names)
