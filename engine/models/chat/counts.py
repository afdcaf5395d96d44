"""What became of the items and requests of a run, for its account."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass
class Counts:
    """Counts over all that one chat was asked.

    Attributes:
        asked: Items asked about, repeated ones each time.
        distinct: Items that differ in what is shown of them.
        remembered: Distinct items whose answer was remembered from before.
        asked_again: Distinct items times how often each was asked about once more.
        invented: Answers to items that were not in the request; they were ignored.
        local: Items that the local model answered.
        failed: Items without an answer.
        replaced: Kind of private data → how many places were replaced before anything was sent.
        requests: How requests ended → how many: `answered` (every item), `partly`, `unusable`,
            `rejected`, `given up`, `out of time`, `out of budget`.
    """

    asked: int = 0
    distinct: int = 0
    remembered: int = 0
    asked_again: int = 0
    invented: int = 0
    local: int = 0
    failed: int = 0
    replaced: Counter[str] = field(default_factory=Counter)
    requests: Counter[str] = field(default_factory=Counter)

    def as_dict(self) -> dict[str, Any]:
        """Plain values, kinds and outcomes in the order of their names."""
        sorted_ones = {
            "replaced": dict(sorted(self.replaced.items())),
            "requests": dict(sorted(self.requests.items())),
        }
        return asdict(self) | sorted_ones
