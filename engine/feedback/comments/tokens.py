"""What a comment is cut into, and the forms in which its words are compared."""

from __future__ import annotations

import re
import unicodedata

_ELIDED = (
    r"(?:[cdjlmnstv]|qu|jusqu|lorsqu|puisqu|un|all|dall|dell|nell|sull|quest|quell)'(?=[^\W\d_])"
)
_WORD = r"[^\W_]+"
_FACE = r"(?<!\w)[:;=]'?-?[()\[\]DdPp3/|\\](?!\w)|<3"
_PICTURE = "[\U0001f300-\U0001faff\u2600-\u27bf]"
_MARK = r"[!?\u00a1\u00bf]+|[.,;:\n\u2026()\u3002\uff01\uff1f\u3001\uff0c]"
_OTHERS = f"{_FACE}|{_PICTURE}|{_MARK}"
_WITH_APOSTROPHES = re.compile(f"(?i:{_ELIDED})|{_WORD}(?:'{_WORD})*|{_OTHERS}")
_WITHOUT = re.compile(f"{_WORD}|{_OTHERS}")
PICTURE = re.compile(f"{_FACE}|{_PICTURE}")
_SPACED = re.compile(r"\S+")
_QUOTES = ("\u2019", "\u2018", "\u00b4", "\u02bc")
_LONG_LETTERS = re.compile(r"(.)\1{2,}")
_DOTTED = (("ä", "ae"), ("ö", "oe"), ("ü", "ue"))


def composed(text: str) -> str:
    """A text in its composed form (NFC), as it is shown and its parts are cut out of it."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def cleaned(text: str) -> str:
    """A composed comment with plain apostrophes and without addresses, as its words are read.

    Every letter keeps its place; an address leaves a line's end and spaces.
    """
    if not text.isascii():
        for quote in _QUOTES:
            text = text.replace(quote, "'")
    if "@" in text or "://" in text or "www." in text:
        text = _SPACED.sub(_without_address, text)
    return text


def _without_address(word: re.Match[str]) -> str:
    written = word[0]
    if "@" in written or "://" in written or "www." in written:
        return "\n" + " " * (len(written) - 1)
    return written


def tokens_of(text: str) -> list[str]:
    """Words, marks, faces and pictures of a cleaned comment, as written.

    An elided word (`l'`, `dell'`) is one of its own, a contraction (`don't`) is whole.
    """
    return (_WITH_APOSTROPHES if "'" in text else _WITHOUT).findall(text)


def folded(text: str) -> str:
    """A text as comments are compared: NFC, white space and case folded."""
    if text.isascii():
        return " ".join(text.lower().split())
    text = composed(text).casefold()
    return unicodedata.normalize("NFC", " ".join(text.split()))


def plain(word: str, language: str) -> str:
    """A word in lower case without accents; German dotted vowels are written with an e."""
    word = word.casefold()
    if word.isascii():
        return word
    if language == "de":
        for dotted, written in _DOTTED:
            word = word.replace(dotted, written)
    word = word.replace("œ", "oe").replace("æ", "ae").replace("ø", "o").replace("ł", "l")
    apart = unicodedata.normalize("NFKD", word)
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def shortened(word: str) -> tuple[str, ...]:
    """What a word with drawn-out letters may stand for: `sooo` is `soo` or `so`."""
    if not _LONG_LETTERS.search(word):
        return ()
    return _LONG_LETTERS.sub(r"\1\1", word), _LONG_LETTERS.sub(r"\1", word)
