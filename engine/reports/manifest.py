"""The manifest of a run: what went in, what was counted, how it was made, how long it took."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.reports.rounding import rounded
from engine.steps import StepView
from engine.version import library_versions


@dataclass(frozen=True)
class Account:
    """What a manifest gives account of.

    Attributes:
        run: The run's id.
        kind: Which tool.
        inputs: Name, content hash, mapping, notes and `rows` (read, used, rejected by reason).
        options: The options as plain values.
        version: Version of the tool's sources.
        steps: The steps with their seconds.
        warnings: Sentences the user should read.
        found: The tool's own counts.
        alert_s: Seconds from which on a run is marked as slow; 0 marks none.
    """

    run: str
    kind: str
    inputs: Mapping[str, Any]
    options: Mapping[str, Any]
    version: str
    steps: StepView
    warnings: tuple[str, ...]
    found: Mapping[str, Any]
    alert_s: float = 0.0


def build_manifest(account: Account) -> dict[str, Any]:
    """Put a manifest together, as plain values.

    Raises:
        ValueError: The row counts do not add up.
    """
    rows = account.inputs["rows"]
    if rows["read"] != rows["used"] + sum(rows["rejected"].values()):
        raise ValueError(f"Row counts do not add up: {rows}")
    return {
        "run": account.run,
        "kind": account.kind,
        "inputs": dict(account.inputs),
        "rows": rows,
        "options": dict(account.options),
        "versions": {
            "backroom": account.version,
            "python": platform.python_version(),
            **library_versions(),
        },
        "made_by": "rules",
        "warnings": list(account.warnings),
        **rounded(dict(account.found)),
        "seconds": seconds_per_step(account.steps),
        **_slow(account),
    }


def _slow(account: Account) -> dict[str, float]:
    """The mark of a run that took longer than the settings find good."""
    slow = 0 < account.alert_s < account.steps.seconds
    return {"took_longer_than": account.alert_s} if slow else {}


def seconds_per_step(steps: StepView) -> dict[str, float]:
    """Name of each step, inner ones as `outer / inner`, → seconds."""
    seconds: dict[str, float] = {}
    for child in steps.children:
        seconds[child.name] = round(child.seconds, 3)
        inner = seconds_per_step(child)
        seconds |= {f"{child.name} / {name}": taken for name, taken in inner.items()}
    return seconds
