"""A user's wish about themes, looked at before it is kept: is it possible, what does it mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from engine.errors import NotFound, OptionRefused, TooSmall
from engine.feedback.meaning.edits import ACTIONS
from engine.feedback.meaning.halves import dividing_words
from engine.feedback.meaning.wording import says_one_of

LONGEST = 80
_ONE = {"rename": "rename", "split": "split", "pin": "pin", "unpin": "unpin"}


def checked_edit(
    responses: pl.DataFrame, themes: Sequence[Mapping[str, Any]], wish: Mapping[str, Any]
) -> dict[str, Any]:
    """The edit that a wish comes to; a split without words finds its own.

    Args:
        responses: As the user has them by now.
        themes: The same.
        wish: action, names, into, words: a text with commas between, or a list.

    Raises:
        NotFound: There is no theme of one of the names.
        OptionRefused: The action is unknown, or not possible with these names.
        TooSmall: The theme cannot be told apart into two.
    """
    action, names = str(wish["action"]), list(dict.fromkeys(wish["names"]))
    into, words = _line(str(wish.get("into") or "")), _words(wish.get("words") or "")
    if action not in ACTIONS:
        raise OptionRefused(f"A theme can be changed by {', '.join(ACTIONS)}, not {action!r}.")
    _look_for(names, themes)
    if action == "merge" and len(names) < 2:
        raise OptionRefused("Merging takes two themes or more; name them.")
    if action in _ONE and len(names) != 1:
        raise OptionRefused(f"Name one theme to {_ONE[action]}, not {len(names)}.")
    if action == "rename" and not into:
        raise OptionRefused("Say what the theme is to be called.")
    if action == "split":
        words = words or list(_found_words(responses, names[0]))
        _check_split(responses, names[0], words)
        into = into or f"{names[0]}: {', '.join(words[:3])}"[:LONGEST]
    if action in ("rename", "merge", "split"):
        into = into or names[0]
        _check_free(into, names if action == "merge" else (), themes)
    return {"action": action, "names": names, "into": into, "words": words}


def told_of(edit: Mapping[str, Any]) -> str:
    """An edit in a sentence."""
    names, into = " and ".join(f"“{name}”" for name in edit["names"]), f"“{edit['into']}”"
    return {
        "rename": f"{names} is called {into}.",
        "merge": f"{names} are one theme: {into}.",
        "split": f"{into} is split off {names}: comments that say {', '.join(edit['words'])}.",
        "pin": f"{names} is looked for in other files too.",
        "unpin": f"{names} is looked for in other files no longer.",
    }[edit["action"]]


def _line(text: str) -> str:
    """One line without control characters, at most 80 characters."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())[:LONGEST]


def _words(told: str | Sequence[str]) -> list[str]:
    parts = told.split(",") if isinstance(told, str) else told
    return [word for word in dict.fromkeys(_line(str(part)) for part in parts) if word]


def _look_for(names: Sequence[str], themes: Sequence[Mapping[str, Any]]) -> None:
    known = {str(one["name"]) for one in themes}
    for name in names:
        if name not in known:
            raise NotFound(f"There is no theme {name!r}; there are {', '.join(sorted(known))}.")


def _check_free(into: str, own: Sequence[str], themes: Sequence[Mapping[str, Any]]) -> None:
    if into not in own and any(one["name"] == into for one in themes):
        raise OptionRefused(f"There is a theme {into!r} already; merge the two, or choose another.")


def _of_theme(responses: pl.DataFrame, name: str) -> pl.DataFrame:
    return responses.filter(pl.col("themes").list.contains(name).fill_null(value=False))


def _found_words(responses: pl.DataFrame, name: str) -> tuple[str, ...]:
    own = _of_theme(responses, name)["comment"].drop_nulls().unique().sort().to_list()
    known = set(own)
    others = [
        text for text in responses["comment"].drop_nulls().unique().sort() if text not in known
    ]
    if not (words := dividing_words(own, others)):
        raise TooSmall(f"The comments of {name!r} do not fall into two; give words to split by.")
    return words


def _check_split(responses: pl.DataFrame, name: str, words: Sequence[str]) -> None:
    said = _of_theme(responses, name).select(says_one_of(words).fill_null(value=False)).to_series()
    if not said.any() or said.all():
        which = "All" if said.all() and len(said) else "None"
        raise OptionRefused(
            f"{which} of the comments of {name!r} say {', '.join(words)}; choose other words."
        )
