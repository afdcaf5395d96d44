"""What was decided before is learnt from; suspicion is of the labels that the file gives."""

import dataclasses

import numpy as np
import polars as pl

from engine.files import STATUSES
from engine.labels.evidence.early import early_list
from engine.labels.evidence.taught import teach
from tests.labels.verdicts_makers import NAMES, given_of, judged_of, words_of

WORDS = words_of()
GIVEN = given_of(WORDS, labels={3: "SUBTOTAL"}, statuses={4: "PENDING"})
KEYS = tuple(f"k{row}" for row in range(len(GIVEN)))


def decided(*rows: tuple[str, str, str | None]) -> pl.DataFrame:
    return pl.DataFrame(rows, {"key": pl.String, "action": pl.String, "label": pl.String},
                        orient="row")  # fmt: skip


def test_what_was_decided_stands_in_the_place_of_what_the_file_says() -> None:
    taught = teach(GIVEN, KEYS, decided(
        ("k3", "accept", "GRAND_TOTAL"), ("k1", "reject", "SUBTOTAL"), ("k2", "change", None),
        ("k0", "change", "TIP"), ("k4", "unsure", None), ("elsewhere", "reject", "DATE"),
    ))  # fmt: skip
    told = {row: (NAMES[taught.given.label[row]], STATUSES[taught.given.status[row]])
            for row in range(5)}  # fmt: skip
    assert told == {
        0: ("LINE_TOTAL", "INVALID"), 1: ("SUBTOTAL", "VALID"), 2: ("TAX", "INVALID"),
        3: ("GRAND_TOTAL", "VALID"), 4: ("DATE", "PENDING"),
    }  # fmt: skip
    assert taught.count == 4
    assert (taught.given.label[5:] == GIVEN.label[5:]).all()


def test_suspicion_is_of_the_label_that_the_file_gives() -> None:
    taught = teach(GIVEN, KEYS, decided(("k3", "accept", "GRAND_TOTAL")))
    judged = judged_of(taught.given)
    found = taught.judged_of(judged, GIVEN)
    assert found.wrong[3] == 1 - judged.truth[3, NAMES.index("SUBTOTAL")]
    others = np.arange(len(GIVEN)) != 3
    assert (found.wrong[others] == judged.wrong[others]).all()


def test_without_decisions_nothing_is_touched() -> None:
    assert teach(GIVEN, KEYS, None).given is GIVEN
    assert teach(GIVEN, KEYS, decided()).count == 0


def test_the_worst_so_far_are_shown_part_by_part() -> None:
    shown: list[pl.DataFrame] = []
    given = dataclasses.replace(GIVEN, asked=np.arange(len(GIVEN)) != 7)
    take = early_list(WORDS, given, shown.append)
    take(np.arange(5), np.array([0.0, 0.2, 0.1, 0.9, 0.3]))
    take(np.array([7, 6]), np.array([0.99, 0.25]))
    assert shown[0]["outlier_score"].to_list() == [0.9, 0.3, 0.2, 0.1]
    assert shown[1]["outlier_score"].to_list() == [0.9, 0.3, 0.25, 0.2, 0.1]
    assert shown[1].row(0) == (0.9, "4.40", "SUBTOTAL", None, "Alder")
