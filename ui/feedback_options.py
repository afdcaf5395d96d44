"""The options of a run of Feedback; a run that is opened brings its own.

The form holds plain values in the session, a key an option, so that it can be set to any run's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from engine import Backroom, CheckedTable, EngineError, FeedbackOptions, RunRow
from ui.nps_line import RANGES
from ui.tool_form import Asked, answering, fill_form, held_in, options_of
from ui.words import plain

_MODELS = {"local": "This computer", "openai": "The server of the Settings page"}
_HEADLINES = {"": "As in the settings"} | {
    name: f"{name.capitalize()}, {says}" for name, says in RANGES.items()
}
_WHOLE_SCALES = ("0-10", "1-10")
_NARROW = 230


def show_options(
    backroom: Backroom, table: CheckedTable, run: RunRow | None
) -> Asked[FeedbackOptions] | str:
    """Show the options in groups; returns what is asked for, or why it cannot be asked.

    Args:
        backroom: The open workspace.
        table: The table that would be looked at.
        run: The run on the page, whose options the form shows when it is opened.
    """
    base = options_of(run, FeedbackOptions())
    fill_form("feedback", table, run, _values(backroom, table, run, base), _DRAWN_FOR)
    with st.expander("Options", icon=":material/tune:", key="feedback_options"):
        for tab, (_, show) in zip(st.tabs([title for title, _ in _GROUPS]), _GROUPS, strict=True):
            with tab:
                show(backroom, table)
        again = st.checkbox("Compute again even if this was run before", key="feedback_again")
    return _asked(base, held_in("feedback"), again=again)


def _score(_: Backroom, table: CheckedTable) -> None:
    with st.container(horizontal=True):
        st.selectbox(
            "Score on top", list(_HEADLINES), format_func=_HEADLINES.__getitem__,
            key="feedback_headline", width=_NARROW,
        )  # fmt: skip
        st.number_input(
            "How sure intervals are (%)", 80.0, 99.0, step=1.0, format="%g", key="feedback_sure",
            width=_NARROW,
        )  # fmt: skip
        st.selectbox(
            "Weight of each response", ["", *_numbers(table)], key="feedback_weight",
            format_func=lambda name: name or "All count the same", width=_NARROW,
            help="A column you kept with how much each response counts.",
        )  # fmt: skip
    scale = (table.facts.get("scale") or {}).get("name", "")
    if scale and scale not in _WHOLE_SCALES:
        st.checkbox(
            "Make an NPS of this scale", key="feedback_map_scores",
            help="The best score counts as a promoter, the next as passive, the rest as "
            "detractors. It cannot be compared with an NPS asked from 0 to 10.",
        )  # fmt: skip


def _themes(backroom: Backroom, table: CheckedTable) -> None:
    with st.container(horizontal=True):
        st.number_input(
            "Most themes", 0, 30, key="feedback_themes", width=_NARROW,
            help="0 for as many as the comments hold, 14 at most.",
        )  # fmt: skip
        st.multiselect(
            "Segments to compare", _headings(table), placeholder="All of the file",
            key="feedback_segments", width=2 * _NARROW, format_func=plain,
        )  # fmt: skip
    kept = [plain(str(theme["name"])) for theme in backroom.kept_taxonomy()]
    if kept:
        st.checkbox(
            "Look for the themes kept from other files too", key="feedback_kept_themes",
            help=f"{', '.join(kept)}. They can be forgotten where themes are changed.",
        )  # fmt: skip
    st.checkbox(
        "Learn from the file's own scores how its comments are meant",
        key="feedback_own_scores",
        help="No comment is ever told by its own score: it is read by what the others teach.",
    )


def _who_answers(backroom: Backroom, _: CheckedTable) -> None:
    model = st.radio(
        "Who reads the comments", list(_MODELS), format_func=_MODELS.__getitem__,
        key="feedback_model",
    )  # fmt: skip
    if model != "openai":
        st.caption(":material/lock: Nothing leaves this computer and nothing is paid.")
        return
    settings = backroom.settings
    with st.container(horizontal=True):
        st.number_input(
            "Most it may spend (USD)", min_value=0.0, format="%g", key="feedback_cap",
            width=_NARROW, help="0 for no cap.",
        )  # fmt: skip
        st.number_input(
            "Comments in one request", 0, 200, key="feedback_per_call", width=_NARROW,
            help="10 to 200; 0 for that of the settings.",
        )  # fmt: skip
    where = plain(f"{settings.provider}, {settings.ai_model}")
    st.caption(
        f":material/cloud_upload: Sent to {where}: each distinct comment once, without score, date "
        "or any other column; e-mail addresses, phone, card and account numbers are taken out."
    )


_GROUPS: tuple[tuple[str, Callable[[Backroom, CheckedTable], None]], ...] = (
    ("Score", _score),
    ("Themes and segments", _themes),
    ("Who answers", _who_answers),
)


def _headings(table: CheckedTable) -> list[str]:
    return [str(segment["heading"]) for segment in table.facts.get("segments", ())]


def _numbers(table: CheckedTable) -> list[str]:
    """Columns that were kept, of which one may hold weights."""
    return [*table.told["options"]["keep"], *table.facts.get("ratings", ())]


def _values(
    backroom: Backroom, table: CheckedTable, run: RunRow | None, base: FeedbackOptions
) -> dict[str, Any]:
    """What the fields hold where nothing was chosen; what the file does not have is left out."""
    values: dict[str, Any] = {name: getattr(base, name) for name in _PLAIN}
    values["weight"] = base.weight if base.weight in _numbers(table) else ""
    values["segments"] = [name for name in base.segments if name in _headings(table)]
    values |= {"sure": round(100 * base.sure, 6), "again": False}
    return values | answering("feedback", backroom, run)


def _asked(
    base: FeedbackOptions, held: Mapping[str, Any], *, again: bool
) -> Asked[FeedbackOptions] | str:
    """What the form holds, as it is asked for."""
    values = base.as_dict() | {name: held[name] for name in (*_PLAIN, "weight")}
    values |= {"segments": tuple(held["segments"]), "sure": round(held["sure"] / 100, 8)}
    try:
        options = FeedbackOptions(**values)
    except EngineError as error:
        return str(error)
    model = str(held["model"] or "local")
    return Asked(options, model, held["cap"] if model == "openai" else None, again)


_PLAIN = ("headline", "map_scores", "own_scores", "kept_themes", "themes", "per_call")
# Fields that are drawn for one choice of another field only.
_DRAWN_FOR: Mapping[str, tuple[str, object]] = dict.fromkeys(
    ("cap", "per_call"), ("model", "openai")
)
