"""A Backroom of one's own in a temporary folder; no network, none of this computer's settings."""

import ipaddress
import os
import socket
from collections.abc import Callable, Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from engine import Backroom, Settings, knob_of

ROOT = Path(__file__).parent.parent
# No test is timed: a busy computer is no fault.
# The same commit draws the same examples; HYPOTHESIS_PROFILE=explore draws new ones.
hypothesis.settings.register_profile("backroom", deadline=None, derandomize=True, max_examples=25)
hypothesis.settings.register_profile("explore", deadline=None)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "backroom"))


@pytest.fixture(autouse=True)
def _nothing_from_outside(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Clear Backroom's variables and keys, and let sockets reach this computer only."""
    names = {name for field in fields(Settings) if field.name != "home"
             for name in knob_of(field).names}  # fmt: skip
    for name in list(os.environ):
        if name in names or name.startswith("BACKROOM_") or name.endswith("_API_KEY"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    monkeypatch.setenv("BACKROOM_HOME", str(tmp_path / "home"))
    connect = socket.socket.connect

    def only_here(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and not _is_here(str(address[0])):
            raise AssertionError(f"A test wanted to reach {address[0]} over the network.")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", only_here)


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings of a workspace in the test's own folder."""
    return Settings(home=tmp_path / "home")


@pytest.fixture
def open_backroom(settings: Settings) -> Iterator[Callable[..., Backroom]]:
    """Open a Backroom, by default on the test's own workspace; all are closed at the end."""
    opened: list[Backroom] = []

    def open_one(chosen: Settings | None = None) -> Backroom:
        opened.append(Backroom.open(chosen or settings))
        return opened[-1]

    yield open_one
    for backroom in opened:
        if backroom.jobs.loop.is_running():
            backroom.close()


@pytest.fixture
def backroom(open_backroom: Callable[..., Backroom]) -> Backroom:
    """A Backroom on an empty workspace."""
    return open_backroom()


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return ROOT


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Real files beside the project; tests that need them skip where they are absent."""
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the shared data folder is not here")
    return folder
