"""Keys stand for a word with its surroundings; places say what stands before it."""

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.labels.numbering import number_words
from engine.labels.review.desk import lay_out
from engine.labels.review.keys import decision_keys
from engine.labels.review.places import words_before
from engine.labels.tables import places_table

KINDS = {
    "row": pl.Int64, "image_id": pl.String, "receipt_id": pl.String, "line_id": pl.String,
    "word_id": pl.String, "text": pl.String, "merchant": pl.String, "label": pl.String,
    "status": pl.String, "x": pl.Float64, "y": pl.Float64, "width": pl.Float64,
    "height": pl.Float64,
}  # fmt: skip

side = st.none() | st.sampled_from([0.0, 10.4, 20.0, 31.0])
rows = st.lists(
    st.fixed_dictionaries(
        {"receipt_id": st.sampled_from(["1", "2"]), "line_id": st.none() | st.just("1"),
         "word_id": st.none() | st.sampled_from(["1", "2", "3"]),
         "text": st.sampled_from(["a", "b\x1f", '"b'], ), "label": st.none() | st.just("A"),
         "x": side, "y": side}
    ),
    max_size=12,
)  # fmt: skip


def table(found: list[dict[str, object]]) -> pl.DataFrame:
    whole = [
        {"row": k, "image_id": "i", "width": 9.0, "height": 8.0, "status": "NONE", **one}
        for k, one in enumerate(found, 1)
    ]
    return pl.DataFrame(whole, KINDS)


def keys(checked: pl.DataFrame) -> dict[int, str]:
    words, labels = number_words(checked)
    found = decision_keys(words, labels)
    assert len(set(found)) == len(found)
    return dict(zip(labels.row.tolist(), found, strict=True))


@given(rows, st.randoms(use_true_random=False))
@settings(max_examples=20)
def test_keys_are_unlike_and_the_order_of_rows_changes_none(found: list, random: object) -> None:
    checked = table(found)
    order = list(range(len(found)))
    random.shuffle(order)  # type: ignore[attr-defined]
    shuffled = checked[order] if order else checked
    renumbered = shuffled.with_columns(pl.int_range(1, pl.len() + 1).alias("row"))
    assert sorted(keys(checked).values()) == sorted(keys(renumbered).values())
    more = checked.with_columns(
        pl.lit("VALID").alias("status"), pl.lit("Shop").alias("merchant"),
        pl.lit("x").alias("other: till"),
    )  # fmt: skip
    assert keys(more) == keys(checked)


def test_equal_words_elsewhere_have_other_keys() -> None:
    word = {"receipt_id": "1", "word_id": "1", "text": "9", "label": "A", "x": 10.0, "y": 0.0}
    before = {"receipt_id": "1", "text": "TOTAL", "x": 0.0, "y": 0.0}
    [one] = keys(table([word])).values()
    for other in (
        {"x": 12.0},
        {"text": "8"},
        {"label": "B"},
        {"word_id": "2"},
        {"receipt_id": "2"},
    ):
        assert keys(table([word | other]))[1] != one
    assert keys(table([word, before]))[1] != one
    # A place that differs by less than one unit is the same.
    assert keys(table([word | {"x": 10.3}]))[1] == one


def test_no_words_have_no_keys_and_no_places() -> None:
    words, labels = number_words(table([]))
    assert decision_keys(words, labels) == ()
    assert places_table(words, labels).height == 0


@given(
    st.lists(
        st.tuples(st.integers(0, 60), st.integers(0, 40), st.integers(1, 30), st.integers(1, 15)),
        max_size=14,
    )
)
@settings(max_examples=20)
def test_the_word_before_is_the_nearest_to_the_left_in_the_row(boxes: list) -> None:
    found = [
        {"receipt_id": "1", "word_id": str(k), "text": f"{k}", "x": float(x), "y": float(y),
         "width": float(w), "height": float(h)}
        for k, (x, y, w, h) in enumerate(boxes)
    ]  # fmt: skip
    words, labels = number_words(table(found))
    texts = words_before(places_table(words, labels))
    for word, before in enumerate(texts):
        x, y, w, h = words.boxes[word]
        left = []
        for other, (x2, y2, w2, h2) in enumerate(words.boxes):
            apart = abs((y + h / 2) - (y2 + h2 / 2))
            if x2 + w2 / 2 < x + w / 2 and apart <= h / 2 and apart <= h2 / 2:
                left.append(((x + w / 2) - (x2 + w2 / 2), other))
        assert before == (words.texts[min(left)[1]] if left else None)


def test_a_long_receipt_is_taken_in_parts() -> None:
    found = [
        {"receipt_id": "1", "word_id": str(k), "text": f"{k}", "x": float(k % 2 * 50),
         "y": float(k // 2 * 20)}
        for k in range(1200)
    ]  # fmt: skip
    told = words_before(places_table(*number_words(table(found))))
    assert told.to_list() == [f"{k - 1}" if k % 2 else None for k in range(1200)]


def test_without_boxes_the_word_before_is_that_of_the_line() -> None:
    found = [
        {"receipt_id": "1", "line_id": line, "word_id": str(k), "text": text}
        for k, (line, text) in enumerate([("1", "TOTAL"), ("1", "9"), ("2", "8"), (None, "7")])
    ]
    words, labels = number_words(table([*found, {"receipt_id": "2", "text": "6"}]))
    told = words_before(places_table(words, labels))
    assert dict(zip(words.texts, told, strict=True)) == {
        "TOTAL": None, "9": "TOTAL", "8": None, "7": None, "6": None
    }  # fmt: skip


def test_labels_of_a_word_are_a_list_on_the_desk() -> None:
    word = {"receipt_id": "1", "word_id": "1", "text": "x", "x": 1.0, "y": 2.0}
    found = [word | {"label": "A"}, word | {"label": 'B "'}, {"receipt_id": "1", "text": "y"}]
    none = pl.DataFrame({"word": [], "status": []}, {"word": pl.Int64, "status": pl.String})
    desk = lay_out("c", none, places_table(*number_words(table(found))))
    assert desk.places["labels"].to_list() == [["A", 'B "'], []]
    assert desk.names == ("A", 'B "')
