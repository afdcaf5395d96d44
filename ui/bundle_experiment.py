"""The kit for a test with a control group: its size, its arms, and what it showed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from engine import (
    Backroom,
    EngineError,
    Experiment,
    ExperimentPlan,
    JobView,
    PastOrders,
    SampleSize,
    SmallestEffect,
    bundles_for_test,
)
from ui.bundle_effect import WAYS, show_effect
from ui.words import Currency, counted, currency_of, money, plain

SAYS = {
    "date_blocks": "Switch the bundles on and off by the dates below. The next order export tells "
    "the effect; nothing else is needed.",
    "discount_code": "Send one half of a list the bundles with its code, the other half the same "
    "message without them and with the other code. The next order export tells the effect.",
    "bundle_sku": "Offer the drawn bundles, each as a product with the code below, and hold the "
    "others back. The next order export tells the effect.",
}
_NARROW = 196
NEEDS = {
    "orders": "One half of a list gets the bundles, judged by what an order is worth",
    "blocks": "Bundles on and off by the week, judged by what an order is worth",
    "visitors": "One half of the visitors sees the bundles, judged by how many order",
}


def show_ab_kit(
    backroom: Backroom,
    view: JobView,
    bundles: Sequence[Mapping[str, Any]],
    manifest: Mapping[str, Any],
) -> None:
    """Show the kit: plan, draw, judge.

    Args:
        backroom: The open workspace.
        view: The finished run.
        bundles: Its documents, by rank.
        manifest: Its manifest.
    """
    st.markdown("##### Does it sell more? A test with a control group")
    st.caption(
        "Only a test tells. Before and after is not a test: the season, prices and advertising "
        "change too. So the bundles are offered to one part, drawn by lot, and not to the other."
    )
    size, arms, effect = st.tabs(
        [
            ":material/straighten: How long?",
            ":material/casino: Draw the arms",
            ":material/balance: What did it show?",
        ],
        key="proof_tabs",
    )
    table = str(manifest["inputs"]["table"])
    with size:
        _show_size(backroom, table, currency_of(manifest))
    with arms:
        _show_arms(backroom, view, bundles)
    with effect:
        show_effect(backroom, table)


@st.cache_data(show_spinner=False, max_entries=8)
def _past(_backroom: Backroom, table: str) -> PastOrders:
    return _backroom.past(table)


def _show_size(backroom: Backroom, table: str, currency: Currency) -> None:
    try:
        past = _past(backroom, table)
    except EngineError as error:
        st.warning(plain(str(error)), icon=":material/search_off:")
        return
    st.markdown(_pace(past, currency))
    try:
        sizes = backroom.sizes(past, _ask_effect())
    except EngineError as error:
        st.warning(plain(str(error)), icon=":material/error:")
        return
    if not sizes:
        st.info(
            "This file has no prices. Say above how many of a hundred visitors order, and the test "
            "can be planned by that.",
            icon=":material/info:",
        )
        return
    for name, size in sizes.items():
        _show_need(NEEDS[name], size)
    st.caption(
        "So long a test sees a gain of this size four times of five where there is one, and once "
        "in twenty where there is none. Fix the length beforehand and look at the end only: who "
        "stops when it looks good finds gains that are not there."
    )


def _ask_effect() -> SmallestEffect:
    """What is worth knowing, and what the file does not tell."""
    with st.container(horizontal=True):
        effect = st.number_input(
            "Smallest gain that matters (%)", 0.5, 100.0, 5.0, 0.5, key="proof_effect",
            width=_NARROW, help="The smaller the gain that is to be seen, the longer the test.",
        )  # fmt: skip
        block = st.number_input(
            "Days in a block", 1, 56, 7, key="proof_block", width=_NARROW,
            help="How long bundles stay on, or off, before the lot decides again.",
        )  # fmt: skip
        rate = st.number_input(
            "Visitors who order (%)", 0.0, 90.0, 0.0, 0.1, key="proof_rate", width=_NARROW,
            help="Of a hundred visitors of the shop, how many order; 0 where you do not know.",
        )  # fmt: skip
        visitors = st.number_input(
            "Visitors a day", 0, None, 0, 10, key="proof_visitors", width=_NARROW,
            help="Tells how many days a test by visitors takes; 0 where you do not know.",
        )  # fmt: skip
    return SmallestEffect(float(effect), float(rate), float(visitors), int(block))


def _pace(past: PastOrders, currency: Currency) -> str:
    words = [counted(past.orders, "dated order")]
    if past.days:
        words.append(f"{past.a_day:,.1f} a day")
    if past.value is not None:
        words.append(f"{money(round(past.value), currency)} each on average")
    if past.value_sd is not None:
        words.append(f"give or take {money(round(past.value_sd), currency)}")
    return plain("This file: " + ", ".join(words) + ".")


def _show_need(title: str, size: SampleSize) -> None:
    with st.container(border=True):
        st.markdown(f"**{title}**  \n{plain(size.says)}")
        if size.days is not None and size.days > 180:
            st.caption("Longer than half a year: look for a larger effect, or a bolder offer.")


def _show_arms(backroom: Backroom, view: JobView, bundles: Sequence[Mapping[str, Any]]) -> None:
    way = st.selectbox(
        "How the arms are told apart", list(WAYS), format_func=WAYS.__getitem__, key="proof_way"
    )
    plan = _ask_plan(way, bundles)
    if st.button("Draw the arms", icon=":material/casino:", key="proof_draw", disabled=not bundles):
        try:
            drawn = backroom.draw_arms(view.id, plan())
            st.session_state["proof.drawn"] = drawn.id
        except EngineError as error:
            # What was drawn before would look like the answer.
            st.session_state.pop("proof.drawn", None)
            st.error(plain(str(error)), icon=":material/error:")
    kept = backroom.experiments()
    shown = next((one for one in kept if one.id == st.session_state.get("proof.drawn")), None)
    if shown is not None and shown.plan.way == way:
        _show_drawn(backroom, shown)


def _ask_plan(way: str, bundles: Sequence[Mapping[str, Any]]) -> Any:
    """The form; returns what makes the plan, which may refuse."""
    days, pairs, people = 7, 0, 0
    with st.container(horizontal=True):
        count = st.number_input(
            "How many bundles, best first", 1, max(1, len(bundles)), min(10, max(1, len(bundles))),
            key="proof_bundles", width=_NARROW,
        )  # fmt: skip
        day = st.date_input("First day", "today", key="proof_begins", width=_NARROW)
        if way != "discount_code":
            usual = 7 if way == "date_blocks" else 28
            title = "Days in a block" if way == "date_blocks" else "Days of the test"
            days = int(st.number_input(title, 1, None, usual, key=f"proof_days_{way}",
                                       width=_NARROW))  # fmt: skip
        if way == "date_blocks":
            pairs = int(st.number_input(
                "Pairs of blocks", 3, 200, 6, key="proof_pairs", width=_NARROW,
                help="Of each pair the lot gives one block the bundles and the other none.",
            ))  # fmt: skip
        elif way == "discount_code":
            people = int(st.number_input("People on the list", 20, 1_000_000, 1000,
                                         key="proof_list", width=_NARROW))  # fmt: skip
    chosen = bundles_for_test(bundles[: int(count)])
    return lambda: ExperimentPlan(way, chosen, str(day), days, pairs, people)


def _show_drawn(backroom: Backroom, drawn: Experiment) -> None:
    st.success("Drawn and kept under the number " + drawn.id + ".", icon=":material/casino:")
    st.markdown(SAYS[drawn.plan.way])
    st.dataframe([_row(arm) for arm in drawn.arms], hide_index=True, alt="The arms as drawn")
    st.download_button(
        "arms.csv",
        data=lambda: backroom.arms_csv(drawn.id),
        file_name=f"arms-{drawn.id}.csv",
        on_click="ignore",
        icon=":material/download:",
        key="proof_arms_csv",
    )
    if drawn.plan.way == "discount_code":
        st.download_button(
            "people.csv",
            data=lambda: backroom.people_csv(drawn.id),
            file_name=f"people-{drawn.id}.csv",
            on_click="ignore",
            icon=":material/download:",
            key="proof_people_csv",
        )
        st.caption("The list's places, 1 to the last, with the arm and code of each.")


def _row(arm: Mapping[str, Any]) -> dict[str, Any]:
    return {name.replace("_", " ").capitalize(): " + ".join(value) if isinstance(value, list)
            else value for name, value in arm.items()}  # fmt: skip
