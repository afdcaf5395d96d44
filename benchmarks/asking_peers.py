"""What people write with the bare SDK: one call after the other, and a gather under a semaphore."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from typing import Any

from openai import AsyncOpenAI, OpenAIError
from openai.types.chat import ChatCompletion

PER_CALL = 120
AT_ONCE = 8
RETRIES = 2
INSTRUCTIONS = 'Answer for every item, as JSON: {"answers": [{"id", "answer"}]}.'


def batches(texts: Sequence[str], per_call: int = PER_CALL) -> list[list[dict[str, str]]]:
    """The texts in requests of so many, with their positions as ids."""
    items = [{"id": str(place), "text": text} for place, text in enumerate(texts)]
    return [items[first : first + per_call] for first in range(0, len(items), per_call)]


async def one_after_the_other(
    address: str, texts: Sequence[str], schema: dict[str, Any], per_call: int = PER_CALL
) -> int:
    """Each request waits for the one before; returns how many texts were answered."""
    async with _client(address) as client:
        return sum([await _asked(client, batch, schema) for batch in batches(texts, per_call)])


async def gathered(
    address: str, texts: Sequence[str], schema: dict[str, Any], per_call: int = PER_CALL
) -> int:
    """All requests at once, eight in flight, retries by the SDK; returns how many were answered."""
    at_once = asyncio.Semaphore(AT_ONCE)

    async def limited(client: AsyncOpenAI, batch: list[dict[str, str]]) -> int:
        async with at_once:
            return await _asked(client, batch, schema)

    async with _client(address) as client:
        done = await asyncio.gather(*(limited(client, batch) for batch in batches(texts, per_call)))
    return sum(done)


def _client(address: str) -> AsyncOpenAI:
    return AsyncOpenAI(base_url=address, api_key="none", max_retries=RETRIES)


async def _asked(client: AsyncOpenAI, batch: list[dict[str, str]], schema: dict[str, Any]) -> int:
    reply: dict[str, object] = {
        "type": "object",
        "properties": {"answers": {"type": "array", "items": {
            "type": "object", "properties": {"id": {"type": "string"}, "answer": schema}}}},
    }  # fmt: skip
    try:
        done: ChatCompletion = await client.chat.completions.create(
            model="gpt-4o-mini",
            messages=[
                {"role": "system", "content": INSTRUCTIONS},
                {"role": "user", "content": json.dumps({"items": batch})},
            ],
            response_format={
                "type": "json_schema",
                "json_schema": {"name": "answers", "schema": reply},
            },
        )
    except OpenAIError:
        return 0
    return len(json.loads(done.choices[0].message.content or "{}").get("answers", []))
