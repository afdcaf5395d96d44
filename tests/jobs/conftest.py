"""Jobs on a workspace of their own, with questions as short as possible."""

from collections.abc import Callable, Iterator

import pytest

from engine.jobs import Jobs, Question
from engine.settings import Settings
from engine.workspace import Workspace


@pytest.fixture
def workspace(settings: Settings) -> Iterator[Workspace]:
    """An open workspace."""
    opened = Workspace.open(settings)
    yield opened
    opened.close()


@pytest.fixture
def jobs(workspace: Workspace) -> Iterator[Jobs]:
    """The engine thread of that workspace."""
    started = Jobs(workspace)
    yield started
    if started.loop.is_running():
        started.close()


@pytest.fixture(scope="session")
def ask() -> Callable[[str], Question]:
    """A question with this id."""

    def question(name: str) -> Question:
        return Question(name, "bundles", f"{name}.csv", {"asked": name})

    return question
