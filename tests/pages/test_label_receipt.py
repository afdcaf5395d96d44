"""Receipts drawn from their boxes: well formed whatever the words say, the chosen one in sight."""

import re
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ui.label_places import place_words
from ui.label_receipt import draw_receipt
from ui.label_sight import HEIGHT, WIDTH
from ui.label_tags import Spot, Taken, tag_spots

SVG = "{http://www.w3.org/2000/svg}"


def word(number: int, text: str, x: Any = 0.0, y: Any = 0.0, **told: Any) -> dict[str, Any]:
    box = {"x": x, "y": y, "width": 9.0 * max(len(text), 1), "height": 12.0}
    return {"word": number, "text": text, "labels": [], "score": None, **box, **told}


def receipt(words: list[dict[str, Any]], chosen: int) -> dict[str, Any]:
    return {"words": words, "chosen": chosen, "width": 0, "height": 0, "placed": True}


def texts(drawing: str) -> list[str]:
    return [node.text or "" for node in ET.fromstring(drawing).iter(f"{SVG}text")]  # noqa: S314


words_of = st.lists(
    st.builds(
        word,
        st.integers(0, 40),
        st.text(max_size=30),
        st.floats(0, 3000),
        st.floats(0, 9000),
        labels=st.lists(st.sampled_from(["TAX", "DATE", "<b>odd</b>"]), max_size=2),
        width=st.floats(0, 900),
        height=st.floats(0, 90),
        score=st.none() | st.floats(0, 1),
    ),
    min_size=1,
    max_size=12,
    unique_by=lambda one: one["word"],
)


@settings(max_examples=30)
@given(words_of, st.booleans())
def test_any_words_make_a_drawing_of_one_size(words: list[dict[str, Any]], dark: bool) -> None:
    drawing = draw_receipt(receipt(words, words[-1]["word"]), dark=dark)
    root = ET.fromstring(drawing)  # noqa: S314 - our own
    assert (root.get("width"), root.get("height")) == (str(WIDTH), str(HEIGHT))
    assert not re.search(r"nan|inf", drawing.split(">", 1)[0])
    assert {node.tag for node in root.iter()} <= {f"{SVG}{tag}" for tag in ("svg", "rect", "text")}


@settings(max_examples=30)
@given(words_of)
def test_the_chosen_word_is_in_sight(words: list[dict[str, Any]]) -> None:
    words[0] |= {"text": "chosen", "labels": ["TAX"]}
    drawing = draw_receipt(receipt(words, words[0]["word"]))
    assert "chosen" in texts(drawing)
    marked = ET.fromstring(drawing).findall(f".//{SVG}rect[@stroke-width='2.5']")  # noqa: S314
    assert len(marked) == 1
    middle = float(marked[0].get("y", 0)) + float(marked[0].get("height", 0)) / 2
    assert 0 <= middle <= HEIGHT


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "a&b \"c\" 'd'", "\x00\x1b\x08bell"])
def test_words_are_drawn_as_they_stand(text: str) -> None:
    drawing = draw_receipt(receipt([word(0, text)], 0))
    printable = "".join(one for one in text if one >= " ")
    assert printable in texts(drawing)
    assert "<script" not in drawing


def test_labels_stand_at_their_words_and_once_for_words_that_go_on() -> None:
    line = [
        word(0, "Corner", labels=["MERCHANT_NAME"]),
        word(1, "Shop", 60, labels=["MERCHANT_NAME"]),
        word(2, "1.60", 10, 40, labels=["TAX"]),
    ]
    said = texts(draw_receipt(receipt(line, 2)))
    assert said.count("MERCHANT_NAME") == 1
    assert said.count("TAX") == 1


def test_in_lines_set_tight_labels_stand_beside_their_words() -> None:
    lines = [word(k, "Long street", 90, 13.0 * k, labels=["ADDRESS_LINE"]) for k in range(6)]
    drawing = ET.fromstring(draw_receipt(receipt(lines, 2)))  # noqa: S314
    nodes = list(drawing.iter(f"{SVG}text"))
    words = [node for node in nodes if node.text == "Long street"]
    right = max(float(one.get("x", 0)) + float(one.get("textLength", 0)) for one in words)
    left = min(float(one.get("x", 0)) for one in words)
    tags = [float(node.get("x", 0)) for node in nodes if node.text == "ADDRESS_LINE"]
    # The first one has nothing above it, and the chosen one a plate of its own.
    assert len(tags) == 6
    assert sum(right <= tag or tag < left for tag in tags) == 4


@given(st.lists(st.tuples(*[st.floats(0, 90)] * 4), max_size=6), st.integers(1, 9))
@settings(max_examples=30)
def test_a_free_spot_is_within_the_drawing_and_meets_no_other(
    words: list[tuple[float, float, float, float]], letters: int
) -> None:
    taken = Taken([], 100, 100)
    for spot in (Spot(*word) for word in words):
        taken.take(spot)
    found = taken.first_free(tag_spots(Spot(20, 40, 10, 10), letters))
    if found is not None:
        assert not any(found.meets(Spot(*word)) for word in words)
        assert found.x >= 0
        assert found.y >= 0
        assert found.x + found.width <= 100
        assert found.y + found.height <= 100


def test_where_boxes_lie_on_the_picture_changes_nothing() -> None:
    here = [word(k, f"w{k}", 20.0 * k, 15.0 * k, labels=["TAX"]) for k in range(5)]
    there = [one | {"x": one["x"] + 512, "y": one["y"] + 256} for one in here]
    assert draw_receipt(receipt(here, 3)) == draw_receipt(receipt(there, 3))


def test_words_without_a_place_are_set_in_lines_that_do_not_overlap() -> None:
    words = [word(k, "x" * (1 + k % 9), None, None) for k in range(40)]
    boxes = place_words(words)
    assert [box.word for box in boxes] == list(range(40))
    for one in boxes:
        for other in boxes:
            apart = (
                one.x + one.width <= other.x
                or other.x + other.width <= one.x
                or one.y + one.height <= other.y
                or other.y + other.height <= one.y
            )
            assert one is other or apart


def test_a_long_receipt_is_shown_around_the_word_with_the_whole_beside_it() -> None:
    words = [word(k, f"line {k}", 0, 20.0 * k) for k in range(200)]
    drawing = draw_receipt(receipt(words, 150))
    said = texts(drawing)
    assert "line 150" in said
    assert "line 10" not in said
    small = [node for node in ET.fromstring(drawing) if node.tag == f"{SVG}rect"]  # noqa: S314
    assert len(small) == 200 + 2  # every word, the chosen one, and what is seen


def test_a_receipt_without_words_is_an_empty_drawing() -> None:
    assert texts(draw_receipt(receipt([], 0))) == []
