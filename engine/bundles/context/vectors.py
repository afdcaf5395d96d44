"""Products as vectors, made once for a file and kept for later runs with the same words."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from engine.bundles.context.facts import ProductFacts
from engine.bundles.context.transactions import Floats, Ints
from engine.jobs import in_thread
from engine.models.protocols import Embed, Embedded, Vectors
from engine.models.vectors import inner_products
from engine.steps import Step
from engine.version import version_of


@dataclass(frozen=True)
class ProductVectors:
    """What the texts of products mean.

    Attributes:
        rows: (n,) product numbers that have a vector, ascending.
        vectors: float32 (n, d), each of length 1.
        made_by: Identity of the model.
        failed: Product number → why it has none.
    """

    rows: Ints
    vectors: Vectors
    made_by: str
    failed: Mapping[int, str] = field(default_factory=dict)

    def cosines(self, pairs: Ints) -> Floats:
        """(n,) cosine of each (n, 2) pair of products, -1..1, 6 digits; nan without a vector.

        Pair by pair and in double precision, so that no other pair changes the last digits.
        """
        most = max(int(pairs.max(initial=-1)), int(self.rows.max(initial=-1)))
        place = np.full(most + 1, -1, dtype=np.int64)
        place[self.rows] = np.arange(len(self.rows))
        at = place[pairs]
        cosines = np.full(len(pairs), np.nan)
        known = np.flatnonzero((at >= 0).all(axis=1))
        first, second = at[known].T
        cosines[known] = inner_products(self.vectors, first, self.vectors, second)
        return cosines

    def to_bytes(self) -> bytes:
        """The vectors as an npz archive."""
        told = json.dumps([self.made_by, {str(row): why for row, why in self.failed.items()}])
        buffer = io.BytesIO()
        head = np.frombuffer(told.encode(), dtype=np.uint8)
        np.savez(buffer, allow_pickle=False, head=head, rows=self.rows, vectors=self.vectors)
        return buffer.getvalue()

    @classmethod
    def from_bytes(cls, data: bytes) -> ProductVectors:
        """The vectors that `to_bytes` wrote."""
        with np.load(io.BytesIO(data), allow_pickle=False) as kept:
            made_by, failed = json.loads(kept["head"].tobytes())
            reasons = {int(row): why for row, why in failed.items()}
            return cls(kept["rows"], kept["vectors"], made_by, reasons)


def product_texts(facts: ProductFacts) -> tuple[str, ...]:
    """What a model reads of each product: title | category | vendor | tags."""
    told = zip(facts.titles, facts.categories, facts.vendors, facts.words, strict=True)
    return tuple(" | ".join(part for part in parts if part) for parts in told)


async def embed_products(
    facts: ProductFacts, embed: Embed, source: str, step: Step
) -> ProductVectors:
    """A vector for each product whose text has one: the kept ones, or made now and kept.

    Kept are only vectors of which none is missing for a reason that another run may not meet
    again, such as a server that does not answer.

    Args:
        facts: Titles, categories, vendors and tags.
        embed: The model.
        source: Id of the checked table; empty keeps nothing.
        step: Counts products; kept vectors need none.

    Raises:
        ModelRefused: Nothing can be asked at all.
        Cancelled: The run was cancelled.
    """
    texts = product_texts(facts)
    key = _key(texts, embed.identity)
    kept = await in_thread(step, step.done, key) if source else None
    if kept is not None:
        return ProductVectors.from_bytes(kept)
    made = _of(await embed.embed(texts, step), embed.identity)
    if source and (not made.failed or embed.identity.startswith("local:")):
        await in_thread(step, step.keep, key, made.to_bytes())
    return made


def _of(embedded: Embedded, identity: str) -> ProductVectors:
    return ProductVectors(
        embedded.rows, embedded.vectors, embedded.made_by or identity, dict(embedded.failed)
    )


def _key(texts: tuple[str, ...], identity: str) -> str:
    version = version_of("bundles/context/vectors.py", "models/local")
    question = json.dumps(["vectors", identity, texts, version])
    return hashlib.sha256(question.encode()).hexdigest()
