"""What a run's models were used for: who they are, requests, what left, what it cost."""

from __future__ import annotations

from typing import Any

from engine.models.chat import RemoteChat
from engine.models.money import account_of
from engine.models.protocols import Chat, Models
from engine.workspace import Workspace, find_run


def use_of(workspace: Workspace, run: str, models: Models) -> dict[str, Any]:
    """Account of a run's models, for its manifest.

    Args:
        workspace: Where requests were noted.
        run: The run's id.
        models: Its models.

    Returns:
        made_by, models, remembered (items whose answer was), stopped (whether the budget ended
        the asking), left (what left this computer, over all attempts), spent, redacted (kind →
        how often), requests (counts by outcome).
    """
    counts = _counts(models.chat)
    since = find_run(workspace, run).spending_since
    spent = account_of(workspace, run, since=since, model=counts["model"],
                       remembered=counts["remembered"])  # fmt: skip
    return {
        "made_by": models.chat.identity,
        "models": models.identities,
        "remembered": counts["remembered"],
        "stopped": isinstance(models.chat, RemoteChat) and models.chat.stopped,
        "left": account_of(workspace, run)["left_this_computer"],
        "spent": {name: told for name, told in spent.items() if name != "left_this_computer"},
        "redacted": counts["replaced"],
        "requests": counts["requests"],
    }


def _counts(chat: Chat) -> dict[str, Any]:
    """What a server's chat counted; nothing where the models of this computer answered."""
    if not isinstance(chat, RemoteChat):
        return {"model": "", "remembered": 0, "replaced": {}, "requests": {}}
    return chat.counts.as_dict() | {"model": chat.identity.partition(":")[2]}
