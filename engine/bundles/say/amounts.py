"""Amounts of money and percentages as a language writes them; a saving is never overstated."""

from __future__ import annotations

import math

from engine.bundles.say.templates import TEMPLATES
from engine.bundles.say.voice import Voice
from engine.files.cells.currencies import digits_of

SIGNS = {"EUR": "€", "USD": "$", "GBP": "£", "BRL": "R$", "JPY": "¥"}
_HARD_SPACE = "\u00a0"


def say_amount(minor: int, voice: Voice) -> str:
    """Minor units as an amount with its currency, such as `€12.50`, `12,50 €` or `12.50 AUD`."""
    words = TEMPLATES[voice.language]
    digits = digits_of(voice.currency)
    plain = f"{minor / 10**digits:,.{digits}f}"
    number = plain.translate({ord(","): words.thousands, ord("."): words.point})
    if not voice.currency:
        return number
    if voice.currency not in SIGNS:
        return f"{number}{_HARD_SPACE}{voice.currency}"
    written = words.amount.format(number=number, sign=SIGNS[voice.currency])
    return written.replace(" ", _HARD_SPACE)


def whole_percent(percent: float | None) -> int:
    """A percentage without decimals, rounded down; 0 where there is none.

    What is a hair below a whole one, as floats are, is that one.
    """
    return math.floor(percent + 1e-6) if percent else 0


def say_percent(percent: int, voice: Voice) -> str:
    """A whole percentage, such as `10%` or `10 %`."""
    written = TEMPLATES[voice.language].percent.format(percent=percent)
    return written.replace(" ", _HARD_SPACE)
