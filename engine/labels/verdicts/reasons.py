"""Why a label is called right or wrong, in short sentences made of facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from engine.labels.evidence.facts import SIDES, WordFacts
from engine.labels.evidence.judged import Similar
from engine.labels.evidence.told import Told
from engine.labels.verdicts.contradicted import Contradicted
from engine.labels.verdicts.suggest import INVALID, VALID
from engine.labels.verdicts.verdict import Verdicts
from engine.labels.words import Floats, Given, Ints, Words

BY_FILE_WRONG = "The file itself calls this label invalid."
BY_FILE_FINE = "The file calls this label checked."
CONTRADICTED = "The evidence speaks against it all the same: look at it."
NOTHING_SIMILAR = "No word of another receipt is like it."
LEAST_OF_GROUP = 3
LONGEST = 40


def reasons_of(
    verdicts: Verdicts,
    given: Given,
    similar: Similar,
    dropped: Mapping[int, int],
    chance: Floats,
    against: Contradicted | None = None,
) -> tuple[str, ...]:
    """A reason for each of m verdicts.

    Args:
        verdicts: What was decided, the reasons still missing.
        given: The labels of the file.
        similar: Similar words of other receipts; those of the same merchant are told where there
            are three or more.
        dropped: Row → label that was likeliest but failed its second check.
        chance: Chance of being wrong by the models of this computer, (m,).
        against: What the words alone and sums say against the labels, where that was looked at.
    """
    total, same, other, times = count_matches(given, similar)
    columns = zip(total.tolist(), same.tolist(), other.tolist(), times.tolist(), strict=True)
    reasons = []
    for row, (many, alike, rival, rivals) in enumerate(columns):
        own = given.names[given.label[row]]
        parts = [
            _verdict(verdicts, given, row, float(chance[row]), against), _bare(similar, row),
        ]  # fmt: skip
        if not many:
            parts.append(NOTHING_SIMILAR)
        else:
            parts.append(_matches(many, alike, own, given.names[rival], rivals))
        if verdicts.is_outlier[row]:
            parts.append(_suggestion(verdicts, given, row, dropped.get(row, -1)))
        reasons.append(" ".join(filter(None, parts)))
    return tuple(reasons)


def count_matches(given: Given, similar: Similar) -> tuple[Ints, Ints, Ints, Ints]:
    """How the similar words of each label are labelled, each (m,).

    Returns:
        How many there are, how many carry the same label, the commonest other label (-1 for
        none; of equals the first by name) and how many carry that.
    """
    of_group = (similar.group_rows >= 0).sum(axis=1) >= LEAST_OF_GROUP
    total = np.zeros(len(given), dtype=np.int64)
    same, times = np.zeros_like(total), np.zeros_like(total)
    other = np.full_like(total, -1)
    for chosen, near in ((of_group, similar.group_rows), (~of_group, similar.rows)):
        rows = np.flatnonzero(chosen)
        counts = _counted(near[rows], given)
        total[rows] = counts.sum(axis=1)
        place = np.arange(len(rows))
        same[rows] = counts[place, given.label[rows]]
        counts[place, given.label[rows]] = 0
        most = counts.max(axis=1, initial=0)
        times[rows] = most
        other[rows] = np.where(most > 0, counts.argmax(axis=1), -1) if len(rows) else []
    return total, same, other, times


def _counted(near: Ints, given: Given) -> Ints:
    """How many of some rows' matches carry each label, (r, K)."""
    counts = np.zeros((len(near), len(given.names)), dtype=np.int64)
    for column in near.T:
        there = np.flatnonzero(column >= 0)
        counts[there, given.label[column[there]]] += 1
    return counts


def _verdict(
    verdicts: Verdicts, given: Given, row: int, chance: float, against: Contradicted | None
) -> str:
    if given.status[row] == INVALID:
        return BY_FILE_WRONG
    if given.status[row] == VALID:
        return BY_FILE_FINE if verdicts.clear[row] else f"{BY_FILE_FINE} {CONTRADICTED}"
    sure = "Clearly" if verdicts.clear[row] else "Perhaps"
    verdict = "wrong" if verdicts.is_outlier[row] else "right"
    said = f"{sure} {verdict}: chance of being wrong {percent(chance)}"
    if verdicts.clear[row] or chance >= verdicts.score[row]:
        return f"{said}."
    return f"{said} by the file's labels alone, but {_but(verdicts, given, row, against)}."


def _but(verdicts: Verdicts, given: Given, row: int, against: Contradicted | None) -> str:
    """What speaks against a label that the noise of the file alone would leave."""
    other = "" if against is None else given.names[against.label[row]]
    if verdicts.is_outlier[row] and against is not None and against.by_sums[row]:
        return f"the sums of its receipt speak for {other}"
    if verdicts.is_outlier[row] or against is None:
        return "other receipts speak against it"
    return f"a word like this in this place is usually {other}"


def _bare(similar: Similar, row: int) -> str:
    """How often the text stands without a label, where that is more often than with one."""
    if not len(similar.namesakes) or 2 * similar.bare[row] <= similar.namesakes[row]:
        return ""
    times, bare = similar.namesakes[row], similar.bare[row]
    return f"Other receipts of the merchant say it {times} times, {bare} of them without a label."


def _matches(many: int, alike: int, own: str, rival: str, rivals: int) -> str:
    """How similar words are labelled: as this one, or as the rival is told, with how often."""
    if alike == many:
        return f"Similar words elsewhere are {own} too ({many} of {many})."
    if not alike:
        return f"Of {many} similar words elsewhere none is {own}; {rivals} are {rival}."
    return f"Of {many} similar words elsewhere {alike} are {own}, {rivals} {rival}."


def _suggestion(verdicts: Verdicts, given: Given, row: int, dropped: int) -> str:
    if (label := int(verdicts.suggested[row])) >= 0:
        return f"More likely {given.names[label]} ({percent(verdicts.confidence[row])})."
    if dropped >= 0:
        return f"{given.names[dropped]} is likeliest, but similar words do not bear it out."
    return "No other label fits well enough."


def percent(chance: float) -> str:
    """A chance as whole percent, never 0 or 100: nothing here is certain."""
    return f"{min(99, max(1, round(100 * chance)))} %"


def add_context(
    verdicts: Verdicts,
    words: Words,
    given: Given,
    facts: WordFacts,
    told: Sequence[Sequence[Told]] = (),
) -> Verdicts:
    """The verdicts with what stands beside the word, and what arithmetic says, in their reasons.

    Args:
        verdicts: The verdicts, after the asking.
        words: The words.
        given: The labels of the file.
        facts: Whose neighbours are told.
        told: Facts of each receipt from `told_by_arithmetic`; those that speak for the label a
            word has or for the one that is suggested are told.
    """
    sums = {(fact.word, fact.label): fact.text for receipt in told for fact in receipt}
    beside = facts.neighbours[given.word][:, [SIDES.index("left"), SIDES.index("above")]]
    names = (*given.names, "")  # -1 is none
    reasons = list(verdicts.reasons)
    for row, (left, above) in enumerate(beside.tolist()):
        parts = [reasons[row]]
        if not verdicts.clear[row] or verdicts.is_outlier[row]:
            if left >= 0:
                parts.append(f"It stands right of {quoted(words.texts[left])}.")
            elif above >= 0:
                parts.append(f"It stands below {quoted(words.texts[above])}.")
        for label in (given.label[row], verdicts.suggested[row]):
            parts.append(sums.get((int(given.word[row]), names[int(label)]), ""))
        reasons[row] = " ".join(filter(None, parts))
    return replace(verdicts, reasons=tuple(reasons))


def quoted(text: str) -> str:
    """A text of the file between quotation marks, in one line and at most 40 characters."""
    line = " ".join(text.split())
    return f"“{line if len(line) <= LONGEST else line[: LONGEST - 1] + '…'}”"


def agreement_of(given: Given, similar: Similar) -> Floats:
    """Share of the similar words that carry the same label, 0..1, NaN where there are none, (m,).

    As `count_matches` counts them.
    """
    total, same, _, _ = count_matches(given, similar)
    agreement: Floats = np.full(len(given), np.nan)
    np.divide(same, total, out=agreement, where=total > 0)
    return agreement
