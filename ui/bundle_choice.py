"""Choosing a portfolio again: what it should be good at, what that costs elsewhere, what it holds.

Everything here answers from what the run has weighed; nothing is mined again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl
import streamlit as st

from engine import Backroom, EngineError, JobView
from ui.bundle_aims import AIMS, MEANS, REACH
from ui.bundle_no_pairs import say_no_pairs
from ui.bundle_trade_offs import show_trade_offs
from ui.words import counted, joined, percent, plain

MOST = 10
MOST_BUNDLES = 100
_NUMBER = st.column_config.NumberColumn


def show_choice(
    backroom: Backroom,
    view: JobView,
    bundles: Sequence[Mapping[str, Any]],
    manifest: Mapping[str, Any],
) -> None:
    """Show the chooser of a run's portfolio.

    Args:
        backroom: The open workspace.
        view: The finished run.
        bundles: Its documents, by rank.
        manifest: Its manifest.
    """
    try:
        aims, own = backroom.aims(view.id), backroom.choice(view.id)
    except EngineError:
        st.info(
            "This run kept nothing to choose from; find the bundles again to choose by goals.",
            icon=":material/update:",
        )
        return
    if len(own) == 0:
        say_no_pairs(bundles, manifest)
        return
    st.markdown("##### What should the pairs be good at?")
    st.caption(_untold(aims))
    st.fragment(_chooser)(backroom, view.id, aims)


def _untold(aims: Sequence[str]) -> str:
    missing = [f"“{title}”" for name, title in AIMS.items() if name not in aims]
    told = "Shift the weights, and the pairs are chosen again from all that this run has weighed."
    if not missing:
        return told
    return f"{told} This file says nothing that {_listed(missing)} could be judged by."


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"


def _chooser(backroom: Backroom, run: str, aims: Sequence[str]) -> None:
    own, weighed = backroom.choice(run), backroom.pairs_weighed(run)
    left, right = st.columns([2, 3], gap="medium")
    with left:
        count, weights = _weights(run, aims, len(own), weighed)
    if not any(weights.values()):
        right.info("Give at least one of them a weight.", icon=":material/tune:")
        return
    chosen = backroom.choose_again(run, weights, count)
    with right:
        _show_worth(backroom, run, chosen, own)
    if count >= weighed:
        _say_all_in(weighed)
    _show_rows(chosen)
    _show_use(backroom, run, chosen, key="weights")
    if count >= weighed:
        return
    with st.expander("Look at the trade-off between two of them", icon=":material/scatter_plot:"):
        marked = {"This choice": _numbers(chosen), "The run's portfolio": _numbers(own)}
        found = show_trade_offs(backroom, run, [a for a in AIMS if a in aims], count, marked)
        if found is not None:
            rows = backroom.by_reach(run, found)
            _show_rows(rows)
            _show_use(backroom, run, rows, key="trade_off")


def _say_all_in(weighed: int) -> None:
    """Why weights change nothing but the order."""
    these = "The only pair" if weighed == 1 else f"All {weighed:,} pairs"
    st.info(
        f"{these} that held up in this run {'is' if weighed == 1 else 'are'} in, so weights change "
        "their order only and there is nothing to trade off."
        + (" Take fewer pairs, and the weights choose among them." if weighed > 1 else ""),
        icon=":material/done_all:",
    )


def _weights(run: str, aims: Sequence[str], own: int, weighed: int) -> tuple[int, dict[str, float]]:
    most = max(2, own, min(MOST_BUNDLES, weighed))
    count = st.slider("How many pairs", 1, most, own, key=f"choice_count_{run}")
    weights = {
        name: float(
            st.slider(
                AIMS[name],
                0,
                MOST,
                MOST if name == REACH else 0,
                help=MEANS[name],
                key=f"choice_{name}_{run}",
            )
        )
        for name in AIMS
        if name in aims
    }
    return count, weights


def _show_worth(
    backroom: Backroom,
    run: str,
    chosen: Sequence[Mapping[str, Any]],
    own: Sequence[Mapping[str, Any]],
) -> None:
    """What this choice comes to beside the run's own portfolio."""
    with st.container(horizontal=True):
        st.metric("Pairs", len(chosen), border=True)
        new = sum(row["rank"] is None for row in chosen)
        st.metric("Not in the run's portfolio", new, border=True)
        st.metric(
            "Of all orders, reached",
            percent(chosen[-1]["reached_share"]),
            border=True,
            help="Share of all orders, also of those with a single product; recent ones count "
            "more.",
        )
    worth = backroom.worth(run, [_numbers(chosen), _numbers(own)])
    rows = [
        {"aim": AIMS[name], "this": worth[name][0], "own": worth[name][1]}
        for name in AIMS
        if name in worth.columns
    ]
    st.dataframe(
        rows,
        hide_index=True,
        column_config=_WORTH,
        alt="What this choice is worth beside the run's portfolio",
    )


def _show_rows(rows: Sequence[Mapping[str, Any]]) -> None:
    """The pairs of a choice, best first."""
    frame = [
        {
            "place": place,
            "products": joined(row["titles"]),
            "together": row["orders_together"],
            "new": row["new_share"],
            "lift": row["lift"],
            "rank": row["rank"],
            **row["goals"],
        }
        for place, row in enumerate(rows, start=1)
    ]
    goals = [name for name in AIMS if any(name in row["goals"] for row in rows)]
    columns = {**_ROWS, **{name: _bar(AIMS[name], MEANS[name]) for name in goals}}
    table = pl.DataFrame(frame, infer_schema_length=None)
    st.dataframe(table, hide_index=True, column_config=columns, alt="The pairs chosen, best first")


def _show_use(backroom: Backroom, run: str, rows: Sequence[Mapping[str, Any]], *, key: str) -> None:
    used = st.button(
        "Use this choice",
        type="primary",
        icon=":material/check:",
        key=f"choice_use_{key}_{run}",
        help="These pairs go first, in this order, and are accepted; the other pairs of the "
        "portfolio are not. Sets and offers stay as you decided.",
    )
    if not used:
        return
    try:
        accepted = backroom.keep_choice(run, _numbers(rows))
    except EngineError as error:
        st.error(plain(str(error)), icon=":material/error:")
        return
    st.toast(f"{counted(accepted, 'pair')} accepted.", icon=":material/check:")
    left = len(rows) - accepted
    if left:
        st.caption(
            f"{counted(left, 'pair')} of them had been rejected and stay so; see the decisions."
        )


def _numbers(rows: Sequence[Mapping[str, Any]]) -> list[int]:
    return [row["choice"] for row in rows]


def _bar(title: str, says: str) -> Any:
    return st.column_config.ProgressColumn(
        title, min_value=0.0, max_value=1.0, format="%.2f", help=says, width="small"
    )


_WORTH: dict[str, Any] = {
    "aim": st.column_config.TextColumn("Good at", width=124),
    "this": _bar("This choice", "Mean of its pairs, 0 to 1; for orders, the share reached."),
    "own": _bar("The run's", "The same of the portfolio that the run chose by reach."),
}
_ROWS: dict[str, Any] = {
    "place": _NUMBER("Place", width=56),
    "products": st.column_config.TextColumn("Products", width=310),
    "together": _NUMBER("Orders together", help="Orders that hold both."),
    "new": _NUMBER(
        "Adds",
        format="percent",
        help="Share of all orders that hold it and none of the pairs before it.",
    ),
    "lift": _NUMBER("Times chance", format="%.1f"),
    "rank": _NUMBER("Run's rank", help="Empty: not in the run's portfolio."),
}
