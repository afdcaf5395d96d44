"""The budget of a run, and the table of prices that costs are reckoned with."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

import streamlit as st

from engine import Backroom, EngineError
from ui.settings_fields import ask_setting, show_saving
from ui.words import plain

_COLUMNS = ("Model", "Input", "Output")


def show_money_settings(backroom: Backroom) -> None:
    """Show and change the cap of a run and the price of each model."""
    cap = ask_setting(backroom, "budget_usd", "Most a run may spend")
    st.caption(
        "A run that would go beyond it stops there: what was answered is kept, and it goes on "
        "when the cap is raised."
        if cap
        else ":material/warning: No cap: a run spends whatever it takes."
    )
    show_saving(backroom, {"budget_usd": cap}, key="money")
    st.markdown("##### Prices")
    st.caption(
        "In USD for a million tokens. Those listed are OpenAI's and may have changed: compare with "
        "your own bill, and change them here. A model without a price cannot be used with a cap, "
        "unless its server is your own."
    )
    _ask_price(backroom)
    _show_prices(backroom)


def _ask_price(backroom: Backroom) -> None:
    """The price of one model, by default the one that is asked now."""
    name = backroom.settings.ai_model
    with st.form("price_form", border=True):
        model, given, answered, save = st.columns([3, 2, 2, 2], vertical_alignment="bottom")
        chosen = model.text_input("Price of the model", value=name, key=f"price_model_{name}")
        asked = given.number_input(
            "USD per million tokens in", min_value=0.0, value=None, format="%g", key="price_in"
        )
        told = answered.number_input(
            "USD per million tokens out", min_value=0.0, value=None, format="%g", key="price_out"
        )
        if save.form_submit_button("Set the price", icon=":material/check:", width="stretch"):
            if asked is None or told is None:
                st.error("A price needs both numbers; 0 is one.", icon=":material/error:")
            else:
                _save(backroom, [(chosen, asked, told)])


def _show_prices(backroom: Backroom) -> None:
    rows = [
        {
            "Model": model,
            "Input": float(price.input),
            "Output": float(price.output),
            "Noted": price.dated,
            "From": price.source,
        }
        for model, price in sorted(backroom.prices().items())
    ]
    key = f"price_table_{abs(hash(tuple(tuple(row.values()) for row in rows)))}"
    edited = st.data_editor(
        rows,
        num_rows="add",
        disabled=["Noted", "From"],
        key=key,
        hide_index=True,
        height=min(430, 36 * (len(rows) + 2) + 2),
        column_config={
            "Model": st.column_config.TextColumn(required=True),
            "Input": st.column_config.NumberColumn(min_value=0.0, format="%g", required=True),
            "Noted": st.column_config.DateColumn(format="D MMM YYYY"),
            "Output": st.column_config.NumberColumn(min_value=0.0, format="%g", required=True),
        },
        alt="Prices in USD for a million tokens",
    )
    changed = _changed(rows, edited)
    if st.button(
        "Save prices",
        type="primary" if changed else "secondary",
        icon=":material/check:",
        key="prices_save",
        disabled=not changed,
    ):
        _save(backroom, changed)


def _changed(rows: list[dict[str, Any]], edited: Any) -> list[tuple[str, Any, Any]]:
    before = {tuple(row[name] for name in _COLUMNS) for row in rows}
    after = [tuple(row.get(name) for name in _COLUMNS) for row in edited]
    # A row that was added counts even where it repeats a listed price: it holds everywhere then.
    fresh = [row for place, row in enumerate(after) if place >= len(rows) or row not in before]
    return [row for row in fresh if None not in row]


def _save(backroom: Backroom, changed: list[tuple[str, Any, Any]]) -> None:
    try:
        for model, given, answered in changed:
            backroom.change_price(model.strip(), Decimal(str(given)), Decimal(str(answered)))
    except (EngineError, InvalidOperation) as error:
        st.error(plain(str(error)), icon=":material/error:")
        return
    st.toast("Prices saved.", icon=":material/check:")
    st.rerun()
