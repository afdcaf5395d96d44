"""A workspace, and requests in it."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest

from engine.settings import Settings
from engine.workspace import Call, Workspace, note_call


@pytest.fixture
def workspace(settings: Settings) -> Iterator[Workspace]:
    """An open workspace."""
    opened = Workspace.open(settings)
    yield opened
    opened.close()


@pytest.fixture
def note(workspace: Workspace) -> Callable[..., Call]:
    """Note a request of run `a`, answered, with the given fields changed."""

    def noted(**changed: Any) -> Call:
        call = Call(
            **{
                "run": "a", "attempt": 1, "host": "api.example.org", "path": "/chat/completions",
                "model": "gpt-4o-mini", "columns": ("comment",), "items": 10, "bytes_out": 700,
                "bytes_in": 300, "tokens_in": 220, "tokens_out": 90, "guessed_tokens": 200.0,
                "cost": Decimal("0.000087"), "perhaps": Decimal(0), "seconds": 2.0, **changed,
            }
        )  # fmt: skip
        note_call(workspace, call)
        return call

    return noted
