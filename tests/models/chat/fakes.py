"""A fake at the network border: answers are a function of what is shown, faults of a schedule."""

import asyncio
import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from engine.models.protocols import Answer, Item, Task
from engine.models.replies import EmbedReply, Reply, Usage
from engine.models.trouble import GivenUp, OutOfBudget, OutOfTime, Rejected, Unusable
from engine.steps import Progress, Steps

MOODS = ["good", "bad", "mixed"]
TASK = Task(
    kind="ask",
    version="1",
    instructions="What does the comment say?",
    schema={
        "type": "object",
        "properties": {
            "mood": {"type": "string", "enum": MOODS},
            "score": {"type": "integer", "minimum": 0, "maximum": 10},
            "about": {"type": "string"},
        },
    },
    per_call=8,
)
HARMLESS = ("fine", "fenced", "shuffled", "invented", "stale")
PARTIAL = ("missing", "doubled", "contradicted", "wrong_schema", "overlong", "not_a_number")
WHOLE = ("cut", "cut_unsaid", "refused", "prose", "no_list", "unusable", "rejected")
ENDS = ("given_up", "out_of_time")


def number(*parts: object) -> int:
    """A number that depends on the parts only."""
    return int(hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:12], 16)


def truth(shown: Mapping[str, Any]) -> dict[str, Any]:
    """What this model says about an item."""
    drawn = number(shown)
    about = str(next((part for part in shown.values() if isinstance(part, str)), ""))
    return {"mood": MOODS[drawn % 3], "score": drawn % 11, "about": about[:40]}


Schedule = Callable[[int], str]


def always(fault: str) -> Schedule:
    """The same fault for every request."""
    return lambda _: fault


FINE = always("fine")


def drawn_from(seed: int, faults: Sequence[str], share: float) -> Schedule:
    """A fault for a share of requests, the same one for the same items asked the nth time."""
    return lambda at: faults[at // 7 % len(faults)] if (at ^ seed) % 1000 < share * 1000 else "fine"


@dataclass
class FakeServer:
    """A way to a server that answers by `truth`, with faults as its schedule says."""

    schedule: Schedule = FINE
    budget: int = 1_000_000
    model: str = "fake-1"
    embedding_model: str = ""
    sent: list[dict[str, Mapping[str, Any]]] = field(default_factory=list)
    messages: list[Any] = field(default_factory=list)
    rooms: list[int] = field(default_factory=list)
    in_flight: int = 0
    most_in_flight: int = 0

    def __post_init__(self) -> None:
        self._times: Counter[str] = Counter()

    async def complete(
        self, messages: Sequence[Mapping[str, str]], answers: Any, *, most_tokens: int, items: int
    ) -> Reply:
        """One reply, after others had a turn."""
        assert answers["properties"]["answers"]["items"]["properties"]["answer"]["required"]
        self.in_flight += 1
        self.most_in_flight = max(self.most_in_flight, self.in_flight)
        try:
            await asyncio.sleep(0)
            return self._reply(messages, most_tokens, items)
        finally:
            self.in_flight -= 1

    async def embed(self, texts: Sequence[str]) -> EmbedReply:
        """Not asked for here."""
        raise AssertionError(texts)

    def _reply(self, messages: Any, most_tokens: int, items: int) -> Reply:
        if len(self.sent) >= self.budget:
            raise OutOfBudget("the next request could cost more than is left")
        content = messages[-1]["content"].encode().decode()
        asked = {item.pop("id"): item for item in json.loads(content)["items"]}
        assert len(asked) == items
        self.sent.append(asked)
        self.messages.append(messages)
        self.rooms.append(most_tokens)
        self._times[content] += 1
        at = number(content, self._times[content])
        return self._faulty(self.schedule(at), asked, at)

    def _faulty(self, fault: str, asked: dict[str, Any], at: int) -> Reply:
        raised = {"unusable": Unusable("no JSON"), "rejected": Rejected("too long"),
                  "given_up": GivenUp("the server does not answer"),
                  "out_of_time": OutOfTime("the run waited long enough")}  # fmt: skip
        if fault in raised:
            raise raised[fault]
        entries = [{"id": name, "answer": truth(shown)} for name, shown in asked.items()]
        told = getattr(self, f"_{fault}", lambda entries, _: entries)(entries, at)
        text = json.dumps({"answers": told}, ensure_ascii=at % 2 == 0)
        if fault.startswith("cut"):
            text = text[: at % len(text)]
        written = {"fenced": f"```json\n{text}\n```", "prose": f"Sure! Here you go: {text}",
                   "no_list": '{"answers": null}'}.get(fault, text)  # fmt: skip
        finish = {"cut": "length", "refused": "refused"}.get(fault, "stop")
        return Reply(written, finish, Usage(1, 1, None, None, 0.0))

    def _shuffled(self, entries: list[Any], at: int) -> list[Any]:
        return sorted(entries, key=lambda entry: number(entry["id"], at))

    def _invented(self, entries: list[Any], at: int) -> list[Any]:
        other = {"id": f"i{at:x}", "answer": truth({"text": "nobody"})}
        return [other, *entries, {"answer": {}}, "what", other]

    def _stale(self, entries: list[Any], _: int) -> list[Any]:
        """Answers to items of earlier requests, wrong ones."""
        wrong = {"mood": "bad", "score": 0, "about": "stale"}
        asked = {entry["id"] for entry in entries}
        earlier = [name for request in self.sent for name in request if name not in asked]
        return [{"id": name, "answer": wrong} for name in earlier[:5]] + entries

    def _missing(self, entries: list[Any], at: int) -> list[Any]:
        return [entry for entry in entries if number(entry["id"], at) % 3]

    def _doubled(self, entries: list[Any], at: int) -> list[Any]:
        return entries + [entry for entry in entries if number(entry["id"], at) % 2]

    def _contradicted(self, entries: list[Any], at: int) -> list[Any]:
        wrong = {"mood": "bad", "score": 0, "about": "wrong"}
        return [{"id": entries[at % len(entries)]["id"], "answer": wrong}, *entries]

    def _changed(self, entries: list[Any], at: int, **wrong: Any) -> list[Any]:
        return [
            entry | {"answer": entry["answer"] | wrong} if number(entry["id"], at) % 2 else entry
            for entry in entries
        ]

    def _wrong_schema(self, entries: list[Any], at: int) -> list[Any]:
        wrong: list[dict[str, Any]] = [{"mood": "angry"}, {"score": 11}, {"more": 1}, {"about": 5}]
        return self._changed(entries, at, **wrong[at % 4])

    def _overlong(self, entries: list[Any], at: int) -> list[Any]:
        return self._changed(entries, at, about="x" * 10_001)

    def _not_a_number(self, entries: list[Any], at: int) -> list[Any]:
        return self._changed(entries, at, score=float("nan"))


class FakeLocal:
    """A local model; it has nothing to say about texts that name a riddle."""

    identity = "local:fake"

    async def answer(self, task: Task, items: Sequence[Item], progress: Progress) -> list[Answer]:
        """The same for everything."""
        assert task.instructions
        progress.expect(len(items))
        progress.advance(len(items))
        value = {"mood": "mixed", "score": 5, "about": "local"}
        return [
            Answer(item.id, None, reason="it cannot tell") if "riddle" in str(item.shown)
            else Answer(item.id, value, self.identity)
            for item in items
        ]  # fmt: skip


@dataclass(frozen=True)
class FakeRedacted:
    """What may be shown, and what was hidden."""

    shown: Mapping[str, Any]
    hidden: Mapping[str, str]

    @property
    def counts(self) -> dict[str, int]:
        """How many addresses were hidden."""
        return {"email": len(self.hidden)} if self.hidden else {}


class FakeRedactor:
    """Hides whatever has an @ inside."""

    def redact(self, shown: Mapping[str, Any], shape_kept: Sequence[str] = ()) -> FakeRedacted:
        """Each address under a name that depends on it only."""
        assert not shape_kept
        hidden: dict[str, str] = {}

        def hide(match: re.Match[str]) -> str:
            name = f"[email {number(match[0]) % 10**6}]"
            hidden[name] = match[0]
            return name

        changed = {
            name: re.sub(r"\b\w+@\w+", hide, part) if isinstance(part, str) else part
            for name, part in shown.items()
        }
        return FakeRedacted(changed, hidden)

    def restore(self, value: Any, hidden: Mapping[str, str]) -> Any:
        """Texts with the addresses back in."""
        if isinstance(value, dict):
            return {name: self.restore(part, hidden) for name, part in value.items()}
        for name, original in hidden.items():
            value = value.replace(name, original) if isinstance(value, str) else value
        return value


def texts_as_items(texts: Sequence[str]) -> list[Item]:
    """Items that show a text each."""
    return [Item(f"r{row}", {"text": text}) for row, text in enumerate(texts)]


def counted_steps() -> Steps:
    """Steps whose clock stands still."""
    return Steps(clock=lambda: 0.0)


def packed(task: Task = TASK, **changes: Any) -> Task:
    """The task with some of it changed."""
    return replace(task, **changes)
