"""Whether the server of the settings can be used, tried with a word that is nobody's."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from engine.errors import EngineError, ModelRefused
from engine.models.chat.matching import Form, match_reply
from engine.models.chat.prompt import reply_schema, request_messages
from engine.models.remote.addresses import address_of, host_of, is_here, is_unencrypted
from engine.models.remote.client import Client
from engine.models.remote.habits import Habits
from engine.models.remote.presets import PRESETS, first_habits
from engine.models.replies import EmbedReply, Reply
from engine.models.trouble import Passing, Rejected, Trouble, Unusable
from engine.settings import Settings

ANSWER: dict[str, Any] = {
    "type": "object",
    "properties": {"colour": {"type": "string", "enum": ["green", "red"]}},
    "required": ["colour"],
    "additionalProperties": False,
}
ITEM = "i1"
# The same request as a run's, so that what is found here holds there.
ANSWERS = reply_schema(ANSWER)
MESSAGES = request_messages("Name the colour of each item.", ANSWER, {ITEM: {"word": "grass"}})
# Enough for a model that thinks before it writes.
MOST_TOKENS = 2000
_MOST_TRIES = 10
_FORMS = {
    "strict": "It keeps to a JSON schema.",
    "json_object": "It gives JSON but takes no schema: its answers are checked here all the same.",
    "plain": "It has no JSON mode: its answers are read from its text and checked here.",
    "": "It answered, but not with the JSON that was asked for: choose another model, or the "
    "local one would answer everything.",
}
Turn = Callable[[Callable[[], Awaitable[Any]]], Awaitable[Any]]


@dataclass(frozen=True)
class Connection:
    """What a test of the connection found.

    Attributes:
        ok: Whether runs can be answered by this server.
        sentences: What was found, for people; names of models in them are the server's words.
        models: Names of the models it lists, sorted; may be none.
        strict: How it gives answers: `strict`, `json_object`, `plain`; empty where it does not.
        embeds: Numbers in a vector of its embedding model; None where there is none.
        seconds: How long the chat model's answer took; 0 without one.
        host: The server as people know it; empty where the settings name none.
        habits: What it understands, to be remembered.
    """

    ok: bool
    sentences: tuple[str, ...]
    models: tuple[str, ...] = ()
    strict: str = ""
    embeds: int | None = None
    seconds: float = 0.0
    host: str = ""
    habits: Habits | None = None


async def at_once(attempt: Callable[[], Awaitable[Any]]) -> Any:
    """An attempt without waiting for a turn."""
    return await attempt()


async def try_connection(settings: Settings, key: str, *, turn: Turn = at_once) -> Connection:
    """Try the server of the settings: its list of models, one small question, one vector.

    Nothing of the user's is sent, and nothing is raised that a server can cause.

    Args:
        settings: Which server and models.
        key: Empty for none.
        turn: Lets an attempt go when its turn has come.
    """
    try:
        address = address_of(settings)
    except EngineError as refused:
        return Connection(ok=False, sentences=(str(refused),))
    host, preset = host_of(address), PRESETS[settings.provider]
    travel = _travel(address, has_key=bool(key))
    if preset.needs_key and not key:
        said = f"{preset.title} asks for a key and none is set: enter it on the Settings page."
        return Connection(ok=False, sentences=(said, *travel), host=host)
    client = Client(
        address, key, settings.ai_model, settings.embedding_model, host=host,
        timeout_s=settings.call_timeout_s, habits=first_habits(settings),
    )  # fmt: skip
    async with client:
        try:
            return await _found(client, turn, travel)
        except (Trouble, ModelRefused) as trouble:
            bare = () if key else ("No key was sent.",)
            failed = (f"{str(trouble).rstrip('.')}.", *bare, *travel)
            return Connection(ok=False, sentences=failed, host=host)


async def _found(client: Client, turn: Turn, travel: tuple[str, ...]) -> Connection:
    """What the server can do; troubles with its list or its vectors are sentences only."""
    try:
        models = tuple(await turn(client.list_models))
    except (ModelRefused, Rejected):
        models = ()
    reply, form = await _asked(client, turn)
    embeds, embedding = await _embedded(client, turn)
    said = (
        f"{client.host} answered in {reply.usage.seconds:.1f} seconds.",
        _listed(models, client.model), _FORMS[form], _counted(reply), embedding, *travel,
    )  # fmt: skip
    return Connection(
        ok=bool(form), sentences=tuple(sentence for sentence in said if sentence), models=models,
        strict=form, embeds=embeds, seconds=reply.usage.seconds, host=client.host,
        habits=client.habits,
    )  # fmt: skip


async def _asked(client: Client, turn: Turn) -> tuple[Reply, str]:
    """A reply, and the form in which it was right; empty where it was in none.

    A server may take a form and pay no heed to it: then the next one is tried as well.
    """

    def complete() -> Awaitable[Reply]:
        return client.complete(MESSAGES, ANSWERS, MOST_TOKENS)

    heeded: Habits | None = None
    for _ in range(_MOST_TRIES):
        before = client.habits
        try:
            reply = await turn(complete)
        except Passing:
            if client.habits == before:
                raise
            continue
        form = client.habits.form
        if is_right(reply.text):
            return reply, form
        heeded = heeded or client.habits
        if form == "plain":
            client.habits = heeded
            return reply, ""
        client.habits = client.habits.without(form)
    raise Passing(f"{client.host} refuses every way in which it was asked")


async def _embedded(client: Client, turn: Turn) -> tuple[int | None, str]:
    """Length of a vector, and a sentence about it."""
    if not client.embedding_model:
        return None, "No embedding model is set: texts are compared by the local one."
    reply: EmbedReply | None = None
    for _ in range(2):
        before = client.habits
        try:
            reply = await turn(lambda: client.embed(["grass"]))
        except (Trouble, ModelRefused) as trouble:
            if client.habits != before:
                continue
            return None, f"Embedding failed: {str(trouble).rstrip('.')}."
        break
    vectors = reply.vectors.get(0, ()) if reply else ()
    if len(vectors) != 1:
        return None, f"{client.embedding_model} gave no vector."
    return vectors[0].size, f"{client.embedding_model} gives vectors of {vectors[0].size} numbers."


def is_right(text: str) -> bool:
    """Whether a run could use a reply to the trial question."""
    try:
        return ITEM in match_reply(text, {ITEM}, Form(ANSWER)).values
    except Unusable:
        return False


def _listed(models: tuple[str, ...], model: str) -> str:
    if not models:
        return "It lists no models."
    count = f"{len(models)} model{'s' if len(models) > 1 else ''}"
    if model in models:
        return f"It lists {count}, {model} among them."
    names = ", ".join(name[:80] for name in models[:5])
    return f"It lists {count}, but not {model}: {names}{' …' if len(models) > 5 else ''}."


def _counted(reply: Reply) -> str:
    if reply.usage.tokens_in is not None and reply.usage.tokens_out is not None:
        return ""
    return "It does not say how many tokens it used: what is spent is counted at its most."


def _travel(address: str, *, has_key: bool) -> tuple[str, ...]:
    if is_here(address):
        return ("It runs on this computer: nothing leaves it.",)
    if is_unencrypted(address):
        what = "texts and the key travel" if has_key else "texts travel"
        return (f"The address begins with http://: {what} unencrypted. Use https:// instead.",)
    return ()
