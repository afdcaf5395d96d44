"""Reasons in words: matches counted, neighbours and sums told, texts of the file quoted short."""

from dataclasses import replace

import numpy as np
import pytest

from engine.labels.evidence.told import Told
from engine.labels.options import LabelOptions
from engine.labels.verdicts.reasons import (
    BY_FILE_FINE,
    BY_FILE_WRONG,
    CONTRADICTED,
    NOTHING_SIMILAR,
    add_context,
    agreement_of,
    count_matches,
    percent,
    quoted,
)
from engine.labels.verdicts.settle import settle
from tests.labels.verdicts_makers import (
    NAMES,
    SELF_TEST,
    evidence_of,
    facts_of,
    given_of,
    judged_of,
    similar_of,
    words_of,
)

WORDS = words_of()


def verdicts_of(wrong: float = 0.6, **changes):
    given = given_of(WORDS, **changes)
    chances = np.full(len(given), 0.01)
    chances[3] = wrong
    judged = judged_of(given, wrong=chances)
    return given, settle(judged, given, similar_of(given, {}), SELF_TEST, LabelOptions())


@pytest.mark.parametrize(
    ("status", "wrong", "reason"),
    [
        ("NONE", 0.004, f"Clearly right: chance of being wrong 1 %. {NOTHING_SIMILAR}"),
        ("NONE", 0.3, f"Perhaps right: chance of being wrong 30 %. {NOTHING_SIMILAR}"),
        ("VALID", 0.3, f"{BY_FILE_FINE} {NOTHING_SIMILAR}"),
        ("VALID", 0.99, f"{BY_FILE_FINE} {CONTRADICTED} {NOTHING_SIMILAR}"),
    ],
)
def test_the_verdict_in_words(status: str, wrong: float, reason: str) -> None:
    _, verdicts = verdicts_of(wrong, statuses={3: status})
    assert verdicts.reasons[3] == reason


@pytest.mark.parametrize(
    ("matches", "told"),
    [
        ([8], "Similar words elsewhere are GRAND_TOTAL too (1 of 1)."),
        ([8, 7, 9], "Of 3 similar words elsewhere 1 are GRAND_TOTAL, 1 DATE."),
        ([7, 12], "Of 2 similar words elsewhere none is GRAND_TOTAL; 2 are TAX."),
    ],
)
def test_similar_words_are_counted(matches: list[int], told: str) -> None:
    given = given_of(WORDS)
    judged = judged_of(given, wrong=np.zeros(len(given)))
    similar = similar_of(given, {3: matches})
    assert told in settle(judged, given, similar, SELF_TEST, LabelOptions()).reasons[3]


def test_what_the_file_calls_invalid_is_told_as_that() -> None:
    _, verdicts = verdicts_of(0.1, statuses={3: "INVALID"})
    assert verdicts.reasons[3].startswith(f"{BY_FILE_WRONG} {NOTHING_SIMILAR}")


def test_neighbours_and_sums_are_told_where_it_matters() -> None:
    given, verdicts = verdicts_of(0.6)
    word = int(given.word[3])
    told = ((Told(word, "GRAND_TOTAL", "It equals it all."), Told(word, "TIP", "It is a tip."),
             Told(word + 2, "DATE", "It is a day.")), *[()] * 7)  # fmt: skip
    found = add_context(verdicts, WORDS, given, facts_of(WORDS), told)
    assert found.reasons[3].endswith("It stands right of “Total”. It equals it all.")
    assert found.reasons[4] == f"{verdicts.reasons[4]} It is a day."
    assert found.reasons[0] == verdicts.reasons[0]
    suggesting = replace(verdicts, suggested=np.where(np.arange(40) == 3, NAMES.index("TAX"), -1))
    taxed = ((Told(word, "TAX", "It equals a tax."),), *[()] * 7)
    assert "It equals a tax." in add_context(
        suggesting, WORDS, given, facts_of(WORDS), taxed).reasons[3]  # fmt: skip


def test_matches_of_the_same_merchant_count_where_there_are_three() -> None:
    given = given_of(WORDS)
    similar = similar_of(given, {3: [8, 7], 4: [9]})
    group = np.full((40, 3), -1)
    group[3] = [13, 12, 17]
    total, same, other, times = count_matches(given, replace(similar, group_rows=group))
    assert (total[3], same[3], NAMES[other[3]], times[3]) == (3, 1, "TAX", 2)
    assert (total[4], same[4], other[4], times[4]) == (1, 1, -1, 0)
    assert (total[0], same[0], other[0], times[0]) == (0, 0, -1, 0)
    shares = agreement_of(given, replace(similar, group_rows=group))
    assert shares[3] == pytest.approx(1 / 3)
    assert np.isnan(shares[0])


def test_agreement_needs_matches() -> None:
    given = given_of(WORDS)
    similar = evidence_of(WORDS, given, judged_of(given)).similar
    shares = agreement_of(given, similar)
    assert ((shares >= 0) & (shares <= 1) | np.isnan(shares)).all()


@pytest.mark.parametrize(("chance", "told"), [(0, "1 %"), (0.005, "1 %"), (0.55, "55 %"),
                                               (0.999, "99 %"), (1, "99 %")])  # fmt: skip
def test_nothing_is_told_as_certain(chance: float, told: str) -> None:
    assert percent(chance) == told


def test_a_text_of_the_file_is_quoted_in_one_short_line() -> None:
    assert quoted("TOTAL\n  DUE") == "“TOTAL DUE”"
    assert quoted("x" * 50) == "“" + "x" * 39 + "…”"
