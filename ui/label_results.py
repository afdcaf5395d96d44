"""A finished run of Labels: the headline, the desk, groups, conflicts, rules, trust, the files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from engine import Backroom, JobView
from ui.asked import asked_for
from ui.label_conflicts import show_conflicts
from ui.label_desk import show_desk
from ui.label_groups import show_groups
from ui.label_rules import show_rules
from ui.label_tabs import REVIEW, tabs_key
from ui.label_takeaway import show_take_away
from ui.label_trust import show_trust
from ui.label_unanswered import show_unanswered
from ui.present import offer_present
from ui.words import counted, percent, plain

Tab = Callable[[Backroom, JobView, Mapping[str, Any]], None]
PREVIEW_ROWS = 8
_PREVIEWED = ("outlier_score", "word_text", "label", "suggested_label", "merchant_name")


def show_preview(view: JobView) -> None:
    """The likeliest errors so far while the run goes on."""
    if view.preview.is_empty():
        return
    st.markdown("##### The likeliest errors so far")
    st.caption("Preliminary: reasons, suggestions and order follow when the run is done.")
    found = view.preview.head(PREVIEW_ROWS).select(_PREVIEWED)
    # The first pass suggests nothing yet.
    st.dataframe(
        found[[one.name for one in found if one.null_count() < found.height]],
        hide_index=True,
        column_config={
            "outlier_score": st.column_config.ProgressColumn(
                "Wrong", format="percent", min_value=0.0, max_value=1.0, width="small"
            ),
            "word_text": "Word",
            "label": "Label",
            "suggested_label": "Suggested",
            "merchant_name": "Merchant",
        },
        alt="The likeliest errors so far",
    )


def summary_of(backroom: Backroom, run: str) -> dict[str, Any]:
    """The summary of a finished run."""
    return _summary(backroom, run, str(backroom.run(run).ended))


@st.cache_data(show_spinner=False, max_entries=8)
def _summary(
    _backroom: Backroom,
    run: str,
    stamp: str,  # noqa: ARG001 - part of the cache's key
) -> dict[str, Any]:
    return dict(_backroom.document(run, "summary"))


def show_results(backroom: Backroom, view: JobView) -> None:
    """Show what a finished run found, and the desk to decide about it."""
    row = backroom.run(view.id)
    summary = summary_of(backroom, view.id)
    for sentence in view.warnings:
        st.info(plain(sentence), icon=":material/info:")
    with st.container(horizontal=True, vertical_alignment="center"):
        with st.container():
            show_headline(summary, asked_for(row.question))
        with st.container(width="content"):
            offer_present("labels")
    show_unanswered(backroom, view)
    tabs = st.tabs(list(TABS), key=tabs_key(view.id), on_change="rerun")
    for tab, show in zip(tabs, TABS.values(), strict=True):
        # What is not looked at is not drawn.
        if tab.open:
            with tab:
                show(backroom, view, summary)


def show_headline(summary: Mapping[str, Any], asked: str = "") -> None:
    """How many labels look wrong; `asked` is what was asked for."""
    totals = summary["totals"]
    judged, outliers = int(totals["judged"]), int(totals["outliers"])
    if not judged:
        st.info("The file has no labels of the kinds you chose.", icon=":material/label_off:")
        return
    known = int(totals.get("wrong_by_file", 0))
    outliers -= known
    looks = "looks" if outliers == 1 else "look"
    share = percent(outliers / judged)
    more = f"The file itself calls {known:,} more wrong. " if known else ""
    if taught := int(summary.get("learnt_from", 0)):
        more += f"Learnt from {counted(taught, 'decision')} of yours. "
    more += f"Asked for: {asked}." if asked else ""
    if by_model := int(totals.get("decided_by", {}).get("llm", 0)):
        more += f" The model judged {counted(by_model, 'label')}."
    told = f"  \n:small[:gray[{plain(more)}]]" if more else ""
    st.markdown(f"#### {outliers:,} of {counted(judged, 'label')} {looks} wrong ({share}){told}")


TABS: dict[str, Tab] = {
    REVIEW: show_desk,
    ":material/table_rows: Groups": show_groups,
    ":material/call_split: Conflicts": show_conflicts,
    ":material/rule: Rules": show_rules,
    ":material/verified: How sure": show_trust,
    ":material/download: Apply and take away": show_take_away,
}
