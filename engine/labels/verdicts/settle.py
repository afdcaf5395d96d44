"""The clear cases by rule: the file's own word, and the thresholds that the self-test picked."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from engine.labels.evidence.judged import Judged, Similar
from engine.labels.options import LabelOptions
from engine.labels.verdicts.reasons import reasons_of
from engine.labels.verdicts.suggest import INVALID, VALID, likeliest_other, stands, votes_of
from engine.labels.verdicts.verdict import DECIDED_BY, SelfTest, Verdicts
from engine.labels.words import Floats, Given, Ints, Mask

MIDDLE = 0.5
FINE_AT_MOST = 0.1
RULE, LOCAL = DECIDED_BY.index("rule"), DECIDED_BY.index("local")


def settle(
    judged: Judged, given: Given, similar: Similar, self_test: SelfTest, options: LabelOptions
) -> Verdicts:
    """A verdict about every label, by rule where that is clear and by local models elsewhere.

    1. What the file calls INVALID is wrong and what it calls VALID is not, whatever models say;
       where they are sure of the contrary of VALID, a person should look: it is not clear.
    2. A chance of being wrong from the self-test's threshold on is clearly wrong, one below its
       other threshold clearly right, if it is below .1 too: where errors are easily told, the
       self-test may settle all, but nobody calls a label clear that is wrong one time in five.
    3. What lies between is unclear; the models of this computer call it wrong from .5 on.

    What is wrong gets the likeliest other label, where its chance is .5 or more and the similar
    words of all merchants speak for it no less than for the label it has.

    Args:
        judged: Chances of being wrong.
        given: The labels of the file.
        similar: Similar words of other receipts.
        self_test: Where the thresholds come from.
        options: The user's choices; none changes these rules.

    Returns:
        Verdicts with reasons in words, none of them asked of a language model.
    """
    del options
    score = np.clip(judged.wrong, 0, 1)
    wrong, fine = _by_threshold(score, self_test)
    by_file_wrong, by_file_fine = given.status == INVALID, given.status == VALID
    score = np.where(by_file_wrong, 1.0, score)
    outlier = by_file_wrong | (~by_file_fine & ~fine & (wrong | (score >= MIDDLE)))
    clear = by_file_wrong | np.where(by_file_fine, ~wrong, wrong | fine)
    ruled = clear | by_file_fine
    verdicts = Verdicts(
        score=score,
        is_outlier=outlier,
        clear=clear,
        suggested=np.full(len(given), -1, dtype=np.int64),
        confidence=np.where(by_file_wrong | by_file_fine, 1.0, np.where(outlier, score, 1 - score)),
        decided_by=np.where(ruled, RULE, LOCAL).astype(np.int8),
        reasons=("",) * len(given),
        made_by=tuple("" if rule else f"local:{judged.way}" for rule in ruled.tolist()),
    )
    verdicts, dropped = _with_suggestions(verdicts, judged, given, similar)
    return replace(verdicts, reasons=reasons_of(verdicts, given, similar, dropped))


def _by_threshold(score: Floats, self_test: SelfTest) -> tuple[Mask, Mask]:
    """Which labels are clearly wrong, and which clearly right."""
    if self_test.too_small:
        none = np.zeros(len(score), dtype=np.bool_)
        return none, none
    threshold = np.inf if self_test.threshold is None else self_test.threshold
    wrong = score >= threshold
    return wrong, ~wrong & (score < min(self_test.fine_below, FINE_AT_MOST))


def _with_suggestions(
    verdicts: Verdicts, judged: Judged, given: Given, similar: Similar
) -> tuple[Verdicts, dict[int, int]]:
    """Suggestions for what is wrong, and row → the one that failed its second check."""
    rows = np.flatnonzero(verdicts.is_outlier)
    label, chance = likeliest_other(rows, given, judged)
    likely = (label >= 0) & (chance >= MIDDLE)
    votes = votes_of(rows, given, judged, similar)
    kept = likely & stands(votes, label, given.label[rows], chance)
    suggested, confidence = verdicts.suggested.copy(), verdicts.confidence.copy()
    suggested[rows[kept]], confidence[rows[kept]] = label[kept], chance[kept]
    failed: Ints = np.flatnonzero(likely & ~kept)
    dropped = {int(rows[place]): int(label[place]) for place in failed}
    return replace(verdicts, suggested=suggested, confidence=confidence), dropped
