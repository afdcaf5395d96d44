"""What answers may be anything: a mail server, a broken proxy, an endless body."""

import asyncio
import gc
import gzip
from typing import Any

import pytest

from engine.errors import ModelRefused
from engine.models.remote import Client, Habits
from engine.models.trouble import Passing, Rejected
from tests.models.remote.conftest import complete

OK = b"HTTP/1.1 200 OK\r\n"
GARBAGE = {
    "no_http": b"220 mail.example ESMTP\r\n",
    "no_status": b"HTTP/1.1 abc OK\r\n\r\n",
    "odd_status": b"HTTP/1.1 999 No\r\nContent-Length: 0\r\n\r\n",
    "long_header": OK + b"X: " + b"a" * 100_000 + b"\r\n\r\n",
    "many_headers": OK + b"".join(b"X%d: a\r\n" % place for place in range(9000)) + b"\r\n",
    "odd_header": OK + b"X-\xff: \xff\xfe\r\nContent-Length: 2\r\n\r\n{}",
    "packed": OK + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(b"0" * 1_000_000),
    "packed_oddly": OK + b"Content-Encoding: br\r\nContent-Length: 5\r\n\r\nabcde",
    "bad_piece": OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nabc",
    "short": OK + b"Content-Length: 500\r\n\r\nabc",
    "two_lengths": OK + b"Content-Length: 3\r\nContent-Length: 5\r\n\r\nabc",
    "before_zero": OK + b"Content-Length: -3\r\n\r\nabc",
    "nothing": b"",
    "go_on": b"HTTP/1.1 100 Continue\r\n\r\n",
    "no_content": b"HTTP/1.1 204 No\r\n\r\n",
    "cookie": OK + b"Set-Cookie: a=b; domain=..\r\nContent-Length: 2\r\n\r\n{}",
}


def asked(answer: bytes, endless: bytes = b"", heads: list[bytes] | None = None) -> Any:
    """Ask a server that answers with these bytes, and then these until nobody listens.

    `heads` gets the head of the request as it came.
    """

    async def answered(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        if heads is not None:
            heads.append(head.lower())
        writer.write(answer)
        try:
            while endless:
                writer.write(endless)
                await writer.drain()
        except ConnectionError:
            pass
        writer.close()

    async def inside() -> Any:
        listening = await asyncio.start_server(answered, "127.0.0.1", 0)
        port = listening.sockets[0].getsockname()[1]
        async with listening, Client(
            f"http://127.0.0.1:{port}/v1", "sk-secret", "m", timeout_s=20, habits=Habits(),
            host="there",
        ) as client:  # fmt: skip
            return await complete(client)

    return asyncio.run(inside())


@pytest.mark.parametrize("name", GARBAGE)
def test_what_is_no_reply_may_go_better_later(name: str) -> None:
    with pytest.raises(Passing, match="there ") as caught:
        asked(GARBAGE[name])
    assert caught.value.counts
    assert caught.value.__context__ is None
    assert "secret" not in str(caught.value)
    gc.collect()


@pytest.mark.parametrize(
    "sent_on",
    [
        b"302 No\r\nLocation: http://[",
        b"301 No\r\nLocation: http://elsewhere.example/v1",
        b"304 No",
    ],
)
def test_nothing_is_sent_on(sent_on: bytes) -> None:
    with pytest.raises(ModelRefused, match="another address"):
        asked(b"HTTP/1.1 " + sent_on + b"\r\nContent-Length: 0\r\n\r\n")


def test_a_body_without_end_is_not_read_to_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.models.remote.bounds.MOST_TOLD_BYTES", 3_000_000)
    monkeypatch.setattr("engine.models.remote.bounds.MOST_BYTES", 10**12)
    with pytest.raises(Rejected, match="more than any reply holds") as caught:
        asked(OK + b"Connection: close\r\n\r\n", endless=b" " * 100_000)
    assert caught.value.maybe_charged


def test_a_large_body_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.models.remote.bounds.MOST_TOLD_BYTES", 3_000_000)
    body = b'{"choices": []}' + b" " * 2_900_000
    reply = asked(OK + b"Content-Length: %d\r\n\r\n" % len(body) + body)
    assert reply.usage.bytes_in == len(body)


def test_nothing_packed_is_asked_for() -> None:
    heads: list[bytes] = []
    with pytest.raises(Passing):
        asked(GARBAGE["no_content"], heads=heads)
    [head] = heads
    assert head.count(b"accept-encoding:") == 1
    assert b"accept-encoding: identity\r\n" in head
