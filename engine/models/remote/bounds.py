"""A reply's body is read as it came and up to a size; loaded with the first client."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx2

# Of vectors, and of anything else; parsing holds up all runs, and many come at once.
MOST_BYTES = 256 * 1024 * 1024
MOST_TOLD_BYTES = 8 * 1024 * 1024


class TooMuch(httpx2.ReadError):
    """The body is larger than any reply."""


class Bounded(httpx2.AsyncByteStream):
    """A body that ends in `TooMuch` where it does not end before."""

    def __init__(self, stream: httpx2.AsyncByteStream, most: int) -> None:
        self._stream, self._left = stream, most

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for piece in self._stream:
            self._left -= len(piece)
            if self._left < 0:
                raise TooMuch("the body is too large")
            yield piece

    async def aclose(self) -> None:
        """Let the body go."""
        await self._stream.aclose()


async def bound(response: httpx2.Response) -> None:
    """Bound a reply's body before it is read.

    Raises:
        httpx2.DecodingError: It is packed though nobody asked for that: a few bytes could unpack
            to any size.
    """
    if response.headers.get("content-encoding", "identity").lower() not in ("", "identity"):
        raise httpx2.DecodingError("the body is packed")
    stream = response.stream
    if isinstance(stream, httpx2.AsyncByteStream):
        vectors = response.request.url.path.endswith("/embeddings")
        response.stream = Bounded(stream, MOST_BYTES if vectors else MOST_TOLD_BYTES)
