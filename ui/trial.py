"""A trial: one question about every text of a file, with what it takes said before."""

from __future__ import annotations

import json
from typing import Any

import streamlit as st

from engine import AskOptions, Backroom, CheckedTable, EngineError, Estimate, NotFound
from ui.asked import asked_for
from ui.place import current, go_to
from ui.run_panel import show_ending, show_run
from ui.samples import read_sample_survey
from ui.text_column import choose_texts
from ui.trial_question import ask_question
from ui.trial_results import show_answers
from ui.what_left import show_what_left
from ui.words import counted, duration, plain, usd

_ESTIMATED, _CAPS = "trial.estimated", "trial.caps"
_MODELS = {"local": "This computer", "openai": "The server"}


def show_trial(backroom: Backroom) -> None:
    """Choose, see what it takes, run, look."""
    st.caption("One question about every text of a column: the quickest way to see what you get.")
    if not backroom.tables():
        _offer_sample(backroom)
        return
    run = current("settings", "run")
    view = backroom.watch(run) if run else None
    with st.expander("Ask", icon=":material/edit:", expanded=view is None):
        _ask(backroom, running=view is not None and view.active)
    if view is not None:
        _show_run(backroom, view)
    elif run:
        st.warning("That run is not in this workspace.", icon=":material/search_off:")


def _ask(backroom: Backroom, *, running: bool) -> None:
    """The question, what it takes, and the button."""
    texts = choose_texts(backroom, key="trial")
    question, schema = ask_question()
    model, cap = _ask_model(backroom)
    if texts is None or schema is None:
        return
    options = _options(question, schema, texts[1], model, cap)
    if options is not None:
        _offer(backroom, texts[0], options, running=running)


def _offer_sample(backroom: Backroom) -> None:
    st.info("No file was read yet. Drop one on the Files page.", icon=":material/inbox:")
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button("Read the sample survey", icon=":material/play_arrow:", key="trial_sample"):
            table = read_sample_survey(backroom)
            backroom.wait(table, 60)
            st.session_state["trial_file"] = table
            st.rerun()
        st.page_link("pages/files.py", label="Go to Files", icon=":material/folder_open:")


def _ask_model(backroom: Backroom) -> tuple[str, float | None]:
    """Whose models answer, and for a server's the cap in USD."""
    left, right = st.columns(2)
    saved = backroom.settings.model
    model = left.radio(
        "Who answers",
        list(_MODELS),
        index=list(_MODELS).index(saved),
        format_func=_MODELS.__getitem__,
        horizontal=True,
        key=f"trial_model_{saved}",
    )
    if model != "openai":
        return "local", None
    cap = right.number_input(
        "Most it may spend (USD)",
        min_value=0.0,
        value=float(backroom.settings.budget_usd),
        format="%g",
        key=f"trial_cap_{backroom.settings.budget_usd:g}",
        help="0 for no cap.",
    )
    return "openai", cap


def _options(
    question: str, schema: dict[str, Any], column: str, model: str, cap: float | None
) -> AskOptions | None:
    try:
        return AskOptions(question, schema, column=column, model=model, budget_usd=cap)
    except EngineError as error:
        st.error(plain(str(error)), icon=":material/error:")
        return None


def _offer(backroom: Backroom, table: CheckedTable, options: AskOptions, *, running: bool) -> None:
    """What it takes, and the button."""
    ready = not running and _takes(backroom, table, options)
    if st.button(
        "Ask", type="primary", icon=":material/play_arrow:", key="trial_ask", disabled=not ready
    ):
        begin(backroom, table.id, options)


def _takes(backroom: Backroom, table: CheckedTable, options: AskOptions) -> bool:
    """Say what it takes; whether it can be asked like this."""
    estimate = _estimate(backroom, table.id, options)
    if isinstance(estimate, str):
        st.error(plain(estimate), icon=":material/error:")
        return False
    _show_estimate(estimate, options)
    if options.model == "local" or not options.budget_usd or estimate.price_known:
        return True
    model = plain(backroom.settings.ai_model)
    st.warning(
        f"What {model} costs at this server is not known, so a cap could not be kept. Add its "
        "price under Budget (those listed there are OpenAI's), or set the cap to 0.",
        icon=":material/sell:",
    )
    return False


def begin(backroom: Backroom, table: str, options: AskOptions, *, again: bool = False) -> None:
    """Ask for the run and draw the page anew around it."""
    try:
        run = backroom.ask(table, options, again=again)
    except EngineError as error:
        st.error(plain(str(error)), icon=":material/error:")
        return
    st.session_state.pop(_ESTIMATED, None)
    # A run that is cancelled leaves no manifest, which would tell its cap.
    st.session_state.setdefault(_CAPS, {})[run] = options.budget_usd
    go_to("settings", run=run, tab="trial")
    st.rerun()


def _estimate(backroom: Backroom, table: str, options: AskOptions) -> Estimate | str:
    """The estimate, reckoned anew only where something changed; or why there is none."""
    kept, prices = backroom.answers_kept().count, backroom.prices()
    asked = (table, options.as_dict(), backroom.settings, backroom.key_origin(), kept, prices)
    before: tuple[Any, Estimate] | None = st.session_state.get(_ESTIMATED)
    if before is not None and before[0] == asked:
        return before[1]
    try:
        estimate = backroom.estimate_ask(table, options)
    except EngineError as error:
        return str(error)
    st.session_state[_ESTIMATED] = (asked, estimate)
    return estimate


def _show_estimate(estimate: Estimate, options: AskOptions) -> None:
    words = [f"{counted(estimate.items, 'text')}, {estimate.distinct:,} of them different"]
    if estimate.remembered:
        words.append(f"{estimate.remembered:,} answers are remembered")
    if options.model == "local":
        words.append("answered here: nothing leaves this computer and nothing is paid")
    st.caption(f":material/calculate: {plain(' · '.join(words))}")
    if options.model == "local":
        return
    with st.container(horizontal=True):
        st.metric("Requests", f"{estimate.calls:,}", border=True)
        tokens = estimate.tokens_in + estimate.tokens_out
        st.metric("Tokens, about", f"{tokens:,}", border=True)
        cost = _cost(estimate)
        st.metric("Cost, between" if " – " in cost else "Cost", cost, border=True)
        st.metric("Time, about", duration(estimate.seconds), border=True)


def _cost(estimate: Estimate) -> str:
    low, high = estimate.cost_low, estimate.cost_high
    if low is None or high is None:
        return "not known"
    if usd(low) == usd(high):
        return usd(high)
    return f"{usd(low).removesuffix(' USD')} – {usd(high)}"


def _show_run(backroom: Backroom, view: Any) -> None:
    if view.active:
        show_run(backroom, view)
        return
    st.markdown(f"##### {plain(view.title)}")
    st.caption(plain(asked_for(backroom.run(view.id).question)))
    show_ending(view)
    if view.status != "done":
        _offer_to_go_on(backroom, view)
    for sentence in view.warnings:
        st.info(plain(sentence), icon=":material/info:")
    if view.status in ("done", "stopped"):
        try:
            cap = _cap(backroom, view.id)
            again = None if view.status == "stopped" else lambda: _again(backroom, view.id, cap)
            show_answers(backroom, view.id, again)
        except NotFound:
            st.caption("This run kept no answers.")
    else:
        show_what_left(backroom.what_left(view.id))


def _offer_to_go_on(backroom: Backroom, view: Any) -> None:
    """Ask the same again; where a server answers, with its cap in sight, to be changed."""
    stopped = view.status == "stopped"
    cap = _cap(backroom, view.id)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if backroom.run(view.id).question["options"]["model"] == "openai":
            cap = st.number_input(
                "Most it may spend in all (USD)",
                min_value=0.0,
                value=2 * cap if stopped else cap,
                format="%g",
                key=f"more_{view.id}",
                width=220,
                help="0 for no cap.",
            )
        if st.button(
            "Go on" if stopped else "Run it again",
            type="primary" if stopped else "secondary",
            icon=":material/play_arrow:" if stopped else ":material/refresh:",
            key=f"go_on_{view.id}" if stopped else f"again_{view.id}",
        ):
            _again(backroom, view.id, cap)


def _cap(backroom: Backroom, run: str) -> float:
    """The cap that a run was begun with, in USD; the settings' where nobody knows it."""
    try:
        told = st.session_state.get(_CAPS, {}).get(run)
        if told is None:
            told = backroom.document(run, "manifest")["options"]["budget_usd"]
    except NotFound:
        told = None
    return float(backroom.settings.budget_usd if told is None else told)


def _again(backroom: Backroom, run: str, cap: float) -> None:
    """Ask the same once more: what was answered and is remembered is not asked again."""
    asked = backroom.run(run).question
    told = asked["options"]
    options = AskOptions(
        told["question"],
        json.loads(told["schema"]),
        column=told["column"],
        model=told["model"],
        budget_usd=cap,
    )
    begin(backroom, asked["table"], options, again=True)
