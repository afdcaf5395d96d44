"""Known strings found in a text, each place looked at once however many strings there are."""

from __future__ import annotations

from collections.abc import Collection, Iterator

HEAD = 4


class Wordlist:
    """Strings to look for, filed by their first letters and their lengths.

    Args:
        words: The strings, at least `HEAD` characters each.
    """

    def __init__(self, words: Collection[str]) -> None:
        self._filed: dict[str, dict[int, set[str]]] = {}
        for word in words:
            self._filed.setdefault(word[:HEAD], {}).setdefault(len(word), set()).add(word)
        self._lengths = {head: sorted(filed, reverse=True) for head, filed in self._filed.items()}

    def has(self, word: str) -> bool:
        """Whether it is one of the words."""
        return word in self._filed.get(word[:HEAD], {}).get(len(word), ())

    def split(self, text: str) -> Iterator[tuple[str, bool]]:
        """The text in pieces, each with whether it is one of the words: leftmost, then longest."""
        done = place = 0
        while self._filed and place <= len(text) - HEAD:
            word = self._at(text, place)
            if word:
                yield text[done:place], False
                yield word, True
                done = place = place + len(word)
            else:
                place += 1
        yield text[done:], False

    def within(self, text: str) -> bool:
        """Whether any of the words stands in the text."""
        return any(found for _, found in self.split(text))

    def _at(self, text: str, place: int) -> str:
        head = text[place : place + HEAD]
        for length in self._lengths.get(head, ()):
            word = text[place : place + length]
            if word in self._filed[head][length]:
                return word
        return ""
