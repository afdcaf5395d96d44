"""An error made in the same way again and again is found by the word and its receipt."""

import numpy as np
import pytest

from engine.labels.evidence.told import Told
from engine.labels.options import LabelOptions
from engine.labels.verdicts.settle import settle
from engine.labels.verdicts.verdict import Verdicts
from tests.labels.verdicts_makers import NAMES, SELF_TEST, given_of, judged_of, similar_of, words_of

WORDS = words_of()
ROW = 3  # a GRAND_TOTAL that is labelled SUBTOTAL
SUMS = {"SUBTOTAL": "It equals the lines.", "GRAND_TOTAL": "It equals SUBTOTAL + TAX."}


def settled(total: float, own: float, told: list[str], status: str = "NONE") -> Verdicts:
    given = given_of(WORDS, labels={ROW: "SUBTOTAL"}, statuses={ROW: status})
    chances = np.full((len(given), len(NAMES)), 1 / len(NAMES))
    chances[ROW] = (1 - total - own) / 3
    chances[ROW, [NAMES.index("GRAND_TOTAL"), NAMES.index("SUBTOTAL")]] = total, own
    judged = judged_of(given, wrong=np.full(len(given), 0.01), chances=chances)
    facts = tuple(Told(int(given.word[ROW]), label, SUMS[label]) for label in told)
    return settle(judged, given, similar_of(given, {}), SELF_TEST, LabelOptions(), ((), facts))


@pytest.mark.parametrize(
    ("total", "own", "told", "status", "wrong", "clear", "score"),
    [
        (0.6, 0.2, ["GRAND_TOTAL"], "NONE", True, False, 0.75),
        (0.5, 0.3, ["GRAND_TOTAL"], "NONE", False, False, 0.1),  # too even to be wrong
        (0.4, 0.41, ["GRAND_TOTAL"], "NONE", False, True, 0.01),  # not even likelier
        (0.7, 0.2, ["GRAND_TOTAL", "SUBTOTAL"], "NONE", False, False, 0.1),  # sums speak for both
        (0.6, 0.25, [], "NONE", False, True, 0.01),
        (0.8, 0.2, [], "NONE", False, False, 0.1),
        (0.8, 0.1, ["GRAND_TOTAL"], "VALID", False, True, 0.01),
        (0.8, 0.1, ["GRAND_TOTAL"], "INVALID", True, True, 1.0),
    ],
)
def test_what_the_word_and_sums_say_against_a_label(
    total: float, own: float, told: list[str], status: str, *, wrong: bool, clear: bool,
    score: float,
) -> None:  # fmt: skip
    found = settled(total, own, told, status)
    assert (found.is_outlier[ROW], found.clear[ROW]) == (wrong, clear)
    assert found.score[ROW] == pytest.approx(score)
    assert found.clear[np.arange(len(found.clear)) != ROW].all()


def test_the_label_that_sums_speak_for_is_suggested_and_said() -> None:
    found = settled(0.6, 0.2, ["GRAND_TOTAL"])
    assert NAMES[found.suggested[ROW]] == "GRAND_TOTAL"
    assert found.confidence[ROW] == pytest.approx(0.75)
    assert found.made_by[ROW] == "local:linear"
    assert "the sums of its receipt speak for GRAND_TOTAL." in found.reasons[ROW]
    doubted = settled(0.8, 0.2, [])
    assert doubted.suggested[ROW] == -1
    assert "a word like this in this place is usually GRAND_TOTAL." in doubted.reasons[ROW]
