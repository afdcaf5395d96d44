"""The second check of what a language model suggests: do similar words of all merchants fit?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from engine.files import LABELS
from engine.labels.evidence.evidence import Evidence
from engine.labels.verdicts.asked import Asked
from engine.labels.verdicts.said import plain_words
from engine.labels.verdicts.shown import COLUMNS, SHAPE_KEPT, Showing
from engine.labels.verdicts.suggest import likeliest_other, stands, votes_of
from engine.labels.verdicts.verdict import Verdicts
from engine.models import Item, Task
from engine.steps import Progress

VERSION = "1"
AGREED = 0.5
INSTRUCTIONS = (
    "Each item is a word of a scanned receipt and a label suggested for it (suggested), with the "
    "lines around it and the most similar words of other receipts of any shop with their labels. "
    "fits: whether the word should carry the suggested label. Say no where the similar words or "
    "the word's place speak against it, or where you cannot tell. reason is one short plain "
    "sentence. The labels: "
)
_TOLD = "; ".join(f"{label}: {meaning}" for label, meaning in LABELS.items())
NOWHERE = "no word of the file carries it, so that nothing could bear it out"
NOT_BORNE_OUT = "no similar word of another receipt carries it"
CARRIED = "the word carries it already"
NO_ANSWER = "its second check had no answer"
CHECK_TASK = Task(
    kind="labels.check",
    version=VERSION,
    instructions=INSTRUCTIONS + _TOLD + ".",
    schema={
        "type": "object",
        "properties": {"fits": {"type": "boolean"}, "reason": {"type": "string"}},
    },
    per_call=25,
    answer_tokens=60,
    columns=COLUMNS,
    shape_kept=SHAPE_KEPT,
)


async def check_suggestions(
    asked: Asked,
    showing: Showing,
    verdicts: Verdicts,
    suggests: Mapping[int, str],
    per_call: int,
    step: Progress,
) -> Verdicts:
    """Keep the suggestions of a language model that pass a second check.

    One that the local models hold likeliest too and that similar words bear out passes, one that
    no word of the file or none of the similar words carries fails; about all others the model is
    asked once more, shown the similar words of all merchants. What fails is dropped, and said.

    Args:
        asked: Who is asked, and the account of it.
        showing: What is shown.
        verdicts: Those of the answers, without their suggestions.
        suggests: Row → suggested label.
        per_call: Most words in one request.
        step: Counts suggestions that had to be asked about.
    """
    passed, failed, open_ones = by_count(showing.evidence, suggests)
    items = [Item(str(row), showing.of_suggestion(row, suggests[row])) for row in open_ones]
    answers = await asked.chat.answer(replace(CHECK_TASK, per_call=per_call), items, step)
    good = dict(asked.good(items, answers))
    for row in open_ones:
        if row in good and good[row]["fits"]:
            passed.append(row)
        else:
            why = plain_words(good[row]["reason"]) if row in good else NO_ANSWER
            failed[row] = why or "it does not fit"
    return _written(verdicts, showing.evidence, suggests, passed, failed)


def by_count(
    evidence: Evidence, suggests: Mapping[int, str]
) -> tuple[list[int], dict[int, str], list[int]]:
    """Suggestions that need no second question.

    Returns:
        Rows whose suggestion passes; row → why it fails; rows to ask about; each ascending.
    """
    given = evidence.given
    numbers = {name: number for number, name in enumerate(given.names)}
    failed = {row: NOWHERE for row, name in suggests.items() if name not in numbers}
    rows = np.array(sorted(set(suggests) - set(failed)), dtype=np.int64)
    label = np.array([numbers[suggests[row]] for row in rows.tolist()], dtype=np.int64)
    votes = votes_of(rows, given, evidence.judged, evidence.similar)
    likeliest, chance = likeliest_other(rows, given, evidence.judged)
    agreed = (likeliest == label) & (chance >= AGREED)
    agreed &= stands(votes, label, given.label[rows], chance)
    against = (votes.sum(axis=1) > 0) & (votes[np.arange(len(rows)), label] <= 0)
    failed |= dict.fromkeys(rows[against & ~agreed].tolist(), NOT_BORNE_OUT)
    return rows[agreed].tolist(), failed, rows[~agreed & ~against].tolist()


def _written(
    verdicts: Verdicts,
    evidence: Evidence,
    suggests: Mapping[int, str],
    passed: list[int],
    failed: Mapping[int, str],
) -> Verdicts:
    """The verdicts with the suggestions that passed, and words about those that did not."""
    names = {name: number for number, name in enumerate(evidence.given.names)}
    suggested, reasons = verdicts.suggested.copy(), list(verdicts.reasons)
    for row in passed:
        suggested[row] = names[suggests[row]]
        reasons[row] = f"{reasons[row]} It suggests {suggests[row]}."
    for row, why in failed.items():
        reasons[row] = f"{reasons[row]} Its suggestion {suggests[row]} was dropped: {why}."
    return replace(verdicts, suggested=suggested, reasons=tuple(reasons))
