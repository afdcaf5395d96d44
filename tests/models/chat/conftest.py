"""A chat over a fake server, and a memory in a workspace of its own."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from engine.models.chat import RemoteChat
from engine.models.protocols import Answer, Item, Task
from engine.settings import Settings
from engine.workspace import AnswerStore, Workspace
from tests.models.chat.fakes import TASK, FakeLocal, FakeRedactor, FakeServer, counted_steps


@pytest.fixture
def workspace(settings: Settings) -> Iterator[Workspace]:
    """An open workspace."""
    opened = Workspace.open(settings)
    yield opened
    opened.close()


@pytest.fixture
def store(workspace: Workspace) -> AnswerStore:
    """The memory that runs share."""
    return AnswerStore(workspace)


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], AnswerStore]]:
    """An empty memory for each example of a property: scopes of one workspace."""
    home = tmp_path_factory.mktemp("answers") / "home"
    opened = Workspace.open(Settings(home=home))
    scopes = iter(range(1_000_000))
    yield lambda: AnswerStore(opened, f"example {next(scopes)}")
    opened.close()


@pytest.fixture(scope="session")
def ask() -> Callable[..., tuple[list[Answer], RemoteChat]]:
    """Ask a fake server about items: the answers, and the chat with its counts."""

    def ask_now(
        server: FakeServer,
        items: Sequence[Item],
        task: Task = TASK,
        answers: AnswerStore | None = None,
        **changes: Any,
    ) -> tuple[list[Answer], RemoteChat]:
        chat = RemoteChat(
            server, settings=Settings(home=Path("nowhere"), **changes), local=FakeLocal(),
            redactor=FakeRedactor(), answers=answers,
        )  # fmt: skip
        steps = counted_steps()
        given = asyncio.run(chat.answer(task, items, steps))
        assert steps.view().total == len(items)
        if not chat.stopped:
            assert steps.view().done == len(items)
        return given, chat

    return ask_now
