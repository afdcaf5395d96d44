"""Connections that break are told apart by whether the server may have worked."""

import asyncio
from typing import Any

import aiohttp
import pytest
from aiohttp.client_reqrep import ConnectionKey

from engine.errors import ModelRefused
from engine.models.remote.breaks import trouble_of_break
from engine.models.trouble import Passing

PLACE: Any = ConnectionKey("there", 443, True, True, None, None, None)
REQUEST: Any = None
UNREACHED = OSError(111, "refused")


def caused_by(cause: BaseException) -> BaseException:
    """As the SDK's error comes: from the transport's, that comes from aiohttp's."""
    middle, outer = RuntimeError("transport"), RuntimeError("Connection error.")
    outer.__cause__, middle.__cause__ = middle, cause
    return outer


@pytest.mark.parametrize(
    ("error", "words", "maybe_charged"),
    [
        (aiohttp.ClientConnectorDNSError(PLACE, UNREACHED), "cannot be found", False),
        (aiohttp.ClientConnectorError(PLACE, UNREACHED), "check that it runs", False),
        (aiohttp.ConnectionTimeoutError(), "cannot be reached within 5 seconds", False),
        (aiohttp.ServerDisconnectedError(), "broke the connection off", True),
        (aiohttp.ClientPayloadError(), "broke the connection off", True),
        (aiohttp.ClientOSError(104, "reset"), "broke the connection off", True),
        (aiohttp.SocketTimeoutError(), "no whole reply in 5 seconds", True),
        (TimeoutError(), "no whole reply in 5 seconds", True),
        (aiohttp.ClientResponseError(REQUEST, ()), "cannot be read", True),
        (RuntimeError("something else"), "cannot be read", True),
    ],
)
def test_what_may_go_better_later(error: Exception, words: str, maybe_charged: bool) -> None:
    for given in (error, caused_by(error)):
        passing = trouble_of_break(given, "there", 5.0)
        assert isinstance(passing, Passing)
        assert words in str(passing)
        assert (passing.maybe_charged, passing.counts) == (maybe_charged, True)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (aiohttp.ClientConnectorSSLError(PLACE, UNREACHED), "certificate"),
        (aiohttp.ClientConnectorCertificateError(PLACE, UNREACHED), "certificate"),
        (aiohttp.InvalidURL("http://["), "its address on the Settings page is none"),
    ],
)
def test_what_no_waiting_mends(error: Exception, words: str) -> None:
    refused = trouble_of_break(caused_by(error), "there", 5.0)
    assert isinstance(refused, ModelRefused)
    assert words in str(refused)


def test_causes_in_a_ring_end() -> None:
    first, second = RuntimeError("a"), RuntimeError("b")
    first.__cause__, second.__cause__ = second, first
    assert isinstance(trouble_of_break(first, "there", 1.0), Passing)


def test_a_timeout_of_ours_is_a_timeout() -> None:
    async def late() -> None:
        async with asyncio.timeout(0):
            await asyncio.sleep(1)

    with pytest.raises(TimeoutError) as caught:
        asyncio.run(late())
    assert "no whole reply" in str(trouble_of_break(caught.value, "there", 1.0))
