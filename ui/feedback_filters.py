"""Which responses of a run are looked at: the filters hold for every tab and are in the address.

A copied address opens the same view. What the address asks for and the file does not have is
dropped.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl
import streamlit as st

from engine import Backroom
from ui.feedback_headings import heading_title, in_order
from ui.feedback_seen import SEGMENT, Filters, measures_under, responses_of
from ui.words import counted, plain

_GROUPS = {"promoter": "Promoters", "passive": "Passives", "detractor": "Detractors"}
_MOODS = {
    "very_negative": "Very negative",
    "negative": "Negative",
    "neutral": "Neutral",
    "positive": "Positive",
    "very_positive": "Very positive",
}
_WORDS = _GROUPS | _MOODS
_TITLES = {"theme": "Theme", "group": "Group", "language": "Language", "sentiment": "Mood"}
_AT_HAND = ("theme", "group", "language")
_DAYS = {"from": "From", "to": "To"}
# What a heading of the file cannot be called without its column's name before it.
_TAKEN = (*_TITLES, *_DAYS, "mismatch")
# In the address a heading of the file has this before it, so that none is taken for another word.
_HEADING = "in."
_HELD = "feedback.filters"
_TOLD = "feedback.address_told"
_WIDTH = 185


@dataclass(frozen=True)
class Known:
    """What a run can be filtered by.

    Attributes:
        values: Filter → its values, those of the file's headings behind the others.
        first: Day of the first response, None where none is dated.
        last: Day of the last.
    """

    values: Mapping[str, tuple[str, ...]]
    first: dt.date | None
    last: dt.date | None


def known_of(backroom: Backroom, run: str) -> Known:
    """What a run can be filtered by; a filter with a single value is none."""
    responses = responses_of(backroom, run)
    values = {
        "theme": tuple(measures_under(backroom, run, {}).themes["name"]),
        "group": tuple(g for g in _GROUPS if g in set(responses["nps_group"])),
        "language": _values(responses["language"]),
        "sentiment": tuple(m for m in _MOODS if m in set(responses["sentiment_class"])),
    }
    for column in responses.columns:
        if column.startswith(SEGMENT):
            heading = column.removeprefix(SEGMENT)
            values[column if heading in _TAKEN else heading] = _values(responses[column])
    days = responses["moment"].drop_nulls()
    first, last = (days.dt.date().min(), days.dt.date().max()) if len(days) else (None, None)
    return Known({name: told for name, told in values.items() if len(told) > 1}, first, last)  # type: ignore[arg-type]


def _values(told: pl.Series) -> tuple[str, ...]:
    """Values as people count them, or else the most frequent first."""
    counts = told.drop_nulls().value_counts().sort("count", told.name, descending=[True, False])
    return tuple(in_order(str(value) for value in counts[told.name] if value))


def note_address() -> None:
    """Remember whether the address says by itself what the page shows.

    Call it before anything is put into the address: the sidebar opens a page without its part of
    the address, and the filters come from the session then. Otherwise an address without filters
    has none, as after a step back.
    """
    st.session_state[_TOLD] = "run" in st.query_params


def chosen_filters(run: str, known: Known) -> dict[str, tuple[str, ...]]:
    """The filters in force: those of the address, else those last set for the run."""
    held = st.session_state.setdefault(_HELD, {})
    asked = _from_address()
    if not asked and not st.session_state.get(_TOLD):
        asked = held.get(run, {})
    chosen = _checked(asked, known)
    _set(run, chosen)
    return chosen


def show_filters(backroom: Backroom, run: str, known: Known, chosen: Filters) -> None:
    """Draw the filters; a change redraws the page."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        for name in [name for name in _AT_HAND if name in known.values]:
            _show(run, known, chosen, name)
        headings = [name for name in known.values if name not in _AT_HAND]
        set_already = sum(bool(chosen.get(name)) for name in (*headings, *_DAYS))
        more = f"More filters ({set_already})" if set_already else "More filters"
        if headings or known.first is not None:
            with st.popover(more, icon=":material/filter_alt:"):
                for name in headings:
                    _show(run, known, chosen, name)
                _show_days(run, known, chosen)
        if any(chosen.values()):
            st.button(
                "Clear", type="tertiary", icon=":material/filter_alt_off:", on_click=_set,
                args=(run, {}), key=f"feedback_clear_{run}",
            )  # fmt: skip
    if any(chosen.values()):
        left = int(measures_under(backroom, run, chosen).totals["responses"])
        of = counted(int(measures_under(backroom, run, {}).totals["responses"]), "response")
        st.caption(f":material/filter_alt: {left:,} of {of}: {plain(filters_in_words(chosen))}")


def filters_in_words(chosen: Filters) -> str:
    """What is filtered by, in words; may hold text of the file."""
    words = []
    for name, values in chosen.items():
        if values:
            told = " or ".join(_value(name, one) for one in values)
            words.append(f"{_title(name)}: {told}")
    return " · ".join(words)


def set_filter(run: str, name: str, values: Sequence[str]) -> None:
    """Set one filter from elsewhere on the page and leave the others."""
    _set(run, {**st.session_state.get(_HELD, {}).get(run, {}), name: tuple(values)})


def _title(name: str) -> str:
    return (_TITLES | _DAYS).get(name) or heading_title(name.removeprefix(SEGMENT))


def _value(name: str, value: str) -> str:
    """A value as it is read; those of the file are words of the file."""
    return _WORDS.get(value, value) if name in ("group", "sentiment") else value


def _show(run: str, known: Known, chosen: Filters, name: str) -> None:
    key = _key(run, name)
    # What is in force is the address; a field only shows it.
    st.session_state[key] = list(chosen.get(name, ()))
    st.multiselect(
        plain(_title(name)), known.values[name], placeholder="All", key=key,
        format_func=functools.partial(_value, name), width=_WIDTH,
        on_change=_changed, args=(run, name),
    )  # fmt: skip


def _show_days(run: str, known: Known, chosen: Filters) -> None:
    if known.first is None or known.first == known.last:
        return
    for name, title in _DAYS.items():
        key = _key(run, name)
        told = chosen.get(name, ())
        st.session_state[key] = dt.date.fromisoformat(told[0]) if told else None
        st.date_input(
            title, min_value=known.first, max_value=known.last, format="YYYY-MM-DD", key=key,
            width=_WIDTH, on_change=_changed, args=(run, name),
        )  # fmt: skip


def _changed(run: str, name: str) -> None:
    value = st.session_state[_key(run, name)]
    if isinstance(value, dt.date):
        value = [value.isoformat()]
    set_filter(run, name, value or ())


def _set(run: str, chosen: Filters) -> None:
    told = {name: tuple(values) for name, values in chosen.items() if values}
    st.session_state.setdefault(_HELD, {})[run] = told
    wanted = {_parameter(name): list(values) for name, values in told.items()}
    for name in [name for name in st.query_params if _filter_of(name) is not None]:
        if name not in wanted:
            del st.query_params[name]
    for name, values in wanted.items():
        if st.query_params.get_all(name) != values:
            st.query_params[name] = values


def _from_address() -> dict[str, tuple[str, ...]]:
    found = {}
    for parameter in st.query_params:
        name = _filter_of(parameter)
        if name is not None:
            found[name] = tuple(st.query_params.get_all(parameter))
    return found


def _checked(asked: Filters, known: Known) -> dict[str, tuple[str, ...]]:
    """What was asked for as far as the file has it."""
    checked = {
        name: tuple(one for one in known.values[name] if one in asked.get(name, ()))
        for name in known.values
    }
    for name in _DAYS:
        day = _day(asked.get(name, ()))
        if day is not None and known.first is not None and known.last is not None:
            checked[name] = (min(max(day, known.first), known.last).isoformat(),)
    return {name: values for name, values in checked.items() if values}


def _day(told: Sequence[str]) -> dt.date | None:
    try:
        return dt.date.fromisoformat(told[0]) if told else None
    except ValueError:
        return None


def _parameter(name: str) -> str:
    return name if name in _TITLES or name in _DAYS else _HEADING + name


def _filter_of(parameter: str) -> str | None:
    """The filter that a part of the address is, None where it is another thing."""
    if parameter in _TITLES or parameter in _DAYS:
        return parameter
    return parameter.removeprefix(_HEADING) if parameter.startswith(_HEADING) else None


def _key(run: str, name: str) -> str:
    return f"feedback_by_{name}_{run}"
