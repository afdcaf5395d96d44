"""What a test with a control group showed."""

from __future__ import annotations

import streamlit as st

from engine import Backroom, EngineError, Experiment, Outcome
from ui.drop import SHOWN_LIMIT_MB
from ui.words import plain

WAYS = {
    "date_blocks": "Weeks on and off, drawn by lot",
    "discount_code": "Two halves of a list, a code each",
    "bundle_sku": "Some bundles offered, some held back",
}
TEMPLATE = b"arm,visitors,clicks,carts,orders,revenue\nbundle,,,,,\ncontrol,,,,,\n"


def show_effect(backroom: Backroom, table: str) -> None:
    """Show the tests that are kept, and judge one by the orders of a table or by counts."""
    kept = {one.id: one for one in backroom.experiments()}
    files = backroom.experiment_files()
    titles = {name: _title(one, files.get(name, "")) for name, one in kept.items()}
    chosen = st.selectbox(
        "Which test?",
        ["", *kept],
        format_func=lambda name: titles.get(name, "One that was drawn elsewhere"),
        key="proof_test",
    )
    if chosen in kept and kept[chosen].plan.way != "discount_code":
        _show_judged_orders(backroom, chosen, table)
    else:
        if chosen in kept:
            _show_judged_codes(backroom, chosen, table)
        _show_judged_counts(backroom, chosen if chosen in kept else "")
    if chosen in kept:
        st.button(
            "Remove this test", icon=":material/delete:", key="proof_forget", on_click=_forget,
            args=(backroom, chosen),
        )  # fmt: skip


def _title(test: Experiment, file: str) -> str:
    """A test by the file it was drawn on: tests of earlier exports are judged by later ones."""
    drawn_on = file or "a run that was removed"
    return f"{drawn_on}: {WAYS[test.plan.way].lower()}, from {test.plan.begins} ({test.id})"


def _forget(backroom: Backroom, experiment: str) -> None:
    """Remove a test before the page is drawn, and choose none: a browser goes on saying its id."""
    backroom.forget_experiment(experiment)
    st.session_state["proof_test"] = ""


def _show_judged_orders(backroom: Backroom, experiment: str, table: str) -> None:
    if backroom.table(table).facts.get("first") is None:
        st.warning(
            "This file has no dates, so its orders cannot tell what the test showed. Find the "
            "bundles of an export with dates and come back here, or drop what the shop counted.",
            icon=":material/event_busy:",
        )
        _show_judged_counts(backroom, "")
        return
    st.caption(
        "Judged by the orders of the file this run is about. When the test is over, drop the next "
        "order export, find its bundles, and come back here."
    )
    if not st.button("Judge by this file's orders", icon=":material/balance:", key="proof_judge"):
        return
    try:
        _show_judged(backroom.judge_orders(experiment, table))
    except EngineError as error:
        st.error(plain(str(error)), icon=":material/error:")


def _show_judged_codes(backroom: Backroom, experiment: str, table: str) -> None:
    st.caption(
        "Judged by the orders of the file this run is about. That file as the shop exported it "
        "says which order used which code; only that is looked at, and nothing of it is kept."
    )
    dropped = st.file_uploader(
        "The same order export, with its discount codes", type=["csv"], key="proof_codes",
        max_upload_size=SHOWN_LIMIT_MB,
    )  # fmt: skip
    if dropped is None:
        return
    try:
        _show_judged(backroom.judge_codes(experiment, table, dropped.getvalue()))
    except EngineError as error:
        st.error(plain(str(error)), icon=":material/error:")


def _show_judged_counts(backroom: Backroom, experiment: str) -> None:
    st.caption(
        "A small table, counted by the shop: a row an arm, or better a row a day and arm, with "
        "the columns arm, visitors, clicks, carts, orders, revenue. One arm is called control."
    )
    st.download_button(
        "An empty table", data=TEMPLATE, file_name="arms-counted.csv", on_click="ignore",
        icon=":material/download:", key="proof_template",
    )  # fmt: skip
    dropped = st.file_uploader(
        "Counts of the arms", type=["csv"], key="proof_counts", max_upload_size=SHOWN_LIMIT_MB
    )
    if dropped is None:
        return
    try:
        _show_judged(backroom.judge_counts(dropped.getvalue(), experiment))
    except EngineError as error:
        st.error(plain(str(error)), icon=":material/error:")


def _show_judged(judged: Outcome) -> None:
    icons = {"more": ":material/trending_up:", "less": ":material/trending_down:"}
    for effect in judged.effects:
        icon = icons.get(effect.verdict, ":material/help:")
        st.markdown(f"{icon} **{plain(effect.arm)}** · {plain(effect.says)}")
    for note in judged.notes:
        st.info(plain(note), icon=":material/info:")
