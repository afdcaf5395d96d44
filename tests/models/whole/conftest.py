"""All of `engine.models` together, against the test server."""

import asyncio
import dataclasses
from collections.abc import Awaitable, Callable, Iterator, Sequence
from typing import Any

import pytest

from engine.models import Answer, Item, Models, Task
from engine.models.keys import Key
from engine.models.lane import Lane, Limits
from engine.models.opening import Post, open_models
from engine.settings import Settings
from engine.steps import Steps
from engine.workspace import Workspace, begin_run
from tests.models.server import Server

TASK = Task(
    kind="ask",
    version="1",
    instructions="How does the customer feel?",
    schema={
        "type": "object",
        "properties": {
            "mood": {"type": "string", "enum": ["content", "angry", "neither"]},
            "about": {"type": "string"},
        },
    },
    per_call=10,
)
KEY = "sk-only-for-this-test-7391"


def comments(size: int) -> list[Item]:
    """Distinct comments."""
    return [Item(str(n), {"text": f"Comment {n} about the delivery."}) for n in range(size)]


def is_the_servers(item: Item, answer: Answer) -> bool:
    """Whether an answer is what the test server says about this very item."""
    assert answer.value is not None
    return answer.value["about"] == f"about: {item.shown['text'][:40]}"


class Whole:
    """Runs on one workspace that ask the test server.

    Attributes:
        lane: The lane of them all; it looks again after a fiftieth of what it should sleep.
    """

    def __init__(self, workspace: Workspace, server: Server) -> None:
        self.workspace, self.server = workspace, server
        self.settings = dataclasses.replace(
            workspace.settings, provider="openai", base_url=server.address, max_rps=1000.0,
            call_timeout_s=5.0,
        )  # fmt: skip
        self.lane = Lane(Limits.of(self.settings), sleep=lambda s: asyncio.sleep(s / 50))

    def change(self, **changes: Any) -> None:
        """Change settings of the runs to come."""
        self.settings = dataclasses.replace(self.settings, **changes)
        self.lane.change(Limits.of(self.settings))

    @property
    def post(self) -> Post:
        """How the server is reached by these runs."""
        return Post(self.settings, Key(KEY, "session"), self.lane, self.workspace, self.workspace)

    def run(
        self, work: Callable[[Models], Awaitable[Any]], name: str = "run", *, budget: float = 0.0
    ) -> Any:
        """Do something with the models of a run."""
        begin_run(self.workspace, name, "ask", name, {})

        async def whole() -> Any:
            opened = open_models("openai", self.post, name, columns=("comment",), budget_usd=budget)
            async with opened as models:
                return await work(models)

        return asyncio.run(whole())

    def answers(self, items: Sequence[Item], name: str = "run", **how: Any) -> list[Answer]:
        """Ask about items."""
        answered: list[Answer] = self.run(
            lambda models: models.chat.answer(TASK, items, Steps()), name, **how
        )
        return answered


@pytest.fixture
def whole(settings: Settings, server: Server) -> Iterator[Whole]:
    """Everything, on an empty workspace and a server without faults."""
    server.faults(key=KEY)
    workspace = Workspace.open(settings)
    yield Whole(workspace, server)
    workspace.close()
