"""What a user changed about themes, applied to what a run found; nothing of it is analysed again.

An edit is {action, names, into, words}: *rename* one theme into a name, *merge* several into one,
*split* off the comments of one that say one of the words, *pin* or *unpin* one. What was renamed,
merged or split off is the user's own and pinned with it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from engine.feedback.meaning.taxonomy import Pinned
from engine.feedback.meaning.wording import says_one_of

ACTIONS = ("rename", "merge", "split", "pin", "unpin")
MOST_WORDS = 8
KEPT = ("name", "words", "aspect", "pinned", "count")
"""What stays true of a theme; its figures are counted again."""

Edit = Mapping[str, Any]
Theme = dict[str, Any]


def apply_edits(
    responses: pl.DataFrame, themes: Sequence[Mapping[str, Any]], edits: Sequence[Edit]
) -> tuple[pl.DataFrame, list[Theme]]:
    """Responses and themes as the user has them.

    Args:
        responses: With the columns `comment` and `themes`, as `COLUMNS` has them.
        themes: As the run found them: name, words, aspect, pinned, count; the rest is left out.
        edits: In the order they were made; one about a theme that is not there does nothing.

    Returns:
        The responses with their themes changed, in their order, and the themes: name, words,
        aspect, aspects (all they stand for), pinned, count (responses); the most frequent first.
    """
    told = [{name: one[name] for name in KEPT} | {"aspects": aspects_of(one)} for one in themes]
    for edit in edits:
        responses, told = _applied(responses, told, edit)
    if edits:
        counts = _counts(responses)
        told = [one | {"count": counts.get(one["name"], 0)} for one in told]
        told.sort(key=lambda one: (-one["count"], one["name"]))
    return responses, told


def aspects_of(theme: Mapping[str, Any]) -> list[str]:
    """The aspects a theme stands for."""
    return list(theme.get("aspects") or ([theme["aspect"]] if theme.get("aspect") else []))


def pinned_of(themes: Sequence[Mapping[str, Any]]) -> dict[str, Pinned]:
    """The themes that are looked for in other files too, by name."""
    return {
        one["name"]: Pinned(one["name"], tuple(one["words"]), tuple(aspects_of(one)))
        for one in themes
        if one["pinned"]
    }


def _applied(
    responses: pl.DataFrame, themes: list[Theme], edit: Edit
) -> tuple[pl.DataFrame, list[Theme]]:
    there = [one for one in themes if one["name"] in edit["names"]]
    if not there:
        return responses, themes
    action, into = edit["action"], str(edit.get("into") or there[0]["name"])
    if action in ("pin", "unpin"):
        pinned = {one["name"] for one in there}
        return responses, [
            one | {"pinned": action == "pin"} if one["name"] in pinned else one for one in themes
        ]
    if action == "split":
        return _split(responses, themes, there[0], edit, into)
    others = [one for one in themes if one not in there]
    return _renamed(responses, [one["name"] for one in there], into), [
        *others,
        _united(there, into),
    ]


def _renamed(responses: pl.DataFrame, names: Sequence[str], into: str) -> pl.DataFrame:
    """Themes called by another name; none twice for a response."""
    called = pl.col("themes").list.eval(pl.element().replace(dict.fromkeys(names, into)))
    return responses.with_columns(called.list.unique(maintain_order=True).alias("themes"))


def _united(themes: Sequence[Theme], into: str) -> Theme:
    """One theme in place of several, the words of each in turn."""
    longest = max(len(one["words"]) for one in themes)
    words = [one["words"][at] for at in range(longest) for one in themes if at < len(one["words"])]
    aspects = [aspect for one in themes for aspect in one["aspects"]]
    told = {
        "name": into,
        "pinned": True,
        "aspect": aspects[0] if aspects else "",
        "aspects": aspects,
    }
    return themes[0] | told | {"words": list(dict.fromkeys(words))[:MOST_WORDS]}


def _split(
    responses: pl.DataFrame, themes: list[Theme], whole: Theme, edit: Edit, into: str
) -> tuple[pl.DataFrame, list[Theme]]:
    """The comments that say one of the words are in the new theme and no more in the old one."""
    words = [str(word) for word in edit["words"]]
    moves = pl.col("themes").list.contains(whole["name"]) & says_one_of(words).fill_null(
        value=False
    )
    moved = pl.col("themes").list.eval(pl.element().replace(whole["name"], into))
    changed = responses.with_columns(
        pl.when(moves)
        .then(moved.list.unique(maintain_order=True))
        .otherwise("themes")
        .alias("themes")
    )
    part = whole | {
        "name": into,
        "words": words[:MOST_WORDS],
        "aspect": "",
        "aspects": [],
        "pinned": True,
    }
    return changed, [*themes, part]


def _counts(responses: pl.DataFrame) -> dict[str, int]:
    each = responses.select(pl.col("themes").explode(empty_as_null=True)).drop_nulls()
    return dict(each.group_by("themes").len().iter_rows())
