"""A text that a quick look calls harmless holds nothing that the patterns would find."""

from hypothesis import given
from hypothesis import strategies as st

from engine.models.privacy.looking import Looked
from engine.models.privacy.secrets import nothing_to_find, search

SIGNS = "0123456789 -./()+@:?=&#[]{}abcdewtokn"
WORDS = st.sampled_from(
    ["www.", "://", "at", "(at)", "{ arroba }", "tel", "phone", "iban", "konto", "a.com", "?key=x",
     "12345", "+", "00", "dot", "[dot]", "MT84MALT0", "shop", " "]
)  # fmt: skip
TEXTS = st.lists(st.one_of(WORDS, st.text(alphabet=SIGNS, max_size=8), st.text(max_size=4)),
                 max_size=8).map("".join)  # fmt: skip


@given(TEXTS)
def test_nothing_is_overlooked(text: str) -> None:
    looked = Looked(text)
    found = search(Looked(text))
    assert not (nothing_to_find(looked.text) and found)


def test_most_comments_are_harmless_and_private_ones_are_not() -> None:
    assert nothing_to_find("Came 3 days late and cost 12.5 more!")
    for text in ("call 612345", "a@b.co", "name (at) shop.com", "www.a.com/x", "a.b?token=c"):
        assert not nothing_to_find(text)
