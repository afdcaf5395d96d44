"""Vectors of products: what is read of them, kept once a file, cosines pair by pair."""

import asyncio
import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from engine.bundles.context import vectors as vectors_room
from engine.bundles.context.vectors import ProductVectors, embed_products, product_texts
from engine.errors import Cancelled
from engine.models import vectors as products_room
from engine.models.local.embed import LocalEmbed
from engine.models.protocols import Embedded
from engine.steps import Progress, Steps
from tests.bundles.pool_makers import facts_of, vectors_of
from tests.bundles.test_kept_itemsets import Remembered

FACTS = facts_of(
    ["Tea tray", "Mug", " ", "Bowl"],
    categories=["Kitchen", None, None, ""],
    vendors=["Lisle", None, "", None],
    words=["gift, tea", "coffee", None, None],
)


class Counting:
    """Embeds a text as its length; a text without letters has no vector."""

    def __init__(self, identity: str = "local:test") -> None:
        self.identity = identity
        self.asked: list[list[str]] = []

    async def embed(self, texts: Sequence[str], progress: Progress) -> Embedded:
        progress.check()
        self.asked.append(list(texts))
        rows = [row for row, text in enumerate(texts) if text.strip()]
        vectors = np.array([[math.cos(len(texts[row])), math.sin(len(texts[row]))] for row in rows])
        failed = {row: "empty" for row in range(len(texts)) if row not in rows}
        return Embedded(
            np.array(rows, np.int64),
            vectors.astype(np.float32).reshape(-1, 2),
            failed,
            self.identity,
        )


def embedded(embed: Any, units: Any = None, source: str = "table-1", facts: Any = FACTS) -> Any:
    return asyncio.run(embed_products(facts, embed, source, Steps(units=units)))


def same(one: ProductVectors, other: ProductVectors) -> bool:
    return (
        np.array_equal(one.rows, other.rows)
        and one.vectors.tobytes() == other.vectors.tobytes()
        and (one.made_by, dict(one.failed)) == (other.made_by, dict(other.failed))
    )


def test_a_model_reads_title_category_vendor_and_tags() -> None:
    assert product_texts(FACTS) == (
        "Tea tray | Kitchen | Lisle | gift, tea", "Mug | coffee", " ", "Bowl",
    )  # fmt: skip


def test_a_file_is_embedded_once() -> None:
    units, embed = Remembered(), Counting()
    first = embedded(embed, units)
    again = embedded(embed, units)
    assert len(embed.asked) == 1
    assert same(first, again)
    assert again.rows.tolist() == [0, 1, 3]
    assert again.failed == {2: "empty"}
    assert again.made_by == "local:test"


def test_other_words_another_model_or_version_embeds_again(monkeypatch: pytest.MonkeyPatch) -> None:
    units, embed = Remembered(), Counting()
    embedded(embed, units)
    embedded(embed, units, facts=facts_of(["Tea tray"]))
    other = Counting("local:other")
    assert embedded(other, units).made_by == "local:other"
    monkeypatch.setattr(vectors_room, "version_of", lambda *_: "another")
    embedded(embed, units)
    assert (len(embed.asked), len(other.asked), len(units.kept)) == (3, 1, 4)


def test_a_table_without_a_name_keeps_nothing() -> None:
    units = Remembered()
    embedded(Counting(), units, source="")
    assert (units.kept, units.asked) == ({}, 0)


def test_what_a_server_could_not_answer_is_asked_again() -> None:
    units, embed = Remembered(), Counting("openai:small")
    embedded(embed, units)
    embedded(embed, units)
    assert (len(embed.asked), len(units.kept)) == (2, 0)
    whole = facts_of(["Tea", "Mug"])
    embedded(embed, units, facts=whole)
    embedded(embed, units, facts=whole)
    assert (len(embed.asked), len(units.kept)) == (3, 1)


def test_a_cancel_is_noticed() -> None:
    steps = Steps()
    steps.cancel()
    with pytest.raises(Cancelled):
        asyncio.run(embed_products(FACTS, Counting(), "table-1", steps))


def test_the_local_model_embeds_products() -> None:
    facts = facts_of(["Ceramic coffee mug", "Porcelain coffee cup", "Bicycle pump", " "])
    vectors = embedded(LocalEmbed(), facts=facts)
    assert vectors.rows.tolist() == [0, 1, 2]
    cups, pumps = vectors.cosines(np.array([[0, 1], [0, 2]]))
    assert cups > pumps
    assert np.isnan(vectors.cosines(np.array([[0, 3]]))[0])


def test_cosines_do_not_depend_on_what_stands_beside_them(monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = np.random.default_rng(1).normal(size=(20, 64)).tolist()
    vectors = vectors_of([*numbers, []])
    pairs = np.array([(one, other) for one in range(21) for other in range(21)])
    whole = vectors.cosines(pairs)
    monkeypatch.setattr(products_room, "_PAIRS_AT_ONCE", 3)
    assert np.array_equal(vectors.cosines(pairs), whole, equal_nan=True)
    for (one, other), cosine in zip(pairs.tolist(), whole, strict=True):
        if 20 in (one, other):
            assert np.isnan(cosine)
            continue
        dot = sum(a * b for a, b in zip(numbers[one], numbers[other], strict=True))
        lengths = math.hypot(*numbers[one]) * math.hypot(*numbers[other])
        assert cosine == pytest.approx(dot / lengths, abs=2e-6)
    assert vectors.cosines(np.empty((0, 2), np.int64)).shape == (0,)
