"""What stands for a private string: a named placeholder, or the same shape in other characters.

Both are salted hashes of the string itself, so that it has the same stand-in in every row and
every run of a workspace, whatever the order, and nobody without the salt can tell it from others.
"""

from __future__ import annotations

import hashlib
import hmac
import string
from collections.abc import Collection, Iterator

from engine.models.privacy.accounts import is_luhn_valid

_LETTERS = 8


def placeholder(salt: bytes, kind: str, private: str, taken: Collection[str]) -> str:
    """A name such as `[email kqmzrwpt]` that is not among those taken."""
    stream = _hashed(salt, f"{kind}\0{private}")
    while True:
        letters = "".join(string.ascii_lowercase[next(stream) % 26] for _ in range(_LETTERS))
        if (name := f"[{kind} {letters}]") not in taken:
            return name


def same_shape(salt: bytes, private: str, taken: Collection[str], attempt: int) -> str:
    """Other digits for digits, other letters for letters, everything else as it is.

    Never the string itself nor one of those taken, and never a number that passes Luhn.
    """
    stream = _hashed(salt, f"shape\0{attempt}\0{private}")
    while True:
        shaped = "".join(_other(character, stream) for character in private)
        digits = "".join(filter(str.isdecimal, shaped))
        if shaped not in taken and not is_luhn_valid(digits):
            return shaped


def _other(character: str, stream: Iterator[int]) -> str:
    """A character of the same class; a digit is always another one."""
    if character.isdecimal():
        return str((int(character) + 1 + next(stream) % 9) % 10)
    if character.isalpha():
        letter = string.ascii_lowercase[next(stream) % 26]
        return letter.upper() if character.isupper() else letter
    return character


def _hashed(salt: bytes, private: str) -> Iterator[int]:
    """An endless row of bytes that only the salt and the string decide."""
    block = 0
    while True:
        told = f"{block}\0{private}".encode("utf-8", "surrogatepass")
        yield from hmac.new(salt, told, hashlib.sha256).digest()
        block += 1
