"""Clear cases by rule, suggestions, reasons."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given as examples
from hypothesis import strategies as st

from engine.files import STATUSES
from engine.labels.options import LabelOptions
from engine.labels.verdicts.settle import settle
from engine.labels.verdicts.suggest import likeliest_other, stands, votes_of
from engine.labels.verdicts.verdict import DECIDED_BY, SelfTest
from engine.labels.words import Given
from tests.labels.verdicts_makers import (
    NAMES,
    SELF_TEST,
    believing,
    evidence_of,
    given_of,
    judged_of,
    similar_of,
    words_of,
)

OPTIONS = LabelOptions()
WORDS = words_of()


def settled(given: Given, judged, similar=None, self_test: SelfTest = SELF_TEST):
    return settle(judged, given, similar or similar_of(given, {}), self_test, OPTIONS)


@pytest.mark.parametrize(
    ("status", "wrong", "outlier", "clear", "by"),
    [
        ("NONE", 0.05, False, True, "rule"),
        ("NONE", 0.10, False, False, "local"),
        ("NONE", 0.49, False, False, "local"),
        ("NONE", 0.50, True, False, "local"),
        ("PENDING", 0.90, True, True, "rule"),
        ("NEEDS_REVIEW", 0.89, True, False, "local"),
        ("VALID", 0.40, False, True, "rule"),
        ("VALID", 0.95, False, False, "rule"),
        ("INVALID", 0.01, True, True, "rule"),
    ],
)
def test_the_files_word_then_thresholds_then_the_middle(
    status: str, wrong: float, outlier: bool, clear: bool, by: str
) -> None:
    given = given_of(WORDS, statuses={3: status})
    chances = np.full(len(given), 0.01)
    chances[3] = wrong
    found = settled(given, judged_of(given, wrong=chances))
    assert found.is_outlier[3] == outlier
    assert found.clear[3] == clear
    assert DECIDED_BY[found.decided_by[3]] == by
    assert found.made_by[3] == ("" if by == "rule" else "local:linear")
    assert found.score[3] == (1.0 if status == "INVALID" else wrong)
    assert not found.is_outlier[[0, 1, 2, *range(4, len(given))]].any()


def test_nothing_that_may_well_be_wrong_is_called_clearly_right() -> None:
    given = given_of(WORDS)
    judged = judged_of(given, wrong=np.linspace(0, 1, len(given)))
    easy = replace(SELF_TEST, threshold=0.52, fine_below=0.52)
    found = settled(given, judged, self_test=easy)
    assert (judged.wrong[~found.clear] >= 0.1).all()
    assert (judged.wrong[~found.clear] < 0.52).all()
    assert (~found.clear).any()


def test_without_a_threshold_nothing_is_clearly_wrong() -> None:
    given = given_of(WORDS)
    judged = judged_of(given, wrong=np.full(len(given), 0.99))
    found = settled(given, judged, self_test=replace(SELF_TEST, threshold=None))
    assert found.is_outlier.all()
    assert not found.clear.any()
    fine = judged_of(given, wrong=np.full(len(given), 0.01))
    assert settled(given, fine, self_test=replace(SELF_TEST, threshold=None)).clear.all()
    blind = replace(SELF_TEST, threshold=None, found={"uniform": 0.9, "confusion": 0.3})
    assert not settled(given, fine, self_test=blind).clear.any()


def test_a_file_too_small_for_a_self_test_has_no_clear_cases() -> None:
    given = given_of(WORDS, statuses={0: "VALID"})
    found = settled(given, judged_of(given), self_test=replace(SELF_TEST, too_small="Too few."))
    assert np.flatnonzero(found.clear).tolist() == [0]


def test_every_verdict_has_a_score_a_reason_and_a_confidence() -> None:
    given = given_of(WORDS, statuses={1: "VALID", 2: "INVALID"})
    judged = judged_of(given)
    found = settled(given, judged, evidence_of(WORDS, given, judged).similar)
    assert np.isfinite(found.score).all()
    assert ((found.confidence >= 0) & (found.confidence <= 1)).all()
    assert all(reason.endswith(".") for reason in found.reasons)
    assert (found.suggested[~found.is_outlier] == -1).all()
    assert (found.suggested != given.label).all()


def test_the_likeliest_label_that_similar_words_bear_out_is_suggested() -> None:
    given = given_of(WORDS, labels={3: "SUBTOTAL"})
    judged = believing(given, 3, GRAND_TOTAL=0.95, SUBTOTAL=0.02, TAX=0.03)
    found = settled(given, judged, similar_of(given, {3: [8, 13, 6]}))
    assert NAMES[found.suggested[3]] == "GRAND_TOTAL"
    assert found.confidence[3] == pytest.approx(0.95)
    assert found.reasons[3] == (
        "Clearly wrong: chance of being wrong 98 %. Of 3 similar words elsewhere 1 are SUBTOTAL, "
        "2 GRAND_TOTAL. More likely GRAND_TOTAL (95 %)."
    )


def test_a_suggestion_that_similar_words_contradict_is_dropped_and_said() -> None:
    given = given_of(WORDS, labels={3: "SUBTOTAL"})
    judged = believing(given, 3, GRAND_TOTAL=0.95, SUBTOTAL=0.02, TAX=0.03)
    found = settled(given, judged, similar_of(given, {3: [6, 11, 8]}))
    assert found.is_outlier[3]
    assert found.suggested[3] == -1
    assert found.confidence[3] == pytest.approx(0.98)
    assert "GRAND_TOTAL is likeliest, but similar words do not bear it out." in found.reasons[3]


@pytest.mark.parametrize(
    ("matches", "status", "wrong", "found"),
    [
        ([6, 11, 16, 21], "NONE", 0.2, False),  # too few
        ([6, 11, 16, 21, 26], "NONE", 0.2, True),
        ([6, 11, 16, 21, 26], "NONE", 0.05, False),  # clearly right
        ([6, 11, 16, 21, 26], "VALID", 0.2, False),
        ([6, 11, 16, 21, 8], "NONE", 0.2, False),  # one in five for its own
        ([6, 11, 16, 21, 9, 14], "NONE", 0.2, False),  # two in six for a third
        ([7, 12, 17, 22, 27], "NONE", 0.2, False),  # the models hold another likeliest
    ],
)
def test_what_similar_words_agree_against_is_called_wrong(
    matches: list[int], status: str, wrong: float, found: bool
) -> None:
    given = given_of(WORDS, statuses={3: status})
    judged = believing(given, 3, GRAND_TOTAL=1 - wrong, SUBTOTAL=wrong)
    near = np.full((len(given), 6), -1)
    near[3, : len(matches)] = matches
    similar = replace(similar_of(given, {}), rows=near, scores=np.where(near >= 0, 0.9, 0.0))
    verdicts = settled(given, judged, similar)
    assert verdicts.is_outlier[3] == found
    assert verdicts.score[3] == (0.5 if found else pytest.approx(wrong))
    assert not verdicts.clear[3] or not found
    if found:
        assert NAMES[verdicts.suggested[3]] == "SUBTOTAL"
        assert verdicts.confidence[3] == pytest.approx(6 / 7)
        assert verdicts.reasons[3].startswith(
            "Perhaps wrong: chance of being wrong 20 % by the file's labels alone, but other "
            "receipts speak against it."
        )


@pytest.mark.parametrize(
    ("status", "namesakes", "bare", "found"),
    [("NONE", 5, 4, True), ("NONE", 4, 4, False), ("NONE", 10, 7, False), ("VALID", 9, 9, False)],
)
def test_a_text_that_is_bare_elsewhere_is_called_wrong(
    status: str, namesakes: int, bare: int, found: bool
) -> None:
    given = given_of(WORDS, statuses={3: status})
    judged = judged_of(given, wrong=np.full(len(given), 0.01))
    times, without = np.zeros((2, len(given)), dtype=np.int64)
    times[3], without[3] = namesakes, bare
    similar = replace(similar_of(given, {}), namesakes=times, bare=without)
    verdicts = settled(given, judged, similar)
    assert np.flatnonzero(verdicts.is_outlier).tolist() == [3] * found
    assert np.flatnonzero(~verdicts.clear).tolist() == [3] * found
    assert verdicts.score[3] == (0.5 if found else 0.01)
    assert DECIDED_BY[verdicts.decided_by[3]] == ("local" if found else "rule")
    assert (f"{namesakes} times, {bare} of them without a label" in verdicts.reasons[3]) == (
        2 * bare > namesakes
    )


def test_nothing_is_suggested_where_no_label_is_likely() -> None:
    given = given_of(WORDS)
    judged = believing(given, 3, DATE=0.4, LINE_TOTAL=0.3, SUBTOTAL=0.25, GRAND_TOTAL=0.05)
    found = settled(given, judged, similar_of(given, {3: [0, 5, 10]}))
    assert found.suggested[3] == -1
    assert found.reasons[3].endswith("No other label fits well enough.")


def test_a_label_the_word_carries_already_is_not_suggested() -> None:
    given = given_of(WORDS)
    twice = Given(
        given.names, np.insert(given.word, 4, given.word[3]), np.insert(given.label, 4, 3),
        *(np.insert(column, 4, column[3]) for column in (given.status, given.row, given.asked)),
    )  # fmt: skip
    judged = believing(twice, 3, SUBTOTAL=0.9, TAX=0.06, GRAND_TOTAL=0.04)
    label, chance = likeliest_other(np.array([3]), twice, judged)
    assert (NAMES[label[0]], chance[0]) == ("TAX", pytest.approx(0.06))


def test_what_the_file_calls_invalid_shares_its_chance_among_the_others() -> None:
    given = given_of(WORDS, statuses={3: "INVALID"})
    judged = believing(given, 3, GRAND_TOTAL=0.6, SUBTOTAL=0.3, TAX=0.1)
    label, chance = likeliest_other(np.array([3]), given, judged)
    assert (NAMES[label[0]], chance[0]) == ("SUBTOTAL", pytest.approx(0.75))


@examples(st.integers(0, 10_000))
def test_votes_against_counting_one_by_one(seed: int) -> None:
    chance = np.random.default_rng(seed)
    given = given_of(WORDS, statuses={int(row): str(chance.choice(STATUSES)) for row in range(40)})
    judged = judged_of(given, seed)
    similar = evidence_of(WORDS, given, judged).similar
    votes = votes_of(np.arange(len(given)), given, judged, similar)
    for row in range(len(given)):
        slow = dict.fromkeys(range(len(NAMES)), 0.0)
        for near, score in zip(similar.rows[row], similar.scores[row], strict=True):
            if near >= 0:
                status = STATUSES[given.status[near]]
                weight = {"VALID": 2.0, "INVALID": 0.0}.get(status, 1 - judged.wrong[near])
                slow[int(given.label[near])] += score * weight
        assert votes[row] == pytest.approx(list(slow.values()))


def test_a_suggestion_needs_as_much_as_the_label_it_replaces() -> None:
    votes = np.array([[2.0, 1.0], [1.0, 1.0], [0.0, 0.0], [0.0, 0.0], [1.0, 0.0], [1.0, 0.0]])
    suggested, own = np.array([1, 1, 1, 1, 1, -1]), np.array([0, 0, 0, 0, 0, 0])
    chance = np.array([0.99, 0.6, 0.7, 0.8, 0.99, 0.99])
    found = stands(votes, suggested, own, chance)
    assert found.tolist() == [False, True, False, True, False, False]


def test_no_labels_at_all() -> None:
    given = given_of(WORDS)
    none = Given(NAMES, *(column[:0] for column in (
        given.word, given.label, given.status, given.row, given.asked)))  # fmt: skip
    found = settled(none, judged_of(none))
    assert found.reasons == ()
