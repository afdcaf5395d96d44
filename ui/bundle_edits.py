"""Edits of a table of bundles → decisions; what cannot be kept says why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from engine import Backroom, EngineError
from ui.words import joined

VERDICTS = {"open": "Undecided", "accepted": "Accepted", "rejected": "Rejected"}
_BACK = {title: verdict for verdict, title in VERDICTS.items()}


def title_of(bundle: Mapping[str, Any]) -> str:
    """What a bundle is called: its copy's title, or its products' names."""
    written = (bundle["copy"] or {}).get("title")
    return written or joined([item["title"] for item in bundle["items"]])


def keep_edits(
    backroom: Backroom,
    run: str,
    rows: Sequence[Mapping[str, Any]],
    edits: Mapping[int, Mapping[str, Any]],
    unit: int,
) -> list[str]:
    """Keep what was edited, row by row; a row that is refused keeps nothing of itself.

    Args:
        backroom: The open workspace.
        run: The finished run.
        rows: Bundles as they were decided, in the order of the table.
        edits: Number of a row → heading (place, verdict, title, price) → what it is to be; None
            and an empty title take a change back.
        unit: Minor units in one of those that prices are written in.

    Returns:
        A sentence for each row that was refused.
    """
    refused: list[str] = []
    places: dict[str, int] = {}
    for place, edit in edits.items():
        bundle = rows[int(place)]
        try:
            _keep(backroom, run, bundle, edit, unit)
        except EngineError as error:
            refused.append(f"{title_of(bundle)}: {error}")
            continue
        if edit.get("place") is not None:
            places[bundle["bundle_id"]] = int(edit["place"])
    if places:
        backroom.order(run, _ordered(backroom.decided_bundles(run), places))
    return refused


def _keep(
    backroom: Backroom, run: str, bundle: Mapping[str, Any], edit: Mapping[str, Any], unit: int
) -> None:
    changes: dict[str, Any] = {}
    if "title" in edit:
        # An empty title takes the change back.
        changes["title"] = (edit["title"] or "").strip() or None
    if "price" in edit:
        changes["price"] = None if edit["price"] is None else round(edit["price"] * unit)
    verdict = _BACK.get(str(edit.get("verdict")))
    if changes or verdict:
        backroom.decide(run, bundle["bundle_id"], verdict, changes)


def _ordered(decided: Sequence[Mapping[str, Any]], places: Mapping[str, int]) -> list[str]:
    """All ids in the order they stand in, those that were moved at their new places."""
    ids = [one["bundle_id"] for one in decided if one["bundle_id"] not in places]
    for bundle, place in sorted(places.items(), key=lambda moved: moved[1]):
        ids.insert(max(0, place - 1), bundle)
    return ids
