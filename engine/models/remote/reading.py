"""What stands in a reply's body, taken as a stranger's words: nothing in it is believed."""

from __future__ import annotations

import base64
import binascii
import json
from typing import Any

import numpy as np

from engine.models.protocols import Vectors
from engine.models.replies import EmbedReply, Reply, Usage

MOST_TOKENS = 10**9
MOST_MODELS = 2000


class NoReply(Exception):
    """The body is no reply of such a server.

    Attributes:
        error: Whether it is one that says what went wrong, under a status that says nothing did.
        status: The status that it gives itself; 502 where it gives none.
    """

    def __init__(self, *, error: bool = False, status: int = 502) -> None:
        super().__init__("no reply")
        self.error, self.status = error, status


def reply_of(body: bytes, bytes_out: int, seconds: float) -> Reply:
    """A chat model's reply.

    A reply without words is a reply of no words: what it used is known all the same.

    Raises:
        NoReply: The body is something else.
    """
    told = _object(body, "choices")
    choices = told["choices"] if isinstance(told["choices"], list) else []
    choice = choices[0] if choices and isinstance(choices[0], dict) else {}
    message = choice.get("message")
    message = message if isinstance(message, dict) else {}
    finish = choice.get("finish_reason")
    finish = finish[:40] if isinstance(finish, str) else "empty"
    if message.get("refusal") or finish == "content_filter":
        finish = "refused"
    usage = _usage(told, bytes_out, len(body), seconds)
    return Reply(_words(message.get("content")), finish, usage)


def vectors_of(body: bytes, bytes_out: int, seconds: float) -> EmbedReply:
    """An embedding model's reply; what is no vector of finite numbers is left out.

    Raises:
        NoReply: The body is something else.
    """
    told = _object(body, "data")
    data = told["data"] if isinstance(told["data"], list) else []
    vectors: dict[int, list[Vectors]] = {}
    for entry in data:
        place = entry.get("index") if isinstance(entry, dict) else None
        if isinstance(place, int) and not isinstance(place, bool):
            vector = _vector(entry.get("embedding"))
            if vector is not None:
                vectors.setdefault(place, []).append(vector)
    return EmbedReply(vectors, _usage(told, bytes_out, len(body), seconds))


def models_of(body: bytes) -> list[str]:
    """Names of the models that a server lists, sorted.

    Raises:
        NoReply: The body is something else.
    """
    data = _object(body, "data")["data"]
    data = data if isinstance(data, list) else []
    names = [entry.get("id") for entry in data if isinstance(entry, dict)]
    return sorted({name for name in names if isinstance(name, str)})[:MOST_MODELS]


def _object(body: bytes, part: str) -> dict[str, Any]:
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        raise NoReply from None
    if isinstance(told, dict) and part in told:
        return told
    error = told.get("error") if isinstance(told, dict) else None
    code = error.get("code") if isinstance(error, dict) else None
    status = code if isinstance(code, int) and 400 <= code < 600 else 502
    raise NoReply(error=bool(error), status=status)


def _words(content: object) -> str:
    """A message's words: a text, or the texts among its parts."""
    if isinstance(content, list):
        parts = [part.get("text") for part in content if isinstance(part, dict)]
        return "".join(part for part in parts if isinstance(part, str))
    return content if isinstance(content, str) else ""


def _vector(written: object) -> Vectors | None:
    """A vector from base64 of little-endian float32, or from a list of numbers."""
    try:
        if isinstance(written, str):
            vector = np.frombuffer(base64.b64decode(written, validate=True), "<f4")
        else:
            vector = np.asarray(written, dtype=np.float64)
        with np.errstate(over="ignore"):
            vector = vector.astype(np.float32)
    except (ValueError, TypeError, OverflowError, binascii.Error):
        return None
    return vector if vector.ndim == 1 and vector.size and np.isfinite(vector).all() else None


def _usage(told: dict[str, Any], bytes_out: int, bytes_in: int, seconds: float) -> Usage:
    counts = told.get("usage")
    counts = counts if isinstance(counts, dict) else {}
    asked, written = (_count(counts.get(f"{name}_tokens")) for name in ("prompt", "completion"))
    if asked is not None and written is None and "choices" not in told:
        written = 0
    return Usage(bytes_out, bytes_in, asked, written, seconds)


def _count(written: object) -> int | None:
    if not isinstance(written, int) or isinstance(written, bool):
        return None
    return written if 0 <= written <= MOST_TOKENS else None
