"""Rooms that describe servers cost nothing to load; the SDK comes with the first client."""

import subprocess
import sys
from pathlib import Path


def test_the_sdk_is_loaded_with_the_first_client_only(root: Path) -> None:
    code = (
        "import sys; from engine import Backroom;"
        "import engine.models.remote, engine.workspace.servers;"
        "print([name for name in ('openai', 'aiohttp', 'httpx2') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True,
        timeout=120,
    )  # fmt: skip
    assert done.stdout.strip() == "[]"
