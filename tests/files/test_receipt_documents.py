"""Documents that hold the words of receipts: written in each layout, read back to the same words.

What a layout cannot carry stands beside its writer.
"""

import copy
import json
import math
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.files import Reading
from engine.files.forms.documents import DocumentLayout, fitting
from engine.files.kinds.labels import LABELS
from engine.files.kinds.receipt_documents import RECEIPT_DOCUMENTS
from tests.files.layouts.receipts import (
    LAYOUTS,
    SIDES,
    SROIE,
    WRITERS,
    Word,
)
from tests.files.layouts.receipts import sample as sample_receipts
from tests.files.receipt_documents import SOUND, checked

Read = Callable[..., Reading]


def assert_carried(name: str, receipts: Sequence[Sequence[Word]], size: tuple[int, int]) -> None:
    """Write receipts in a layout, read them, and compare every field that it can carry."""
    write, carried = WRITERS[name]
    documents = [json.loads(json.dumps(write(receipt, size))) for receipt in receipts]
    assert fitting(RECEIPT_DOCUMENTS, documents[:20]) is LAYOUTS[name]
    table = checked(LAYOUTS[name], documents).table
    fields = ("text", *SIDES, *carried)
    expected = [
        (
            word["text"],
            *(word[side] for side in SIDES),
            *(tell(word, n) for tell in carried.values()),
        )
        for receipt in receipts
        for n, word in enumerate(receipt, start=1)
    ]
    assert table.select(fields).rows() == expected


@pytest.fixture(scope="module")
def sample() -> list[list[Word]]:
    return sample_receipts()


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_sample_is_carried(name: str, sample: list[list[Word]]) -> None:
    assert_carried(name, sample, (817, 1411))


PRINTED = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Cn", "Zs", "Zl", "Zp")), min_size=1, max_size=8
)


@st.composite
def receipts(draw: st.DrawFn) -> list[list[Word]]:
    """Up to three receipts of up to six words, no two at the same place."""
    found = []
    for image in range(draw(st.integers(1, 3))):
        texts = draw(st.lists(PRINTED.filter(lambda t: any(map(str.isalpha, t))), min_size=1,
                              max_size=6))  # fmt: skip
        found.append([
            {
                "image_id": f"{image:03}", "receipt_id": "01", "line_id": str(place // 3),
                "word_id": str(place), "text": text, "merchant_name": "Shop & Søn",
                "label": draw(st.sampled_from(["", *LABELS])),
                "x": place, "y": draw(st.integers(0, 3000)),
                "width": draw(st.integers(1, 900)), "height": draw(st.integers(1, 90)),
            }
            for place, text in enumerate(texts)
        ])  # fmt: skip
    return found


@pytest.mark.parametrize("name", LAYOUTS)
@given(found=receipts(), size=st.tuples(st.integers(1, 5000), st.integers(1, 5000)))
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_receipts_are_carried(
    name: str, found: list[list[Word]], size: tuple[int, int]
) -> None:
    assert_carried(name, found, size)


LEAVES = st.sampled_from([
    None, True, 0, -1, 10**400, 1e300, math.nan, math.inf, "", "x", "\ud800", [], [[]], {},
    [1, 2, 3], {"x": 1}, [None], "1,2", "9" * 100_001, json.loads("[" * 400 + "]" * 400),
])  # fmt: skip


def places(node: Any) -> Iterator[tuple[Any, Any]]:
    """Every container and key inside a document."""
    pairs = node.items() if isinstance(node, dict) else enumerate(node)
    for key, inner in list(pairs):
        yield node, key
        if isinstance(inner, dict | list):
            yield from places(inner)


@pytest.mark.parametrize("name", LAYOUTS)
@given(data=st.data())
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_damage_is_counted_and_never_stops(name: str, data: st.DataObject) -> None:
    sound = WRITERS[name][0](SOUND, (100, 200))
    damaged = copy.deepcopy(sound)
    for _ in range(data.draw(st.integers(1, 3))):
        inside = list(places(damaged))
        if not inside:
            break
        node, key = data.draw(st.sampled_from(inside))
        if data.draw(st.booleans()):
            node[key] = copy.deepcopy(data.draw(LEAVES))
        else:
            del node[key]
    for layout in RECEIPT_DOCUMENTS:
        assert layout.fits([damaged]) in (True, False)
        rows = list(layout.rows(damaged))
        assert rows
        assert all(cell is None or cell.encode() for row in rows for cell in row.values() if cell)
    found = checked(LAYOUTS[name], [sound, damaged])
    assert found.table.filter(pl.col("row") <= 2)["text"].to_list() == ["Milk", "2.50"]


@pytest.mark.parametrize("layout", RECEIPT_DOCUMENTS, ids=lambda layout: layout.name)
@pytest.mark.parametrize(
    "document", [None, 3, "x", [], {}, [{}], {"text": 3}, {"data": {}}, {"annotations": [3]}]
)
def test_what_is_no_document_fits_nothing_and_is_left_out(
    layout: DocumentLayout, document: Any
) -> None:
    assert not layout.fits([document])
    assert not layout.fits([])
    [row] = layout.rows(document)
    assert row["bad_document"]


@pytest.mark.parametrize("name", LAYOUTS)
def test_files_of_documents_are_read(name: str, sample: list[list[Word]], read: Read) -> None:
    documents = [WRITERS[name][0](receipt, (1000, 2000)) for receipt in sample[:3]]
    expected = checked(LAYOUTS[name], documents).table
    lines = "".join(json.dumps(document) + "\n" for document in documents)
    files = [lines, json.dumps(documents, indent=1)]
    if name == SROIE.name:
        files = [documents[0]["text"]]
        expected = checked(SROIE, [{"text": files[0]}]).table
    for file in files:
        reading = read(file)  # nobody says what it holds
        assert (reading.kind, reading.raw.layout_name) == ("receipts", name)
        assert reading.table.rows() == expected.rows()
    one = read(json.dumps(documents[0]), kind="receipts") if name != SROIE.name else reading
    assert one.table.rows() == expected.head(one.used).rows()
