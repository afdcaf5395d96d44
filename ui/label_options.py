"""The options of a run of Labels; a run that is opened brings its own.

The form holds plain values in the session, a key an option, so that it can be set to any run's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from engine import LABELS, Backroom, CheckedTable, EngineError, LabelOptions, RunRow
from ui.label_names import label_means
from ui.tool_form import Asked, answering, fill_form, held_in, options_of
from ui.words import plain

_MODELS = {"local": "This computer", "openai": "The server of the Settings page"}
_WAYS = {True: "Thorough", False: "Quick"}
_NARROW = 230


def show_options(
    backroom: Backroom, table: CheckedTable, run: RunRow | None
) -> Asked[LabelOptions] | str:
    """Show the options in groups; returns what is asked for, or why it cannot be asked.

    Args:
        backroom: The open workspace.
        table: The table that would be looked at.
        run: The run on the page, whose options the form shows when it is opened.
    """
    base = options_of(run, LabelOptions())
    fill_form("labels", table, run, _values(backroom, run, base), _DRAWN_FOR)
    with st.expander("Options", icon=":material/tune:", key="labels_options"):
        for tab, (_, show) in zip(st.tabs([title for title, _ in _GROUPS]), _GROUPS, strict=True):
            with tab:
                show(backroom)
        again = st.checkbox("Compute again even if this was run before", key="labels_again")
    return _asked(base, held_in("labels"), again=again)


def options_of_run(run: RunRow) -> LabelOptions:
    """The options of a run, as far as they are known."""
    return options_of(run, LabelOptions())


def _what(_: Backroom) -> None:
    st.multiselect(
        "Labels to judge",
        list(LABELS),
        placeholder="All of them",
        key="labels_labels",
        default=_drawn("labels"),
        help="Words under other labels are evidence all the same.  \n"
        + "  \n".join(f"{label}: {label_means(label)}" for label in LABELS),
    )
    with st.container(horizontal=True):
        st.number_input(
            "Too small to judge: fewer labels than", 2, 100, _drawn("min_group"),
            key="labels_min_group", width=_NARROW,
            help="Labels of one kind at one merchant; fewer are judged by all merchants only.",
        )  # fmt: skip


def _how_sure(_: Backroom) -> None:
    with st.container(horizontal=True):
        st.number_input(
            "Of what is called wrong, wrong indeed (%)", 50.0, 99.0, _drawn("promised"), step=1.0,
            format="%g", key="labels_promised", width=_NARROW,
            help="The self-test picks the threshold that keeps it; the rest is shown to you.",
        )  # fmt: skip
        st.number_input(
            "Suggestions applied unseen, from (%)", 0.0, 100.0, _drawn("min_confidence"),
            step=5.0, format="%g", key="labels_min_confidence", width=_NARROW,
            help="Least confidence at which a clear suggestion may be applied without you; it is "
            "done only if you ask for it.",
        )  # fmt: skip
        st.number_input(
            "Alike from (%)", 0.0, 100.0, _drawn("similar_at"), step=5.0, format="%g",
            key="labels_similar_at", width=_NARROW,
            help="From when another word counts as a similar match.",
        )  # fmt: skip
    st.segmented_control(
        "Models of this computer", list(_WAYS), format_func=_WAYS.__getitem__, required=True,
        key="labels_thorough", default=_drawn("thorough"),
        help="Thorough tells apart labels that are easily taken for one another, and takes several "
        "times as long.",
    )  # fmt: skip
    st.checkbox(
        "Learn from what I decided about this file", key="labels_learn", value=_drawn("learn"),
        help="The next run takes your decisions as checked, so that it finds more of what you "
        "corrected and less of what you kept. A rule's decisions and those you were unsure of "
        "teach nothing.",
    )  # fmt: skip


def _who_answers(backroom: Backroom) -> None:
    model = st.radio(
        "Who looks at what is unclear", list(_MODELS), format_func=_MODELS.__getitem__,
        key="labels_model", index=list(_MODELS).index(_drawn("model") or "local"),
    )  # fmt: skip
    if model != "openai":
        st.caption(
            ":material/lock: Nothing leaves this computer and nothing is paid. What is unclear is "
            "told by the models of this computer and marked for you to look at."
        )
        return
    _limits()
    settings = backroom.settings
    where = plain(f"{settings.provider}, {settings.ai_model}")
    st.caption(
        f":material/cloud_upload: Sent to {where}: unclear words with their label, merchant, the "
        "lines of their receipt and similar words. Digits are replaced by others of the same "
        "shape; pictures are never sent."
    )


def _limits() -> None:
    """How much a server may be asked."""
    with st.container(horizontal=True):
        st.number_input(
            "Most it may spend (USD)", min_value=0.0, value=_drawn("cap"), format="%g",
            key="labels_cap", width=_NARROW, help="0 for no cap.",
        )  # fmt: skip
        st.number_input(
            "Most words sent (%)", 0.0, 100.0, _drawn("most_asked"), step=1.0, format="%g",
            key="labels_most_asked", width=_NARROW,
            help="Of the labelled words; the most unclear ones first.",
        )  # fmt: skip
        st.number_input(
            "Words in one request", 10, 50, _drawn("per_call"), key="labels_per_call",
            width=_NARROW,
        )  # fmt: skip


def _drawn(name: str) -> Any:
    """What a field holds, as the value it is made with.

    What the session holds goes before it; but where that never came to the browser, the field is
    made with this, and sends it back, and not the least it can hold.
    """
    return st.session_state[f"labels_{name}"]


_GROUPS: tuple[tuple[str, Callable[[Backroom], None]], ...] = (
    ("What to judge", _what),
    ("How sure", _how_sure),
    ("Who answers", _who_answers),
)


def _values(backroom: Backroom, run: RunRow | None, base: LabelOptions) -> dict[str, Any]:
    """What the fields hold where nothing was chosen."""
    values = {name: getattr(base, name) for name in _PLAIN}
    values |= {name: round(100 * getattr(base, name), 6) for name in _SHARES}
    values |= {"labels": list(base.labels), "again": False}
    return values | answering("labels", backroom, run)


def _asked(
    base: LabelOptions, held: Mapping[str, Any], *, again: bool
) -> Asked[LabelOptions] | str:
    """What the form holds, as it is asked for."""
    values = base.as_dict() | {name: held[name] for name in _PLAIN}
    values |= {name: round(held[name] / 100, 8) for name in _SHARES}
    try:
        options = LabelOptions(**values | {"labels": tuple(held["labels"])})
    except EngineError as error:
        return str(error)
    model = str(held["model"] or "local")
    return Asked(options, model, held["cap"] if model == "openai" else None, again)


_PLAIN = ("thorough", "min_group", "per_call", "learn")
_SHARES = ("promised", "min_confidence", "similar_at", "most_asked")
# Fields that are drawn for one choice of another field only.
_DRAWN_FOR: Mapping[str, tuple[str, object]] = dict.fromkeys(
    ("cap", "most_asked", "per_call"), ("model", "openai")
)
