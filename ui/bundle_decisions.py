"""Decisions about bundles: accept, reject, another title or price, an order of one's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl
import streamlit as st

from engine import TYPE_TITLES, Backroom, JobView
from ui.bundle_edits import VERDICTS, keep_edits, title_of
from ui.words import Currency, counted, currency_of, joined, money, plain

SHOWN = ("Not rejected", "Portfolio", "Offers", "Accepted", "Rejected", "All")
_FOR_ALL = {
    "accepted": ("Accept all shown", ":material/done_all:"),
    "rejected": ("Reject all shown", ":material/block:"),
}
_UNTOUCHED = {"verdict": "open", "edited": [], "notes": []}
_NUMBER = st.column_config.NumberColumn
_TEXT = st.column_config.TextColumn


def show_decisions(
    backroom: Backroom,
    view: JobView,
    bundles: Sequence[Mapping[str, Any]],  # noqa: ARG001 - as of every tab
    manifest: Mapping[str, Any],
) -> None:
    """Show all bundles of a run to be decided about.

    Args:
        backroom: The open workspace.
        view: The finished run.
        bundles: Its documents, by rank.
        manifest: Its manifest.
    """
    st.fragment(_decide)(backroom, view.id, currency_of(manifest))


def _decide(backroom: Backroom, run: str, currency: Currency) -> None:
    decided = backroom.decided_bundles(run)
    _say_saved(run)
    _show_counts(decided)
    shown = st.segmented_control(
        "Show",
        SHOWN,
        default=SHOWN[0],
        required=True,
        key=f"decisions_shown_{run}",
        label_visibility="collapsed",
    )
    rows = [one for one in decided if _is_shown(one, str(shown))]
    if rows:
        _edit(backroom, run, rows, currency, str(shown))
    else:
        st.info("No bundle is of this kind.", icon=":material/filter_alt_off:")
    _show_notes(decided)
    if shown != "Rejected":
        _show_rejected(decided, currency)
    _show_reset(backroom, run, decided)


def _show_counts(decided: Sequence[Mapping[str, Any]]) -> None:
    counts = {name: sum(_verdict(one) == name for one in decided) for name in VERDICTS}
    goes = "Only accepted bundles go into the shop's files."
    if not counts["accepted"]:
        goes = "As long as none is accepted, all that are not rejected go into the shop's files."
    st.caption(
        f"{counts['accepted']:,} accepted, {counts['rejected']:,} rejected, {counts['open']:,} "
        f"undecided. {goes} Decisions are kept for this file and come back whenever its bundles "
        "are found again."
    )


def _is_shown(bundle: Mapping[str, Any], shown: str) -> bool:
    verdict = _verdict(bundle)
    return {
        "Not rejected": verdict != "rejected",
        "Portfolio": bundle["portfolio"] and verdict != "rejected",
        "Offers": not bundle["portfolio"] and verdict != "rejected",
        "Accepted": verdict == "accepted",
        "Rejected": verdict == "rejected",
        "All": True,
    }[shown]


def _edit(
    backroom: Backroom,
    run: str,
    rows: Sequence[Mapping[str, Any]],
    currency: Currency,
    shown: str,
) -> None:
    """The editor; a new revision of it begins with every save, so that edits meet their rows."""
    key = f"decisions_{run}_{shown}_{_revision(run)}"
    table = pl.DataFrame([_row(one, currency.unit) for one in rows], infer_schema_length=None)
    fixed = [name for name in table.columns if name not in ("place", "verdict", "title", "price")]
    st.data_editor(
        table,
        hide_index=True,
        column_config=_columns(currency),
        disabled=fixed,
        num_rows="fixed",
        key=key,
        height=min(460, 35 * (len(rows) + 1) + 3),
    )
    row = st.container(horizontal=True)
    changed = sum(bool(edit) for edit in _edits(key).values())
    row.button(
        f"Save {counted(changed, 'changed row')}" if changed else "Save",
        type="primary",
        icon=":material/save:",
        disabled=not changed,
        key=f"decisions_save_{run}",
        on_click=_save,
        args=(backroom, run, rows, key, currency.unit),
    )
    _for_all(backroom, run, rows, row, "accepted")
    _for_all(backroom, run, rows, row, "rejected")


def _row(bundle: Mapping[str, Any], unit: int) -> dict[str, Any]:
    pricing = bundle["pricing"]
    return {
        "place": bundle["place"],
        "verdict": VERDICTS[_verdict(bundle)],
        "title": title_of(bundle),
        "kind": "Portfolio" if bundle["portfolio"] else TYPE_TITLES[bundle["bundle_type"]],
        "price": pricing["bundle_price"] / unit if pricing else None,
        "parts": pricing["list_price"] / unit if pricing else None,
        "products": joined([item["title"] for item in bundle["items"]]),
        "together": bundle["evidence"]["orders_together"],
        "edited": ", ".join(bundle["decision"]["edited"]),
    }


def _verdict(bundle: Mapping[str, Any]) -> str:
    return str(bundle["decision"]["verdict"])


def _for_all(
    backroom: Backroom, run: str, rows: Sequence[Mapping[str, Any]], place: Any, verdict: str
) -> None:
    label, icon = _FOR_ALL[verdict]
    left = [one["bundle_id"] for one in rows if _verdict(one) != verdict]
    key = f"decisions_all_{verdict}_{run}"
    place.button(
        label,
        icon=icon,
        disabled=not left,
        key=key,
        on_click=_decide_all,
        args=(backroom, run, left, verdict),
    )


def _decide_all(backroom: Backroom, run: str, ids: Sequence[str], verdict: str) -> None:
    backroom.decide_all(run, dict.fromkeys(ids, verdict))
    _begin_anew(run)


def _save(
    backroom: Backroom, run: str, rows: Sequence[Mapping[str, Any]], key: str, unit: int
) -> None:
    refused = keep_edits(backroom, run, rows, _edits(key), unit)
    st.session_state[f"decisions_refused_{run}"] = refused
    _begin_anew(run)


def _edits(key: str) -> dict[int, dict[str, Any]]:
    """What is edited and not saved yet: number of a row → heading → value."""
    edits: dict[int, dict[str, Any]] = st.session_state.get(key, {}).get("edited_rows", {})
    return edits


def _show_notes(decided: Sequence[Mapping[str, Any]]) -> None:
    for bundle in decided:
        for note in bundle["decision"]["notes"]:
            st.caption(f":material/info: {plain(title_of(bundle))}: {plain(note)}")


def _show_rejected(decided: Sequence[Mapping[str, Any]], currency: Currency) -> None:
    rejected = [one for one in decided if _verdict(one) == "rejected"]
    if not rejected:
        return
    with st.expander(f"Rejected ({len(rejected)})", icon=":material/block:"):
        for bundle in rejected:
            pricing = bundle["pricing"]
            price = f" · {money(pricing['bundle_price'], currency)}" if pricing else ""
            st.markdown(f":gray[~~{plain(title_of(bundle))}~~{price}]")


def _show_reset(backroom: Backroom, run: str, decided: Sequence[Mapping[str, Any]]) -> None:
    touched = any(one["decision"] != _UNTOUCHED for one in decided) or any(
        one["place"] != place
        for place, one in enumerate(sorted(decided, key=lambda one: one["rank"]), start=1)
    )
    with st.popover("Start over", icon=":material/restart_alt:", disabled=not touched):
        st.markdown("Forget every verdict, title, price and place that was given to this file?")
        st.button(
            "Forget them all",
            key=f"decisions_forget_{run}",
            type="primary",
            on_click=_forget,
            args=(backroom, run),
        )


def _forget(backroom: Backroom, run: str) -> None:
    backroom.forget_decisions(run)
    _begin_anew(run)


def _say_saved(run: str) -> None:
    for sentence in st.session_state.pop(f"decisions_refused_{run}", []):
        st.error(plain(sentence), icon=":material/error:")


def _revision(run: str) -> int:
    return int(st.session_state.get(f"decisions_revision_{run}", 0))


def _begin_anew(run: str) -> None:
    st.session_state[f"decisions_revision_{run}"] = _revision(run) + 1


def _columns(currency: Currency) -> dict[str, Any]:
    return {
        "place": _NUMBER(
            "Place", min_value=1, step=1, width=78,
            help="Its place in the order; another number moves it there.",
        ),
        "verdict": st.column_config.SelectboxColumn(
            "Decision", options=list(VERDICTS.values()), required=True, width=112
        ),
        "title": _TEXT("Title", width=300, help="Empty it to have the suggested one again."),
        "kind": _TEXT("Kind"),
        "price": _NUMBER(
            currency.heading("Price"), format=currency.format, min_value=0.0, width=112,
            help="Empty it to have the suggested one again.",
        ),
        "parts": _NUMBER(
            currency.heading("Parts cost"), format=currency.format, help="Bought one by one."
        ),
        "products": _TEXT("Products", width=300),
        "together": _NUMBER("Orders together", help="Orders that hold all of it."),
        "edited": _TEXT("Changed by you"),
    }  # fmt: skip
