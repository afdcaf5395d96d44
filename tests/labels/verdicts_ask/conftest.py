"""The test server, and runs on one workspace that ask it."""

from collections.abc import Iterator

import pytest

from engine.settings import Settings
from engine.workspace import Workspace
from tests.models.server import Server
from tests.models.whole.conftest import KEY, Whole


@pytest.fixture
def whole(settings: Settings) -> Iterator[Whole]:
    """Everything, on an empty workspace and a server without faults."""
    with Server() as server:
        server.faults(key=KEY, bodies=True)
        workspace = Workspace.open(settings)
        yield Whole(workspace, server)
        workspace.close()
