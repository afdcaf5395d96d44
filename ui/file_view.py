"""One file: what was understood of it, the mapping to change, and the rows left out."""

from __future__ import annotations

import streamlit as st

from engine import KINDS, Backroom, CheckedTable, EngineError, Look, NotFound, ReadOptions
from ui.drop import held_open, settled
from ui.joined import show_join
from ui.left_out import show_doubts, show_left_out
from ui.mapping import choose_kind, show_columns, show_mapping
from ui.nps_line import show_nps
from ui.place import go_to
from ui.read_choices import ask_open, ask_personal, ask_sheet
from ui.understood import show_facts
from ui.words import plain


def show_file(backroom: Backroom, table_id: str, *, page: str) -> CheckedTable | None:
    """Show a file that has been read, or that could not be; draws the page anew on a change.

    Args:
        backroom: The open workspace.
        table_id: The reading; it has ended.
        page: The page it is shown on, which goes to another reading when the mapping changes.

    Returns:
        The checked table, or None where the file could not be read.
    """
    table = _table(backroom, table_id)
    if table is None:
        _show_refusal(backroom, table_id)
    else:
        show_facts(table)
        show_nps(backroom, table.id)
        show_join(table)
    look = backroom.look(table_id)
    if look is not None and look.columns and backroom.holds(table_id):
        _show_tabs(backroom, table_id, table, look, page)
    elif table is not None:
        _show_kept(backroom, table)
    return table


def _table(backroom: Backroom, table_id: str) -> CheckedTable | None:
    try:
        return backroom.table(table_id)
    except NotFound:
        return None


def _show_refusal(backroom: Backroom, table_id: str) -> None:
    view = backroom.watch(table_id)
    error = view.error if view is not None else None
    st.error(
        plain(error or "That file is no longer in the workspace; drop it again."),
        icon=":material/error:",
    )


def _show_tabs(
    backroom: Backroom, table_id: str, table: CheckedTable | None, look: Look, page: str
) -> None:
    if table is not None:
        _show_questions(backroom, table, page)
    names = [":material/table_chart: Columns", ":material/edit: Change"]
    if table is not None:
        names += [":material/block: Left out", ":material/help: Odd"]
    first = names[1 if table is None or table.mapping else 0]
    key = f"{page}_tab_{_content(backroom, table_id)}"
    tabs = st.tabs(names, default=first, key=key, on_change="rerun")
    with tabs[0]:
        show_columns(look, _kept(table) if table is not None else {})
    with tabs[1]:
        _show_change(backroom, table_id, table, look, page)
    if table is not None:
        with tabs[2]:
            show_left_out(backroom, table)
        with tabs[3]:
            show_doubts(backroom, table)


def _show_questions(backroom: Backroom, table: CheckedTable, page: str) -> None:
    """What the file leaves open, to be answered at once."""
    options = ReadOptions.of(table.told["options"])
    answered = ask_open(options, table.told, key=f"{page}_open_{_content(backroom, table.id)}")
    if answered != options:
        _read_again(backroom, table.id, answered, page)


def _kept(table: CheckedTable) -> dict[str, str]:
    """Heading → as what a column is kept that holds no field."""
    kept = dict.fromkeys(table.told["options"]["keep"], "kept as it is")
    kept |= {segment["heading"]: "a segment" for segment in table.facts.get("segments", ())}
    kept |= dict.fromkeys(table.facts.get("ratings", ()), "another rating")
    return kept


def _show_kept(backroom: Backroom, table: CheckedTable) -> None:
    """A file whose own bytes are gone: what was kept of it."""
    left_out, odd = st.tabs([":material/block: Left out", ":material/help: Odd"])
    with left_out:
        show_left_out(backroom, table)
    with odd:
        show_doubts(backroom, table)
    st.caption("To read it in another way, drop the file again: only what was read is kept.")


def _show_change(
    backroom: Backroom, table_id: str, table: CheckedTable | None, look: Look, page: str
) -> None:
    """The select boxes; a change is read at once."""
    options = ReadOptions.of(table.told["options"]) if table else _asked(backroom, table_id)
    current = look.recognition.kind if look.recognition else options.kind or "orders"
    key = f"{page}_map_{_content(backroom, table_id)}"
    sheet = ask_sheet(options, look.sheets, look.sheet, key=key)
    if sheet != options.sheet:
        _read_again(backroom, table_id, ReadOptions(sheet=sheet), page)
    kind = choose_kind(current, key=f"{key}_kind")
    if kind.name != current:
        _read_again(backroom, table_id, ReadOptions(kind=kind.name, sheet=options.sheet), page)
    chosen = show_mapping(look, options, kind, key=key)
    told = table.told if table else {}
    chosen = ask_personal(chosen, told.get("personal", ()), key=key)
    if chosen != options:
        _read_again(backroom, table_id, chosen, page)
    if table is not None and options.mapping:
        _show_remembered(backroom, table)


def _content(backroom: Backroom, table_id: str) -> str:
    """What stays the same while a file is read in one way and another."""
    return str(backroom.run(table_id).question.get("content", table_id))[:16]


def _asked(backroom: Backroom, table_id: str) -> ReadOptions:
    """What was chosen for a reading that failed."""
    return ReadOptions.of(backroom.run(table_id).question["options"])


def _read_again(backroom: Backroom, table_id: str, options: ReadOptions, page: str) -> None:
    try:
        again = backroom.read_again(table_id, options)
    except EngineError as error:
        st.error(plain(str(error)), icon=":material/error:")
        return
    held_open(backroom).append(again)
    settled(backroom, [again])
    if options.mapping and _table(backroom, again) is not None:
        backroom.remember(again)
    go_to(page, file=again, run=None)
    st.rerun()


def _show_remembered(backroom: Backroom, table: CheckedTable) -> None:
    note, button = st.columns([4, 1], vertical_alignment="center")
    note.caption(
        ":material/bookmark: Remembered: files with the same headings will be read like this."
    )
    if button.button("Forget it", key=f"forget_{table.id}", width="stretch"):
        backroom.forget_choice(table.id)
        st.toast("Forgotten: such files will be recognised anew.")


def kind_title(table: CheckedTable) -> str:
    """What a file holds, in words, with its layout where that is known."""
    layout = table.told.get("layout", "")
    title = KINDS[table.kind].title
    return f"{title}, laid out as {layout}" if layout else title
