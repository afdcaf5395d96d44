"""Numbers in a model's text: those that were shown pass in any writing, no other one does."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.bundles.asks.number_words import NUMBER_WORDS
from engine.bundles.asks.numbers import NOT_FREE, STRANGE, Numbers, strange_number
from engine.bundles.asks.texts import EMPTY, HIDDEN, LONG, MARKUP, refuse_text

SHOWN = {
    "products": [
        {"title": "Mug 90", "price": 1234.5, "quantity": 2},
        {"title": "Set of 6 spoons, 100 % steel", "price": 20},
    ],
    "off_pct": 10,
    "orders": 1200,
    "saving": 39.95,
    "why": "Its share is 12.5 % and it brings 7 EUR in 30 days.",
}


def judged(text: str, shown: Any = SHOWN, language: str = "en") -> str:
    return strange_number(text, Numbers.of(shown), language)


@pytest.mark.parametrize(
    "text",
    [
        "No number at all.",
        "You save 10%.", "10 % off", "-10%", "10 percent", "10\u00a0% off", "１０% off",
        "1234.50", "1,234.50 EUR", "1.234,50 €", "1 234,50 €", "1'234.50", "€1234.5",
        "1\u202f234,5\u202f€", "39.95", "$39.95", "39,95 euros", "EUR 39.95",
        "1200 orders", "1,200 orders", "1.200 orders", "1 200 orders",
        "2 for you", "2, 10 and 20", "two for you", "twice the joy", "six spoons",
        "The Mug 90 is here", "Set of 6 spoons, 100 % steel", "a set of 6", "90",
        "a share of 12.5 %", "39.95, 10% less", "€20.00, 10 %", "2 20 2",
        "7 EUR", "in 30 days", "2 1200",
    ],
)  # fmt: skip
def test_what_was_shown_may_be_said(text: str) -> None:
    assert judged(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "3", "11%", "You save 90 %", "90% off", "100 % off", "Mug 90 %", "Mug 90% off",
        "$10", "10 EUR", "EUR 10", "10 €", "2 €", "20%", "1200 %", "39.95 %",
        "1234,60", "12.34,5", "1,2,3", "1..2", "1.2.3", "39.9", "40", "3995", "0",
        "three for you", "five hundred", "half the price", "½ price", "²", "Ⅻ months", "五",
        "thousands: a thousand smiles", "a dozen", "10\u0661", "1 0", "30 %", "12,5 EUR",
        "2 3", "12.5.7", "-11%", "7,000", "2.000", "2,000 EUR",
    ],
)  # fmt: skip
def test_what_was_not_shown_may_not(text: str) -> None:
    assert judged(text) == STRANGE


@pytest.mark.parametrize("word", ["free", "FREE", "Complimentary"])
def test_nothing_is_called_free_that_is_not(word: str) -> None:
    assert judged(f"The mug is {word}.") == NOT_FREE
    assert judged(f"The mug is {word}.", {"given_off_pct": 100}) == ""
    assert judged("Sugar free tea", {"title": "Tea, sugar free"}) == ""


def test_half_needs_fifty_percent() -> None:
    assert judged("half price", {"off_pct": 50}) == ""
    assert judged("half price", {"orders": 50}) == STRANGE


@pytest.mark.parametrize(
    ("text", "language"),
    [("la mitad", "es"), ("metade", "pt"), ("die Hälfte", "de"), ("la moitié", "fr"),
     ("tres por ti", "es"), ("três", "pt"), ("fünf", "de"), ("fu\u0308nf", "de"), ("cinq", "fr"),
     ("fünfundzwanzig", "de"), ("three", "de"), ("gratis", "es"), ("kostenlos", "de"),
     ("offert", "fr"), ("grátis", "pt")],
)  # fmt: skip
def test_words_count_in_every_language_and_in_english(text: str, language: str) -> None:
    assert judged(text, SHOWN, language) != ""


def test_number_words_say_what_they_mean() -> None:
    for language, words in NUMBER_WORDS.items():
        for word, value in words.items():
            assert judged(f"a {word} b", {"count": value}, language) == ""
            assert judged(f"a {word} b", {"count": value + 0.5}, language) == STRANGE


def written(value: Decimal, point: str, group: str, digits: int) -> str:
    plain = f"{value:,.{digits}f}"
    return plain.translate({ord(","): group, ord("."): point})


WAYS = [(".", ","), (",", "."), (",", "\u202f"), (",", "\u00a0"), (",", " "), (".", "'"), (".", "")]


@settings(deadline=None)
@given(
    cents=st.integers(0, 10**9),
    other=st.integers(0, 10**9),
    way=st.sampled_from(WAYS),
    mark=st.sampled_from(["{} €", "€{}", "EUR {}", "{} EUR", "for {}."]),
)
def test_an_amount_passes_in_every_writing_and_no_other_amount_does(
    cents: int, other: int, way: tuple[str, str], mark: str
) -> None:
    value, wrong = Decimal(cents) / 100, Decimal(other) / 100
    shown = {"bundle_price": float(value)}
    assert judged(mark.format(written(value, *way, 2)), shown) == ""
    if wrong != value:
        assert judged(mark.format(written(wrong, *way, 2)), shown) == STRANGE


@settings(deadline=None)
@given(text=st.text(max_size=200), shown=st.dictionaries(
    st.text(max_size=8), st.text(max_size=30) | st.floats() | st.integers() | st.booleans(),
    max_size=5,
))  # fmt: skip
def test_whatever_is_shown_and_said_is_judged(text: str, shown: dict[str, Any]) -> None:
    finite = {name: value for name, value in shown.items() if value == value}
    known = Numbers.of(finite)
    assert strange_number(text, known) in ("", STRANGE, NOT_FREE)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Fine.", ""), ("", EMPTY), (" \n ", EMPTY), ("x" * 21, LONG), ("x " * 10, ""),
        ("a\u202eb", HIDDEN), ("a\u200bb", HIDDEN), ("a\x00b", HIDDEN), ("a\ud800b", HIDDEN),
        ("<b>", MARKUP), ("a > b", MARKUP), ("`x`", MARKUP), ("http://a.b", MARKUP),
        ("www.a.b", MARKUP), ("[a](b)", MARKUP), ("**a**", MARKUP), ("{{ x }}", MARKUP),
        ("mail me@x.y", MARKUP), ("javascript:x", MARKUP), ("R&B, 5 * 3 [new]", ""),
        ("café ☕ 日本", ""),
    ],
)  # fmt: skip
def test_a_text_is_plain_or_refused(text: str, why: str) -> None:
    assert refuse_text(text, 20) == why


def test_three_digits_after_a_space_are_thousands_or_a_number_of_their_own() -> None:
    assert judged("2 500", {"count": 2500}) == ""
    assert judged("2 500 g", {"count": 2, "title": "500 g"}) == ""
    assert judged("2 500 g", {"count": 2}) == STRANGE
    assert judged("2 500 EUR", {"count": 2, "title": "500 g"}) == STRANGE
    assert judged("2 500 %", {"count": 2, "off_pct": 500}) == ""
