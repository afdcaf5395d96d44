"""One item's private strings replaced, wherever in the item they stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from engine.models.privacy.secrets import STAND_IN, between_stand_ins, private_spans
from engine.models.privacy.stand_ins import placeholder, same_shape
from engine.models.privacy.wordlist import Wordlist

StandIn = Callable[[str, str], str]
_ROUNDS = 4


class Replacing:
    """An item on its way through; later rounds look at what the first stand-ins left apart.

    Args:
        salt: Secret bytes of the workspace.
        fields: Field → plain JSON value.
        shaped: Fields whose private strings keep their shape.
        attempt: Which of several possible shapes to take.

    Attributes:
        fields: The fields as they may be sent.
        hidden: Stand-in → private string.
        counts: Kind → places replaced.
    """

    def __init__(
        self, salt: bytes, fields: Mapping[str, Any], shaped: frozenset[str], attempt: int
    ) -> None:
        self._salt, self._attempt, self._shaped = salt, attempt, shaped
        self.fields = dict(fields)
        self.hidden: dict[str, str] = {}
        self.counts: Counter[str] = Counter()
        self._taken = {name for text in texts_of(fields) for name in STAND_IN.findall(text)}
        self._stand_ins: dict[tuple[str, bool], str] = {}
        looked_at = set(fields)
        for _ in range(_ROUNDS):
            found = self._found(looked_at)
            if not found:
                break
            self._replace(found)
            looked_at -= shaped  # what keeps its shape would be found again for ever

    def _found(self, names: set[str]) -> dict[str, str]:
        """Private string → kind."""
        return {
            text[span.start : span.end]: span.kind
            for name in sorted(names)
            for text in texts_of(self.fields[name])
            for span in private_spans(text)
        }

    def _replace(self, kinds: Mapping[str, str]) -> None:
        words = Wordlist(kinds)
        for name, value in self.fields.items():
            stand_in = partial(self._stand_in, shaped=name in self._shaped)

            def without(text: str, stand_in: StandIn = stand_in) -> str:
                return "".join(_pieces(text, kinds, words, stand_in))

            self.fields[name] = deep(value, without)

    def _stand_in(self, private: str, kind: str, *, shaped: bool) -> str:
        self.counts[kind] += 1
        if (private, shaped) not in self._stand_ins:
            name = (
                same_shape(self._salt, private, self._taken, self._attempt)
                if shaped
                else placeholder(self._salt, kind, private, self._taken)
            )
            self._taken.add(name)
            self._stand_ins[private, shaped] = name
            self.hidden[name] = private
        return self._stand_ins[private, shaped]


def _pieces(
    text: str, kinds: Mapping[str, str], words: Wordlist, stand_in: StandIn
) -> Iterator[str]:
    """The text with stand-ins where something was found, and wherever the same stands again."""
    done = 0
    for start, piece in between_stand_ins(text):
        yield text[done:start]
        done = start + len(piece)
        for part, private in _apart(piece, words):
            yield stand_in(part, kinds[part]) if private else part


def _apart(piece: str, words: Wordlist) -> Iterator[tuple[str, bool]]:
    """A piece's parts, each with whether it is private."""
    done = 0
    for span in private_spans(piece):
        if words.has(piece[span.start : span.end]):
            yield from words.split(piece[done : span.start])
            yield piece[span.start : span.end], True
            done = span.end
    yield from words.split(piece[done:])


def texts_of(value: Any) -> Iterator[str]:
    """Every string in a plain JSON value but the names of fields."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from texts_of(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from texts_of(inner)


def deep(
    value: Any,
    change: Callable[[str], str],
    number: Callable[[int | float], Any] = lambda number: number,
) -> Any:
    """A plain JSON value with every string, and every number, changed."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, (int, float)):
        return number(value)
    if isinstance(value, Mapping):
        return {name: deep(inner, change, number) for name, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [deep(inner, change, number) for inner in value]
    return value
