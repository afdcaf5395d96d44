"""Documents that hold the words of receipts: written in each layout, read back to the same words.

What a layout cannot carry stands beside its writer.
"""

import copy
import json
import math
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.files import Reading, ReadOptions
from engine.files.check.checked import Checked, Source
from engine.files.check.receipts import check_receipts
from engine.files.forms.documents import DocumentLayout, fitting
from engine.files.forms.raw import RawTable
from engine.files.forms.records import all_records
from engine.files.kinds.labels import LABELS
from engine.files.kinds.receipt_documents import RECEIPT_DOCUMENTS
from engine.files.kinds.receipt_documents.wildreceipt import CLASSES
from engine.files.recognise.recognition import recognise
from engine.steps import Steps
from tests.files.layouts.receipts import (
    CORD,
    LAYOUTS,
    MIN,
    SIDES,
    SROIE,
    STUDIO,
    WILD,
    WRITERS,
    Word,
    corners,
    in_cord,
    in_json_min,
    in_label_studio,
    in_wildreceipt,
)
from tests.files.layouts.receipts import sample as sample_receipts

Read = Callable[..., Reading]


def checked(layout: DocumentLayout, documents: Sequence[Any]) -> Checked:
    """The rows of documents, read like any table."""
    rows = [row for document in documents for row in layout.rows(document)]
    headings = tuple(dict.fromkeys(heading for row in rows for heading in row))
    cells = {f"c{n}": [row.get(h) for row in rows] for n, h in enumerate(headings)}
    frame = pl.DataFrame(cells, dict.fromkeys(cells, pl.String))
    sample = tuple(tuple(cell or "" for cell in row) for row in frame.head(200).iter_rows())
    raw = RawTable("json", headings, sample, (), Path(), None, layout_name=layout.name)
    columns = recognise(raw, ReadOptions(kind="receipts")).columns
    with duckdb.connect(config={"threads": 1}) as cursor, Steps()("Check") as step:
        source = Source(raw, columns, (), ReadOptions(), cursor, step)
        vars(source)["records"] = all_records(frame)
        found = check_receipts(source)
    assert len(rows) == found.table["row"].n_unique() + found.rejects.height
    return found


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
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_receipts_are_carried(
    name: str, found: list[list[Word]], size: tuple[int, int]
) -> None:
    assert_carried(name, found, size)


WORD: Word = {
    "image_id": "a", "receipt_id": "1", "line_id": "1", "word_id": "1", "text": "Milk",
    "merchant_name": "Shop", "label": "PRODUCT_NAME", "x": 10, "y": 20, "width": 30, "height": 8,
}  # fmt: skip
SOUND = [WORD, WORD | {"word_id": "2", "text": "2.50", "label": "LINE_TOTAL", "x": 50}]
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
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
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


def rejected(layout: DocumentLayout, *documents: Any) -> list[tuple[str, str]]:
    return checked(layout, documents).rejects.select("reason", "value").rows()


def test_bad_words_say_why_and_the_others_are_used() -> None:
    receipt = in_wildreceipt([*SOUND, *SOUND, WORD], (100, 200))
    words = receipt["annotations"]
    words[1]["box"] = [1, 2, 3]
    words[2]["label"] = 26
    words[3]["text"] = {"deep": []}
    words[4] = "word"
    assert rejected(WILD, receipt) == [
        ("bad_document", "word 2: its box has 3 numbers, not 8"),
        ("bad_document", "word 3: its label is no whole number from 0 to 25"),
        ("bad_document", "word 4: text is neither a text nor a number"),
        ("bad_document", "word 5: it is no object"),
    ]


def test_wildreceipt_keeps_the_class_of_every_word() -> None:
    words = [
        {"box": corners(WORD), "text": name, "label": n} for n, (name, _) in enumerate(CLASSES)
    ]
    table = checked(WILD, [{"file_name": "a/b.jpeg", "annotations": words}]).table
    assert table.select("other: original_category", "label").rows() == list(CLASSES)
    labelled = {name for name, label in CLASSES if label}
    assert labelled == {name for name, _ in CLASSES if name.endswith("_value")}


def test_cord_keeps_categories_and_does_not_label_what_names_a_value() -> None:
    receipt = in_cord(SOUND, (100, 200))
    [name, price] = receipt["valid_line"]
    price["category"] = "total.total_price"
    price["words"] = [price["words"][0] | {"is_key": 1, "text": "TOTAL"}, *price["words"]]
    name["category"] = "menu.sub_nm"
    columns = ("text", "label", "other: original_category", "other: is_key", "line_id")
    assert checked(CORD, [receipt]).table.select(columns).rows() == [
        ("Milk", None, "menu.sub_nm", "0", "1"),
        ("TOTAL", None, "total.total_price", "1", "1"),
        ("2.50", "GRAND_TOTAL", "total.total_price", "0", "1"),
    ]


def test_cord_numbers_pictures_anew_in_each_split() -> None:
    train, test = in_cord(SOUND, (100, 200)), in_cord(SOUND, (100, 200))
    train["meta"] |= {"split": "train", "image_id": 7}
    test["meta"] |= {"split": "test", "image_id": 7}
    found = checked(CORD, [train, test])
    assert found.table["image_id"].to_list() == ["train/7"] * 2 + ["test/7"] * 2
    assert not found.rejects.height


def test_a_box_of_another_shape_keeps_its_corners() -> None:
    receipt = in_cord([WORD], (100, 200))
    receipt["valid_line"][0]["words"][0]["quad"] |= {"x1": 12, "y3": 30.5}
    table = checked(CORD, [receipt]).table
    assert table.select(SIDES).row(0) == (10, 20, 30, 10.5)
    assert table["other: corners"][0] == "12 20 40 20 40 30.5 10 28"


def test_of_label_studios_annotations_the_first_not_cancelled_is_read() -> None:
    task = in_label_studio(SOUND, (100, 200))
    [sound] = task["annotations"]
    other = copy.deepcopy(sound) | {"id": 2, "was_cancelled": True}
    other["result"] = other["result"][:3]
    task["annotations"] = [other, sound | {"completed_by": {"email": "a@example.com"}}, other]
    found = checked(STUDIO, [task])
    assert found.table["other: annotation_id"].to_list() == ["1"] * 2
    assert any(note.startswith("2 further annotations were not read") for note in found.notes)
    assert "a@example.com" not in found.table.write_csv()
    task["annotations"] = [other]
    assert rejected(STUDIO, task, in_label_studio(SOUND, (100, 200)))[0] == (
        "bad_document",
        "all its annotations were cancelled",
    )


def test_label_studios_regions_may_have_more_labels_or_no_text_or_corners() -> None:
    task = in_label_studio([WORD, WORD | {"word_id": "2"}, WORD | {"word_id": "3"}], (100, 200))
    results = task["annotations"][0]["result"]
    results[1]["value"]["labels"] = ["TAX", "TAX", "DATE"]
    del results[5]["value"]["text"]
    for result in results[6:]:
        for side in SIDES:
            del result["value"][side]
        result["value"]["points"] = [[10, 10], [20, 10], [15, 20]]
    results.append({"type": "relation", "from_id": "1_1", "to_id": "1_2"})
    found = checked(STUDIO, [task])
    assert found.table.select("word_id", "label").rows() == [
        ("1_1", "TAX"), ("1_1", "DATE"), ("1_3", "PRODUCT_NAME"),
    ]  # fmt: skip
    assert found.table.select(SIDES).row(2) == (10, 20, 10, 20)
    assert found.rejects.select("reason", "value").rows() == [("no_word", "PRODUCT_NAME")]


def test_percent_without_a_size_are_kept_and_are_no_pixels() -> None:
    task = in_label_studio([WORD], (100, 200))
    for result in task["annotations"][0]["result"]:
        del result["original_width"]
    table = checked(STUDIO, [task]).table
    assert table.select(SIDES).row(0) == (None,) * 4
    assert table["other: box_percent"].to_list() == ["10.0 10.0 30.0 4.0"]


def test_boxes_and_transcriptions_that_differ_in_number_are_not_tied() -> None:
    task = in_json_min(SOUND, (100, 200)) | {"transcription": ["only one"]}
    assert rejected(MIN, in_json_min(SOUND, (100, 200)), task) == [
        ("bad_document", "its 2 boxes and 1 transcriptions cannot be tied to each other")
    ]


def test_older_exports_of_label_studio_call_annotations_completions() -> None:
    task = in_label_studio(SOUND, (100, 200))
    task["completions"] = task.pop("annotations")
    assert STUDIO.fits([task])
    assert checked(STUDIO, [task]).table["text"].to_list() == ["Milk", "2.50"]


def test_lines_of_sroie_may_hold_commas_and_bad_ones_are_left_out() -> None:
    box = "10, 20,40,20,40,28,10,28,"
    text = f"\ufeff{box}Bread, 2 pc, fresh\n\n1,2,3,TOTAL\r{box}\n"
    document = {"text": text}
    assert SROIE.fits([{"text": text.replace("1,2,3,TOTAL", "")}])
    found = checked(SROIE, [document])
    columns = ("image_id", "receipt_id", "word_id", "text", "label")
    assert found.table.select(columns).rows() == [(None, "1", "1", "Bread, 2 pc, fresh", None)]
    assert found.rejects.select("row", "reason", "value").rows() == [
        (2, "bad_document", "word 2: it does not begin with eight whole numbers"),
        (3, "no_word", None),
    ]


@pytest.mark.parametrize(
    "text",
    ["a,b\n1,2\n", "1,2,3,4,5,6,7,8,9\n" * 5, "x1,y1,x2,y2,x3,y3,x4,y4,a\n1,2,3,4,5,6,7,8,a\n", ""],
)
def test_other_text_is_no_sroie(text: str) -> None:
    assert not SROIE.fits([{"text": text}])


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
