"""What is known of one source's files: its headings, what tells it, which field each one is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Layout:
    """One known layout of one kind of file.

    Attributes:
        name: The source and the file, for people; unique.
        kind: `orders`, `catalog`, `inventory`, `receipts` or `survey`.
        headings: Its headings as written by the source, in their order; of a document its keys.
        marks: The few headings that, found together, tell this layout from every other.
        fields: Our field → its heading, or several where spellings differ: the first one found
            holds the field. Of a document, field → the path to it: `a[].b` is `b` of each `a`.
        address: The public page or file the headings were read at.
        says: What to know before reading it, in one sentence.
        personal: Headings that identify a person; never shown, kept at most as a salted hash.
        lacks: Headings that must not be there, where the marks alone would fit a later layout.
        document: Whether it is JSON: headings are keys then, and fields are paths to them.
    """

    name: str
    kind: str
    headings: tuple[str, ...]
    marks: tuple[str, ...]
    fields: Mapping[str, str | tuple[str, ...]]
    address: str
    says: str
    personal: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    document: bool = False


def columns(text: str) -> tuple[str, ...]:
    """Headings written in one line: 'SKU | Name' → ('SKU', 'Name')."""
    return tuple(heading.strip() for heading in text.split("|"))
