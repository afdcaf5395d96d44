"""Virtual time: an event loop that leaps to its next timer, and a server that notes what it sees.

Nothing here waits. A story in which everyone waits for ever fails at once.
"""

import asyncio
import selectors
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import pytest

from engine.models.lane import Lane, Limits


class Clock:
    """Seconds since the story began; whoever computes for long moves it by hand."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class _Leaping(selectors.DefaultSelector):
    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self.clock = clock

    def select(self, timeout: float | None = None) -> list[Any]:
        ready = super().select(0)
        if not ready and timeout is None:
            raise AssertionError("Everyone waits for ever.")
        if not ready and timeout:
            self.clock.now += timeout
        return ready


class VirtualLoop(asyncio.SelectorEventLoop):
    """An event loop on a clock of its own."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        super().__init__(_Leaping(clock))

    def time(self) -> float:
        return self.clock.now


@dataclass(frozen=True)
class Start:
    """One attempt as the server saw it."""

    at: float
    name: str
    tokens: int


@dataclass
class Server:
    """Answers after a while, or fails as told; `starts` are in the order they came."""

    clock: Clock
    starts: list[Start] = field(default_factory=list)
    now_in: int = 0
    most_in: list[tuple[float, int]] = field(default_factory=list)

    def request(
        self,
        name: str = "",
        seconds: float = 0.0,
        *,
        fails: Iterable[BaseException | None] = (),
        tokens: int = 0,
    ) -> Callable[[], Awaitable[str]]:
        """An attempt that takes so long and ends, time after time, as `fails` says; then well."""
        outcomes = iter(fails)

        async def attempt() -> str:
            self.starts.append(Start(self.clock(), name, tokens))
            self.now_in += 1
            self.most_in.append((self.clock(), self.now_in))
            try:
                await asyncio.sleep(seconds)
            finally:
                self.now_in -= 1
            failure = next(outcomes, None)
            if failure is not None:
                raise failure
            return name

        return attempt

    @property
    def times(self) -> list[float]:
        return [start.at for start in self.starts]

    @property
    def names(self) -> list[str]:
        return [start.name for start in self.starts]


Story = Callable[[Lane, Server], Awaitable[Any]]
Play = Callable[..., Any]


async def whole(story: Awaitable[Any]) -> Any:
    """The story's end, at which the lane has left no task behind."""
    ended = await story
    await asyncio.sleep(0)
    assert asyncio.all_tasks() == {asyncio.current_task()}
    return ended


@pytest.fixture(scope="session")
def play() -> Play:
    """Play a story in virtual time on a lane with these limits; returns what the story returns.

    The lane is made before there is a loop. `late` is by how much each of the lane's own timers
    fires late, in turn; `chance` is what backoff draws.
    """

    def one(
        story: Story, limits: Limits, *, late: Iterable[float] = (), chance: float = 1.0
    ) -> Any:
        clock, lateness = Clock(), iter(late)
        lane = Lane(
            limits,
            clock=clock,
            sleep=lambda seconds: asyncio.sleep(seconds + next(lateness, 0.0)),
            chance=lambda: chance,
        )
        with asyncio.Runner(loop_factory=lambda: VirtualLoop(clock)) as runner:
            ended = runner.run(whole(story(lane, Server(clock))))
        view = lane.view()
        assert (view.waiting, view.in_flight) == (0, 0)
        return ended

    return one
