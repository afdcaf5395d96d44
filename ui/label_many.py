"""One decision for all words that the filters show, with its consequences said first."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl
import streamlit as st

from engine import LABELS, Backroom, EngineError
from ui.label_desk_state import DECIDED, standing
from ui.label_names import ACTIONS
from ui.words import counted, plain

NAMED = 4


def show_many(backroom: Backroom, run: str, rows: pl.DataFrame) -> None:
    """Offer to decide all words under the filters at once.

    Args:
        backroom: The open workspace.
        run: The finished run.
        rows: The words under the filters.
    """
    box = st.popover(
        f"Decide all {rows.height:,}", icon=":material/select_all:",
        help="Decide at once about all words that the filters show.",
        disabled=rows.is_empty(),
        key=f"labels_many_{run}", on_change="rerun",
    )  # fmt: skip
    if not box.open:
        return
    with box:
        action = st.selectbox(
            "What with all of them", list(ACTIONS), key=f"labels_many_action_{run}",
            format_func=lambda name: ACTIONS[name].title,
        )  # fmt: skip
        label = None
        if action == "change":
            label = st.selectbox("Label", list(LABELS), key=f"labels_many_label_{run}")
        st.markdown("\n".join(f"- {sentence}" for sentence in consequences(rows, action, label)))
        st.caption("One step: a single undo takes all of it back.")
        fit = rows.filter(possible(action, label))
        st.button(
            f"Decide {counted(fit.height, 'word')}", type="primary", key=f"labels_many_go_{run}",
            disabled=fit.is_empty(),
            on_click=_decide, args=(backroom, run, rows, fit["row"].to_list(), action, label),
        )  # fmt: skip


def consequences(rows: pl.DataFrame, action: str, label: str | None) -> list[str]:
    """What deciding these words alike does, in sentences, before it is done.

    Args:
        rows: Rows of the worklist.
        action: One of `ACTIONS`.
        label: The label they get, for `change`.
    """
    says = _NEW_LABELS[action](rows, label) if action in _NEW_LABELS else []
    says = says or [f"{counted(rows.height, 'word')}: {ACTIONS[action].means}"]
    decided = int(rows["action"].is_not_null().sum())
    if decided:
        says.append(f"Of these, {decided:,} were decided before and are decided anew.")
    return says


def possible(action: str, label: str | None) -> pl.Expr:
    """Of which words an action can be said: there is something to accept, or to change."""
    if action == "accept":
        return pl.col("suggested_label").is_not_null() | pl.col("is_outlier")
    return pl.col("label") != label if action == "change" else pl.lit(True)  # noqa: FBT003


def _accepted(rows: pl.DataFrame, _: str | None) -> list[str]:
    with_one = rows.filter(pl.col("suggested_label").is_not_null())
    counts = (
        with_one.group_by("label", "suggested_label").len().sort("len", "label", "suggested_label",
                                                                 descending=[True, False, False])
    )  # fmt: skip
    says = [f"{count:,} × {old} → {new}" for old, new, count in counts.head(NAMED).iter_rows()]
    more = int(counts["len"][NAMED:].sum())
    if more:
        says.append(f"{more:,} others get the label suggested for them.")
    without = rows.filter(pl.col("suggested_label").is_null())
    wrong = int(without["is_outlier"].sum())
    if wrong:
        look = "1 looks" if wrong == 1 else f"{wrong:,} look"
        says.append(f"{look} wrong without a suggestion, and will be marked invalid.")
    if without.height > wrong:
        says.append(f"{without.height - wrong:,} have nothing to accept and stay open.")
    return says


def _changed(rows: pl.DataFrame, label: str | None) -> list[str]:
    same = rows.filter(pl.col("label") == label).height
    says = [f"{counted(rows.height - same, 'word')} become {label}."]
    if same:
        says.append(f"{same:,} carry it already and stay open: say of these that they are right.")
    return says


_NEW_LABELS = {"accept": _accepted, "change": _changed}


def _decide(
    backroom: Backroom, run: str, shown: pl.DataFrame, rows: Sequence[int], action: str,
    label: str | None,
) -> None:  # fmt: skip
    at = standing(run)
    here = shown.row(at.find(shown["row"]), named=True)
    try:
        count = backroom.decide_labels(run, rows, action, label)
        at.said = f"{ACTIONS[action].done}: {counted(count, 'word')}. Undo takes all of it back."
        at.trail.append({**here, DECIDED: True})
    except EngineError as error:
        at.said = plain(str(error))
    at.at, at.back, at.last, at.place = None, None, None, 0
    at.revision += 1
    st.session_state[f"labels_many_{run}"] = False
