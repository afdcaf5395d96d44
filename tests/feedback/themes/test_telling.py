"""Words that tell themes apart, and their names."""

from __future__ import annotations

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from engine.feedback.meaning.telling import names_of, telling_words
from engine.feedback.meaning.wording import Wording

TEXTS = ["late parcel"] * 4 + ["broken box parcel"] * 3 + ["tarde caja parcel"] * 2


def words(member: list[int], language: list[int]) -> list[tuple[str, ...]]:
    wording = Wording.of(TEXTS, TEXTS)
    rows = np.array(member)[:, None]
    return telling_words(wording, rows, max(member) + 1, np.array(language))


def test_words_tell_by_their_share_inside_and_outside() -> None:
    found = words([0] * 4 + [1] * 5, [0] * 9)
    assert found[0] == ("late",)
    # Shares 3/5 against 3/9, then 2/5 against 2/9; "parcel" is everywhere.
    assert 0.6 * math.log(0.6 / (3 / 9)) > 0.4 * math.log(0.4 / (2 / 9))
    assert found[1] == ("box", "broken", "caja", "tarde")


def test_words_are_of_the_language_most_of_its_comments_are_in() -> None:
    found = words([0] * 4 + [1] * 5, [0] * 7 + [1] * 2)
    assert found[1] == ("box", "broken")


def test_a_name_is_the_users_own_or_the_aspect_or_words() -> None:
    told = [("delivered", "late", "days", "box"), ("seam", "handle", "wash", "glue"), ("x",), ()]
    names = names_of(["delivery", "", "price", ""], told, ["", "", "Our prices", ""])
    assert names == ["Delivery", "Seam, handle, wash", "Our prices", "Other"]


def test_an_aspect_of_several_themes_is_told_with_words_of_each() -> None:
    told = [("delivered", "late", "days"), ("parcel", "box", "wet")]
    names = names_of(["delivery", "delivery"], told, ["", ""])
    assert names == ["Delivery: late, days", "Delivery: parcel, box"]


@given(st.lists(st.tuples(st.sampled_from(["", "price", "staff"]), st.sampled_from([(), ("a1",)])),
                max_size=8))  # fmt: skip
def test_no_two_names_are_the_same(told: list[tuple[str, tuple[str, ...]]]) -> None:
    aspects, telling = [one for one, _ in told], [some for _, some in told]
    own = ["Price: a1", *([""] * len(told))][: len(told)]
    names = names_of(aspects, telling, own)
    assert len(set(names)) == len(names)
    assert names[:1] == own[:1]
