"""A connection that broke or was never made, sorted by whether the server may have worked."""

from __future__ import annotations

from collections.abc import Iterator

from engine.errors import ModelRefused
from engine.models.trouble import Passing


def trouble_of_break(error: BaseException, host: str, timeout_s: float) -> Passing | ModelRefused:
    """What to do about a request that got no reply.

    The transport gives a dropped connection as a timeout, so its own causes are looked at.

    Args:
        error: The SDK's error, or a TimeoutError of ours.
        host: The server as people know it.
        timeout_s: Longest time for a request.
    """
    import aiohttp  # noqa: PLC0415 - costly

    causes = list(_causes(error))
    if any(isinstance(cause, aiohttp.ClientSSLError) for cause in causes):
        return ModelRefused(
            f"{host} shows no certificate that this computer trusts: check the address, or "
            "whether it speaks https at all."
        )
    if any(isinstance(cause, aiohttp.InvalidURL) for cause in causes):
        return ModelRefused("The server's address is none: check it on the Settings page.")
    if any(isinstance(cause, aiohttp.ClientConnectorDNSError) for cause in causes):
        return Passing(f"{host} cannot be found: check the address and the network")
    if any(isinstance(cause, aiohttp.ClientConnectorError) for cause in causes):
        return Passing(f"{host} cannot be reached: check that it runs")
    if any(isinstance(cause, aiohttp.ConnectionTimeoutError) for cause in causes):
        return Passing(f"{host} cannot be reached within {timeout_s:g} seconds")
    late = (TimeoutError, aiohttp.ServerTimeoutError)
    broke = any(isinstance(cause, aiohttp.ClientError) and not isinstance(cause, late)
                for cause in causes)  # fmt: skip
    said = "broke the connection off" if broke else f"gave no whole reply in {timeout_s:g} seconds"
    return Passing(f"{host} {said}", maybe_charged=True)


def _causes(error: BaseException) -> Iterator[BaseException]:
    """An error, what it came from, and what that came from."""
    seen: set[int] = set()
    cause: BaseException | None = error
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        yield cause
        cause = cause.__cause__ or cause.__context__
