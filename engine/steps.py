"""Named steps inside a run: what is being done, how far it is, what was noticed on the way.

The work itself feeds the counts; nothing here moves by a clock. What a plain function needs of a
step, and how a step looks from outside, is in `engine/progress.py` and given on from here.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from engine.errors import Cancelled, StoppedAtBudget
from engine.progress import NothingKept, Progress, StepView, Units

__all__ = ("NothingKept", "Progress", "Step", "StepView", "Steps", "Units")


@dataclass
class _Run:
    """What all steps of a run share."""

    clock: Callable[[], float]
    units: Units
    lock: threading.RLock = field(default_factory=threading.RLock)
    cancelled: threading.Event = field(default_factory=threading.Event)
    interrupts: list[Callable[[], None]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    preview: object = None


class Step:
    """One step; a context manager that times itself, and the Progress its work reports to."""

    def __init__(self, run: _Run, name: str, unit: str = "") -> None:
        self._run = run
        self._name, self._unit = name, unit
        self._status = "waiting"
        self._done, self._total = 0, None  # type: int, int | None
        self._began = self._ended = 0.0
        self._children: list[Step] = []

    def __call__(self, name: str, *, total: int | None = None, unit: str = "") -> Step:
        """A step inside this one: the planned one of that name if there is one, else a new one."""
        self.check()
        with self._run.lock:
            for child in self._children:
                if child._name == name and child._status == "waiting":  # noqa: SLF001
                    break
            else:
                child = Step(self._run, name)
                self._children.append(child)
            child._total, child._unit = total, unit
        return child

    def show(self, preview: object) -> None:
        """Put preliminary results in view while the rest goes on; treat them as immutable."""
        with self._run.lock:
            self._run.preview = preview

    def plan(self, *names: str) -> None:
        """Name the steps to come, so that a page can show them waiting."""
        with self._run.lock:
            self._children.extend(Step(self._run, name) for name in names)

    def __enter__(self) -> Self:
        with self._run.lock:
            self._status, self._began = "running", self._run.clock()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None
    ) -> None:
        with self._run.lock:
            self._ended = self._run.clock()
            self._status = "done"
            if kind is not None:
                self._status = self._broken(kind)

    def _broken(self, kind: type[BaseException]) -> str:
        if self._run.cancelled.is_set():
            return "cancelled"
        return "stopped" if issubclass(kind, StoppedAtBudget) else "failed"

    def check(self) -> None:
        """Raise Cancelled if the run was cancelled."""
        if self._run.cancelled.is_set():
            raise Cancelled

    def expect(self, total: int) -> None:
        """Say how many units there are in all."""
        with self._run.lock:
            self._total = total

    def advance(self, units: int = 1) -> None:
        """Count finished units, and check."""
        with self._run.lock:
            self._done += units
        self.check()

    def warn(self, sentence: str) -> None:
        """Note something the user should know; said once each."""
        with self._run.lock:
            if sentence not in self._run.warnings:
                self._run.warnings.append(sentence)

    @contextmanager
    def interruptible(self, interrupt: Callable[[], None]) -> Iterator[None]:
        """Call `interrupt` from another thread if the run is cancelled meanwhile.

        Raises:
            Cancelled: In place of whatever the interrupted work raised.
        """
        self.check()
        with self._run.lock:
            self._run.interrupts.append(interrupt)
        try:
            yield
        except Exception:
            self.check()
            raise
        finally:
            with self._run.lock:
                self._run.interrupts.remove(interrupt)

    def interrupt(self) -> None:
        """Interrupt the queries that are registered now."""
        with self._run.lock:
            for interrupt in list(self._run.interrupts):
                interrupt()

    def done(self, key: str) -> bytes | None:
        """Work kept under this key by this or a former run, or None."""
        return self._run.units.done(key)

    def keep(self, key: str, value: bytes) -> None:
        """Keep finished work for this and later runs."""
        self._run.units.keep(key, value)

    def view(self) -> StepView:
        """This step and those inside it, as they stand now."""
        with self._run.lock:
            ended = self._run.clock() if self._status == "running" else self._ended
            return StepView(
                name=self._name,
                status=self._status,
                done=self._done,
                total=self._total,
                unit=self._unit,
                seconds=max(0.0, ended - self._began),
                children=tuple(child.view() for child in self._children),
            )


class Steps(Step):
    """The root of a run's steps; entered when the run begins."""

    def __init__(
        self,
        name: str = "Run",
        *,
        clock: Callable[[], float] = time.monotonic,
        units: Units | None = None,
    ) -> None:
        super().__init__(_Run(clock, units or NothingKept()), name)

    def cancel(self) -> None:
        """Ask the work to stop: checks raise from now on, and running queries are interrupted."""
        self._run.cancelled.set()
        self.interrupt()

    @property
    def cancelled(self) -> bool:
        """Whether the run was asked to stop."""
        return self._run.cancelled.is_set()

    @property
    def preview(self) -> object:
        """What was last put in view, or None."""
        return self._run.preview

    @property
    def warnings(self) -> tuple[str, ...]:
        """Sentences noted so far, in order."""
        with self._run.lock:
            return tuple(self._run.warnings)
