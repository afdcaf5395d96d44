"""Texts that name a price are known in any language's writing; numbers of names are none."""

from typing import Any

import pytest

from engine.bundles.out.texts import names_price, text_without_price
from engine.bundles.say.amounts import say_amount, say_percent
from engine.bundles.say.voice import LANGUAGES, Voice
from engine.files.cells.currencies import digits_of
from tests.bundles.out_files.documents import bundle, every_type, item, pricing


def glass(price: int = 123450, listed: int = 150000, **more: Any) -> dict[str, Any]:
    """A bundle of a product with numbers in its name."""
    return bundle(1, "FBT", [item("G", "Glass 1234.50 ml 17 %", 75000), item("B", "Bowl", 75000)],
                  pricing=pricing(listed, price), **more)  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("currency", ["", "EUR", "USD", "BRL", "AUD", "JPY", "KWD"])
def test_price_saving_and_percent_are_known_as_every_language_writes_them(
    language: str, currency: str
) -> None:
    voice, digits = Voice("plain", language, currency), digits_of(currency)
    for price in (123450, 120000, 99):
        document = glass(price)
        for told in (say_amount(price, voice), say_amount(150000 - price, voice)):
            assert names_price(f"Xx {told}, xx.", document, digits)
        assert not names_price(say_amount(price + 7, voice), document, digits)
    assert names_price(say_percent(17, voice), glass())
    assert not names_price(say_percent(18, voice), glass())


@pytest.mark.parametrize(
    "text", ["", "Bowl", "Glass 1234.50 ml 17 %", "35 orders", "In 1,234 orders"]
)
def test_other_numbers_are_no_price(text: str) -> None:
    assert not names_price(text, glass())


def test_steps_and_what_is_given_have_prices_of_their_own() -> None:
    _, _, given, _, steps, unpriced = every_type()
    assert names_price("half off: 50 %", given)
    assert names_price("6 for 63.00", steps)
    assert names_price("12 % off", steps)
    assert not names_price("50 % off for 63.00", unpriced)


@pytest.mark.parametrize(
    ("description", "told"),
    [
        ("Two that match.", "Two that match."),
        ("Glass 1234.50 ml 17 % and Bowl.", "Glass 1234.50 ml 17 % and Bowl."),
        ("Now 1,234.50.", ""), ("Instead of 1500.", ""), ("Up to 5 % off", ""),
        ("", ""), (None, ""),
    ],
)  # fmt: skip
def test_a_shop_prints_what_names_no_price_or_the_products(
    description: str | None, told: str
) -> None:
    document = glass(copy={"title": "t", "description": description})
    assert text_without_price(document) == (told or "Glass 1234.50 ml 17 % + Bowl")
