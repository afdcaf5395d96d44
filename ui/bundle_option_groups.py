"""The groups of options of Bundles: what for, the portfolio, prices, words, signals, who answers.

Each field's value is in the session under `bundles_` and its option's name before it is drawn.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import streamlit as st

from engine import LANGUAGES, OBJECTIVES, TONES, TYPE_TITLES, Backroom, CheckedTable
from ui.bundle_names import SIGNALS, TYPE_MEANS, objective_title
from ui.words import Currency, plain

MINERS = {
    "auto": "As the settings say",
    "bitset": "The fast one",
    "mlxtend": "mlxtend: slow, to compare, the same sets",
}
_LANGUAGE_NAMES = {
    "en": "English",
    "es": "Español",
    "pt": "Português",
    "de": "Deutsch",
    "fr": "Français",
}
_MODELS = {"local": "This computer", "openai": "The server of the Settings page"}
_NARROW = 230


def _what_for(*_: object) -> None:
    st.pills(
        "Goals",
        list(OBJECTIVES),
        selection_mode="multi",
        format_func=objective_title,
        key="bundles_objectives",
        help="Offers are made for each of them, as far as your files tell.",
    )
    st.pills(
        "Types of offers",
        list(TYPE_TITLES),
        selection_mode="multi",
        format_func=TYPE_TITLES.__getitem__,
        key="bundles_types",
        help="  \n".join(f"{TYPE_TITLES[kind]}: {means}." for kind, means in TYPE_MEANS.items()),
    )
    st.number_input("Offers for each goal and type", 1, 10, key="bundles_offers", width=_NARROW)


def _portfolio(_: Backroom, table: CheckedTable) -> None:
    st.caption("The shop's own list: pairs and larger sets that reach the most orders.")
    with st.container(horizontal=True):
        st.number_input(
            "Bundles of two, at most", 1, 500, step=5, key="bundles_bundles", width=_NARROW
        )
        st.number_input(
            "Sets of three or four, at most", 0, 100, step=5, key="bundles_larger_sets",
            width=_NARROW,
        )  # fmt: skip
        if table.facts["last"] is not None:
            first, last = (dt.date.fromisoformat(table.facts[name]) for name in ("first", "last"))
            st.date_input(
                "Orders up to", min_value=first, max_value=last, key="bundles_until",
                width=_NARROW,
            )  # fmt: skip
    st.toggle("Allow two colours or sizes of one product in a bundle", key="bundles_twins")


def _prices(_: Backroom, table: CheckedTable) -> None:
    if not table.facts.get("priced", True):
        st.caption(":material/info: This file has no prices, so bundles get none.")
    with st.container(horizontal=True):
        st.number_input(
            "Least margin on cost (%)", 0.0, 90.0, step=1.0, format="%g",
            key="bundles_margin_floor_pct", width=_NARROW,
            help="What must be left in the worst case, where the files have costs.",
        )  # fmt: skip
        st.number_input(
            "Shop-wide code on top (%)", 0.0, 90.0, step=1.0, format="%g",
            key="bundles_stacked_code_pct", width=_NARROW,
            help="A discount code that customers may use as well: the least margin holds with it.",
        )  # fmt: skip
        st.number_input(
            Currency(table.facts.get("currency") or "").heading("Most a bundle may cost"),
            0.0, 1e9, step=10.0, format="%g", key="bundles_most_value", width=_NARROW,
            help="0: what all but the dearest 5 % of your orders come to.",
        )  # fmt: skip


def _words(*_: object) -> None:
    with st.container(horizontal=True):
        st.selectbox("Tone", list(TONES), format_func=str.capitalize, key="bundles_tone",
                     width=_NARROW)  # fmt: skip
        st.selectbox(
            "Language", list(LANGUAGES),
            format_func=lambda code: _LANGUAGE_NAMES.get(code, code),
            key="bundles_language", width=_NARROW,
        )  # fmt: skip
    st.caption("Of titles and copy for customers; product names stay as they are.")


def _signals(*_: object) -> None:
    by_hand = st.toggle("Set the weights by hand", key="bundles_by_hand")
    if not by_hand:
        st.caption("The number of orders chooses: the more there are, the more they count.")
        return
    for name, title in SIGNALS.items():
        st.slider(title, 0.0, 1.0, step=0.05, key=f"bundles_{name}")
    st.caption("What counts is how they compare; what cannot be told is left out of the score.")


def _who_answers(backroom: Backroom, _: CheckedTable) -> None:
    model = st.radio(
        "Who answers", list(_MODELS), format_func=_MODELS.__getitem__, key="bundles_model"
    )
    if model != "openai":
        st.caption(
            ":material/lock: Nothing leaves this computer and nothing is paid. Words come from "
            "templates."
        )
        return
    settings = backroom.settings
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.number_input(
            "Most it may spend (USD)", min_value=0.0, format="%g", key="bundles_cap",
            width=_NARROW, help="0 for no cap.",
        )  # fmt: skip
        st.toggle("Rate how appealing each bundle is", key="bundles_appeal")
    where = plain(f"{settings.provider}, {settings.ai_model}")
    st.caption(
        f":material/cloud_upload: Sent to {where}: titles, categories, vendors, tags and prices of "
        "products; of a bundle also how often it is ordered, why it suits its goal and whether its "
        "buyers come back. Order lines, customers, costs and margins stay here."
    )


def _counting(*_: object) -> None:
    with st.container(horizontal=True):
        st.selectbox("Way of counting", list(MINERS), format_func=MINERS.__getitem__,
                     key="bundles_miner", width=320)  # fmt: skip
        st.number_input("Largest set that is counted", 2, 4, key="bundles_max_items",
                        width=_NARROW)  # fmt: skip
        st.number_input(
            "Least share of orders (%)", 0.0, 100.0, step=0.1, format="%g",
            key="bundles_min_support", width=_NARROW, help="0 chooses it from the file.",
        )  # fmt: skip
        st.number_input(
            "Days until an order counts half", 0, 10_000, step=10, key="bundles_half_life_days",
            width=_NARROW, help="0 counts all orders alike.",
        )  # fmt: skip
        st.number_input(
            "Weight of last year's season", 0.0, 2.0, step=0.1, format="%g",
            key="bundles_season", width=_NARROW,
            help="How much more the coming four months count, a year ago.",
        )  # fmt: skip
        st.number_input(
            "Wholesale order: products above", 2, 10_000, step=10, key="bundles_wholesale_items",
            width=_NARROW,
            help="An order with more different products than this is left out of the counting.",
        )  # fmt: skip
        st.number_input(
            "Chance finds let in (share)", 0.0, 1.0, step=0.01, format="%g",
            key="bundles_false_discovery", width=_NARROW,
            help="Of the sets called more than chance, how many may be chance after all.",
        )  # fmt: skip


GROUPS: tuple[tuple[str, Callable[[Backroom, CheckedTable], Any]], ...] = (
    ("What for", _what_for),
    ("Portfolio", _portfolio),
    ("Prices", _prices),
    ("Words", _words),
    ("Signals", _signals),
    ("Who answers", _who_answers),
    ("Counting", _counting),
)
