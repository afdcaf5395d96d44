"""One job: the work, its steps, and the immutable view that pages see."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any, Self

from engine.steps import Steps, StepView

ACTIVE = ("queued", "running")


@dataclass(frozen=True)
class Question:
    """What is asked for; equal ids are the same question.

    Attributes:
        id: Hash of all that shapes the answer.
        kind: Which tool.
        title: The file's name, for people.
        asked: The same as plain values, for the record.
    """

    id: str
    kind: str
    title: str
    asked: Mapping[str, Any]

    @classmethod
    def of(cls, kind: str, title: str, asked: Mapping[str, Any]) -> Self:
        """The question whose id follows from its kind and all that is asked, not from the title."""
        told = json.dumps([kind, asked], sort_keys=True)
        return cls(hashlib.sha256(told.encode()).hexdigest()[:20], kind, title, asked)


Work = Callable[[Steps], Awaitable[None]]
"""A job's work: reports to its steps and keeps its own results.

It raises `StoppedAtBudget` once it has kept what it could do with its budget.
"""


@dataclass(frozen=True)
class JobView:
    """A job as it stood at one moment.

    Attributes:
        id: The question's id; the run's id in the workspace.
        status: queued, running, done, stopped (at its budget, with what was done until then),
            failed, cancelled or interrupted.
        place: Place in the queue from 1, or 0 where it is not waiting.
        steps: The tree of steps.
        warnings: Sentences noted so far.
        error: One sentence where it failed or stopped.
        refused: Whether it failed because of what was asked or dropped, not by a fault of ours.
        preview: Preliminary results, or None.
    """

    id: str
    kind: str
    title: str
    status: str
    place: int
    steps: StepView
    warnings: tuple[str, ...] = ()
    error: str | None = None
    refused: bool = False
    preview: Any = None

    @property
    def active(self) -> bool:
        """Whether it is still waiting or running."""
        return self.status in ACTIVE


@dataclass
class Job:
    """A job in this process; only `Jobs` changes it."""

    question: Question
    steps: Steps
    work: Work
    status: str = "queued"
    error: str | None = None
    refused: bool = False
    future: Future[None] | None = None
    afterwards: Callable[[], None] | None = None
    ending: threading.Lock = field(default_factory=threading.Lock)
    finished: threading.Event = field(default_factory=threading.Event)

    def view(self, place: int = 0) -> JobView:
        """The job as it stands now."""
        return JobView(
            id=self.question.id,
            kind=self.question.kind,
            title=self.question.title,
            status=self.status,
            place=place,
            steps=self.steps.view(),
            warnings=self.steps.warnings,
            error=self.error,
            refused=self.refused,
            preview=self.steps.preview,
        )
