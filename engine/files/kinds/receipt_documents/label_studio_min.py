"""Label Studio's JSON-MIN export: a task's boxes, labels and transcriptions as lists side by side.

Nothing but their order ties a transcription to its box.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from engine.files.kinds.receipt_documents.regions import (
    HEADINGS,
    box_cells,
    data_cells,
    has_box,
    labels_of,
    percent_of,
    text_of,
)
from engine.files.kinds.receipt_documents.rows import BadDocument, Row, as_object, rows_of

_TRANSCRIPTIONS = ("transcription", "text")
_NO_DATA = (*_TRANSCRIPTIONS, "id", "annotator", "completed_by")


class LabelStudioMin:
    """The layout of Label Studio's JSON-MIN: words count from 1 in the order of the boxes.

    A task whose boxes and transcriptions differ in number is left out whole: which belongs to
    which cannot be told.
    """

    name = "Label Studio (JSON-MIN)"

    def fits(self, first_documents: Sequence[object]) -> bool:
        """Whether most are objects with boxes and transcriptions."""
        return sum(_fits(document) for document in first_documents) > len(first_documents) / 2

    def rows(self, document: object) -> Iterator[Row]:
        """The rows of one task."""
        return rows_of(HEADINGS, lambda: _words(document), _rows)


def _fits(document: object) -> bool:
    if not isinstance(document, dict) or not any(key in document for key in _TRANSCRIPTIONS):
        return False
    return bool(_region_lists(document))


def _region_lists(task: dict[str, Any]) -> list[list[dict[str, Any]]]:
    """Lists of boxes, the longest first: labels stand only on the boxes that have some."""
    lists = [
        value
        for key, value in task.items()
        if key not in _TRANSCRIPTIONS
        and isinstance(value, list)
        and value
        and all(has_box(region) for region in value)
    ]
    return sorted(lists, key=len, reverse=True)


def _words(document: object) -> Iterable[tuple[Row, tuple[list[dict[str, Any]], object]]]:
    """What holds for the task, and the regions at one place with what is written there."""
    task = as_object(document, "the document")
    places: dict[tuple[float, ...], list[dict[str, Any]]] = {}
    for regions in _region_lists(task):
        for region in regions:
            places.setdefault(tuple(percent_of(region)), []).append(region)
    told = next((task[key] for key in _TRANSCRIPTIONS if key in task), None)
    texts = told if isinstance(told, list) else [told]
    if len(texts) != len(places):
        raise BadDocument(
            f"its {len(places)} boxes and {len(texts)} transcriptions cannot be tied to each other"
        )
    data = {key: value for key, value in task.items() if key not in _NO_DATA}
    whole = data_cells(data, task.get("id"))
    return [(whole, (at, text)) for at, text in zip(places.values(), texts, strict=True)]


def _rows(number: int, found: tuple[list[dict[str, Any]], object]) -> Iterator[Row]:
    regions, told = found
    text = told.get("text") if isinstance(told, dict) else told
    size = regions[0].get("original_width"), regions[0].get("original_height")
    row = {
        "word_id": str(number),
        "text": text_of(text),
        **box_cells(regions[0], *size),
    }
    for label in labels_of(regions):
        yield row | {"label": label}
