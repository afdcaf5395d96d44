"""What became of each text of one embedding call, and what a reply is worth."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from engine.models.protocols import Embedded, Vectors
from engine.models.replies import EmbedReply
from engine.models.vectors import stacked, unit
from engine.steps import Progress

ODD = "the server gave vectors of different lengths"
STRANGE = "the server answered about texts that were not sent"


@dataclass
class Asked:
    """The distinct texts of a call.

    Attributes:
        progress: Counts texts that are settled, repeats included.
        rows: Text as it is sent → its positions among the given ones.
        vectors: Text → its vector.
        failed: Position → why it has none.
        lengths: How many vectors of which length came from the server.
        fruitless: Replies in a row that brought no good vector.
    """

    progress: Progress
    rows: dict[str, list[int]] = field(default_factory=dict)
    vectors: dict[str, Vectors] = field(default_factory=dict)
    failed: dict[int, str] = field(default_factory=dict)
    lengths: Counter[int] = field(default_factory=Counter)
    fruitless: int = 0
    _counted: set[str] = field(default_factory=set)

    def add(self, row: int, sent: str, reason: str) -> None:
        """A given text: as it would be sent, or why it cannot be."""
        if reason:
            self.failed[row] = reason
            self.progress.advance()
        else:
            self.rows.setdefault(sent, []).append(row)

    def open_texts(self) -> list[str]:
        """Texts with neither a vector nor a reason, in an order that rows do not change."""
        return sorted(
            text
            for text, rows in self.rows.items()
            if text not in self.vectors and rows[0] not in self.failed
        )

    def take(self, good: Mapping[str, Vectors]) -> None:
        """Vectors of some texts."""
        self.vectors.update(good)
        self._count(good)

    def fail(self, texts: Sequence[str], reason: str) -> None:
        """No vectors for some texts."""
        for text in texts:
            self.failed.update(dict.fromkeys(self.rows[text], reason))
        self._count(texts)

    def _count(self, texts: Iterable[str]) -> None:
        new = set(texts) - self._counted
        self._counted |= new
        self.progress.advance(sum(len(self.rows[text]) for text in new))

    def good(self, texts: Sequence[str], reply: EmbedReply) -> tuple[dict[str, Vectors], str]:
        """The vectors of a reply that can be relied on, and why the last of the others cannot.

        A position must have come once, with finite numbers of some length, as many as most of
        the server's vectors have. A reply with a position that was not asked may be shifted, so
        none of it counts.
        """
        if set(reply.vectors) - set(range(len(texts))):
            return {}, STRANGE
        found: dict[str, Vectors] = {}
        reason = ""
        for position, text in enumerate(texts):
            came = reply.vectors.get(position, ())
            vector = unit(came[0]) if len(came) == 1 else None
            if vector is not None:
                found[text] = vector
            else:
                reason = _why(came)
        self.lengths.update(len(vector) for vector in found.values())
        odd = [text for text, vector in found.items() if len(vector) != self._dims()]
        for text in odd:
            del found[text]
        return found, ODD if odd else reason

    def _dims(self) -> int:
        """The length most vectors have: the server's, or the remembered ones' where none came."""
        lengths = self.lengths or Counter(len(vector) for vector in self.vectors.values())
        return max(lengths, key=lambda length: (lengths[length], length), default=0)

    def drop_odd(self) -> list[str]:
        """Take back the vectors whose length is not the others'; gives their texts."""
        dims = self._dims()
        odd = [text for text, vector in self.vectors.items() if len(vector) != dims]
        for text in odd:
            del self.vectors[text]
        return odd

    def embedded(self, made_by: str) -> Embedded:
        """What came of the call."""
        by_row = {row: vector for text, vector in self.vectors.items() for row in self.rows[text]}
        rows = sorted(by_row)
        vectors = stacked([by_row[row] for row in rows], self._dims())
        return Embedded(np.array(rows, dtype=np.int64), vectors, self.failed, made_by)


def _why(came: Sequence[Vectors]) -> str:
    if not came:
        return "the server left it out"
    if len(came) > 1:
        return "the server gave more than one vector for it"
    return "the server gave a vector without a direction"
