"""The account of a run's requests: what left this computer, what it cost, what was saved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from engine.workspace import Call, Workspace, calls_of, mean_cost
from engine.workspace.calls import ANSWERED

DIGITS = 6


def account_of(
    workspace: Workspace, run: str, *, since: int = 1, model: str = "", remembered: int = 0
) -> dict[str, Any]:
    """What a run's requests moved and cost, as plain values for manifest and page.

    Args:
        workspace: Where the requests are noted.
        run: The run's id.
        since: Attempt from which requests count. A manifest counts from `spending_since`, the
            account of what left this computer from the first.
        model: The model whose remembered answers were used.
        remembered: Items that were answered from memory instead.

    Returns:
        left_this_computer (a row for each host, path and model: requests, items, bytes_out,
        bytes_in, columns; empty where nothing left), calls, answered, failed (reason → calls),
        tokens (in, out, as the servers counted them), cost_usd (None where a price is unknown),
        perhaps_usd, saved (items, and usd at the mean cost of an item of that model so far; None
        where that is unknown).
    """
    calls = calls_of(workspace, run, since=since)
    failed = Counter(call.outcome for call in calls if call.outcome != ANSWERED)
    each = mean_cost(workspace, model) if remembered else None
    return {
        "left_this_computer": _left(calls),
        "calls": len(calls),
        "answered": len(calls) - failed.total(),
        "failed": dict(sorted(failed.items())),
        "tokens": {
            "in": sum(call.tokens_in or 0 for call in calls),
            "out": sum(call.tokens_out or 0 for call in calls),
        },
        "cost_usd": _total(call.cost for call in calls),
        "perhaps_usd": _total(call.perhaps for call in calls),
        "saved": {"items": remembered, "usd": _usd(None if each is None else each * remembered)},
    }


def _left(calls: list[Call]) -> list[dict[str, Any]]:
    """Each place that something was sent to, with all that was."""
    places: dict[tuple[str, str, str], list[Call]] = {}
    for call in calls:
        places.setdefault((call.host, call.path, call.model), []).append(call)
    return [
        {
            "host": host,
            "path": path,
            "model": model,
            "requests": len(sent),
            "items": sum(call.items for call in sent),
            "bytes_out": sum(call.bytes_out for call in sent),
            "bytes_in": sum(call.bytes_in for call in sent),
            "columns": sorted({column for call in sent for column in call.columns}),
        }
        for (host, path, model), sent in sorted(places.items())
    ]


def _total(amounts: Iterable[Decimal | None]) -> float | None:
    total = Decimal(0)
    for amount in amounts:
        if amount is None:
            return None
        total += amount
    return _usd(total)


def _usd(amount: Decimal | None) -> float | None:
    return None if amount is None else round(float(amount), DIGITS)
