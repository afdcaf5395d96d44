"""Label Studio's JSON export: a list of tasks, each with annotations that are lists of results.

What was drawn, transcribed and labelled of one region are results of one id.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from engine.files.kinds.receipt_documents.regions import (
    HEADINGS,
    OF_A_TASK,
    box_cells,
    data_cells,
    has_box,
    labels_of,
    text_of,
)
from engine.files.kinds.receipt_documents.rows import (
    SKIPPED,
    BadDocument,
    Row,
    as_list,
    as_object,
    as_text,
    has_keys,
    rows_of,
)


class LabelStudio:
    """The layout of Label Studio's JSON: a region is a word, its results' id the word's number.

    Of several annotations the first that was not cancelled is read; predictions are not. A task
    is a receipt unless its data names one. Percent become pixels, a region with several labels
    has a row for each, and who annotated is not kept.
    """

    name = "Label Studio"

    def fits(self, first_documents: Sequence[object]) -> bool:
        """Whether most are tasks, and one of them has a box."""
        tasks = [document for document in first_documents if _is_task(document)]
        boxed = any(
            has_box(result.get("value"))
            for task in tasks
            for annotation in _annotations(task)
            if has_keys(annotation, {"result": list})
            for result in annotation["result"]
            if isinstance(result, dict)
        )
        return boxed and len(tasks) > len(first_documents) / 2

    def rows(self, document: object) -> Iterator[Row]:
        """The rows of one task; its first says how many annotations were not read."""
        headings = (*HEADINGS, *OF_A_TASK)
        skipped = max(0, len(_annotations(document)) - 1)
        for row in rows_of(headings, lambda: _regions(document), _rows):
            yield row | {SKIPPED: str(skipped)} if skipped else row
            skipped = 0


def _is_task(document: object) -> bool:
    return has_keys(document, {"data": dict}) and bool(_annotations(document))


def _annotations(document: object) -> list[Any]:
    """Older exports call them completions."""
    if not isinstance(document, dict):
        return []
    found = document.get("annotations", document.get("completions"))
    return found if isinstance(found, list) else []


def _regions(document: object) -> Iterable[tuple[Row, list[dict[str, Any]]]]:
    """What holds for the task, and the results of each region, in the order of the file."""
    task = as_object(document, "the document")
    annotation = _first(task)
    whole = data_cells(as_object(task.get("data"), "data"), task.get("id")) | {
        "annotation_id": as_text(annotation.get("id"), "the annotation's id"),
        "ground_truth": as_text(annotation.get("ground_truth"), "ground_truth"),
    }
    regions: dict[str, list[dict[str, Any]]] = {}
    for place, result in enumerate(as_list(annotation.get("result"), "result")):
        told = as_object(result, "a result")
        if told.get("type") in ("relation", "choices") and not has_box(told.get("value")):
            continue  # it is no word: it ties two, or speaks of the whole picture
        key = told.get("id")
        regions.setdefault(key if isinstance(key, str) else f" {place}", []).append(told)
    return [(whole, results) for results in regions.values()]


def _first(task: dict[str, Any]) -> dict[str, Any]:
    annotations = _annotations(task)
    if not annotations:
        raise BadDocument("nobody has annotated it")
    for annotation in annotations:
        told = as_object(annotation, "an annotation")
        if not told.get("was_cancelled"):
            return told
    raise BadDocument("all its annotations were cancelled")


def _rows(number: int, results: list[dict[str, Any]]) -> Iterator[Row]:  # noqa: ARG001
    values = [as_object(result.get("value"), "value") for result in results]
    boxed = next((k for k, value in enumerate(values) if has_box(value)), None)
    if boxed is None:
        raise BadDocument("it has no box")
    size = results[boxed].get("original_width"), results[boxed].get("original_height")
    texts = (text_of(value["text"]) for value in values if "text" in value)
    row = {
        "word_id": as_text(results[0].get("id"), "id"),
        "text": next(texts, None),
        **box_cells(values[boxed], *size),
    }
    for label in labels_of(values):
        yield row | {"label": label}
