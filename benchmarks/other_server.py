"""Does a server that nobody here wrote answer?

The LiteLLM proxy is installed from the package registry into an environment of its own
(`--litellm PATH` takes one that is there), and asked through the settings page's connection test
and a small run. It offers two models: `mock` with a fixed reply of its own, which fits no item, so
that the local model has to answer; and `through`, which it passes on to the test server.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import venv
from collections.abc import Iterator
from pathlib import Path

from benchmarks.asking import SCHEMA, comments, test_server
from benchmarks.common import print_claim, print_setting, print_table, read_table
from engine import AskOptions, Backroom, Settings

COMMENTS = 30
KEY = "sk-only-for-this-proxy-on-this-computer-0123456789"
MOCK, THROUGH = "mock", "through"
START_S = 120.0


def main() -> None:
    """Start the proxy, test the connection, ask both of its models, print what came."""
    parser = argparse.ArgumentParser(description="Asking through the LiteLLM proxy.")
    parser.add_argument("--litellm", type=Path, help="the command, where it is installed already")
    command = parser.parse_args().litellm
    print_setting()
    with tempfile.TemporaryDirectory() as folder, test_server() as upstream:
        command = command or _installed(Path(folder))
        with _proxy(command, upstream, Path(folder)) as address:
            print(f"LiteLLM {_version(command)}\n")
            counts = {model: _asked(address, model, Path(folder)) for model in (THROUGH, MOCK)}
    rows = [(model, *map(str, found)) for model, found in counts.items()]
    print_table(("model", "by the server", "by the local model", "failed"), rows)
    print()
    print_claim("every comment is answered through the proxy", f"{counts[THROUGH][0]}",
                holds=counts[THROUGH] == (COMMENTS, 0, 0))  # fmt: skip
    print_claim("replies that fit no item leave every comment to the local model, marked",
                f"{sum(counts[MOCK][1:])}", holds=counts[MOCK][0] == 0)  # fmt: skip


def _asked(address: str, model: str, folder: Path) -> tuple[int, int, int]:
    """Answers by the server and by the local model, and failures with their reasons."""
    home = folder / model
    home.mkdir()
    file = home / "survey.csv"
    file.write_text("score,comment\n" + "".join(f'7,"{c}"\n' for c in comments(COMMENTS)), "utf-8")
    backroom = Backroom.open(
        Settings(home=home, provider="other", base_url=address, ai_model=model, budget_usd=0)
    )
    try:
        backroom.use_key(KEY)
        for sentence in backroom.test_connection().sentences:
            print(f"{model}: {sentence}")
        table = read_table(backroom, file)
        options = AskOptions(question="How does the customer feel?", schema=SCHEMA, model="openai")
        run = backroom.ask(table, options)
        backroom.wait(run, 120)
        answers = backroom.result_table(run, "answers")
    finally:
        backroom.close()
    made_by = answers["made_by"].fill_null("")
    return (
        int(made_by.str.starts_with("other").sum()),
        int(made_by.str.starts_with("local").sum()),
        int((made_by == "").sum()),
    )


def _installed(folder: Path) -> Path:
    """LiteLLM in an environment of its own."""
    venv.create(folder / "venv", with_pip=True)
    scripts = folder / "venv" / ("Scripts" if sys.platform == "win32" else "bin")
    pip = [str(scripts / "python"), "-m", "pip", "install", "--quiet", "litellm[proxy]"]
    subprocess.run(pip, check=True)
    return scripts / "litellm"


def _version(command: Path) -> str:
    show = [str(command.parent / "python"), "-c",
            "from importlib.metadata import version; print(version('litellm'))"]  # fmt: skip
    return subprocess.check_output(show, text=True).strip()


@contextlib.contextmanager
def _proxy(command: Path, upstream: str, folder: Path) -> Iterator[str]:
    """The proxy on a free port of this computer; its address."""
    models = {
        MOCK: {"model": "openai/mock", "api_key": "none", "mock_response": '{"answers": []}'},
        THROUGH: {"model": "openai/gpt-4o-mini", "api_key": "none", "api_base": upstream},
    }
    config = {
        "model_list": [{"model_name": name, "litellm_params": p} for name, p in models.items()],
        "general_settings": {"master_key": KEY},
    }
    path = folder / "config.yaml"
    path.write_text(json.dumps(config), "utf-8")  # JSON is YAML
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = (folder / "proxy.log").open("wb")
    process = subprocess.Popen(
        [command, "--config", path, "--host", "127.0.0.1", "--port", str(port)],
        stdout=log, stderr=log,
    )  # fmt: skip
    try:
        _until_up(f"http://127.0.0.1:{port}/health/liveliness")
        yield f"http://127.0.0.1:{port}/v1"
    finally:
        process.terminate()
        process.wait(20)
        log.close()


def _until_up(address: str) -> None:
    until = time.monotonic() + START_S
    while time.monotonic() < until:
        with contextlib.suppress(urllib.error.URLError, ConnectionError):
            urllib.request.urlopen(address)  # noqa: S310 - this computer
            return
        time.sleep(0.5)
    sys.exit("The proxy did not start in time.")


if __name__ == "__main__":
    main()
