"""Rules that decisions grow into: proposed, kept, replayed, carried to the next file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from engine import Backroom, EngineError, JobView
from ui.label_desk_state import standing
from ui.words import counted, plain


def show_rules(backroom: Backroom, view: JobView, summary: Mapping[str, Any]) -> None:
    """Show rules that are kept, those that decisions so far propose, and what they would do."""
    del summary
    st.fragment(_rules)(backroom, view.id)


def _rules(backroom: Backroom, run: str) -> None:
    said = st.session_state.pop(f"labels_rules_said_{run}", "")
    if said:
        st.toast(plain(said), icon=":material/rule:")
    kept, proposed = backroom.rules(run), backroom.propose_rules(run)
    _show_kept(backroom, run, kept)
    _show_proposed(backroom, run, proposed)
    _show_carried(backroom, run)


def _show_kept(backroom: Backroom, run: str, kept: Sequence[Mapping[str, Any]]) -> None:
    st.markdown("##### Rules you keep")
    if not kept:
        st.caption(
            "None yet. A rule says what a text means at a merchant; it decides open words of this "
            "file and of next month's, and never goes against a decision of yours."
        )
        return
    for rule in kept:
        _show_rule(rule, "Drop", ":material/delete:", backroom.drop_rule, (rule["id"],))
    would = sum(int(rule["open"]) for rule in kept)
    st.button(
        f"Apply them to {counted(would, 'open word')}" if would else "No open word fits them",
        type="primary", icon=":material/play_arrow:", disabled=not would,
        key=f"labels_replay_{run}", on_click=_replay, args=(backroom, run),
    )  # fmt: skip


def _show_proposed(backroom: Backroom, run: str, proposed: Sequence[Mapping[str, Any]]) -> None:
    st.markdown("##### Rules your decisions suggest")
    if not proposed:
        st.caption("Decide alike about the same text a few times, and a rule is suggested here.")
    for rule in proposed:
        _show_rule(rule, "Keep", ":material/bookmark_add:", backroom.keep_rule, (run, rule["id"]))


def _show_rule(
    rule: Mapping[str, Any], verb: str, icon: str, act: Any, args: tuple[Any, ...]
) -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        with st.container():
            st.markdown(f"{plain(str(rule['said']))}  \n:small[{_standing_of(rule)}]")
        st.button(verb, icon=icon, key=f"labels_rule_{verb}_{rule['id']}",
                  on_click=act, args=args)  # fmt: skip


def _standing_of(rule: Mapping[str, Any]) -> str:
    """How many decisions speak for a rule and against it, and what it would decide."""
    agree, contradict = int(rule["agree"]), int(rule["contradict"])
    words = [f"{counted(agree, 'decision')} of yours agree{'s' if agree == 1 else ''}"]
    if contradict:
        words.append(f"**{contradict:,} contradict{'s' if contradict == 1 else ''}**")
    words.append(f"{counted(int(rule['open']), 'open word')} would be decided")
    return " · ".join(words)


def _show_carried(backroom: Backroom, run: str) -> None:
    """Rules to another computer, or from one; those kept here are known to every file here."""
    with st.expander("Rules as a file", icon=":material/swap_horiz:"):
        st.download_button(
            "rules.json", data=lambda: backroom.label_artefacts(run)["rules.json"],
            file_name="rules.json", mime="application/json", on_click="ignore",
            icon=":material/download:", key=f"labels_rules_out_{run}",
        )  # fmt: skip
        given = st.file_uploader("Rules from another computer", type=["json"],
                                 key=f"labels_rules_in_{run}")  # fmt: skip
        if given is not None and st.button("Keep these rules", key=f"labels_rules_take_{run}"):
            try:
                count = backroom.import_rules(given.getvalue())
            except EngineError as error:
                st.error(plain(str(error)), icon=":material/error:")
                return
            st.session_state[f"labels_rules_said_{run}"] = f"{counted(count, 'rule')} kept."
            st.rerun(scope="fragment")


def _replay(backroom: Backroom, run: str) -> None:
    counts = backroom.replay_rules(run)
    said = f"{counted(int(counts['decided']), 'word')} decided; undo at the desk takes it all back."
    if counts["conflicts"]:
        said += f" {counts['conflicts']:,} stay open: rules differ about them."
    st.session_state[f"labels_rules_said_{run}"] = said
    standing(run).revision += 1
