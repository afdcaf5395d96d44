"""Twins are one product in another colour, size or number; families share a design."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.bundles.candidates.likeness import Likeness, compare_products
from tests.bundles.makers import products_of

TWINS = {
    "colours": ("Linen napkin red", "Linen napkin blue"),
    "colours in capitals": ("LINEN NAPKIN RED", "Linen Napkin Blue"),
    "colour in front": ("Red retrospot mug", "Blue retrospot mug"),
    "rare colours": ("Cushion ochre", "Cushion aubergine"),
    "colours in French": ("Nappe rouge", "Nappe bleu"),
    "colours in German": ("Kissen grün", "Kissen weiß"),
    "colours in Spanish": ("Cojín rojo", "Cojín amarillo"),
    "sizes": ("Bread board small", "Bread board large"),
    "letters for sizes": ("Apron S", "Apron XL"),
    "units": ("Skillet 20 cm", "Skillet 26cm"),
    "decimals": ("Carafe 0.5 l", "Carafe 1,5 l"),
    "pieces": ("Tea lights pack of 12", "Tea lights pack of 24"),
    "set of": ("Set of 4 knick knack tins", "Set of 6 knick knack tins"),
    "with and without a colour": ("Linen napkin", "Linen napkin red"),
    "one name": ("Jam jar", "Jam jar"),
    "apostrophes": ("Baker's tin red", "Bakers tin blue"),
    "variants": ("Mug - Red", "Mug - Blue"),
    "variants of two kinds": ("Apron - Red / L", "Apron - Blue / M"),
    "a variant of two words": ("Mug - Dark green", "Mug - Light green", "Mug - Red"),
    "a poetic colour beside a plain one": ("Mug - Heather", "Mug - Midnight", "Mug - Red"),
    "a poetic colour and the plain one": ("Mug - Heather", "Mug - Red"),
    "a plain size among the variants": ("Candle - Fig", "Candle - Smoke", "Candle - Large"),
    "emoji beside the words": ("Mug ☕ red", "Mug blue"),
    "the product itself and its colour": ("Mug", "Mug - Red"),
    "one title has no dash": ("Mug blue", "Mug - Red"),
    "another case": ("Mug - Red", "MUG - Blue"),
    "the size stands in the stem": ("Large mug - Red", "Small mug - Red"),
    "the colour stands in the stem": ("White mug - Red", "Black mug - Red"),
    "two dashes, colour first": ("T-shirt - Red - L", "T-shirt - Blue - L"),
    "two dashes, size first": ("T-shirt - L - Red", "T-shirt - M - Blue"),
    "number of pieces in the stem": ("Set of 4 cups - Red", "Set of 6 cups - Red"),
    "right to left": ("كوب 1", "كوب 2"),
}
NO_TWINS = {
    "plates and cups": ("Spotty paper plates", "Spotty paper cups"),
    "designs of one thing": ("Jumbo bag owls", "Jumbo bag strawberry"),
    "variants that are designs": ("Tea towel - Lemons", "Tea towel - Swallows"),
    "another stem's colour": ("Tea towel - Lemons", "Tea towel - Swallows", "Mug - Red"),
    "a hyphen without spaces": ("T-shirt", "T-light"),
    "colours alone": ("Red", "Blue"),
    "numbers alone": ("12345", "12346"),
    "signs alone": ("!!!", "???"),
    "emoji alone": ("☕", "🍵"),
    "sizes alone": ("10 cm", "20 cm"),
    "an empty variant beside designs": ("Poster - Berlin", "Poster - Paris", "Poster - "),
    "an emoji variant beside designs": ("Poster - Berlin", "Poster - Paris", "Poster - 🌹"),
    "right to left": ("كوب", "صحن"),
    "plural": ("Teapot blue", "Teapots blue"),
    "a word within a word": ("Tanned hide", "Redhide"),
}


def likeness_of(*titles: str, skus: tuple[str, ...] | None = None) -> Likeness:
    return compare_products(products_of(titles, skus=skus))


def are_twins(likeness: Likeness, *items: int) -> bool:
    return bool(likeness.twins(np.array([items]))[0])


@pytest.mark.parametrize("titles", TWINS.values(), ids=TWINS)
def test_twins(titles: tuple[str, ...]) -> None:
    assert are_twins(likeness_of(*titles), 0, 1)


@pytest.mark.parametrize("titles", NO_TWINS.values(), ids=NO_TWINS)
def test_no_twins(titles: tuple[str, ...]) -> None:
    assert not are_twins(likeness_of(*titles), 0, 1)


@pytest.mark.parametrize(
    ("first", "second", "twins"),
    [
        ("85123A", "85123B", True),
        ("85123", "85123A", True),
        ("85123AB", "85123C", True),
        ("85123ABC", "85123A", False),
        ("85123A", "85124A", False),
        ("123A", "123B", False),
        ("X85123A", "X85123B", False),
        ("MUG-RED", "MUG-BLU", False),
    ],
)
def test_digits_with_a_letter_behind_are_variants(first: str, second: str, twins: bool) -> None:
    likeness = likeness_of("Heart holder", "Bird bath", skus=(first, second))
    assert are_twins(likeness, 0, 1) is twins


def test_any_two_twins_make_a_set_one_of_twins() -> None:
    likeness = likeness_of("Mug red", "Teapot", "Mug blue", "Tray")
    sets = np.array([[0, 1, 2], [0, 1, 3], [1, 2, 3]])
    assert likeness.twins(sets).tolist() == [True, False, False]


def test_no_sets_have_no_twins() -> None:
    assert likeness_of("Mug").twins(np.empty((0, 2), dtype=np.int64)).tolist() == []


@pytest.mark.parametrize(
    ("titles", "family"),
    [
        (("Tea towel - Lemons", "Tea towel - Swallows"), "Tea towel"),
        (("Jumbo bag owls", "Jumbo bag strawberry"), "jumbo bag"),
        (("Red retrospot paper cups", "Pink polkadot paper cups"), "paper cups"),
        (("Spotty paper cups", "Spotty paper plates", "Spotty paper bags"), "spotty paper"),
        (("Spotty paper cups", "Spotty paper plates", "Jam jar"), None),
        (("Spotty cups", "Spotty plates"), None),
        (("Bag of owls", "Bag of hearts"), None),
        (("Box for tea", "Bag for tea"), None),
        (("Tea towel - Lemons", "Apron - Lemons"), None),
        (("☕", "🍵"), None),
        (("12", "13"), None),
    ],
)
def test_family(titles: tuple[str, ...], family: str | None) -> None:
    assert likeness_of(*titles).family(range(len(titles))) == family


def test_a_family_is_named_by_its_meaning_words() -> None:
    likeness = likeness_of("Tea cup cat for the garden", "Tea cup hat for the garden")
    assert likeness.family([0, 1]) == "tea cup"


@settings(deadline=None, max_examples=50)
@given(titles=st.lists(st.text(max_size=20), min_size=2, max_size=6, unique=True))
def test_hostile_titles_are_compared_without_a_fall(titles: list[str]) -> None:
    likeness = likeness_of(*titles)
    for first in range(len(titles)):
        assert are_twins(likeness, first, first)
        for second in range(first):
            assert are_twins(likeness, first, second) == are_twins(likeness, second, first)
            family = likeness.family([first, second])
            assert family is None or family
