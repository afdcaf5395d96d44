"""Apply what was decided, after saying what it does, and take the files away."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from engine import Backroom, JobView
from ui.downloads import zipped
from ui.words import counted

LEAST = {"reviewed": "What was decided here", "clear": "That, and what is clear"}
FILES: Mapping[str, Mapping[str, str]] = {
    "To work on": {
        "corrected.csv": "Your file with what was applied: old labels are marked invalid, new ones "
        "stand behind them and say from what they came. Nothing is deleted.",
        "changes.csv": "Every change with its old and new label, who decided it and why.",
        "reverse.csv": "What undoes it.",
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
_COUNTS = {
    "relabelled": ("{} get another label", "the old one is kept, marked invalid"),
    "invalidated": ("{} are marked invalid", "they are wrong, and no other label is known"),
    "confirmed": ("{} are confirmed", "they count as checked"),
    "needs_review": ("{} are marked for review", "they look wrong, with no sure suggestion"),
    "skipped": ("{} stay as they are", ""),
}


def show_take_away(backroom: Backroom, view: JobView, summary: Mapping[str, Any]) -> None:
    """Show what applying would do, the button that does it, and the files."""
    del summary
    st.fragment(_show)(backroom, view.id)


def _show(backroom: Backroom, run: str) -> None:
    done = st.session_state.pop(f"labels_applied_{run}", None)
    if done is not None:
        applied = counted(int(done["applied"]), "change")
        st.success(f"Applied: {applied}. corrected.csv is below.", icon=":material/task_alt:")
    least = st.segmented_control(
        "Apply", list(LEAST), format_func=LEAST.__getitem__, default="reviewed", required=True,
        key=f"labels_least_{run}",
    )  # fmt: skip
    counts = backroom.apply_labels(run, least=str(least), dry_run=True)
    _show_counts(counts)
    st.button(
        f"Apply {counted(int(counts['applied']), 'change')}" if counts["applied"]
        else "Nothing to apply",
        type="primary", icon=":material/done_all:", disabled=not counts["applied"],
        key=f"labels_apply_{run}", on_click=_apply, args=(backroom, run, str(least)),
    )  # fmt: skip
    st.caption("Your own file is not touched: what is applied goes into corrected.csv.")
    _show_files(backroom, run)


def _show_counts(counts: Mapping[str, Any]) -> None:
    """What applying would do, before it is done."""
    lines = []
    for name, (says, why) in _COUNTS.items():
        number = int(counts.get(name, 0))
        if number:
            told = says.format(f"**{number:,}**")
            lines.append(f"- {told}" + (f": {why}" if why else ""))
    st.markdown(f"Of {counted(int(counts['total']), 'label')}:\n\n" + "\n".join(lines))
    if counts.get("reasons"):
        with st.expander("Why the others stay as they are"):
            rows = [{"Why": why, "Labels": count} for why, count in counts["reasons"].items()]
            st.table(rows, hide_index=True)


def _apply(backroom: Backroom, run: str, least: str) -> None:
    st.session_state[f"labels_applied_{run}"] = backroom.apply_labels(
        run, least=least, dry_run=False
    )


def _show_files(backroom: Backroom, run: str) -> None:
    artefacts = backroom.label_artefacts(run)
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
            _show_file(backroom, run, name, says, there=name in artefacts)


def _show_file(backroom: Backroom, run: str, name: str, says: str, *, there: bool) -> None:
    of_run = name in FILES["What the run found"]
    button, words = st.columns([2, 3], vertical_alignment="center")
    button.download_button(
        name,
        data=_one(backroom, run, name, of_run=of_run),
        file_name=name,
        on_click="ignore",
        icon=":material/download:",
        key=f"labels_{name}",
        width="stretch",
        disabled=not (there or of_run),
    )
    words.caption(says if there or of_run else f"{says} Apply something first.")


def _one(backroom: Backroom, run: str, name: str, *, of_run: bool) -> Callable[[], bytes]:
    if of_run:
        return lambda: backroom.files(run)[name]
    return lambda: backroom.label_artefacts(run)[name]
