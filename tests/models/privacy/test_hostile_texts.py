"""Fifty thousand hostile characters: the work grows with the text and not with its square."""

import importlib
import re
import sys
from types import FrameType
from typing import Any

import pytest

from engine.models.privacy import Redactor, accounts, addresses, phones, secrets

REDACTOR = Redactor(b"salt" * 8, on=True)
HOSTILE = {
    "digits": "1", "zeros": "0 ", "at signs": "@", "addresses without end": "a@a.",
    "names without end": "a.", "links in links": "a://", "secret links": "x.y?token=1 ",
    "countries": "DE89 ", "brackets": "(", "spaces": " ", "words for phones": "tel ",
    "stand-ins begun": "[email ", "dashes": "1-", "pluses": "+1", "fours": "4111 ",
    "quotes": '"@a.co', "wide digits": "４ ", "no width": "5\u200b", "lone surrogates": "\ud800",
    "questions": ".?=", "decimals": "0.", "cards": "4111111111111111 ",
}  # fmt: skip


def steps_of(text: str) -> int:
    """How many functions, ours or Python's, are called for a text."""
    calls = 0

    def count(_frame: FrameType, event: str, _arg: Any) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        redacted = REDACTOR.redact({"text": text})
    finally:
        sys.setprofile(None)
    assert REDACTOR.restore(redacted.shown, redacted.hidden) == {"text": text}
    return calls


@pytest.mark.parametrize("part", HOSTILE.values(), ids=HOSTILE)
def test_work_is_in_proportion_to_the_text(part: str) -> None:
    small, large = (steps_of(part * (size // len(part))) for size in (800, 3_200))
    assert large <= 5 * small + 200


def test_fifty_thousand_characters_of_each_pass() -> None:
    for part in ("1", "a@a.", "a://"):
        text = part * (50_000 // len(part))
        redacted = REDACTOR.redact({"text": text})
        assert REDACTOR.restore(redacted.shown, redacted.hidden) == {"text": text}


def test_no_pattern_can_be_led_astray() -> None:
    """Repeats of unknown length never stand inside repeats, and no two stand side by side."""
    parser = importlib.import_module("re._parser")
    endless = 0
    for room in (accounts, addresses, phones, secrets):
        for name, pattern in vars(room).items():
            if isinstance(pattern, re.Pattern):
                largest = longest(parser.parse(pattern.pattern, pattern.flags), inside=False)
                assert largest <= 40, f"{room.__name__}.{name}"
                endless += 1
    assert endless > 20


def longest(parsed: Any, *, inside: bool) -> int:
    """The largest bounded repeat; fails where one without bounds stands inside another."""
    most = 0
    for kind, told in parsed:
        if str(kind) in ("MAX_REPEAT", "MIN_REPEAT"):
            _, upper, body = told
            bounded = int(upper) < 2**31
            assert bounded or not inside
            most = max(most, int(upper) if bounded else 0, longest(body, inside=not bounded))
        else:
            for part in told if isinstance(told, tuple) else ():
                for inner in part if isinstance(part, list) else [part]:
                    if hasattr(inner, "data"):
                        most = max(most, longest(inner, inside=inside))
    return most
