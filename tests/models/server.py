"""A server that speaks as OpenAI's does, answers the same every time and fails as it is told.

`python tests/models/server.py --limit 8 --latency 2.5` runs it by itself and prints its port;
`GET /_seen` gives what it has seen, `POST /_faults` changes switches, `POST /_forget` starts the
counting anew.
"""

import argparse
import asyncio
import dataclasses
import json
import sys
import threading
from pathlib import Path
from typing import Any, Self

from aiohttp import web

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.models.faults import Faults
from tests.models.replying import Replying


class Server:
    """The server on a port of this computer, in a thread with its own loop.

    Attributes:
        address: Its base URL, with `/v1`.
        port: Its port.
    """

    def __init__(self, faults: Faults | None = None, port: int = 0) -> None:
        self._replying = Replying(faults or Faults())
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._serve, args=(port,), daemon=True)
        self._ready = threading.Event()
        self._end = asyncio.Event()
        self.port = 0

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._ready.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._end.set)
        self._thread.join(10)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    def faults(self, **changes: Any) -> None:
        """Change switches; see `Faults`."""
        self._call(lambda: self._replying.change(changes))

    def seen(self) -> dict[str, Any]:
        """What was seen until now; see `Seen`."""
        return self._call(self._replying.seen.told)

    def forget(self) -> None:
        """Count anew."""
        self._call(self._replying.forget)

    def wait(self) -> None:
        """Until the server ends."""
        self._thread.join()

    def _call(self, work: Any) -> Any:
        async def inside() -> Any:
            return work()

        return asyncio.run_coroutine_threadsafe(inside(), self._loop).result(10)

    def _serve(self, port: int) -> None:
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.run(self._until_the_end(port))

    async def _until_the_end(self, port: int) -> None:
        runner = web.AppRunner(
            application(self._replying), handler_cancellation=True, access_log=None,
            shutdown_timeout=0,
        )  # fmt: skip
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", port)
        await site.start()
        self.port = runner.addresses[0][1]
        self._ready.set()
        await self._end.wait()
        await runner.cleanup()


def application(replying: Replying) -> web.Application:
    """The paths of the server."""

    async def told(_: web.Request) -> web.Response:
        return web.json_response(replying.seen.told())

    async def change(request: web.Request) -> web.Response:
        replying.change(await request.json())
        return web.json_response(dataclasses.asdict(replying.faults))

    async def forget(_: web.Request) -> web.Response:
        replying.forget()
        return web.json_response({})

    app = web.Application(client_max_size=256 * 1024 * 1024)
    app.router.add_get("/_seen", told)
    app.router.add_post("/_faults", change)
    app.router.add_post("/_forget", forget)
    for base in ("/v1", "/api/v1", "/openai/v1"):
        app.router.add_get(f"{base}/models", replying.models)
        app.router.add_post(f"{base}/chat/completions", replying.chat)
        app.router.add_post(f"{base}/embeddings", replying.embeddings)
    return app


def _switches() -> dict[str, Any]:
    """Switches from the command line; those of several values are JSON lists."""
    parser = argparse.ArgumentParser(description="The test server.")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--every", type=float)
    for field in dataclasses.fields(Faults):
        default = field.default
        read = json.loads if isinstance(default, (bool, tuple)) else type(default)
        parser.add_argument(f"--{field.name.replace('_', '-')}", type=read)
    given = vars(parser.parse_args())
    return {name: value for name, value in given.items() if value is not None}


def main() -> None:
    switches = _switches()
    with Server(port=switches.pop("port", 0)) as server:
        server.faults(**switches)
        sys.stdout.write(f"{server.port}\n")
        sys.stdout.flush()
        server.wait()


if __name__ == "__main__":
    main()
