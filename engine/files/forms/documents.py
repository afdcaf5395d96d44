"""The seam for files whose records are whole documents: receipts with their words, and the like.

A layout knows one kind of document and says which rows it gives; the table of those rows is then
read like any other. Layouts are asked before a document is flattened in the general way.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

FIRST_DOCUMENTS = 20


class DocumentLayout(Protocol):
    """One way in which documents are laid out.

    A document is what `json.loads` gives for one element of the file's list, one line of JSON
    Lines, or the file's only object. A text file that is not JSON is one document too:
    `{"text": …}`, where it is no larger than `TEXT_DOCUMENT_BYTES`.
    """

    @property
    def name(self) -> str:
        """What the layout is called, in words for the page."""

    def fits(self, first_documents: Sequence[object]) -> bool:
        """Whether the file is laid out so, by its first documents, at most `FIRST_DOCUMENTS`.

        Must raise nothing, whatever the documents hold.
        """

    def rows(self, document: object) -> Iterator[dict[str, str | None]]:
        """The rows of one document, heading → cell.

        Raises:
            KeyError, TypeError, ValueError, IndexError, AttributeError: The document is not laid
                out so after all; it is left out and counted in the table's notes.
        """


TEXT_DOCUMENT_BYTES = 1 << 20


def fitting(
    documents: Sequence[DocumentLayout], first_documents: Sequence[object]
) -> DocumentLayout | None:
    """The first layout that fits, or None."""
    return next((layout for layout in documents if layout.fits(first_documents)), None)
