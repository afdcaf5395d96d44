"""A server's refusal, sorted by what to do about it; a pure function of what it said."""

from __future__ import annotations

import datetime as dt
import email.utils
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from engine.errors import ModelRefused
from engine.models.trouble import Passing, Rejected

LONGEST = 200
MOST_READ = 4000
_NO_MONEY = frozenset(
    {"insufficient_quota", "billing_hard_limit_reached", "billing_not_active"}
)  # fmt: skip
_NO_MODEL = re.compile(
    r"model_not_found|deploymentnotfound|(invalid|unknown) model|not a valid model|"
    r"model\b.{0,80}\b(not found|not exist|does not exist|not loaded)"
)
_NO_KEY = re.compile(r"api.?key (is )?(not valid|invalid|missing)|(invalid|incorrect) api.?key")
# Bounds of keys as servers echo them back, whole or half hidden.
_KEYS = re.compile(r"(?i)\bbearer\s+\S+|\b(sk|pk|rk|gsk|key)-[\w*.-]{4,}")


@dataclass(frozen=True)
class Refusal:
    """What a server said instead of a reply.

    Attributes:
        status: HTTP status.
        message: Its words, short, without the key, on one line.
        code: Its own code, such as `insufficient_quota`; empty where it gave none.
        param: What it says it is about, such as `response_format`, lower case.
        said: The same at length, lower case; all of the body of a server with a form of its own.
        hold_s: How long it wants to be left alone, or None.
    """

    status: int
    message: str = ""
    code: str = ""
    param: str = ""
    said: str = ""
    hold_s: float | None = None

    @classmethod
    def of(cls, status: int, headers: Mapping[str, str], body: bytes, key: str) -> Self:
        """From the reply's status, headers (names in lower case) and body."""
        error = _error_of(body)
        said = without_key(_said(error) or body[: 2 * MOST_READ].decode("utf-8", "replace"), key)
        codes = [error.get(name) for name in ("code", "type", "status")]
        named = [str(code) for code in codes if code is not None]
        code = next((name for name in named if name in _NO_MONEY), named[0] if named else "")
        param = error.get("param")
        param = without_key(param, key)[:80].lower() if isinstance(param, str) else ""
        return cls(
            status, _short(said), without_key(code, key)[:80], param, said[:MOST_READ].lower(),
            hold_of(headers),
        )  # fmt: skip


def trouble_of(
    refusal: Refusal, *, host: str, model: str, has_key: bool
) -> Passing | Rejected | ModelRefused:
    """What to do about a refusal: try again later, ask less, or end the run.

    Args:
        refusal: What the server said.
        host: The server as people know it.
        model: The model that was asked for.
        has_key: Whether a key was sent.
    """
    said = f" It said: {refusal.message}" if refusal.message else ""
    ended = _ends_all(refusal, host, model, has_key=has_key)
    if ended:
        # About keys, servers say little but the key itself.
        return ModelRefused(ended + ("" if refusal.status == 401 else said))
    if refusal.status == 429:
        return Passing(f"{host} asked to slow down (429)", hold_s=refusal.hold_s, counts=False)
    if refusal.status in (408, 409, 425) or refusal.status >= 500:
        # A gateway's words leave open whether the server behind it worked.
        unknown = refusal.status in (408, 502, 504, *range(520, 528))
        reason = f"{host} failed ({refusal.status})"
        return Passing(reason, hold_s=refusal.hold_s, maybe_charged=unknown)
    return Rejected(f"{host} will not have this request ({refusal.status}).{said}")


def _ends_all(refusal: Refusal, host: str, model: str, *, has_key: bool) -> str:
    """Why nothing can be asked of this server at all, and the way out; empty where it can."""
    status, said = refusal.status, f"{refusal.code} {refusal.message}".lower()
    if status == 401 or (status in (400, 403) and _NO_KEY.search(said)):
        if not has_key:
            return f"{host} asks for a key and none is set: enter it on the Settings page."
        return f"{host} does not accept the key: check it on the Settings page."
    if status == 402 or (status == 429 and refusal.code in _NO_MONEY):
        return f"The account at {host} has no credit left: add some there, or use another server."
    if status in (400, 404) and _NO_MODEL.search(said):
        return f"{host} has no model {model!r}: choose one that it has on the Settings page."
    if status == 403:
        return f"{host} does not let this key use {model!r}: change the key's rights or the model."
    if status in (404, 405):
        return f"Nothing answers at this address of {host}: it usually ends with /v1."
    if 300 <= status < 400:
        return f"{host} sends requests on to another address: set that one on the Settings page."
    return ""


def hold_of(headers: Mapping[str, str], now: dt.datetime | None = None) -> float | None:
    """Seconds that a server wants to be left alone, or None where it does not say.

    Args:
        headers: The reply's headers, names in lower case: `retry-after-ms`, else `retry-after` as
            seconds or as an HTTP date (RFC 9110, 10.2.3).
        now: The time it is; the computer's by default.
    """
    for name, unit in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
        written = headers.get(name, "").strip()
        if re.fullmatch(r"\d{1,12}(\.\d{1,6})?", written, re.ASCII):
            return float(written) * unit
    try:
        until = email.utils.parsedate_to_datetime(headers.get("retry-after", ""))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    until = until if until.tzinfo else until.replace(tzinfo=dt.UTC)
    return max(0.0, (until - (now or dt.datetime.now(dt.UTC))).total_seconds())


def without_key(text: str, key: str) -> str:
    """A text without the key, and without what looks like one."""
    if key:
        text = text.replace(key, "[key]").replace(json.dumps(key)[1:-1], "[key]")
    return _KEYS.sub("[key]", text)


def _short(said: str) -> str:
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in said).split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"


def _error_of(body: bytes) -> dict[str, Any]:
    """The error in a body: an object, an object in one, or bare words."""
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    told = told[0] if isinstance(told, list) and told else told
    error = told.get("error", told) if isinstance(told, dict) else told
    if isinstance(error, str):
        return {"message": error}
    return error if isinstance(error, dict) else {}


def _said(error: Mapping[str, Any]) -> str:
    """An error's words; of a list of faults, where and what each is, not the request in it."""
    said = error.get("message") or error.get("detail") or ""
    if isinstance(said, list):
        faults = [fault for fault in said if isinstance(fault, dict)]
        return "; ".join(f"{fault.get('loc', '')} {fault.get('msg', '')}" for fault in faults)
    return said if isinstance(said, str) else json.dumps(said)
