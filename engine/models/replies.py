"""One request's reply as the client hands it on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.models.protocols import Vectors


@dataclass(frozen=True)
class Usage:
    """What one request moved and used.

    Attributes:
        bytes_out: Bytes of the request's body.
        bytes_in: Bytes of the reply's body.
        tokens_in: Tokens of the request as the server counted them; None where it does not say.
        tokens_out: Tokens of the reply, likewise.
        seconds: From sending to the whole reply.
    """

    bytes_out: int
    bytes_in: int
    tokens_in: int | None
    tokens_out: int | None
    seconds: float


@dataclass(frozen=True)
class Reply:
    """A chat model's reply.

    Attributes:
        text: What it wrote.
        finish: Why it stopped: `stop`, `length` (cut off), `refused`, or the server's own word.
        usage: What it moved and used.
    """

    text: str
    finish: str
    usage: Usage


@dataclass(frozen=True)
class EmbedReply:
    """An embedding model's reply.

    Attributes:
        vectors: Position in the request → vectors that came for it, float32 (d,) each, as they
            came: positions may be missing, come twice or be out of range.
        usage: What it moved and used.
    """

    vectors: Mapping[int, Sequence[Vectors]]
    usage: Usage
