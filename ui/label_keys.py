"""The desk's buttons and the keys that stand for them: decide, another label, undo, go on."""

from __future__ import annotations

import streamlit as st

from engine import LABELS, Backroom, EngineError
from ui.label_desk_state import DECIDED, Row, standing
from ui.label_names import ACTIONS, CHOICE_KEYS, WRONG, label_means
from ui.words import plain


def show_keys(backroom: Backroom, run: str, row: Row, after: int | None) -> None:
    """Buttons to decide about a word; each has a key of its own.

    Args:
        backroom: The open workspace.
        run: The finished run.
        row: The word that is shown.
        after: Row of the word to show next, None where there is none.
    """
    with st.container(horizontal=True, gap="small"):
        for name, usual in ACTIONS.items():
            wrong = name == "accept" and not row["suggested_label"]
            action, chooses = WRONG if wrong else usual, name == "change"
            # Nothing can be accepted about a word that looks right: it gets no label instead.
            decides = ("change", "") if wrong and not row["is_outlier"] else (name,)
            st.button(
                action.title,
                key=f"labels_{name}_{run}",
                icon=action.icon,
                type="primary" if name == "accept" else "secondary",
                shortcut=action.key,
                help=action.means,
                on_click=_choose if chooses else decide,
                args=(run,) if chooses else (backroom, run, row, after, *decides),
            )


def show_steps(backroom: Backroom, run: str, row: Row, after: int | None) -> None:
    """Buttons to undo, do again, and go from word to word."""
    at = standing(run)
    undo, redo = backroom.next_label_steps(run)
    with st.container(horizontal=True, gap="small"):
        st.button(
            "Undo", key=f"labels_undo_{run}", icon=":material/undo:", shortcut="Z",
            type="tertiary", on_click=_undo, args=(backroom, run),
            disabled=undo is None, help=undo and plain(undo),
        )  # fmt: skip
        st.button(
            "Redo", key=f"labels_redo_{run}", icon=":material/redo:", shortcut="Y",
            type="tertiary", on_click=_redo, args=(backroom, run),
            disabled=redo is None, help=redo and plain(redo),
        )  # fmt: skip
        st.button(
            "Back", key=f"labels_back_{run}", icon=":material/arrow_back:", shortcut="Left",
            type="tertiary", disabled=not at.trail, on_click=at.go_back,
        )  # fmt: skip
        st.button(
            "Next", key=f"labels_next_{run}", icon=":material/arrow_forward:", shortcut="Right",
            type="tertiary", disabled=after is None and at.back is None,
            on_click=at.go, args=(after, row),
        )  # fmt: skip


def show_choices(backroom: Backroom, run: str, row: Row, after: int | None) -> None:
    """All labels as buttons, each with a key that is the same for every word."""
    with st.container(horizontal=True, gap="xsmall"):
        for label, key in zip(LABELS, CHOICE_KEYS, strict=False):
            st.button(
                f":small[{label}]",
                key=f"labels_choice_{label}_{run}",
                shortcut=key,
                help=label_means(label),
                type="primary" if label == row["suggested_label"] else "secondary",
                disabled=label == row["label"],
                on_click=decide,
                args=(backroom, run, row, after, "change", label),
            )
        st.button(
            "Back to the word", key=f"labels_unchoose_{run}", icon=":material/close:",
            shortcut="Esc", type="tertiary", on_click=_choose, args=(run,),
        )  # fmt: skip


def decide(
    backroom: Backroom, run: str, row: Row, after: int | None, action: str, label: str | None = None
) -> None:
    """Decide about a word and go on to the next; the same key pressed twice decides once."""
    at, number = standing(run), int(row["row"])
    decided = (number, action, label)
    if at.last == decided:
        return
    try:
        backroom.decide_labels(run, [number], action, label)
    except EngineError as error:
        at.said = str(error)
        return
    new = row["suggested_label"] if action == "accept" else label
    at.go(after, {**row, "action": action, "new_label": new or None, DECIDED: True})
    at.last = decided
    at.revision += 1


def _choose(run: str) -> None:
    at = standing(run)
    at.choosing = not at.choosing


def _undo(backroom: Backroom, run: str) -> None:
    at = standing(run)
    undone = backroom.undo_labels(run)
    at.said = f"Undone: {undone}" if undone else "There is nothing left to undo."
    at.return_to()
    at.revision += 1


def _redo(backroom: Backroom, run: str) -> None:
    at = standing(run)
    done = backroom.redo_labels(run)
    at.said = f"Done again: {done}" if done else "There is nothing to do again."
    at.back, at.last, at.choosing = None, None, False
    at.revision += 1
