"""Apply what was decided, after saying what it does, and take the files away."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from engine import Backroom, JobView, NotFound
from ui.downloads import zipped
from ui.words import counted

LEAST = {"reviewed": "What was decided here", "clear": "That, and what is clear"}
FILES: Mapping[str, Mapping[str, str]] = {
    "To work on": {
        "corrected.csv": "Your file with what was applied: old labels are marked invalid, new ones "
        "stand behind them and say from what they came. Nothing is deleted.",
        "changes.csv": "Every change with its old and new label, who decided it and why.",
        "reverse.csv": "What undoes the corrected file, row by row.",
        "worklist.csv": "The worklist with your decisions.",
    },
    "For programs": {
        "label_studio.json": "Predictions for Label Studio, one task for each receipt.",
        "rules.json": "Rules you keep, for another computer.",
    },
    "What the run found": {
        "words.csv": "Every labelled word with its score, verdict, suggestion and reason.",
        "groups.csv": "Groups of labels with their consistency, calls and cost.",
        "summary.json": "The self-test, thresholds and totals.",
        "manifest.json": "What went in, was counted and left out, and how long it took.",
    },
}
CORRECTED = ("corrected.csv", "reverse.csv")
_COUNTS = {
    "relabelled": "**{}** get another label; the old one stays, marked invalid",
    "invalidated": "**{}** are marked invalid: they are wrong, and no other label is known",
    "confirmed": "**{}** are confirmed as right",
    "needs_review": "**{}** are marked for review",
    "skipped": "**{}** stay as they are",
}
_STAY = {
    "consistent": "Nothing speaks against them",
    "left_alone": "You left them alone",
    "already_so": "They are so already",
    "not_applied": "Decided, and not asked for here",
    "not_reviewed": "Clear, and nobody decided about them",
    "unclear": "Unclear, and nobody decided about them",
}


def show_take_away(backroom: Backroom, view: JobView, summary: Mapping[str, Any]) -> None:
    """Show what applying would do, the button that does it, and the files."""
    del summary
    st.fragment(_show)(backroom, view.id)


def _show(backroom: Backroom, run: str) -> None:
    least = st.segmented_control(
        "Apply", list(LEAST), format_func=LEAST.__getitem__, default=_applied_last(backroom, run),
        required=True, key=f"labels_least_{run}",
    )  # fmt: skip
    counts = backroom.apply_labels(run, least=str(least), dry_run=True)
    _show_counts(counts)
    with st.container(horizontal=True, vertical_alignment="center"):
        _show_apply(backroom, run, str(least), counts)
    st.caption("Your own file is not touched: what is applied goes into corrected.csv.")
    _show_files(backroom, run, there=_is_applied(backroom, run))


def _show_counts(counts: Mapping[str, Any]) -> None:
    """What applying would do, before it is done."""
    lines = [f"- {says.format(f'{counts[name]:,}')}" for name, says in _COUNTS.items()
             if counts[name]]  # fmt: skip
    st.markdown(f"Of {counted(int(counts['total']), 'label')}:\n\n" + "\n".join(lines))
    stay = {why: counts["skipped_by"].get(name, 0) for name, why in _STAY.items()}
    rows = [{"Why": why, "Labels": f"{count:,}"} for why, count in stay.items() if count]
    if rows:
        with st.expander("Why they stay as they are"):
            st.table(rows, hide_index=True)


def _show_apply(backroom: Backroom, run: str, least: str, counts: Mapping[str, Any]) -> None:
    new, back = int(counts["new"]), int(counts["taken_back"])
    says = f"Apply {counted(new, 'change')}" if new else "Nothing new to apply"
    if back:
        says += f", take back {back:,}"
    st.button(
        says, type="primary", icon=":material/done_all:", disabled=not (new or back),
        key=f"labels_apply_{run}", on_click=_apply, args=(backroom, run, least),
    )  # fmt: skip
    if _is_applied(backroom, run):
        st.button(
            "Take everything back", type="tertiary", icon=":material/undo:",
            key=f"labels_unapply_{run}", on_click=_apply, args=(backroom, run, "none"),
        )  # fmt: skip
        st.badge("Applied", icon=":material/task_alt:", color="green")


def _apply(backroom: Backroom, run: str, least: str) -> None:
    backroom.apply_labels(run, least=least, dry_run=False)


def _applied_last(backroom: Backroom, run: str) -> str:
    """What was applied last, so that the button does not take it back after a reload."""
    try:
        least = str(backroom.document(run, "applied")["least"])
    except NotFound:
        least = ""
    return least if least in LEAST else next(iter(LEAST))


def _is_applied(backroom: Backroom, run: str) -> bool:
    """Whether anything is applied, so that there is a corrected file."""
    try:
        return bool(backroom.document(run, "applied")["changes"])
    except NotFound:
        return False


def _show_files(backroom: Backroom, run: str, *, there: bool) -> None:
    st.download_button(
        "Download everything (zip)",
        data=lambda: zipped(backroom.files(run) | backroom.label_artefacts(run)),
        file_name="backroom-labels.zip",
        mime="application/zip",
        on_click="ignore",
        icon=":material/folder_zip:",
        key="labels_zip",
    )
    for title, files in FILES.items():
        st.markdown(f"##### {title}")
        for name, says in files.items():
            _show_file(backroom, run, name, says, there=there or name not in CORRECTED)


def _show_file(backroom: Backroom, run: str, name: str, says: str, *, there: bool) -> None:
    button, words = st.columns([2, 3], vertical_alignment="center")
    button.download_button(
        name,
        data=_one(backroom, run, name),
        file_name=name,
        on_click="ignore",
        icon=":material/download:",
        key=f"labels_{name}",
        width="stretch",
        disabled=not there,
    )
    words.caption(says if there else f"{says} Apply something first.")


def _one(backroom: Backroom, run: str, name: str) -> Callable[[], bytes]:
    if name in FILES["What the run found"]:
        return lambda: backroom.files(run)[name]
    return lambda: backroom.label_artefacts(run)[name]
