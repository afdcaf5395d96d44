"""Regions of Label Studio: their boxes in percent of a picture, their labels, their task's data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from engine.files.kinds.receipt_documents.rows import (
    BAD,
    SKIPPED,
    BadDocument,
    Row,
    as_list,
    as_number,
    as_text,
    box_around,
    box_of,
)

_PICTURES = ("ocr", "image", "captioning", "img", "url")
_SIDES = ("x", "y", "width", "height")
MOST_DATA = 50

HEADINGS = (
    "image_id", "receipt_id", "word_id", "text", "label", "x", "y", "width", "height", "corners",
    "rotation", "box_percent", "image_width", "image_height",
)  # fmt: skip
OF_A_TASK = ("annotation_id", "ground_truth", SKIPPED)


def has_box(region: object) -> bool:
    """Whether it is an object with a box or a polygon."""
    if not isinstance(region, dict):
        return False
    return all(side in region for side in _SIDES) or "points" in region


def data_cells(data: Mapping[str, Any], task: object) -> Row:
    """What holds for a whole task: its picture, its number, and the plain values of its data.

    Raises:
        BadDocument: A value cannot be written as text.
    """
    plain = {
        as_text(key, "a key") or "": as_text(value, "the data")
        for key, value in list(data.items())[:MOST_DATA]
        if not isinstance(value, list | dict)
    }
    picture = next((key for key in _PICTURES if plain.get(key)), None)
    own = {"receipt_id": as_text(task, "the task's id")}
    if picture is not None and not plain.get("image_id"):
        own["image_id"] = plain.pop(picture)
    names = {*HEADINGS, *OF_A_TASK, BAD} - {"image_id", "receipt_id"}
    return own | {f"data.{key}" if key in names else key: told for key, told in plain.items()}


def box_cells(region: Mapping[str, Any], width: object, height: object) -> Row:
    """A region's box in pixels; without the picture's size its percent are kept instead.

    Args:
        region: x, y, width, height, or points, in percent; rotation in degrees.
        width: The picture's width in pixels, or None.
        height: The picture's height in pixels, or None.

    Raises:
        BadDocument: The box is not made of numbers.
    """
    percent = percent_of(region)
    told = {"rotation": _rotation(region.get("rotation"))}
    if width is None or height is None:
        return told | {"box_percent": " ".join(map(str, percent))}
    across, down = as_number(width, "original_width"), as_number(height, "original_height")
    pixels = [number * (down if k % 2 else across) / 100 for k, number in enumerate(percent)]
    size = {"image_width": as_text(width, ""), "image_height": as_text(height, "")}
    corners = [round(number, 3) for number in pixels]
    box = box_around(corners) if "points" in region else box_of(*pixels)
    return told | size | box


def percent_of(region: Mapping[str, Any]) -> list[float]:
    """The numbers of a region's box or points.

    Raises:
        BadDocument: One of them is none.
    """
    if "points" not in region:
        return [as_number(region.get(side), side) for side in _SIDES]
    points = [as_list(point, "a point") for point in as_list(region["points"], "points")]
    if len(points) < 3 or any(len(point) != 2 for point in points):
        raise BadDocument("its points are not three pairs or more")
    return [as_number(number, "a point") for point in points for number in point]


def _rotation(degrees: object) -> str | None:
    return None if degrees in (None, 0) else as_text(degrees, "rotation")


def labels_of(regions: Iterable[Mapping[str, Any]]) -> list[str | None]:
    """The distinct labels of a word's regions, by whatever control; None where there is none.

    Raises:
        BadDocument: A label is no text.
    """
    found = [
        as_text(label, "a label")
        for region in regions
        for key, labels in region.items()
        if key.endswith("labels")
        for label in as_list(labels, key)
    ]
    return list(dict.fromkeys(label for label in found if label)) or [None]


def text_of(told: object) -> str | None:
    """A transcription, whose lines become one.

    Raises:
        BadDocument: It is neither a text nor a list of texts.
    """
    if not isinstance(told, list):
        return as_text(told, "the transcription")
    lines = [as_text(line, "the transcription") for line in told]
    return " ".join(line for line in lines if line) or None
