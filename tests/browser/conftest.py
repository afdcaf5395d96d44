"""The app as a server of its own, and a real browser to use it with."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass
class Served:
    """A running app: its address, its home folder, its log, its process."""

    url: str
    home: Path
    log: Path
    process: subprocess.Popen[bytes]

    def kill(self) -> None:
        """End it at once, as a power cut would."""
        self.process.kill()
        self.process.wait(10)

    def stop(self) -> None:
        """End it as Ctrl-C would."""
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.kill()


def serve(home: Path, log: Path) -> Served:
    """Start the app on a free port and wait until it answers."""
    with contextlib.closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    command += ["--server.headless", "true"]
    environment = os.environ | {"BACKROOM_HOME": str(home)}
    with log.open("ab") as out:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out, stderr=out)
    served = Served(f"http://127.0.0.1:{port}", home, log, process)
    for _ in range(300):
        with contextlib.suppress(OSError), urllib.request.urlopen(served.url, timeout=1):  # noqa: S310
            return served
        if process.poll() is not None:
            break
        time.sleep(0.1)
    served.stop()
    raise AssertionError(f"The app did not come up: {log.read_text()}")


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser's path, or a skip that says why."""
    pytest.importorskip("playwright", reason="playwright is not installed")
    for name in BROWSERS:
        path = shutil.which(name)
        if path:
            return path
    pytest.skip("no Chromium on this computer")


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """The app on an empty workspace."""
    one = serve(tmp_path / "home", tmp_path / "app.log")
    yield one
    one.stop()
    log = one.log.read_text()
    assert "Traceback" not in log, log[-6000:]


@pytest.fixture
def browser(chromium: str) -> Iterator[object]:
    """A fresh browser."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield launched
        launched.close()
