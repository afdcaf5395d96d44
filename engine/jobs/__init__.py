"""One engine thread and loop: submit, join, watch, cancel; units in threads and processes."""

from engine.jobs.executors import Executor, in_process, in_thread
from engine.jobs.job import ACTIVE, JobView, Question, Work
from engine.jobs.keeping import keep_run
from engine.jobs.loop import Jobs
from engine.jobs.ready import workers_ready

__all__ = [
    "ACTIVE",
    "Executor",
    "JobView",
    "Jobs",
    "Question",
    "Work",
    "in_process",
    "in_thread",
    "keep_run",
    "workers_ready",
]
