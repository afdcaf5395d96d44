"""One request to an OpenAI-compatible server, by the SDK on its aiohttp transport."""

from __future__ import annotations

import asyncio
import functools
import importlib
import ssl
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, field
from typing import TYPE_CHECKING, Any, Self, TypeVar

from engine.errors import ModelRefused
from engine.models.keys import is_key
from engine.models.protocols import Schema
from engine.models.remote.breaks import trouble_of_break
from engine.models.remote.habits import Habits
from engine.models.remote.reading import NoReply, models_of, reply_of, vectors_of
from engine.models.remote.refusals import Refusal, trouble_of
from engine.models.remote.warming import warm_up
from engine.models.replies import EmbedReply, Reply
from engine.models.sends import Message
from engine.models.trouble import Passing, Rejected, Trouble

if TYPE_CHECKING:
    from openai import AsyncOpenAI

# Servers commonly close an idle connection after 5 seconds; ours are let go before.
KEPT_ALIVE_S = 3.0
CONNECTIONS = 300
# Only OpenAI itself is told whose it is by the environment; nobody learns this computer's kind.
_ITS_OWN = ("OpenAI-Organization", "OpenAI-Project")
_COMPUTER = tuple(
    f"X-Stainless-{name}"
    for name in ("Lang", "Package-Version", "OS", "Arch", "Runtime", "Runtime-Version")
)
T = TypeVar("T")
Ask = Callable[..., Awaitable[Any]]
Learnt = Callable[[Habits], None]


@dataclass(eq=False, repr=False)
class Client:
    """A server, asked one request at a time by whoever's turn it is.

    Opened and closed inside one event loop, as an async context manager. Every method is a single
    attempt and raises `Passing`, `Rejected` or `ModelRefused`; a reply that is cut off or refused
    is still a reply, since it was paid for.

    Attributes:
        address: Base URL with `/v1`.
        key: Empty for none; it is shown nowhere.
        model: The chat model.
        embedding_model: The embedding model; may be empty.
        timeout_s: Longest time from sending to the whole reply, seconds.
        habits: What the server understands, as far as it is known.
        host: The server as people know it.
        learnt: Called with the new habits whenever some are found out.
    """

    address: str
    key: str
    model: str
    embedding_model: str = ""
    _: KW_ONLY
    timeout_s: float
    habits: Habits
    host: str
    learnt: Learnt | None = None
    _sdk: AsyncOpenAI | None = field(default=None, init=False)

    async def __aenter__(self) -> Self:
        trusted = await asyncio.to_thread(_trusted)
        self._sdk = _open(self.address, self.key, self.timeout_s, trusted)
        return self

    async def __aexit__(self, *_: object) -> None:
        sdk, self._sdk = self._sdk, None
        if sdk is not None:
            await sdk.close()

    async def complete(
        self, messages: Sequence[Message], answers: Schema, most_tokens: int
    ) -> Reply:
        """A chat reply that should fit the schema.

        Args:
            messages: `role` and `content` each.
            answers: JSON schema of the whole reply.
            most_tokens: Most tokens it may have.
        """
        used = self.habits
        asked = used.asked(answers, most_tokens)
        create: Ask = self._opened().chat.completions.with_raw_response.create
        body, sent, seconds = await self._once(
            create, used, self.model, messages=list(messages), **asked
        )
        return self._read(lambda: reply_of(body, sent, seconds), body, used, self.model)

    async def embed(self, texts: Sequence[str]) -> EmbedReply:
        """Vectors for some texts."""
        used, model = self.habits, self.embedding_model
        create: Ask = self._opened().embeddings.with_raw_response.create
        body, sent, seconds = await self._once(
            create, used, model, input=list(texts), encoding_format=used.encoding
        )
        return self._read(lambda: vectors_of(body, sent, seconds), body, used, model)

    async def list_models(self) -> list[str]:
        """Names of the models that the server lists, sorted."""
        listed: Ask = self._opened().models.with_raw_response.list
        used = self.habits
        body, _, _ = await self._once(listed, used, "")
        return self._read(lambda: models_of(body), body, used, self.model)

    async def _once(
        self, ask: Ask, used: Habits, model: str, **said: Any
    ) -> tuple[bytes, int, float]:
        """One attempt: the reply's body, bytes of the request's body, seconds it took.

        What is raised is made after the SDK's own error is gone: that one holds the key.
        """
        from aiohttp import ClientError  # noqa: PLC0415 - costly
        from openai import APIConnectionError, APIStatusError, Omit  # noqa: PLC0415 - costly

        asked = said | ({"model": model} if model else {})
        if self.key and not is_key(self.key):
            raise ModelRefused(
                f"The key for {self.host} cannot be one: it holds a space, a line break or a sign "
                "such as a typographic quote. Correct it where it was set, or enter it on the "
                "Settings page."
            )
        if not self.key:
            asked["extra_headers"] = {"Authorization": Omit()}
        started = time.monotonic()
        trouble: Trouble | ModelRefused
        try:
            # The SDK's own timeout begins anew with every piece of a body that trickles.
            async with asyncio.timeout(self.timeout_s):
                raw = await ask(**asked)
                reply = raw.http_response
                return reply.content, len(reply.request.content), time.monotonic() - started
        except APIStatusError as error:
            no = error.response
            trouble = self._refused(no.status_code, dict(no.headers), no.content, used, model)
        except (TimeoutError, APIConnectionError, ClientError) as error:
            trouble = trouble_of_break(error, self.host, self.timeout_s)
        except UnicodeEncodeError:
            trouble = Rejected("a text in it holds half a character, which cannot be sent")
        raise trouble

    def _refused(
        self, status: int, headers: Mapping[str, str], body: bytes, used: Habits, model: str
    ) -> Trouble | ModelRefused:
        """What a refusal means; one of a form or a name changes the habits first."""
        refusal = Refusal.of(status, headers, body, self.key)
        if status in (400, 404, 422, 500, 501):
            changed = used.after(refusal.said, refusal.param)
            if changed is not None:
                self._learn(used, changed)
                return Passing(f"{self.host} asks to be asked in another way", counts=False)
        return trouble_of(refusal, host=self.host, model=model, has_key=bool(self.key))

    def _learn(self, used: Habits, changed: Habits) -> None:
        """Keep to new habits, unless another request has taught them or more meanwhile."""
        refused = self.habits.refused | changed.refused
        if refused != self.habits.refused:
            self.habits = Habits(used.caps, refused)
            if self.learnt is not None:
                self.learnt(self.habits)

    def _read(self, read: Callable[[], T], body: bytes, used: Habits, model: str) -> T:
        trouble: Trouble | ModelRefused
        try:
            return read()
        except NoReply as none:
            if none.error:
                trouble = self._refused(none.status, {}, body, used, model)
            else:
                said = f"{self.host} answered with something that is no reply of a model"
                trouble = Passing(said, maybe_charged=True)
        raise trouble

    def _opened(self) -> AsyncOpenAI:
        if self._sdk is None:
            raise RuntimeError("the client is used outside of its `async with`")
        return self._sdk


@functools.cache
def _trusted() -> ssl.SSLContext:
    """Certificates that are trusted; with loading the SDK too long for an event loop."""
    import httpx2  # noqa: PLC0415 - costly

    importlib.import_module("openai")
    warm_up()
    return httpx2.create_ssl_context()


def _open(address: str, key: str, timeout_s: float, trusted: ssl.SSLContext) -> AsyncOpenAI:
    """The SDK without retries of its own, redirects, or words about this computer."""
    import httpx2  # noqa: PLC0415 - costly
    from openai import AsyncOpenAI, DefaultAioHttpClient, Omit  # noqa: PLC0415 - costly

    from engine.models.remote.bounds import bound  # noqa: PLC0415 - costly

    kept = httpx2.Limits(max_connections=CONNECTIONS, keepalive_expiry=KEPT_ALIVE_S)
    left_out = _COMPUTER if "//api.openai.com/" in address else (*_COMPUTER, *_ITS_OWN)
    headers: dict[str, Any] = dict.fromkeys(left_out, Omit())
    headers["Accept-Encoding"] = "identity"
    headers["Authorization"] = f"Bearer {key}" if key else Omit()
    return AsyncOpenAI(
        api_key=key, admin_api_key="", webhook_secret="", base_url=address, timeout=timeout_s,
        max_retries=0, default_headers=headers,
        http_client=DefaultAioHttpClient(
            verify=trusted, limits=kept, follow_redirects=False,
            event_hooks={"response": [bound]},
        ),
    )  # fmt: skip
