"""The unclear labels are put before a language model, as one flat list under one lane."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from engine.files import LABELS
from engine.labels.evidence.evidence import Evidence
from engine.labels.options import LabelOptions
from engine.labels.verdicts.asked import Asked
from engine.labels.verdicts.reasons import percent
from engine.labels.verdicts.said import plain_words
from engine.labels.verdicts.second import check_suggestions
from engine.labels.verdicts.settle import MIDDLE
from engine.labels.verdicts.shown import COLUMNS, SHAPE_KEPT, Showing
from engine.labels.verdicts.suggest import INVALID, VALID
from engine.labels.verdicts.verdict import DECIDED_BY, Verdicts
from engine.labels.words import Given, Ints
from engine.models import Chat, Item, Task, is_local
from engine.steps import Step

VERSION = "1"
NONE = "none"
LLM = DECIDED_BY.index("llm")
JUST_BELOW = 0.499999
INSTRUCTIONS = (
    "Each item is a word of a scanned receipt with the label somebody gave it. Say whether the "
    "label is wrong for this very word (is_outlier). Weigh first where the word stands: the lines "
    "above and below, what stands left and right of it, and the labels of the words beside it. "
    "Then weigh similar words of other receipts: those that were checked and found right support "
    "their label, those found wrong speak strongly against it; the others may be wrong "
    "themselves. Reading faults of the scanner do not make a label wrong. Often wrong are "
    "captions labelled as the value they announce, amounts in the wrong section, and words that "
    "have nothing to do with the label. Where the label is wrong, suggested_label is the one that "
    f"fits, or {NONE!r} where none does or the word should carry none; where it is right, "
    f"{NONE!r}. sure is how certain you are, 0 to 1. reason is one short plain sentence. "
    "The labels: "
)
_TOLD = "; ".join(f"{label}: {meaning}" for label, meaning in LABELS.items())


async def ask_unclear(
    chat: Chat, evidence: Evidence, verdicts: Verdicts, options: LabelOptions, step: Step
) -> Verdicts:
    """Ask a language model about the unclear labels, then check what it suggests.

    Words of all groups go into the same requests; one without an answer costs no other its own
    and keeps the verdict of the local models, marked so. Answers are remembered by all that is
    shown, place and neighbours included, as soon as they come.

    Args:
        chat: Who is asked; the model of this computer is not.
        evidence: All that is known.
        verdicts: As `settle` gives them.
        options: `most_asked` of the labels are sent, the most unclear first.
        step: Gets a step for each of the two questions.

    Returns:
        The verdicts with the answers, and `sent`.

    Raises:
        ModelRefused: Nothing can be asked at all.
        Cancelled: The run was cancelled; what was answered is remembered.
    """
    rows = unclear_rows(evidence.given, verdicts, options)
    if is_local(chat) or not options.ask or not len(rows):
        return verdicts
    asked = Asked(len(evidence.given), chat)
    showing = Showing(evidence)
    with step("Judge the unclear ones", unit="words") as inner:
        items = []
        for row in rows.tolist():
            inner.check()
            items.append(Item(str(row), showing.of(row)))
        answers = await chat.answer(judge_task(options.per_call), items, inner)
    good = dict(asked.good(items, answers))
    said = without_answer(verdicts, asked.reasons)
    said, suggests = take_answers(said, evidence.given, good, chat.identity)
    with step("Check its suggestions", unit="suggestions") as inner:
        said = await check_suggestions(asked, showing, said, suggests, options.per_call, inner)
    if asked.reasons:
        step.warn(
            f"The model gave no answer about {len(asked.reasons):,} of {len(rows):,} words; what "
            "the models of this computer say of them stands. Run it again to ask once more."
        )
    return replace(said, sent=asked.sent())


def unclear_rows(given: Given, verdicts: Verdicts, options: LabelOptions) -> Ints:
    """The rows to ask about, ascending: the most unclear ones, as many as may be sent.

    What the file itself says was checked is nobody's to judge again.
    """
    said = (given.status == INVALID) | (given.status == VALID)
    rows = np.flatnonzero(given.asked & ~verdicts.clear & ~said)
    most = int(options.most_asked * int(given.asked.sum()))
    nearest = np.lexsort((rows, np.abs(verdicts.score[rows] - MIDDLE)))
    return np.sort(rows[nearest[:most]])


def judge_task(per_call: int) -> Task:
    """The question; suggestions are among the core labels."""
    return Task(
        kind="labels.judge",
        version=VERSION,
        instructions=INSTRUCTIONS + _TOLD + ".",
        schema={
            "type": "object",
            "properties": {
                "is_outlier": {"type": "boolean"},
                "suggested_label": {"type": "string", "enum": [*LABELS, NONE]},
                "sure": {"type": "number", "minimum": 0, "maximum": 1},
                "reason": {"type": "string"},
            },
        },
        per_call=per_call,
        answer_tokens=80,
        columns=COLUMNS,
        shape_kept=SHAPE_KEPT,
    )


def without_answer(verdicts: Verdicts, reasons: Mapping[int, str]) -> Verdicts:
    """The verdicts that stand although a model was to be asked, marked with why it was not."""
    told = list(verdicts.reasons)
    for row, why in reasons.items():
        told[row] = f"{told[row]} No model answered: {plain_words(why)}."
    return replace(verdicts, reasons=tuple(told))


def take_answers(
    verdicts: Verdicts, given: Given, good: Mapping[int, Mapping[str, Any]], identity: str
) -> tuple[Verdicts, dict[int, str]]:
    """The verdicts with a model's answers in place of the local ones.

    The score becomes the mean of the local chance and the model's, kept on the side of .5 that
    the model's answer is on.

    Args:
        verdicts: The local ones.
        given: The labels of the file.
        good: Row → valid answer.
        identity: Who answered.

    Returns:
        The verdicts, all suggestions of these rows taken back, and row → the label that the
        model suggests instead.
    """
    score, outlier = verdicts.score.copy(), verdicts.is_outlier.copy()
    suggested, confidence = verdicts.suggested.copy(), verdicts.confidence.copy()
    decided, reasons = verdicts.decided_by.copy(), list(verdicts.reasons)
    made_by, suggests = list(verdicts.made_by), {}
    for row, value in good.items():
        wrong, sure = value["is_outlier"], float(value["sure"])
        mean = (score[row] + (sure if wrong else 1 - sure)) / 2
        score[row] = max(mean, MIDDLE) if wrong else min(mean, JUST_BELOW)
        outlier[row], confidence[row], suggested[row] = wrong, sure, -1
        decided[row], made_by[row] = LLM, identity
        reasons[row] = _reason(verdicts.score[row], value)
        if wrong and value["suggested_label"] != NONE:
            suggests[row] = str(value["suggested_label"])
    taken = replace(
        verdicts, score=score, is_outlier=outlier, suggested=suggested, confidence=confidence,
        decided_by=decided, reasons=tuple(reasons), made_by=tuple(made_by),
    )  # fmt: skip
    return taken, {row: label for row, label in suggests.items() if label != _own(given, row)}


def _reason(chance: float, value: Mapping[str, Any]) -> str:
    verdict = "wrong" if value["is_outlier"] else "right"
    why = plain_words(value["reason"])
    said = f" It says: “{why}”" if why else ""
    return (
        f"Unclear by itself (chance of being wrong {percent(chance)}); the model calls it "
        f"{verdict}, {percent(value['sure'])} sure.{said}"
    )


def _own(given: Given, row: int) -> str:
    return given.names[int(given.label[row])]
