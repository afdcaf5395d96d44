"""A connection that broke or was never made, sorted by whether the server may have worked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engine.errors import ModelRefused
from engine.models.trouble import Passing, Rejected


def trouble_of_break(
    error: BaseException, host: str, timeout_s: float
) -> Passing | Rejected | ModelRefused:
    """What to do about a request that got no reply.

    The transport gives a dropped connection as a timeout, so its own causes are looked at.

    Args:
        error: The SDK's error, the transport's own, or a TimeoutError of ours.
        host: The server as people know it.
        timeout_s: Longest time for a request.
    """
    from engine.models.remote.bounds import TooMuch  # noqa: PLC0415 - costly

    causes = list(_causes(error))
    for kind, words in _endings().items():
        if any(isinstance(cause, kind) for cause in causes):
            return ModelRefused(f"{host} {words}")
    for kind, words in _unreached(timeout_s).items():
        if any(isinstance(cause, kind) for cause in causes):
            return Passing(f"{host} {words}")
    if any(isinstance(cause, TooMuch) for cause in causes):
        return Rejected(f"{host} sent more than any reply holds", maybe_charged=True)
    return Passing(f"{host} {_broken(causes, timeout_s)}", maybe_charged=True)


def _endings() -> dict[type[BaseException], str]:
    """What no waiting mends."""
    import aiohttp  # noqa: PLC0415 - costly

    return {
        aiohttp.ClientSSLError: "shows no certificate that this computer trusts: check the "
        "address, or whether it speaks https at all.",
        aiohttp.InvalidURL: "cannot be asked: its address on the Settings page is none.",
    }


def _unreached(timeout_s: float) -> dict[type[BaseException], str]:
    """What happens before anything is sent, the more telling first."""
    import aiohttp  # noqa: PLC0415 - costly

    return {
        aiohttp.ClientConnectorDNSError: "cannot be found: check the address and the network",
        aiohttp.ClientConnectorError: "cannot be reached: check that it runs",
        aiohttp.ConnectionTimeoutError: f"cannot be reached within {timeout_s:g} seconds",
    }


def _broken(causes: Sequence[BaseException], timeout_s: float) -> str:
    """How a request that was sent got no reply."""
    import aiohttp  # noqa: PLC0415 - costly

    if any(isinstance(cause, aiohttp.ClientResponseError) for cause in causes):
        return "answered with something that cannot be read"
    if any(isinstance(cause, TimeoutError) for cause in causes):
        return f"gave no whole reply in {timeout_s:g} seconds"
    if any(isinstance(cause, aiohttp.ClientError) for cause in causes):
        return "broke the connection off"
    return "answered with something that cannot be read"


def _causes(error: BaseException) -> Iterator[BaseException]:
    """An error, what it came from, and what that came from."""
    seen: set[int] = set()
    cause: BaseException | None = error
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        yield cause
        cause = cause.__cause__ or cause.__context__
