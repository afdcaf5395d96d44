"""The clear cases by rule: the file's own word, and the thresholds that the self-test picked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from engine.labels.evidence.judged import Judged, Similar
from engine.labels.evidence.told import Told
from engine.labels.options import LabelOptions
from engine.labels.verdicts.contradicted import Contradicted, contradicted
from engine.labels.verdicts.reasons import count_matches, reasons_of
from engine.labels.verdicts.selftest import FINE_AT_MOST
from engine.labels.verdicts.suggest import INVALID, VALID, likeliest_other, stands, votes_of
from engine.labels.verdicts.verdict import DECIDED_BY, SelfTest, Verdicts
from engine.labels.words import Floats, Given, Ints, Mask

MIDDLE = 0.5
ENOUGH, AGREED, DISSENTING, BARE = 5, 0.8, 0.1, 0.8
RULE, LOCAL = DECIDED_BY.index("rule"), DECIDED_BY.index("local")


def settle(
    judged: Judged, given: Given, similar: Similar, self_test: SelfTest, options: LabelOptions,
    told: Sequence[Sequence[Told]] = (),
) -> Verdicts:  # fmt: skip
    """A verdict about every label, by rule where that is clear and by local models elsewhere.

    1. What the file calls INVALID is wrong and what it calls VALID is not, whatever models say;
       where they are sure of the contrary of VALID, a person should look: it is not clear.
    2. A chance of being wrong from the self-test's threshold on is clearly wrong, one below its
       other threshold clearly right, if it is below .1 too: where errors are easily told, the
       self-test may settle all, but nobody calls a label clear that is wrong one time in five.
    3. What lies between is unclear; the models of this computer call it wrong from .5 on, and
       below where similar words all but agree on the label that is likeliest instead: five or
       more, eight in ten of them, and one in ten at most for the label it has.
    4. A text that stands five times or more on other receipts of its merchant, two times in ten
       with a label at most, is called wrong at a score of .5 or more where nothing else did: a
       caption labelled as its value. That is never clear.
    5. Where the noise of the file explains away what the word alone says, so that an error that is
       always made in the same way would hide: another label that is twice as likely for the word,
       and that sums of its receipt speak for while none speaks for its own, makes the label wrong
       by how much likelier it is; one that is but likelier with such sums, or three times as likely
       without, leaves it unclear, at a score of .1 or more.

    What is wrong gets the likeliest other label, where its chance is .5 or more and the similar
    words of all merchants speak for it no less than for the label it has.

    Args:
        judged: Chances of being wrong.
        given: The labels of the file.
        similar: Similar words of other receipts.
        self_test: Where the thresholds come from.
        options: The user's choices; none changes these rules.
        told: What arithmetic says of the words.

    Returns:
        Verdicts with reasons in words, none of them asked of a language model.
    """
    del options
    verdicts = _by_rule(judged, given, similar, self_test)
    verdicts, dropped = _with_suggestions(verdicts, judged, given, similar)
    verdicts = _by_agreement(verdicts, judged, given, similar)
    against = contradicted(judged, given, told)
    verdicts = _by_the_word(verdicts, against, f"local:{judged.way}")
    reasons = reasons_of(verdicts, given, similar, dropped, judged.wrong, against)
    return replace(verdicts, reasons=reasons)


def _by_rule(judged: Judged, given: Given, similar: Similar, self_test: SelfTest) -> Verdicts:
    """Verdicts by the first four points of `settle`, without suggestions or reasons."""
    score = np.clip(judged.wrong, 0, 1)
    wrong, fine = _by_threshold(score, self_test)
    by_file_wrong, by_file_fine = given.status == INVALID, given.status == VALID
    score = np.where(by_file_wrong, 1.0, score)
    caption = bare_elsewhere(given, similar)
    outlier = by_file_wrong | caption | (~by_file_fine & ~fine & (wrong | (score >= MIDDLE)))
    clear = by_file_wrong | np.where(by_file_fine, ~wrong, wrong | (fine & ~caption))
    score = np.where(caption, np.maximum(score, MIDDLE), score)
    ruled = clear | by_file_fine
    return Verdicts(
        score=score,
        is_outlier=outlier,
        clear=clear,
        suggested=np.full(len(given), -1, dtype=np.int64),
        confidence=np.where(by_file_wrong | by_file_fine, 1.0, np.where(outlier, score, 1 - score)),
        decided_by=np.where(ruled, RULE, LOCAL).astype(np.int8),
        reasons=("",) * len(given),
        made_by=tuple("" if rule else f"local:{judged.way}" for rule in ruled.tolist()),
    )


def bare_elsewhere(given: Given, similar: Similar) -> Mask:
    """Which unchecked labels stand on a text that is hardly ever labelled at its merchant, (m,)."""
    if not len(similar.namesakes):
        return np.zeros(len(given), dtype=np.bool_)
    bare = similar.bare >= BARE * similar.namesakes
    return np.asarray(_unchecked(given) & (similar.namesakes >= ENOUGH) & bare, dtype=np.bool_)


def _by_threshold(score: Floats, self_test: SelfTest) -> tuple[Mask, Mask]:
    """Which labels are clearly wrong, and which clearly right."""
    wrong, fine = np.zeros(len(score), dtype=np.bool_), np.zeros(len(score), dtype=np.bool_)
    if self_test.too_small:
        return wrong, fine
    if self_test.threshold is not None:
        wrong = score >= self_test.threshold
    elif min(self_test.found.values(), default=0.0) < MIDDLE:
        # Models that do not find errors of our own making clear nobody. Where they do, the file
        # may just have too few of its own for a threshold.
        return wrong, fine
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


def _by_agreement(verdicts: Verdicts, judged: Judged, given: Given, similar: Similar) -> Verdicts:
    """Unclear labels that similar words all but agree against, called wrong at a score of .5.

    Nothing is known of how sure that is but the matches: the suggestion's confidence is their
    share by Laplace's rule, (k + 1) / (n + 2).
    """
    total, same, other, times = count_matches(given, similar)
    against = (total >= ENOUGH) & (times >= AGREED * total) & (same <= DISSENTING * total)
    rows = np.flatnonzero(against & ~verdicts.clear & ~verdicts.is_outlier & _unchecked(given))
    rows = rows[likeliest_other(rows, given, judged)[0] == other[rows]]
    score, outlier = verdicts.score.copy(), verdicts.is_outlier.copy()
    suggested, confidence = verdicts.suggested.copy(), verdicts.confidence.copy()
    score[rows], outlier[rows], suggested[rows] = MIDDLE, True, other[rows]
    confidence[rows] = (times[rows] + 1) / (total[rows] + 2)
    return replace(
        verdicts, score=score, is_outlier=outlier, suggested=suggested, confidence=confidence
    )


def _by_the_word(verdicts: Verdicts, against: Contradicted, made_by: str) -> Verdicts:
    """Labels that are contradicted, wrong where sums bear it out and else no longer clear."""
    wrong = against.by_sums & ~verdicts.is_outlier
    doubted = against.doubted & ~verdicts.is_outlier & ~wrong
    score = np.where(wrong, np.maximum(verdicts.score, against.chance), verdicts.score)
    score = np.where(doubted, np.maximum(score, FINE_AT_MOST), score)
    local = wrong | doubted
    confidence = np.where(wrong, against.chance, verdicts.confidence)
    return replace(
        verdicts,
        score=score,
        is_outlier=verdicts.is_outlier | wrong,
        clear=verdicts.clear & ~local,
        suggested=np.where(wrong, against.label, verdicts.suggested),
        confidence=np.where(doubted, 1 - score, confidence),
        decided_by=np.where(local, LOCAL, verdicts.decided_by).astype(np.int8),
        made_by=tuple(
            made_by if one else before
            for one, before in zip(local.tolist(), verdicts.made_by, strict=True)
        ),
    )


def _unchecked(given: Given) -> Mask:
    unchecked: Mask = (given.status != VALID) & (given.status != INVALID)
    return unchecked
