"""What an answer is remembered by: all that shaped it, and nothing of its neighbours."""

from __future__ import annotations

import hashlib
import json
import math
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

from engine.models.chat.prompt import RULES_VERSION
from engine.models.protocols import Task


def clean(value: Any) -> Any:
    """A plain value that any server can be sent.

    Lone surrogates have no UTF-8 form and become U+FFFD, pairs of them the sign they are halves
    of; numbers that JSON does not know (NaN, infinities) become null. All else stays, in NFC.
    """
    if isinstance(value, str):
        if has_lone_surrogate(value):
            value = value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        return unicodedata.normalize("NFC", value)
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return _deep(clean, value)


def has_lone_surrogate(text: str) -> bool:
    """Whether a text has no UTF-8 form."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


def _deep(change: Callable[[Any], Any], value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(change(str(name))): change(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [change(inner) for inner in value]
    return value


def fold(value: Any) -> Any:
    """Strings without the differences of case and white space."""
    if isinstance(value, str):
        folded = " ".join(unicodedata.normalize("NFC", value).casefold().split())
        return unicodedata.normalize("NFC", folded)
    if isinstance(value, Mapping):
        return {name: fold(inner) for name, inner in value.items()}
    return _deep(fold, value)


class Keys:
    """Keys of the items of one task, as asked of one model."""

    def __init__(self, task: Task, model: str) -> None:
        asked = [task.kind, model, task.version, RULES_VERSION, task.instructions, task.schema]
        self._asked = hashlib.sha256(_written(asked))
        self._folds = task.folds

    def of(self, shown: Mapping[str, Any]) -> str:
        """The key of one item, 64 hexadecimal digits.

        Args:
            shown: What is shown of it, clean and after redaction.
        """
        digest = self._asked.copy()
        digest.update(_written(fold(shown) if self._folds else shown))
        return digest.hexdigest()


def _written(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, default=dict).encode()
