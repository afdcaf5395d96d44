"""What would be sent, told without sending: for estimates and previews. All of it blocks."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from engine.models.chat.distinct import Redacts, gather
from engine.models.chat.packing import Batch, Sizes, pack
from engine.models.chat.prompt import reply_schema, request_messages
from engine.models.chat.schema import strict_schema
from engine.models.money import Plan, Planned
from engine.models.protocols import Item, Task
from engine.models.sends import Message
from engine.settings import Settings
from engine.workspace import AnswerStore

# What a request's body holds besides messages and schema: the model's name, limits, brackets.
AROUND_BYTES = 300


def identity_of(settings: Settings, model: str) -> str:
    """The provider and its model, such as `openai:gpt-4o-mini`: who made an answer."""
    return f"{settings.provider}:{model}"


def plan_requests(
    task: Task,
    items: Sequence[Item],
    *,
    settings: Settings,
    redactor: Redacts,
    answers: AnswerStore | None,
    check: Callable[[], None] = lambda: None,
) -> Plan:
    """The requests that asking about the items would begin with.

    Args:
        task: What is asked.
        items: About what.
        settings: Provider, chat model and sizes of requests.
        redactor: Takes private data out, as it would before sending.
        answers: Where answers are remembered; looking counts no hit.
        check: Called for every item; raises on a cancel.

    Raises:
        OptionRefused: The task's schema cannot be asked for.
    """
    schema, sizes = strict_schema(task.schema), Sizes.of(settings, task)
    model = identity_of(settings, settings.ai_model)
    distinct = gather(task, items, model, redactor, check).distinct
    known = answers.known(list(distinct)) if answers is not None else set()
    asked = [one for key, one in distinct.items() if key not in known and not sizes.too_large(one)]
    around = AROUND_BYTES + _bytes(reply_schema(schema))
    requests = [
        Planned(len(batch.items), around + _bytes(_messages(task, schema, batch)),
                batch.most_tokens(task))
        for batch in pack(asked, sizes)
    ]  # fmt: skip
    return Plan(len(items), len(distinct), len(known), requests)


def preview_request(
    task: Task, items: Sequence[Item], *, settings: Settings, redactor: Redacts
) -> list[Message]:
    """The messages that would be sent about these items in one request, to the letter.

    Raises:
        OptionRefused: The task's schema cannot be asked for.
    """
    schema = strict_schema(task.schema)
    model = identity_of(settings, settings.ai_model)
    distinct = gather(task, items, model, redactor, lambda: None).distinct
    return _messages(task, schema, Batch(tuple(distinct.values())))


def _messages(task: Task, schema: Mapping[str, Any], batch: Batch) -> list[Message]:
    return request_messages(task.instructions, schema, batch.shown)


def _bytes(value: Any) -> int:
    return len(json.dumps(value, ensure_ascii=False, default=dict).encode())
