"""JSON and JSON Lines, read document by document: a large file is never held as a whole.

A file is a list of documents, a document on each line, or an object that holds such lists; of
several lists the one with most objects is read. Else the whole file is one document.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

from engine.errors import FileRefused

DOCUMENT_CHARACTERS = 1 << 26
"""A document is held as a whole, and as objects of Python takes ten times the room of its text."""
_FIRST_CHARACTERS = 1 << 16
_DEEPEST_LIST = 8
_BLANK = re.compile(r"[ \t\r\n]*")


class Written(str):
    """A number as it was written, told apart from a text of the same signs."""

    __slots__ = ()


AS_VALUES = json.JSONDecoder()
AS_WRITTEN = json.JSONDecoder(parse_float=Written, parse_int=Written, parse_constant=Written)


@dataclass(frozen=True)
class Lists:
    """Where a JSON file's documents are.

    Attributes:
        kind: `lines`, `list` or `document`.
        path: The keys that lead to the list; none for one that is the whole file.
        others: Path of each other list of objects, dotted → its objects.
    """

    kind: str
    path: tuple[str, ...] = ()
    others: dict[str, int] = field(default_factory=dict)


def find_lists(path: Path) -> Lists:
    """Look through a JSON file for its documents.

    Raises:
        FileRefused: It is damaged, nested too deep, or a document is too large.
    """
    with _opened(path) as text:
        if text.peek() == "[":
            return Lists("list")
        if _is_lines(path):
            return Lists("lines")
        if text.peek() != "{":
            raise text.damaged()
        counts = dict(_counted(text, ()))
        text.end()
    if not counts:
        return Lists("document")
    best = max(counts, key=lambda keys: counts[keys])
    others = {".".join(keys): count for keys, count in counts.items() if keys != best}
    return Lists("list", best, others)


def documents(path: Path, lists: Lists, decoder: json.JSONDecoder) -> Iterator[Any]:
    """The documents of a JSON file, one after the other.

    Raises:
        FileRefused: As for `find_lists`.
    """
    with _opened(path) as text:
        if lists.kind == "list":
            for key in lists.path:
                _go_to(text, key)
            yield from text.elements(decoder)
            if not lists.path:
                text.end()
        elif lists.kind == "lines":
            while text.peek():
                yield text.value(decoder)
        else:
            found = text.value(decoder)
            text.end()
            yield found


class _Text:
    """A JSON text of which only a stretch is held."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._held = ""
        self._at = self._before = 0
        self._more = _FIRST_CHARACTERS

    def peek(self) -> str:
        """The next sign that is not blank; empty at the end."""
        while True:
            match = _BLANK.match(self._held, self._at)
            self._at = match.end() if match else self._at
            if self._at < len(self._held) or not self._read():
                return self._held[self._at : self._at + 1]

    def take(self, signs: str) -> str:
        """Go past the next sign, which must be one of these."""
        sign = self.peek()
        if not sign or sign not in signs:
            raise self.damaged()
        self._at += 1
        return sign

    def value(self, decoder: json.JSONDecoder) -> Any:
        """The next value, whole."""
        self.peek()
        while True:
            try:
                found, end = decoder.raw_decode(self._held, self._at)
            except json.JSONDecodeError as error:
                if not self._read():
                    raise self.damaged() from error
                continue
            # A number that ends with what is held may go on.
            if end < len(self._held) or self._held[end - 1] in '"]}' or not self._read():
                self._at = end
                return found

    def elements(self, decoder: json.JSONDecoder) -> Iterator[Any]:
        """The elements of the list that comes next."""
        self.take("[")
        if self.peek() == "]":
            self.take("]")
            return
        yield self.value(decoder)
        while self.take(",]") == ",":
            yield self.value(decoder)

    def fields(self) -> Iterator[str]:
        """The keys of the object that comes next; each one's value must be read in between."""
        self.take("{")
        if self.peek() == "}":
            self.take("}")
            return
        while True:
            if self.peek() != '"':
                raise self.damaged()
            key = self.value(AS_VALUES)
            self.take(":")
            yield key
            if self.take(",}") == "}":
                return

    def end(self) -> None:
        """Check that nothing follows."""
        if self.peek():
            raise self.damaged()

    def damaged(self) -> FileRefused:
        """What to say where the text is no JSON."""
        place = self._before + self._at + 1
        return FileRefused(
            f"The JSON is damaged or cut short at or after character {place:,}; export it again."
        )

    def _read(self) -> bool:
        """Hold more of the text, twice as much each time; false at its end."""
        if len(self._held) - self._at > DOCUMENT_CHARACTERS:
            raise FileRefused(
                f"A part of the JSON is longer than {DOCUMENT_CHARACTERS >> 20} million characters,"
                " or it is damaged; export one object for each record."
            )
        self._more = max(_FIRST_CHARACTERS, len(self._held) - self._at)
        more = self._file.read(self._more)
        self._before += self._at
        self._held = self._held[self._at :] + more
        self._at = 0
        return bool(more)


@contextmanager
def _opened(path: Path) -> Iterator[_Text]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield _Text(file)
    except RecursionError as error:
        raise FileRefused("The JSON is nested too deep to be a table.") from error
    except ValueError as error:  # a whole number of thousands of digits
        raise FileRefused("The JSON holds a number that is too long to be read.") from error


def _is_lines(path: Path) -> bool:
    """Whether the first line is an object, and not the last."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        line = file.readline(DOCUMENT_CHARACTERS)
        if not line.endswith("\n") or not line.lstrip().startswith("{"):
            return False
        try:
            json.loads(line)
        except json.JSONDecodeError:
            return False
        return any(map(str.strip, iter(lambda: file.read(_FIRST_CHARACTERS), "")))


def _counted(text: _Text, keys: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], int]]:
    """The lists of objects inside the object that comes next, with their numbers of objects."""
    for key in text.fields():
        sign, here = text.peek(), (*keys, key)
        if sign == "{" and len(here) < _DEEPEST_LIST:
            yield from _counted(text, here)
        elif sign == "[":
            count = sum(isinstance(element, dict) for element in text.elements(AS_WRITTEN))
            if count:
                yield here, count
        else:
            text.value(AS_WRITTEN)


def _go_to(text: _Text, wanted: str) -> None:
    """Go to the value of a key of the object that comes next."""
    for key in text.fields():
        if key == wanted:
            return
        if text.peek() == "[":
            for _ in text.elements(AS_WRITTEN):
                pass
        else:
            text.value(AS_WRITTEN)
