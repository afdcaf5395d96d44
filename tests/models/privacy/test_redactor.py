"""Whatever the text: nothing found is sent, everything comes back, stand-ins stay stand-ins."""

import json
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st
from stdnum import luhn

from engine.models.privacy import Redactor, preview
from engine.models.protocols import Item, Task

SALT = b"0123456789abcdef0123456789abcdef"
REDACTOR = Redactor(SALT, on=True)
PRIVATE = [
    "ann@shop.com", "Ann.Lee+x@mail.shop.co.uk", "ann (at) shop (dot) com", "+49 (0)30 123456-78",
    "555-123-4567", "555-1234", "06 12 34 56 78", "4111 1111 1111 1111", "4111111111111111",
    "DE89 3704 0044 0532 0130 00", "https://u:p@shop.com/a?token=abc", "tel 123456",
    "https://shop.com/r/9f8e7d6c5b4a39281706?x=1", "1234567890123", "[email kqmzrwpt]",
    "[phone abcdefgh]", "５５５-１２３-４５６７", "12345678", "$ 612.345.678", "2024-01-31",
]  # fmt: skip
TEXTS = st.lists(
    st.one_of(
        st.sampled_from(PRIVATE),
        st.text(alphabet="0123456789 -./()+@:?=&#[]ab", max_size=12),
        st.text(max_size=6),
    ),
    max_size=8,
).map("".join)
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.one_of(TEXTS, st.integers(0, 9999), st.booleans(), st.none()),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from("ab"), inner, max_size=2)
    ),
    max_leaves=4,
)  # fmt: skip
ITEMS = st.dictionaries(st.sampled_from(("text", "words", "near")), VALUES, max_size=3)


def texts_of(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for one in inner for text in texts_of(one)]


@settings(max_examples=50, deadline=None)
@given(ITEMS)
def test_all_comes_back_and_nothing_found_is_sent(shown: dict[str, Any]) -> None:
    redacted = REDACTOR.redact(shown, ("words",))
    assert REDACTOR.restore(redacted.shown, redacted.hidden) == shown
    for text in texts_of(dict(redacted.shown)):
        assert not any(private in text for private in redacted.hidden.values())


@settings(max_examples=50, deadline=None)
@given(TEXTS)
@example("(at)@0.aa@0.aa+[email kqmzrwpt]0")
def test_what_was_redacted_is_not_redacted_again(text: str) -> None:
    once = REDACTOR.redact({"text": text})
    again = REDACTOR.redact(once.shown)
    assert again.shown == once.shown
    assert not again.hidden


@settings(max_examples=50, deadline=None)
@given(TEXTS)
def test_shape_is_kept_and_nothing_else(text: str) -> None:
    redacted = REDACTOR.redact({"text": text}, ("text",))
    for stand_in, private in redacted.hidden.items():
        if stand_in.startswith("["):
            continue
        assert [kind_of(c) for c in stand_in] == [kind_of(c) for c in private]
        assert stand_in != private
        digits = "".join(c for c in stand_in if c.isdecimal())
        assert not luhn.is_valid(digits)
        before = "".join(c for c in private if c.isdecimal())
        assert digits != before or not digits


def kind_of(character: str) -> str:
    if character.isdecimal():
        return "digit"
    if character.isalpha():
        return "upper" if character.isupper() else "letter"
    return character


def test_the_same_string_has_the_same_stand_in_whatever_stands_around_it() -> None:
    first = REDACTOR.redact({"text": "ann@shop.com or 555-123-4567"})
    other = REDACTOR.redact({"note": ["555-123-4567 twice", {"deep": "ann@shop.com"}]})
    assert first.hidden == other.hidden
    assert set(
        Redactor(b"another" * 5, on=True).redact({"text": "ann@shop.com"}).hidden
    ).isdisjoint(first.hidden)
    shaped = [REDACTOR.redact({"w": word}, ("w",)).shown["w"] for word in ("555-1234", "555-1234")]
    assert shaped[0] == shaped[1] != "555-1234"


def test_what_was_found_in_one_place_is_hidden_in_all() -> None:
    shown = {"text": "tel 123456", "near": ["no 1234567", "x123456y"], "words": "123456"}
    redacted = REDACTOR.redact(shown, ("words",))
    assert "123456" not in json.dumps(redacted.shown)
    assert redacted.counts == {"phone": 4}
    assert str(redacted.shown["words"]).isdecimal()
    assert REDACTOR.restore(redacted.shown, redacted.hidden) == shown


def test_a_stand_in_that_stands_in_the_text_is_not_taken_for_ours() -> None:
    stand_in = next(iter(REDACTOR.redact({"text": "ann@shop.com"}).hidden))
    shown = {"text": f"ann@shop.com and {stand_in}"}
    redacted = REDACTOR.redact(shown)
    assert stand_in in redacted.shown["text"]
    assert stand_in not in redacted.hidden
    assert REDACTOR.restore(redacted.shown, redacted.hidden) == shown


def test_answers_get_back_what_was_hidden() -> None:
    redacted = REDACTOR.redact({"text": "write to ann@shop.com"})
    name = next(iter(redacted.hidden))
    answer = {"summary": f"wants mail to {name}", "list": [name, 3, None], "yes": True}
    assert REDACTOR.restore(answer, redacted.hidden) == {
        "summary": "wants mail to ann@shop.com", "list": ["ann@shop.com", 3, None], "yes": True
    }  # fmt: skip


def test_numbers_of_a_sheet_are_looked_at_too() -> None:
    redacted = REDACTOR.redact({"a": 4111111111111111, "b": 15551234567.0, "c": 1999, "d": True})
    assert list(redacted.hidden.values()) == ["4111111111111111", "15551234567"]
    assert (redacted.shown["c"], redacted.shown["d"]) == (1999, True)


def test_switched_off_nothing_is_replaced() -> None:
    shown = {"text": "ann@shop.com"}
    redacted = Redactor(SALT, on=False).redact(shown)
    assert redacted.shown == shown
    assert redacted.hidden == redacted.counts == {}


def test_the_preview_is_what_would_be_sent() -> None:
    task = Task("ask", "1", "Say.", {}, 10, shape_kept=("word",))
    items = [Item(str(k), {"text": f"ann{k}@shop.com", "word": "555-1234"}) for k in range(9)]
    seen = preview(REDACTOR, task, items, at_most=3)
    assert [one.shown for one in seen] == [
        REDACTOR.redact(item.shown, ("word",)).shown for item in items[:3]
    ]
    assert seen[0].counts == {"email": 1, "phone": 1}
