"""E-mail addresses and links that carry a secret.

No pattern here is searched from every place of a text: addresses grow from their `@` and links
from their `://`, so that the work is in proportion to the text however hostile it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.models.privacy.looking import Span

_AT = re.compile(r" {0,2}[\[({] ?(?:at|AT|arroba|ARROBA) ?[\])}] {0,2}| ?@ ?")
_LOCAL = frozenset("!#$%&'*+/=?^_`{|}~.-")
_DOT = re.compile(r" {0,2}[\[({] ?(?:dot|DOT|punto|PUNTO|ponto|PONTO) ?[\])}] {0,2}")
_CHUNK = re.compile(r"[^\s<>\"`\x00-\x20]+")
_END_OF_HOST = re.compile(r"[/?#]")
_SECRET_NAME = re.compile(
    r"[?&;#/](?:[a-z0-9]{0,12}[-_.]?)?(?:token|key|apikey|secret|sig|signature|password|passwd|pass|"
    r"pwd|pw|auth|authorization|session|sessionid|sid|jwt|code|otp|pin|hash|credential|access|user|"
    r"username|login|email|mail|phone|tel|mobile|iban|card|account|invite|magic|reset|unsubscribe)"
    r"[-_.a-z0-9]{0,12}(?:=|%3d)[^&;#]",
    re.IGNORECASE,
)
_PARTS = re.compile(r"[^/?&#=;.,:%_~\[\]-]{16,}")
_UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)
_END = ".,;:!?)]}'"


def emails(text: str) -> list[Span]:
    """E-mail addresses; `name (at) shop (dot) com` counts as well."""
    found: list[Span] = []
    free = 0
    for at in _AT.finditer(text):
        start, end = _local_from(text, at.start(), free), _domain_to(text, at.end())
        if start < at.start() and end > at.end():
            found.append(Span(start, end, "email"))
            free = end
        else:
            free = max(free, at.end())
    return found


def _local_from(text: str, end: int, free: int) -> int:
    """Where the name before the at-sign begins; a quoted name may hold anything."""
    if text[end - 1 : end] == '"' and (quote := text.rfind('"', max(free, end - 66), end - 1)) >= 0:
        return quote
    start = end
    while start > free and (text[start - 1].isalnum() or text[start - 1] in _LOCAL):
        start -= 1
    while start < end and text[start] in "'.`*/=?&{|-":
        start += 1
    return start


def _domain_to(text: str, start: int) -> int:
    """Where the domain ends, or `start` where there is none with a top level of letters."""
    end = known = start
    while end < len(text):
        label = end
        while end < len(text) and (text[end].isalnum() or text[end] == "-"):
            end += 1
        name = text[label:end].rstrip("-")
        if label > start and len(name) > 1 and name[0].isalpha():
            known = label + len(name)
        dot = end + 1 if text[end : end + 1] == "." else _spoken_dot(text, end)
        if dot == end or end == label:
            break
        end = dot
    return known


def _spoken_dot(text: str, start: int) -> int:
    dot = _DOT.match(text, start)
    return dot.end() if dot else start


def links(text: str) -> list[Span]:
    """What links hold besides host and path: names and passwords, tokens, secret queries."""
    return [span for chunk in _CHUNK.finditer(text) for span in _in_chunk(text, *chunk.span())]


def _in_chunk(text: str, start: int, end: int) -> Iterator[Span]:
    if text.find("://", start, end) < 0 and not _like_a_link(text, start, end):
        return
    while end > start and text[end - 1] in _END:
        end -= 1
    host = text.find("://", start, end)
    while host >= 0:
        after = text.find("://", host + 3, end)
        yield from _in_link(text, host + 1, end if after < 0 else after)
        host = after
    if text.find("://", start, end) < 0:
        yield from _behind_host(text, start, end)


def _like_a_link(text: str, start: int, end: int) -> bool:
    """`www.shop.com/a` or `shop.com/a?b=c`, without a scheme."""
    if text[start : start + 4].lower() == "www.":
        return True
    query = text.find("?", start, end)
    return 0 <= text.find(".", start, end) < query < text.find("=", start, end)


def _in_link(text: str, start: int, end: int) -> Iterator[Span]:
    """Secrets of a link whose `//` is at `start`."""
    slash = _END_OF_HOST.search(text, start + 2, end)
    host_end = slash.start() if slash else end
    at = text.rfind("@", start, host_end)
    if at > start + 2:
        yield Span(start, at + 1, "link")
    yield from _behind_host(text, host_end, end)


def _behind_host(text: str, start: int, end: int) -> Iterator[Span]:
    """A path's tokens one by one, a query or fragment that holds a secret as a whole."""
    cuts = [place for mark in "?#" if (place := text.find(mark, start, end)) >= 0]
    query = min(cuts, default=end)
    yield from _tokens(text, start, query)
    if _SECRET_NAME.search(text, query, end) or any(_tokens(text, query, end)):
        yield Span(query, end, "link")


def _tokens(text: str, start: int, end: int) -> Iterator[Span]:
    """Long random parts: at least 16 letters and digits, or an UUID."""
    for part in _UUID.finditer(text, start, end):
        yield Span(part.start(), part.end(), "link")
    for part in _PARTS.finditer(text, start, end):
        word = part.group()
        if any(c.isdigit() for c in word) and any(c.isalpha() for c in word):
            yield Span(part.start(), part.end(), "link")
