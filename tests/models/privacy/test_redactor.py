"""Whatever the text: nothing found is sent, everything comes back, stand-ins stay stand-ins."""

from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from engine.models.privacy import Redactor

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
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=2)
    ),
    max_leaves=4,
)  # fmt: skip
ITEMS = st.dictionaries(st.sampled_from(("text", "words", "near")), VALUES, max_size=3)


def texts_of(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for one in inner for text in texts_of(one)]


@settings(max_examples=300, deadline=None)
@given(ITEMS)
def test_all_comes_back_and_nothing_found_is_sent(shown: dict[str, Any]) -> None:
    redacted = REDACTOR.redact(shown, ("words",))
    assert REDACTOR.restore(redacted.shown, redacted.hidden) == shown
    for text in texts_of(dict(redacted.shown)):
        assert not any(private in text for private in redacted.hidden.values())


@settings(max_examples=300, deadline=None)
@given(TEXTS)
@example("(at)@0.aa@0.aa+[email kqmzrwpt]0")
def test_what_was_redacted_is_not_redacted_again(text: str) -> None:
    once = REDACTOR.redact({"text": text})
    again = REDACTOR.redact(once.shown)
    assert again.shown == once.shown
    assert not again.hidden
