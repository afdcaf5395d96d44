"""One thread with one event loop that all jobs of the process run on.

Asking for the same thing twice joins the running job; two jobs compute at a time, the rest
queue. Every change of state is a row in the workspace, so that a run outlives its page.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from engine.errors import Cancelled, EngineError, StoppedAtBudget
from engine.jobs.job import ACTIVE, Job, JobView, Question, Work
from engine.jobs.metrics import log_steps
from engine.jobs.worker import end_waiting
from engine.steps import Steps
from engine.workspace import (
    KeptUnits,
    Workspace,
    begin_run,
    end_run,
    mark_interrupted,
    note_steps,
    start_run,
)

LOG = logging.getLogger("backroom.jobs")
NOTE_EVERY_S = 2.0
# More than units compute at once, so that what only waits for a row to be written finds a thread:
# the end of a cancelled run must not wait for another run's unit.
THREADS = 32


class Jobs:
    """The engine thread and the jobs it has been given."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._jobs: dict[str, Job] = {}
        self._lock = threading.Lock()
        self._at_once = asyncio.Semaphore(workspace.settings.runs_at_once)
        self.loop = asyncio.new_event_loop()
        self.loop.set_default_executor(ThreadPoolExecutor(THREADS, "engine-unit"))
        self._thread = threading.Thread(target=self._run, name="engine-loop", daemon=True)
        self._thread.start()
        mark_interrupted(workspace)

    def submit(
        self, question: Question, work: Work, afterwards: Callable[[], None] | None = None
    ) -> JobView:
        """Begin a job, or join the one that is already under way for the same question.

        Args:
            question: What is asked for.
            work: The work, begun once there is room for it.
            afterwards: Called when the job has ended in whatever way, even before it began; at
                once where another job is joined.
        """
        with self._lock:
            job = self._jobs.get(question.id)
            if job is not None and job.status in ACTIVE:
                if afterwards is not None:
                    afterwards()
                return job.view(self._place(job))
            steps = Steps(question.title, units=KeptUnits(self._workspace))
            job = Job(question, steps, work, afterwards=afterwards)
            begin_run(self._workspace, question.id, question.kind, question.title, question.asked)
            self._jobs[question.id] = job
            job.future = self.call(self._guard(job))
            return job.view(self._place(job))

    def call(self, work: Coroutine[Any, Any, None]) -> Future[None]:
        """Run a coroutine on the engine's loop."""
        return asyncio.run_coroutine_threadsafe(work, self.loop)

    def view(self, job: str) -> JobView | None:
        """A job of this process, or None where there is none with this id."""
        with self._lock:
            found = self._jobs.get(job)
            return found.view(self._place(found)) if found else None

    def active(self) -> list[JobView]:
        """Jobs that wait or run, in the order they were asked for."""
        with self._lock:
            return [j.view(self._place(j)) for j in self._jobs.values() if j.status in ACTIVE]

    def cancel(self, job: str) -> None:
        """Stop a job; what has ended already stays as it is."""
        with self._lock:
            found = self._jobs.get(job)
        if found is None or found.status not in ACTIVE:
            return
        found.steps.cancel()
        if found.future is not None:
            found.future.cancel()

    def forget(self, job: str) -> bool:
        """Know nothing more of a job that has ended; whether it is not under way."""
        with self._lock:
            if job in self._jobs and self._jobs[job].status in ACTIVE:
                return False
            self._jobs.pop(job, None)
            return True

    def wait(self, job: str, timeout_s: float | None = None) -> JobView:
        """Wait until a job has ended; for the command line and tests, never for pages.

        Raises:
            TimeoutError: It had not ended in time.
        """
        found = self._jobs[job]
        if not found.finished.wait(timeout_s):
            raise TimeoutError(f"The run was not finished after {timeout_s} s.")
        return found.view()

    def close(self, timeout_s: float = 5.0) -> None:
        """Cancel what runs, then end the thread; closing twice does nothing more."""
        if self.loop.is_closed():
            return
        for job in list(self._jobs.values()):
            self.cancel(job.question.id)
        for job in list(self._jobs.values()):
            job.finished.wait(timeout_s)
        asyncio.run_coroutine_threadsafe(_drain(), self.loop).result(timeout_s)
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join(timeout_s)
        if not self._thread.is_alive():
            self.loop.close()
        end_waiting()

    def _run(self) -> None:
        asyncio.set_event_loop(self.loop)
        self.loop.run_forever()

    def _place(self, job: Job) -> int:
        waiting = [other for other in self._jobs.values() if other.status == "queued"]
        return waiting.index(job) + 1 if job in waiting else 0

    async def _guard(self, job: Job) -> None:
        """Run a job to its end, whatever that is, and note it before the next one begins."""
        try:
            async with self._at_once:
                status, error = await self._outcome(job)
                await asyncio.shield(asyncio.to_thread(self._end, job, status, error))
        except asyncio.CancelledError:
            await asyncio.shield(asyncio.to_thread(self._end, job, "cancelled", None))

    async def _outcome(self, job: Job) -> tuple[str, str | None]:
        """How the work ended: its status, and a sentence where it failed or stopped."""
        try:
            await self._compute(job)
        except (asyncio.CancelledError, Cancelled):
            return "cancelled", None
        except StoppedAtBudget as stop:
            return "stopped", str(stop)
        except EngineError as refused:
            job.refused = True
            return "failed", str(refused)
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException:  # a panic inside polars is no Exception, but must end the run too
            LOG.exception("run %s failed", job.question.id)
            return "failed", "Something went wrong inside Backroom; the log of the app says where."
        return "done", None

    async def _compute(self, job: Job) -> None:
        job.steps.check()
        job.status = "running"
        await asyncio.to_thread(start_run, self._workspace, job.question.id)
        noting = asyncio.create_task(self._note(job))
        try:
            with job.steps:
                await job.work(job.steps)
        finally:
            noting.cancel()

    async def _note(self, job: Job) -> None:
        """Write down how far the job is, so that a kill leaves a trace of it."""
        while True:
            await asyncio.sleep(NOTE_EVERY_S)
            await asyncio.to_thread(note_steps, self._workspace, job.question.id, job.steps.view())

    def _end(self, job: Job, status: str, error: str | None) -> None:
        """Note the end once; a cancel that comes too late finds it done."""
        with job.ending:
            if job.finished.is_set():
                return
            try:
                if job.afterwards is not None:
                    job.afterwards()
                status = end_run(
                    self._workspace,
                    job.question.id,
                    status,
                    job.steps.view(),
                    warnings=job.steps.warnings,
                    error=error,
                )
                if self._workspace.settings.log_performance_metrics:
                    asked = job.question
                    log_steps(self._workspace.home, asked.id, asked.kind, status, job.steps.view())
            finally:
                job.error, job.status = error, status
                job.finished.set()


async def _drain() -> None:
    """Let every task come to its end, so that none is destroyed while it waits."""
    others = asyncio.all_tasks() - {asyncio.current_task()}
    await asyncio.wait(others, timeout=1) if others else None
