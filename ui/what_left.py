"""What left this computer for a run: to which host, how much, which columns, at what cost."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from ui.words import counted, plain, size, usd

_HERE = ("127.", "localhost", "[::1]")


def show_what_left(account: Mapping[str, Any]) -> None:
    """Show the account of a run's requests: places, sizes, columns, cost, what was saved."""
    left = account["left_this_computer"]
    saved = _saved(account["saved"])
    if not left:
        words = ["Nothing left this computer", *saved]
        st.caption(f":material/lock: {plain(' · '.join(words))}")
        return
    st.markdown("##### What left this computer")
    st.dataframe(
        [_row(place) for place in left],
        hide_index=True,
        column_config={
            "Columns": st.column_config.ListColumn(),
            "Requests": st.column_config.NumberColumn(format="localized"),
            "Items": st.column_config.NumberColumn(format="localized"),
        },
        alt="What left this computer, a row for each server and model",
    )
    told = " · ".join([*_cost(account), *saved, *_failed(account)])
    st.caption(plain(told[:1].upper() + told[1:]))


def _row(place: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "To": _told(place["host"]),
        "Model": place["model"],
        "Columns": place["columns"],
        "Requests": place["requests"],
        "Items": place["items"],
        "Sent": size(place["bytes_out"]),
        "Received": size(place["bytes_in"]),
    }


def _told(host: str) -> str:
    """A host; one on this computer is said to be, because then nothing left it."""
    return f"{host} (this computer)" if host.startswith(_HERE) else host


def _cost(account: Mapping[str, Any]) -> list[str]:
    """What was paid, and what may have been besides, where a request's end is not known."""
    if account["cost_usd"] is None:
        return ["cost not known: the model's price is not in the table"]
    words = [f"cost {usd(account['cost_usd'])}"]
    if account["perhaps_usd"]:
        words.append(f"perhaps {usd(account['perhaps_usd'])} more, for requests without a reply")
    return words


def _saved(saved: Mapping[str, Any]) -> list[str]:
    if not saved["items"]:
        return []
    worth = f", {usd(saved['usd'])} saved" if saved["usd"] else ""
    return [f"{counted(saved['items'], 'answer')} remembered from before{worth}"]


def _failed(account: Mapping[str, Any]) -> list[str]:
    failed = account["failed"]
    if not failed:
        return []
    reasons = ", ".join(f"{reason} ({count:,})" for reason, count in failed.items())
    return [f"{counted(sum(failed.values()), 'request')} failed: {reasons}"]
