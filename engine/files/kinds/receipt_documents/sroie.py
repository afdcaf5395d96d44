"""SROIE: a text file a receipt, a line of it four corners and then what is printed there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from engine.files.kinds.receipt_documents.rows import (
    BadDocument,
    Row,
    as_number,
    as_object,
    as_text,
    box_around,
    rows_of,
)

_LINE = re.compile(r"\s*((?:-?\d{1,12}\s*,\s*){8})(.*)")
_HEADINGS = (
    "image_id", "receipt_id", "word_id", "text", "label", "x", "y", "width", "height", "corners",
)  # fmt: skip


class Sroie:
    """The layout of SROIE's boxes: `x1,y1,x2,y2,x3,y3,x4,y4,text`, whose text may hold commas.

    A document is `{"text": …}`, with `name` where the file's name is known: it is the picture's
    too. A file is one receipt, and its lines have no labels.
    """

    name = "SROIE boxes"

    def fits(self, first_documents: Sequence[object]) -> bool:
        """Whether every document is a text of such lines, most with a letter in what they say."""
        return bool(first_documents) and all(_fits(document) for document in first_documents)

    def rows(self, document: object) -> Iterator[Row]:
        """The rows of one receipt."""
        return rows_of(_HEADINGS, lambda: _lines(document), _rows)


def _fits(document: object) -> bool:
    text = document.get("text") if isinstance(document, dict) else None
    if not isinstance(text, str):
        return False
    found = [_LINE.fullmatch(line) for line in _filled(text[:20_000])]
    said = [line.group(2) for line in found if line]
    # A table of numbers has no words, and a table with a header begins with words.
    in_words = sum(any(sign.isalpha() for sign in text) for text in said)
    return bool(found) and found[0] is not None and len(said) >= 0.9 * len(found) < 3 * in_words


def _lines(document: object) -> Iterable[tuple[Row, str]]:
    file = as_object(document, "the document")
    text = file.get("text")
    if not isinstance(text, str):
        raise BadDocument("it is no text")
    name = as_text(file.get("name"), "name")
    image = None if name is None else re.sub(r"^.*[/\\]|\.[^.]*$", "", name, flags=re.DOTALL)
    whole = {"image_id": image, "receipt_id": "1"}
    return [(whole, line) for line in _filled(text)]


def _filled(text: str) -> list[str]:
    lines = re.split("\r\n|\r|\n", text.removeprefix("\ufeff"))
    return [line for line in lines if line.strip()]


def _rows(number: int, line: str) -> Iterator[Row]:
    cut = _LINE.fullmatch(line)
    if cut is None:
        raise BadDocument("it does not begin with eight whole numbers")
    corners = [as_number(int(told), "a corner") for told in cut.group(1).split(",")[:8]]
    text = as_text(cut.group(2).strip(), "text")
    yield {"word_id": str(number), "text": text, **box_around(corners)}
