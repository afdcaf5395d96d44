"""A run's steps as progress bars on a terminal's error stream."""

from __future__ import annotations

from typing import TextIO

from engine.steps import StepView

WIDTH = 24


class Bars:
    """Draws the steps that run now; a finished step stays as a line."""

    def __init__(self, stream: TextIO, *, quiet: bool) -> None:
        self._stream, self._quiet = stream, quiet
        self._live = stream.isatty()
        self._said: set[tuple[str, str]] = set()
        self._drawn = False

    def draw(self, run: str, steps: StepView) -> None:
        """Draw a run's steps as they stand."""
        if self._quiet:
            return
        for step in steps.children:
            if step.status == "done" and (run, step.name) not in self._said:
                self._said.add((run, step.name))
                self._line(_bar(step), last=True)
        running = [step for step in steps.children if step.status == "running"]
        if running and self._live:
            self._line(_bar(running[-1]), last=False)

    def _line(self, text: str, *, last: bool) -> None:
        erase = "\r\x1b[2K" if self._drawn and self._live else ""
        self._stream.write(erase + text + ("\n" if last else ""))
        self._stream.flush()
        self._drawn = not last


def _bar(step: StepView) -> str:
    full = round(WIDTH * step.fraction)
    parts = [f"[{'#' * full}{'.' * (WIDTH - full)}] {step.name:<24}"]
    if step.done:
        parts.append(f"{step.done:,} {step.unit}")
    parts.append(f"{step.seconds:.1f} s")
    if step.seconds_left is not None:
        parts.append(f"about {step.seconds_left:.0f} s left")
    return "  ".join(parts)
