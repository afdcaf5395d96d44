"""The test server, started anew for each test that asks for it."""

from collections.abc import Iterator

import pytest

from tests.models.server import Server


@pytest.fixture
def server() -> Iterator[Server]:
    """A server without faults on a port of this computer."""
    with Server() as running:
        yield running
