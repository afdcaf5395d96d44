"""Names, amounts and percentages as sentences say them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.bundles.say.amounts import say_amount, say_percent, whole_percent
from engine.bundles.say.figures import say_orders, say_points
from engine.bundles.say.names import clean_name, cut, join_names, listed
from engine.bundles.say.voice import LANGUAGES, Voice


@pytest.mark.parametrize(
    ("titles", "room", "said"),
    [
        (["Tea"], 20, "Tea"),
        (["Tea", "Mug"], 20, "Tea and Mug"),
        (["Tea", "Mug", "Pot"], 20, "Tea, Mug and Pot"),
        (["Tea", "Mug", "Porcelain pot"], 20, "Tea, Mug +1"),
        (["Darjeeling tea", "Mug", "Porcelain pot"], 20, "Darjeeling tea +2"),
        (["Darjeeling first flush tea", "Mug", "Pot"], 20, "Darjeeling first… +2"),
        (["Darjeeling first flush", "Porcelain pot"], 34, "Darjeeling… and Porcelain pot"),
        (["Darjeeling first flush", "Porcelain pot"], 20, "Darjeeling first… +1"),
    ],
)
def test_names_share_the_room_there_is(titles: list[str], room: int, said: str) -> None:
    assert join_names(titles, "and", room) == said


@given(
    st.lists(st.text(min_size=1, max_size=120), min_size=1, max_size=8),
    st.sampled_from(["and", "y", "und"]),
    st.integers(12, 200),
)
def test_names_never_take_more(titles: list[str], and_: str, room: int) -> None:
    assert len(join_names(titles, and_, room)) <= room


@pytest.mark.parametrize(
    ("text", "most", "said"),
    [("one two", 7, "one two"), ("one two three", 9, "one two…"), ("abcdefgh", 5, "abcd…"),
     ("a bcdefgh", 6, "a bcd…"), ("one, two", 7, "one…")],
)  # fmt: skip
def test_a_cut_is_after_a_word_where_that_loses_little(text: str, most: int, said: str) -> None:
    assert cut(text, most) == said


def test_a_name_has_no_hidden_signs() -> None:
    assert clean_name(" a\u202eb\n\tc\x00 \ud800") == "a b c"
    assert clean_name("\U0001f468\u200d\U0001f469") == "\U0001f468\u200d\U0001f469"
    assert listed([]) == ""


@pytest.mark.parametrize(
    ("minor", "voice", "said"),
    [
        (123456, Voice(language="en", currency="USD"), "$1,234.56"),
        (123456, Voice(language="de", currency="EUR"), "1.234,56\u00a0€"),
        (123456, Voice(language="fr", currency="EUR"), "1\u202f234,56\u00a0€"),
        (123456, Voice(language="es", currency="MXN"), "1.234,56\u00a0MXN"),
        (5, Voice(language="en"), "0.05"),
        (1000, Voice(language="en", currency="JPY"), "¥1,000"),
        (1000, Voice(language="es", currency="CLP"), "1.000\u00a0CLP"),
        (1234567, Voice(language="en", currency="KWD"), "1,234.567\u00a0KWD"),
        (5, Voice(language="de", currency="KWD"), "0,005\u00a0KWD"),
    ],
)
def test_amounts(minor: int, voice: Voice, said: str) -> None:
    assert say_amount(minor, voice) == said


@given(st.integers(0, 10**12), st.sampled_from(LANGUAGES))
def test_an_amount_is_exact(minor: int, language: str) -> None:
    digits = "".join(sign for sign in say_amount(minor, Voice(language=language)) if sign.isdigit())
    assert int(digits) == minor


@pytest.mark.parametrize(
    ("percent", "whole"), [(None, 0), (0.0, 0), (0.99, 0), (9.99, 9), (10 - 1e-9, 10), (100.0, 100)]
)
def test_percentages_are_rounded_down(percent: float | None, whole: int) -> None:
    assert whole_percent(percent) == whole


def test_percentages_and_counts() -> None:
    assert [say_percent(10, Voice(language=one)) for one in LANGUAGES] == [
        "10%", "10\u00a0%", "10%", "10\u00a0%", "10\u00a0%",
    ]  # fmt: skip
    assert [say_points(one) for one in (10.0, 12.5, 0.0, -0.04, -3.0)] == [
        "10 %", "12.5 %", "0 %", "0 %", "-3 %",
    ]  # fmt: skip
    assert [say_orders(one) for one in (1, 2, 12345)] == ["1 order", "2 orders", "12,345 orders"]
