"""An open workspace, and bytes in it."""

import io
from collections.abc import Callable, Iterator

import pytest

from engine import Backroom, JobView, ReadOptions, Upload
from engine.settings import Settings
from engine.workspace import Workspace


@pytest.fixture
def workspace(settings: Settings) -> Iterator[Workspace]:
    """An open workspace."""
    opened = Workspace.open(settings)
    yield opened
    opened.close()


@pytest.fixture
def drop() -> Callable[..., Upload]:
    """Drop a text as a file: `drop(backroom, text, name)`."""

    def take(backroom: Backroom, text: str | bytes, name: str = "orders.csv") -> Upload:
        return backroom.take(name, io.BytesIO(text.encode() if isinstance(text, str) else text))

    return take


@pytest.fixture
def read_in(drop: Callable[..., Upload]) -> Callable[..., JobView]:
    """Drop a text and wait until it is read: the view of the reading, whose id is the table's."""

    def read(backroom: Backroom, text: str | bytes, **mapping: str) -> JobView:
        return backroom.wait(
            backroom.read(drop(backroom, text), ReadOptions(mapping=mapping or {})), 30
        )

    return read
