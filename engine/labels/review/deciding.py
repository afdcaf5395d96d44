"""An action on some labels → what is to be remembered of it."""

from __future__ import annotations

import polars as pl

from engine.errors import OptionRefused
from engine.files import LABELS
from engine.labels.review.desk import Desk
from engine.workspace import ACTIONS, LabelDecision

_SAID = {
    "accept": "taken as suggested",
    "change": "changed to {label}",
    "reject": "found right",
    "leave": "left alone",
    "unsure": "marked as unsure",
    "open": "opened again",
}


def decisions_for(
    desk: Desk, chosen: pl.DataFrame, action: str, label: str | None
) -> tuple[list[LabelDecision], str]:
    """What an action decides about the chosen labels.

    `accept` is possible where something is suggested, or where the label is called wrong and
    nothing is (then it is wrong, and no label takes its place); `change` where the new label is
    another one; an empty new label means that the word should have none. Chosen labels for which
    an action is not possible are left as they are.

    Args:
        desk: The labels of the run.
        chosen: Rows of its `words`.
        action: One of `ACTIONS`.
        label: The label that is right, for `change`.

    Returns:
        A decision for each label the action is possible for, and the whole as a sentence.

    Raises:
        OptionRefused: There is no such action or label, or it is possible for none of them.
    """
    if action not in ACTIONS:
        raise OptionRefused(f"An action is {', '.join(ACTIONS)}, not {action!r}.")
    right = _right_label(desk, label) if action == "change" else None
    possible = chosen.filter(_possible(action, right))
    if possible.is_empty():
        raise OptionRefused(_why_not(action, right))
    new = pl.lit(right, pl.String)
    if action == "accept":
        new = pl.col("suggested_label")
    if action == "reject":
        new = pl.col("label")
    rows = possible.select("key", new.alias("new")).iter_rows()
    return [LabelDecision(key, action, new) for key, new in rows], _sentence(
        possible, action, right
    )


def _right_label(desk: Desk, label: str | None) -> str | None:
    wanted = (label or "").strip().upper() or None
    if wanted is None or wanted in LABELS or wanted in desk.names:
        return wanted
    known = ", ".join([*LABELS, *(name for name in desk.names if name not in LABELS)])
    raise OptionRefused(f"There is no label {wanted!r}; labels are {known}.")


def _possible(action: str, right: str | None) -> pl.Expr:
    if action == "accept":
        return pl.col("suggested_label").is_not_null() | pl.col("is_outlier")
    if action == "change":
        return pl.col("label") != pl.lit(right or "", pl.String)
    return pl.lit(True)  # noqa: FBT003


def _why_not(action: str, right: str | None) -> str:
    if action == "accept":
        return "Nothing is suggested that could be accepted: reject the alarm, or change the label."
    if action == "change":
        return f"The label is {right} already; to say that it is right, reject the alarm."
    return "No label was chosen."


def _sentence(possible: pl.DataFrame, action: str, right: str | None) -> str:
    said = _SAID[action].format(label=right or "no label")
    if possible.height > 1:
        return f"{possible.height:,} labels {said}"
    [(text, label, new)] = possible.select("word_text", "label", "suggested_label").rows()
    if action == "accept":
        said = f"changed to {new or 'no label'}, as suggested"
    return f"{label} of {_short(text)} {said}"


def _short(text: str) -> str:
    return f"“{text}”" if len(text) <= 40 else f"“{text[:39]}…”"
