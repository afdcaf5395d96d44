"""What each layout of receipts says in its own way."""

import copy
from typing import Any

import pytest

from engine.files.forms.documents import DocumentLayout
from engine.files.kinds.receipt_documents.wildreceipt import CLASSES
from tests.files.layouts.receipts import (
    CORD,
    MIN,
    SIDES,
    SROIE,
    STUDIO,
    WILD,
    corners,
    in_cord,
    in_json_min,
    in_label_studio,
    in_wildreceipt,
)
from tests.files.receipt_documents import SOUND, WORD, checked


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
