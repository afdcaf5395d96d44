"""Takes private strings out of what is sent and puts them back into what comes back."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.models.privacy.replacing import Replacing, deep, texts_of
from engine.models.privacy.secrets import private_spans
from engine.models.privacy.wordlist import Wordlist

_ATTEMPTS = 3
_INFINITE = float("inf")


@dataclass(frozen=True)
class Redacted:
    """What may be sent about an item.

    Attributes:
        shown: The fields with stand-ins for what is private.
        hidden: Stand-in → what it stands for; never leaves this computer.
        counts: Kind (email, phone, card, iban, account, link) → how many places were replaced.
    """

    shown: Mapping[str, Any]
    hidden: Mapping[str, str] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)


class Redactor:
    """Replaces what is private by stand-ins, and puts it back.

    For whatever text: `restore(redact(x))` is x again; nothing that was found stands anywhere in
    what is sent; what was redacted with placeholders is not changed by being redacted again.

    Args:
        salt: Secret bytes of this workspace.
        on: Whether anything is replaced at all.
    """

    def __init__(self, salt: bytes, *, on: bool) -> None:
        self._salt = salt
        self._on = on

    def redact(self, shown: Mapping[str, Any], shape_kept: Collection[str] = ()) -> Redacted:
        """Replace what is private in every string, however deep, and in numbers that are private.

        A whole number that is private becomes text. Names of fields are not looked at.

        Args:
            shown: Field → plain JSON value.
            shape_kept: Fields in which digits become other digits and letters other letters,
                and not a placeholder.
        """
        if not self._on:
            return Redacted(shown)
        fields = {name: deep(value, str, _number) for name, value in shown.items()}
        for attempt in range(_ATTEMPTS):
            work = Replacing(self._salt, fields, frozenset(shape_kept), attempt)
            if not work.hidden or self._holds(work, fields):
                break
        else:  # Hardly ever: other digits that read like some of the rest.
            work = Replacing(self._salt, fields, frozenset(), 0)
        return Redacted(work.fields, work.hidden, dict(work.counts))

    def restore(self, value: Any, hidden: Mapping[str, str]) -> Any:
        """A value with every stand-in in its strings replaced by what it stands for."""
        if not hidden:
            return value
        names = Wordlist(hidden)

        def put_back(text: str) -> str:
            return "".join(hidden[part] if name else part for part, name in names.split(text))

        return deep(value, put_back)

    def _holds(self, work: Replacing, fields: Mapping[str, Any]) -> bool:
        """Whether all comes back as it was, and nothing private is left."""
        private = Wordlist(work.hidden.values())
        left = any(private.within(text) for text in texts_of(work.fields))
        return not left and self.restore(work.fields, work.hidden) == fields


def _number(value: int | float) -> int | float | str:
    """A whole number as text where it is private: a phone or card number in a sheet's cell."""
    if isinstance(value, bool) or value != value or value in (_INFINITE, -_INFINITE):
        return value
    text = str(int(value))
    return text if value == int(value) and private_spans(text) else value
