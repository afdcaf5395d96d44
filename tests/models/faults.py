"""What the test server does wrong, and when: by chance that repeats, or as a script says."""

import hashlib
import random
from dataclasses import dataclass, fields
from typing import Any

ENDS = ("busy_after", "busy", "error", "dropped", "cut", "page")
SPOILS = ("refusal", "truncated", "broken", "slow", "wrong", "missing", "duplicated", "invented")
Said = str | int | dict[str, Any]


@dataclass(frozen=True)
class Faults:
    """The server's switches; the first fourteen are chances 0..1 for each request.

    What a request meets hangs on its body, on how often that very body came and on the seed, so
    that a run repeats whatever the order in which its requests arrive.

    Attributes:
        busy_after: 429 with a `Retry-After` of `retry_after`.
        busy: 429 without one.
        error: 500.
        dropped: The connection is closed without a reply.
        cut: The connection is closed in the middle of the reply's body.
        page: 200 with a page of HTML, as a proxy in between gives.
        refusal: The model refuses.
        truncated: The model's text is cut off; the server says so (`length`).
        broken: The model's text is cut off; the server says nothing of it.
        slow: The body trickles, a piece every `trickle` seconds.
        wrong: Answers do not fit the schema; vectors have another length.
        missing: One item in three (at least one) is not answered.
        duplicated: One item is answered twice, differently.
        invented: An item that nobody asked about is answered.
        script: What the next requests meet, each once, before chance: a fault's name (or
            several, joined by `+`), `ok`, a status, or a dict with
            `status`, `message`, `code`, `headers`, or a whole `body`.
        seed: Of chance.
        latency: Seconds before a reply.
        late: Chance of that latency.
        trickle: Seconds between two pieces of a slow body.
        limit: Requests in any sliding second that are let in; 0 for no limit.
        retry_after: Seconds or date in `Retry-After`.
        retry_after_ms: Milliseconds in `retry-after-ms`; empty leaves it out.
        key: The key that is asked for; empty asks for none.
        header: The header it is looked for in.
        models: Models that exist; empty for any.
        broke: The account has no money (`insufficient_quota`).
        formats: Response formats that are taken: strict, json_object, plain.
        tokens_names: Names of the cap on tokens that are taken; empty takes a request without.
        temperature: Whether a temperature may be given.
        usage: Whether tokens are counted.
        fenced: Whether JSON stands between three backticks with words around it.
        said: What stands in every free text of an answer; empty for what was asked about.
        fixed: A text that is the answer to every chat request.
        dims: Length of a vector.
        bodies: Whether the bodies received are kept.
    """

    busy_after: float = 0.0
    busy: float = 0.0
    error: float = 0.0
    dropped: float = 0.0
    cut: float = 0.0
    page: float = 0.0
    refusal: float = 0.0
    truncated: float = 0.0
    broken: float = 0.0
    slow: float = 0.0
    wrong: float = 0.0
    missing: float = 0.0
    duplicated: float = 0.0
    invented: float = 0.0
    script: tuple[Said, ...] = ()
    seed: int = 0
    latency: float = 0.0
    late: float = 1.0
    trickle: float = 0.01
    limit: float = 0.0
    retry_after: str = "1"
    retry_after_ms: str = ""
    key: str = ""
    header: str = "Authorization"
    models: tuple[str, ...] = ()
    broke: bool = False
    formats: tuple[str, ...] = ("strict", "json_object", "plain")
    tokens_names: tuple[str, ...] = ("max_completion_tokens", "max_tokens", "")
    temperature: bool = True
    usage: bool = True
    fenced: bool = False
    said: str = ""
    fixed: str = ""
    dims: int = 64
    bodies: bool = False

    def changed(self, every: float | None = None, **changes: Any) -> "Faults":
        """Some switches changed; `every` sets the chance of every fault."""
        names = {field.name for field in fields(self)}
        assert set(changes) <= names, f"no such switches: {set(changes) - names}"
        if every is not None:
            changes = dict.fromkeys((*ENDS, *SPOILS), every) | changes
        for name, value in changes.items():
            if isinstance(getattr(self, name), tuple):
                changes[name] = (value,) if isinstance(value, str) else tuple(value)
        return type(self)(**{name: getattr(self, name) for name in names} | changes)

    def chance(self, body: bytes, time: int) -> random.Random:
        """What decides a request's luck: its body, how often it came, and the seed."""
        drawn = hashlib.sha256(f"{self.seed}:{time}:".encode() + body)
        return random.Random(drawn.digest())

    def met(self, chance: random.Random) -> list[str]:
        """What a request meets: one fault that ends it, or the faults that spoil its reply."""
        found = [name for name in (*ENDS, *SPOILS) if chance.random() < getattr(self, name)]
        return found[:1] if found and found[0] in ENDS else found
