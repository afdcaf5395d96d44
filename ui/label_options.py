"""The options of a run of Labels; a run that is opened brings its own.

The form holds plain values in the session, a key an option, so that it can be set to any run's.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import streamlit as st

from engine import LABELS, Backroom, CheckedTable, EngineError, LabelOptions, RunRow
from ui.label_names import label_means
from ui.words import plain

_FORM_OF = "labels.form_of"
_CAPS = "labels.caps"
_MODELS = {"local": "This computer", "openai": "The server of the Settings page"}
_WAYS = {True: "Thorough", False: "Quick"}
_NARROW = 230


@dataclass(frozen=True)
class Asked:
    """What is asked for: options, whose model, at most how much, and whether anew."""

    options: LabelOptions
    model: str
    budget_usd: float | None
    again: bool


def usual() -> Asked:
    """What is asked for where nothing was chosen: nothing leaves this computer then."""
    return Asked(LabelOptions(), "local", None, again=False)


def show_options(backroom: Backroom, table: CheckedTable, run: RunRow | None) -> Asked | str:
    """Show the options in groups; returns what is asked for, or why it cannot be asked.

    Args:
        backroom: The open workspace.
        table: The table that would be looked at.
        run: The run on the page, whose options the form shows when it is opened.
    """
    base = _base(run)
    _set_form(backroom, table, run, base)
    with st.expander("Options", icon=":material/tune:", key="labels_options"):
        for tab, (_, show) in zip(st.tabs([title for title, _ in _GROUPS]), _GROUPS, strict=True):
            with tab:
                show(backroom)
        again = st.checkbox("Compute again even if this was run before", key="labels_again")
    return _asked(base, again=again)


def note_begun(run: str, budget_usd: float | None) -> None:
    """Remember a run's cap, which its question does not hold; the form is set to the run."""
    st.session_state.setdefault(_CAPS, {})[run] = budget_usd
    st.session_state.pop(_FORM_OF, None)


def _what(_: Backroom) -> None:
    st.multiselect(
        "Labels to judge",
        list(LABELS),
        placeholder="All of them",
        key="labels_labels",
        help="Words under other labels are evidence all the same.  \n"
        + "  \n".join(f"{label}: {label_means(label)}" for label in LABELS),
    )
    with st.container(horizontal=True):
        st.number_input(
            "Too small to judge: fewer labels than", 2, 100, key="labels_min_group", width=_NARROW,
            help="Labels of one kind at one merchant; fewer are judged by all merchants only.",
        )  # fmt: skip


def _how_sure(_: Backroom) -> None:
    with st.container(horizontal=True):
        st.number_input(
            "Of what is called wrong, wrong indeed (%)", 50.0, 99.0, step=1.0, format="%g",
            key="labels_promised", width=_NARROW,
            help="The self-test picks the threshold that keeps it; the rest is shown to you.",
        )  # fmt: skip
        st.number_input(
            "Suggestions applied unseen, from (%)", 0.0, 100.0, step=5.0, format="%g",
            key="labels_min_confidence", width=_NARROW,
            help="Least confidence at which a clear suggestion may be applied without you; it is "
            "done only if you ask for it.",
        )  # fmt: skip
        st.number_input(
            "Alike from (%)", 0.0, 100.0, step=5.0, format="%g", key="labels_similar_at",
            width=_NARROW, help="From when another word counts as a similar match.",
        )  # fmt: skip
    st.segmented_control(
        "Models of this computer", list(_WAYS), format_func=_WAYS.__getitem__, required=True,
        key="labels_thorough",
        help="Thorough tells apart labels that are easily taken for one another, and takes several "
        "times as long.",
    )  # fmt: skip


def _who_answers(backroom: Backroom) -> None:
    model = st.radio(
        "Who looks at what is unclear", list(_MODELS), format_func=_MODELS.__getitem__,
        key="labels_model",
    )  # fmt: skip
    if model != "openai":
        st.caption(
            ":material/lock: Nothing leaves this computer and nothing is paid. What is unclear is "
            "told by the models of this computer and marked for you to look at."
        )
        return
    settings = backroom.settings
    with st.container(horizontal=True):
        st.number_input(
            "Most it may spend (USD)", min_value=0.0, format="%g", key="labels_cap",
            width=_NARROW, help="0 for no cap.",
        )  # fmt: skip
        st.number_input(
            "Most words sent (%)", 0.0, 100.0, step=1.0, format="%g", key="labels_most_asked",
            width=_NARROW, help="Of the labelled words; the most unclear ones first.",
        )  # fmt: skip
        st.number_input("Words in one request", 10, 50, key="labels_per_call", width=_NARROW)
    where = plain(f"{settings.provider}, {settings.ai_model}")
    st.caption(
        f":material/cloud_upload: Sent to {where}: unclear words with their label, merchant, the "
        "lines of their receipt and similar words. Digits are replaced by others of the same "
        "shape; pictures are never sent."
    )


_GROUPS: tuple[tuple[str, Callable[[Backroom], None]], ...] = (
    ("What to judge", _what),
    ("How sure", _how_sure),
    ("Who answers", _who_answers),
)


def _base(run: RunRow | None) -> LabelOptions:
    """The options the form starts from; those it has no field for stay as they are here."""
    if run is None:
        return LabelOptions()
    known = LabelOptions().as_dict()
    told: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in run.question.get("options", {}).items()
        if name in known
    }
    try:
        return LabelOptions(**told)
    except EngineError:
        return LabelOptions()


def _set_form(
    backroom: Backroom, table: CheckedTable, run: RunRow | None, base: LabelOptions
) -> None:
    """Put values where there are none yet, and all of them anew when another run is opened."""
    shown = run.id if run else table.id
    anew = st.session_state.get(_FORM_OF) != shown
    st.session_state[_FORM_OF] = shown
    for name, value in _values(backroom, run, base).items():
        if anew or f"labels_{name}" not in st.session_state:
            st.session_state[f"labels_{name}"] = value


def _values(backroom: Backroom, run: RunRow | None, base: LabelOptions) -> dict[str, Any]:
    settings = backroom.settings
    values = base.as_dict() | {
        "labels": list(base.labels),
        **{name: round(100 * getattr(base, name), 6) for name in _SHARES},
        "model": settings.model,
        "cap": float(settings.budget_usd),
        "again": False,
    }
    if run is not None:
        chat = str(run.question.get("models", {}).get("chat", "local:"))
        values["model"] = "local" if chat.startswith("local:") else "openai"
        cap = st.session_state.get(_CAPS, {}).get(run.id)
        values["cap"] = values["cap"] if cap is None else float(cap)
    del values["seed"], values["ask"]
    return values


def _asked(base: LabelOptions, *, again: bool) -> Asked | str:
    """What the form holds; a field that is not drawn leaves its option as it was."""
    held = {name: st.session_state.get(f"labels_{name}", None) for name in _FIELDS}
    values = base.as_dict()
    for name, value in held.items():
        if value is not None:
            values[name] = round(value / 100, 8) if name in _SHARES else value
    try:
        options = LabelOptions(**values | {"labels": tuple(held["labels"] or ())})
    except EngineError as error:
        return str(error)
    model = str(st.session_state.get("labels_model") or "local")
    cap = st.session_state.get("labels_cap") if model == "openai" else None
    return Asked(options, model, cap, again)


_SHARES = ("promised", "min_confidence", "similar_at", "most_asked")
_FIELDS = (*_SHARES, "labels", "thorough", "min_group", "per_call")
