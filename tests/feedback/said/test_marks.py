"""Spans to highlight."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from engine.feedback.marks import marks


def test_words_are_found_in_other_forms_and_without_accents() -> None:
    comment = "La livraison était très chère, livraisons en retard"
    told = [comment[start:end] for start, end in marks(comment, ["livraison", "chere"])]
    assert told == ["livraison", "chère", "livraisons"]


def test_short_words_are_whole_words() -> None:
    assert marks("app and apple", ["app"]) == [(0, 3)]


def test_a_phrase_is_marked_where_it_stands() -> None:
    assert marks("never again, thanks", [], ["again, th"]) == [(6, 15)]


@given(st.text(max_size=80), st.lists(st.text(max_size=8), max_size=4))
def test_spans_are_inside_apart_and_in_order(comment: str, words: list[str]) -> None:
    spans = marks(comment, words, words)
    assert all(0 <= start < end <= len(comment) for start, end in spans)
    assert all(one[1] < two[0] for one, two in itertools.pairwise(spans))
