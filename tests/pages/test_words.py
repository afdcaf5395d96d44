"""Text of files on a page: it shows as itself, and is nothing that could be pressed."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.words import plain, signed

# What GitHub's markdown makes links of once escapes are gone, in our own words.
_LINK = re.compile(r"https?://|www\.|[-.\w+]+@[-\w]+\.[-\w]+", re.IGNORECASE)


def shown(text: str) -> str:
    """What a browser shows of markdown that only escapes."""
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text)


@pytest.mark.parametrize(
    "text",
    ["see https://evil.example/x", "HTTP://a.b", "www.evil.example", "WWW.a.b", "write me@shop.de"],
)
def test_addresses_are_no_links(text: str) -> None:
    assert _LINK.search(text)
    assert not _LINK.search(shown(plain(text)))
    assert shown(plain(text)).replace("\u2060", "") == text


@pytest.mark.parametrize(
    ("points", "written"),
    [(12, "+12.0"), (-44.26, "\N{MINUS SIGN}44.3"), (0, "0.0"), (-0.04, "0.0"), (0.04, "0.0")],
)
def test_points_have_the_sign_that_charts_write(points: float, written: str) -> None:
    assert signed(points) == written


@given(st.text(alphabet="ab1.:/@whtps<>*_`\\ ", max_size=30))
def test_text_shows_as_itself(text: str) -> None:
    told = shown(plain(text))
    assert told.replace("\u2060", "") == " ".join(text.split())
    assert not _LINK.search(told)


@given(st.sampled_from(["http", "https", "www", "a"]), st.sampled_from(["://", ".", "@"]))
def test_no_address_can_be_made(begin: str, middle: str) -> None:
    assert not _LINK.search(shown(plain(f"x {begin}{middle}b.example/c")))
