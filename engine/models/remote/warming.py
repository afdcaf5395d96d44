"""What the SDK does once, at its first request, done before there is one.

It imports the resources it is asked for and reads the types of their arguments: a tenth of a
second in which the event loop stands still. The first request would leave that much late, and the
ninth after it might fall into the same second as it.
"""

from __future__ import annotations

import asyncio
import json
from typing import Any

REPLY = {"id": "", "object": "", "created": 0, "model": "", "choices": [], "data": []}
_FORM = {"name": "a", "schema": {"type": "object"}, "strict": True}


def warm_up() -> None:
    """Have the SDK make a request of each kind to nobody; it blocks, so call it in a thread."""
    asyncio.run(_ask_nobody())


async def _ask_nobody() -> None:
    import httpx2  # noqa: PLC0415 - costly
    from openai import AsyncOpenAI  # noqa: PLC0415 - costly

    async def answer(_: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(200, content=json.dumps(REPLY))

    nobody = httpx2.AsyncClient(transport=httpx2.MockTransport(answer))
    async with AsyncOpenAI(
        api_key="none", base_url="http://localhost", http_client=nobody, max_retries=0
    ) as sdk:
        said: list[Any] = [{"role": role, "content": "a"} for role in ("system", "user")]
        form: Any = {"type": "json_schema", "json_schema": _FORM}
        await sdk.chat.completions.with_raw_response.create(
            messages=said, model="a", response_format=form, temperature=0, max_tokens=1
        )
        await sdk.embeddings.with_raw_response.create(
            input=["a"], model="a", encoding_format="float"
        )
