"""What the test server has seen: how much, how fast, how many at once, which items."""

import time
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Seen:
    """Counters since the start, or since they were last forgotten.

    Attributes:
        requests: Requests of any kind.
        paths: Path → requests.
        outcomes: How they ended → requests: `ok`, a fault's name, a status, `limited` (429 from
            the server's own limit) or `left` (the client went away before the reply).
        in_flight: Requests being answered at this moment.
        most_in_flight: The most there were at once.
        most_in_second: The most that arrived in any sliding second.
        moments: When each arrived, seconds of the server's own clock.
        items: Item's id → how often it was answered, well or not.
        texts: Texts that were embedded.
        forms: Response format and name of the cap on tokens of each chat request.
        headers: Names of headers received, in lower case; never their values.
        bodies: Bodies received, where the switch is on.
    """

    requests: int = 0
    paths: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)
    in_flight: int = 0
    most_in_flight: int = 0
    most_in_second: int = 0
    moments: list[float] = field(default_factory=list)
    items: Counter[str] = field(default_factory=Counter)
    texts: int = 0
    forms: list[str] = field(default_factory=list)
    headers: set[str] = field(default_factory=set)
    bodies: list[str] = field(default_factory=list)
    clock: Callable[[], float] = time.monotonic
    _second: deque[float] = field(default_factory=deque)
    _let_in: deque[float] = field(default_factory=deque)

    def arrive(self, path: str) -> None:
        """Count a request that has come."""
        moment = self.clock()
        self.requests += 1
        self.paths[path] += 1
        self.moments.append(moment)
        self._second.append(moment)
        while self._second[0] <= moment - 1:
            self._second.popleft()
        self.most_in_second = max(self.most_in_second, len(self._second))
        self.in_flight += 1
        self.most_in_flight = max(self.most_in_flight, self.in_flight)

    def leave(self, outcome: str) -> None:
        """Count how a request ended."""
        self.in_flight -= 1
        self.outcomes[outcome] += 1

    def lets_in(self, limit: float) -> bool:
        """Whether the sliding second has room for one more; those turned away do not fill it."""
        moment = self.clock()
        while self._let_in and self._let_in[0] <= moment - 1:
            self._let_in.popleft()
        if limit and len(self._let_in) + 1 > limit:
            return False
        self._let_in.append(moment)
        return True

    def told(self) -> dict[str, Any]:
        """The counters as plain values, with sums: `answered` items and `limited` requests."""
        return {
            "requests": self.requests,
            "paths": dict(self.paths),
            "outcomes": dict(self.outcomes),
            "in_flight": self.in_flight,
            "most_in_flight": self.most_in_flight,
            "most_in_second": self.most_in_second,
            "moments": list(self.moments),
            "answered": self.items.total(),
            "items": dict(self.items),
            "limited": self.outcomes["limited"],
            "left": self.outcomes["left"],
            "texts": self.texts,
            "forms": list(self.forms),
            "headers": sorted(self.headers),
            "bodies": list(self.bodies),
        }
