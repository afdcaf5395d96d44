"""How the test server replies: the checks a server makes, then a reply, spoilt as it should be."""

import asyncio
import base64
import hashlib
import hmac
import json
import math
import struct
from collections import Counter
from collections.abc import Callable
from random import Random
from typing import Any

from aiohttp import web

from tests.models.faults import ENDS, Faults, Said
from tests.models.made_answers import asked_items, reply_text, vector_of
from tests.models.seen import Seen

Made = Callable[[dict[str, Any], list[str], Random], dict[str, Any]]


class Refused(Exception):
    """A reply that is an error, and what it is counted as."""

    def __init__(
        self, status: int, message: str, code: str | None = None, outcome: str = ""
    ) -> None:
        super().__init__(message)
        self.status, self.code, self.outcome = status, code, outcome or str(status)
        self.headers: dict[str, str] = {}
        self.body: Any = None


class Replying:
    """The server's state: its switches, its script, what it has seen."""

    def __init__(self, faults: Faults) -> None:
        self.faults = faults
        self.seen = Seen()
        self._script = list(faults.script)
        self._times: Counter[bytes] = Counter()

    def change(self, changes: dict[str, Any]) -> None:
        self.faults = self.faults.changed(**changes)
        if "script" in changes:
            self._script = list(self.faults.script)
        if "seed" in changes:
            self._times.clear()

    def forget(self) -> None:
        in_flight, self.seen = self.seen.in_flight, Seen()
        self.seen.in_flight = self.seen.most_in_flight = in_flight
        self._times.clear()

    async def models(self, request: web.Request) -> web.StreamResponse:
        names = self.faults.models or ("test-model", "test-embedding")
        listed = [{"id": name, "object": "model", "owned_by": "tests"} for name in names]
        return await self._reply(request, lambda *_: {"object": "list", "data": listed})

    async def chat(self, request: web.Request) -> web.StreamResponse:
        return await self._reply(request, self._completion)

    async def embeddings(self, request: web.Request) -> web.StreamResponse:
        return await self._reply(request, self._vectors)

    async def _reply(self, request: web.Request, made: Made) -> web.StreamResponse:
        seen = self.seen
        seen.arrive(request.path)
        seen.headers.update(name.lower() for name in request.headers)
        outcome = "left"
        try:
            raw = await request.read()
            if self.faults.bodies:
                seen.bodies.append(raw.decode())
            try:
                outcome, response = await self._judged(request, raw, made)
            except Refused as refused:
                outcome, response = refused.outcome, _error(refused)
        finally:
            seen.leave(outcome)
        return response

    async def _judged(
        self, request: web.Request, raw: bytes, made: Made
    ) -> tuple[str, web.StreamResponse]:
        """Rate, luck and rights in a server's order; then the reply."""
        faults = self.faults
        if not self.seen.lets_in(faults.limit):
            raise _busy(faults, "limited", retry_after="1")
        named = hashlib.sha256(raw).digest()
        chance = faults.chance(raw, self._times[named])
        self._times[named] += 1
        met = _parts(self._script.pop(0)) if self._script else [*faults.met(chance)]
        if faults.latency and chance.random() < faults.late:
            await asyncio.sleep(faults.latency)
        self._rights(request)
        for said in met:
            _refuse(said, faults)
        if "dropped" in met:
            return "dropped", await _dropped(request)
        body = json.loads(raw) if raw else {}
        if raw:
            self._checks(request.path, body)
        return await self._given(request, body, made, met, chance)

    async def _given(
        self, request: web.Request, body: dict[str, Any], made: Made, met: list[Said],
        chance: Random,
    ) -> tuple[str, web.StreamResponse]:  # fmt: skip
        spoils = [str(said) for said in met]
        reply = made(body, spoils, chance)
        outcome = "+".join(spoils) or "ok"
        if "page" in spoils:
            return outcome, web.Response(text="<html>Sign in</html>", content_type="text/html")
        if body.get("stream"):
            return outcome, await _streamed(request, reply, self._pause(spoils))
        data = json.dumps(reply, ensure_ascii=False).encode()
        if "slow" in spoils or "cut" in spoils:
            return outcome, await _trickled(request, data, self._pause(spoils), "cut" in spoils)
        return outcome, web.Response(body=data, content_type="application/json")

    def _pause(self, spoils: list[str]) -> float:
        return self.faults.trickle if "slow" in spoils else 0.0

    def _rights(self, request: web.Request) -> None:
        given = request.headers.get(self.faults.header, "").removeprefix("Bearer ")
        if self.faults.key and not hmac.compare_digest(given.encode(), self.faults.key.encode()):
            raise Refused(401, f"Incorrect API key provided: {given}.", "invalid_api_key")
        if self.faults.broke:
            raise Refused(429, "You exceeded your current quota.", "insufficient_quota", "broke")

    def _checks(self, path: str, body: dict[str, Any]) -> None:
        """What a server will not take: an unknown model, a format or a name it does not know."""
        faults = self.faults
        if faults.models and body["model"] not in faults.models:
            raise Refused(404, f"The model {body['model']} does not exist.", "model_not_found")
        if "chat" not in path:
            return
        form = (body.get("response_format") or {}).get("type", "text")
        form = {"json_schema": "strict", "text": "plain"}.get(form, form)
        names = [name for name in ("max_completion_tokens", "max_tokens") if name in body] or [""]
        self.seen.forms.append(f"{form} {names[0]}".strip())
        if form not in faults.formats:
            raise Refused(400, f"Invalid parameter: 'response_format' of type {form} is not "
                          "supported with this model.", "unsupported_value", "format")  # fmt: skip
        for name in names:
            if name not in faults.tokens_names:
                raise Refused(400, f"Unsupported parameter: '{name}' is not supported with this "
                              "model.", "unsupported_parameter", "tokens_name")  # fmt: skip
        if "temperature" in body and not faults.temperature:
            raise Refused(400, "Unsupported value: 'temperature' does not support 0 with this "
                          "model.", "unsupported_value", "temperature")  # fmt: skip

    def _completion(
        self, body: dict[str, Any], spoils: list[str], chance: Random
    ) -> dict[str, Any]:
        text = self.faults.fixed or reply_text(body, spoils, chance, self.faults.said)
        finish, refusal = "stop", None
        if "refusal" in spoils:
            text, refusal = "", "I cannot help with that."
        elif not set(spoils) & {"page", "cut"}:
            self.seen.items.update(str(item["id"]) for item in asked_items(body["messages"]))
        if "truncated" in spoils or "broken" in spoils:
            text = text[: len(text) // 2]
            finish = "length" if "truncated" in spoils else "stop"
        if self.faults.fenced:
            text = f"Here you are:\n```json\n{text}\n```\nAnything else?"
        message = {"role": "assistant", "content": text if not refusal else None,
                   "refusal": refusal}  # fmt: skip
        choice = {"index": 0, "message": message, "finish_reason": finish, "logprobs": None}
        reply = {"id": "chat-1", "object": "chat.completion", "created": 1,
                 "model": body["model"], "choices": [choice]}  # fmt: skip
        said = "".join(str(message["content"]) for message in body["messages"])
        return self._counted(reply, said, text)

    def _vectors(self, body: dict[str, Any], spoils: list[str], chance: Random) -> dict[str, Any]:
        texts = [body["input"]] if isinstance(body["input"], str) else body["input"]
        self.seen.texts += len(texts)
        places = list(enumerate(texts))
        if "missing" in spoils or "truncated" in spoils:
            places = chance.sample(places, len(places) - math.ceil(len(places) / 3))
        if "duplicated" in spoils and places:
            places.append((chance.choice(places)[0], "something else"))
        if "invented" in spoils:
            places.append((len(texts) + 7, "nobody asked"))
        chance.shuffle(places)
        dims = self.faults.dims // (2 if "wrong" in spoils else 1)
        packed = body.get("encoding_format") == "base64"
        data = [
            {"object": "embedding", "index": place, "embedding": _packed(text, dims, packed)}
            for place, text in places
        ]
        reply = {"object": "list", "data": data, "model": body["model"]}
        return self._counted(reply, "".join(texts), "")

    def _counted(self, reply: dict[str, Any], said: str, text: str) -> dict[str, Any]:
        """With the usage: a token for each four bytes."""
        asked, written = (math.ceil(len(part.encode()) / 4) for part in (said, text))
        usage = {"prompt_tokens": asked, "completion_tokens": written,
                 "total_tokens": asked + written}  # fmt: skip
        return reply | ({"usage": usage} if self.faults.usage else {})


def _packed(text: str, dims: int, packed: bool) -> Any:
    vector = vector_of(text, dims)
    return base64.b64encode(struct.pack(f"<{dims}f", *vector)).decode() if packed else vector


def _busy(faults: Faults, outcome: str, retry_after: str = "") -> Refused:
    refused = Refused(429, "Rate limit reached for requests.", "rate_limit_exceeded", outcome)
    if retry_after:
        refused.headers["Retry-After"] = retry_after
    if faults.retry_after_ms and outcome == "busy_after":
        refused.headers["retry-after-ms"] = faults.retry_after_ms
    return refused


def _parts(said: Said) -> list[Said]:
    """A step of a script as what it means; several faults are joined by `+`."""
    if isinstance(said, str):
        return [part for part in said.split("+") if part != "ok"]
    return [said]


def _refuse(said: Said, faults: Faults) -> None:
    """Raise what a fault or a scripted status is, where it is one."""
    if said == "busy_after":
        raise _busy(faults, "busy_after", faults.retry_after)
    if said == "busy":
        raise _busy(faults, "busy")
    if said == "error":
        raise Refused(500, "The server had an error.", None, "error")
    if isinstance(said, int):
        raise Refused(said, f"Scripted status {said}.")
    if isinstance(said, dict):
        refused = Refused(said["status"], said.get("message", "As scripted."), said.get("code"))
        refused.headers = dict(said.get("headers", {}))
        refused.body = said.get("body")
        raise refused
    assert said in ENDS or hasattr(faults, said), f"no such fault: {said}"


def _error(refused: Refused) -> web.Response:
    told = {"message": str(refused), "type": "error", "param": None, "code": refused.code}
    body = {"error": told} if refused.body is None else refused.body
    return web.json_response(body, status=refused.status, headers=refused.headers)


async def _dropped(request: web.Request) -> web.StreamResponse:
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


async def _trickled(
    request: web.Request, data: bytes, pause: float, cut: bool
) -> web.StreamResponse:
    """A body in twenty pieces; cut off, the connection ends before the last ones."""
    response = web.StreamResponse(headers={"Content-Type": "application/json"})
    response.content_length = len(data)
    await response.prepare(request)
    step = max(1, math.ceil(len(data) / 20))
    for start in range(0, len(data) // 2 if cut else len(data), step):
        await response.write(data[start : start + step])
        await asyncio.sleep(pause)
    if cut:
        return await _dropped(request)
    await response.write_eof()
    return response


async def _streamed(
    request: web.Request, reply: dict[str, Any], pause: float
) -> web.StreamResponse:
    """Server-sent events, ten characters each."""
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
    await response.prepare(request)
    choice = reply["choices"][0]
    text = choice["message"]["content"] or ""
    pieces = [{"content": text[start : start + 10]} for start in range(0, len(text), 10)]
    for delta in pieces:
        await _event(response, reply, [{"index": 0, "delta": delta, "finish_reason": None}])
        await asyncio.sleep(pause)
    ended = {"index": 0, "delta": {}, "finish_reason": choice["finish_reason"]}
    await _event(response, reply, [ended])
    await response.write(b"data: [DONE]\n\n")
    await response.write_eof()
    return response


async def _event(
    response: web.StreamResponse, reply: dict[str, Any], choices: list[dict[str, Any]]
) -> None:
    part = {"id": reply["id"], "object": "chat.completion.chunk", "created": 1,
            "model": reply["model"], "choices": choices}  # fmt: skip
    await response.write(f"data: {json.dumps(part)}\n\n".encode())
