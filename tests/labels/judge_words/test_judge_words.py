"""Labels are judged out of sample, whatever the order of the file, and every one has a score."""

import asyncio
from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from engine.errors import Cancelled
from engine.files import STATUSES
from engine.labels import LabelOptions
from engine.labels.evidence import classifier, rounds
from engine.labels.evidence.examples import Examples
from engine.labels.evidence.gather import gather_facts
from engine.labels.evidence.judged import Judged
from engine.labels.evidence.judging import judge_words
from engine.labels.numbering import number_words
from engine.labels.words import Given, Words
from engine.steps import Steps
from tests.labels.judge_makers import number, some_receipts

LINEAR = LabelOptions(thorough=False)


@pytest.fixture(autouse=True)
def _few_trees(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(classifier, "TREES", 10)


async def here(step, work, *arguments, **options):
    """Work that belongs into a process of its own, done in this one."""
    step.check()
    return work(*arguments, **options)


def judged_of(words: Words, given: Given, options: LabelOptions = LINEAR) -> Judged:
    facts = gather_facts(words, Steps())
    return asyncio.run(judge_words(words, given, facts, options, Steps(), here))


def judged_table(table: pl.DataFrame, options: LabelOptions = LINEAR) -> tuple[Given, Judged]:
    words, given = number_words(table)
    return given, judged_of(words, given, options)


@pytest.mark.parametrize("thorough", [True, False])
def test_swapped_labels_come_first_with_the_right_suggestion(thorough):
    table, wrong = some_receipts(swapped=8)
    given, judged = judged_table(table, LabelOptions(thorough=thorough))
    first = given.row[np.argsort(-judged.wrong)[: len(wrong)]].tolist()
    assert len(set(first) & set(wrong)) >= 7
    clean, _ = some_receipts()
    true = dict(zip(clean["row"], clean["label"], strict=True))
    others = judged.truth.copy()
    others[np.arange(len(given)), given.label] = -1
    suggested = {row: given.names[k] for row, k in
                 zip(given.row.tolist(), others.argmax(1).tolist(), strict=True)}  # fmt: skip
    assert sum(suggested[row] == true[row] for row in wrong) >= 7
    assert judged.way == ("thorough" if thorough else "linear")
    assert not judged.too_small


def test_beliefs_are_chances_and_vectors_are_of_length_one():
    given, judged = judged_table(some_receipts(swapped=5)[0])
    m, labels = len(given), len(given.names)
    for rows in (judged.chances, judged.truth):
        assert rows.shape == (m, labels)
        np.testing.assert_allclose(rows.sum(1), 1)
        assert rows.min() >= 0
    right = judged.truth[np.arange(m), given.label]
    np.testing.assert_allclose(judged.wrong, 1 - right, atol=1e-12)
    np.testing.assert_allclose(np.linalg.norm(judged.vectors, axis=1), 1, rtol=1e-5)
    np.testing.assert_allclose(judged.confusion.sum(1), 1)


def test_the_order_of_rows_and_other_columns_change_no_byte():
    table, _ = some_receipts(swapped=5)
    given, judged = judged_table(table)
    mixed = table.sample(fraction=1, shuffle=True, seed=3).with_columns(
        pl.lit("anything").alias("other: note")
    )
    again, same = judged_table(mixed.select(sorted(mixed.columns)))
    assert given.row.tolist() == again.row.tolist()
    for name in ("chances", "truth", "wrong", "vectors", "confusion"):
        assert getattr(judged, name).tobytes() == getattr(same, name).tobytes()


def test_a_labels_own_receipt_never_enters_the_first_round(monkeypatch):
    table, _ = some_receipts()
    words, given = number_words(table)
    rounds_of = []
    kept = rounds.ask_linear

    def spy(lesson, *rest):
        found = kept(lesson, *rest)
        rounds_of.append(found)
        return found

    monkeypatch.setattr(rounds, "ask_linear", spy)
    judged_of(words, given)
    own = np.flatnonzero(words.receipt[given.word] == 4)
    label = given.label.copy()
    label[own] = (label[own] + 1) % len(given.names)
    judged_of(words, replace(given, label=label))
    first, changed = rounds_of[0], rounds_of[2]
    at = Examples.of(given).at[own]
    fold = np.allclose(first[at], changed[at], atol=1e-3)
    assert fold
    assert not np.allclose(first, changed, atol=1e-3)


def test_what_the_file_calls_invalid_is_wrong_and_teaches_nothing():
    table, wrong = some_receipts(swapped=10)
    invalid = pl.when(pl.col("row").is_in(wrong)).then(pl.lit("INVALID")).otherwise("status")
    given, judged = judged_table(table.with_columns(invalid.alias("status")))
    told = given.status == STATUSES.index("INVALID")
    assert told.sum() == len(wrong)
    assert (judged.wrong[told] == 1).all()
    assert judged.wrong[~told].max() < 0.5


def test_two_labels_on_one_word_are_judged_each_by_itself():
    table, _ = some_receipts()
    word = table.filter(pl.col("label") == "DATE").head(1)
    second = word.with_columns(
        pl.lit("LINE_TOTAL").alias("label"), pl.lit(9999, pl.Int64).alias("row")
    )
    given, judged = judged_table(pl.concat([table, second]))
    date, total = (int(np.flatnonzero(given.row == row)[0]) for row in (word["row"][0], 9999))
    assert given.word[date] == given.word[total]
    assert judged.wrong[total] > 0.5 > judged.wrong[date]


SMALL = {
    "one receipt": ([("r1", f"{k}.50", "LINE_TOTAL") for k in range(9)] + [("r1", "Milk", "DATE")],
                    "1 receipt"),
    "one label": ([(f"r{k}", "12.50", "TAX") for k in range(9)] + [("r1", "Milk", "")],
                  "same label"),
    "few words": ([(f"r{k}", f"{k}.50", "TAX") for k in range(9)] + [("r1", "Milk", "DATE")],
                  "10 labelled words"),
    "all invalid": ([(f"r{k}", f"{k}.50", "TAX", "INVALID") for k in range(9)], "not called"),
}  # fmt: skip


@pytest.mark.parametrize(("rows", "said"), SMALL.values(), ids=SMALL.keys())
def test_a_file_too_small_has_a_score_for_every_label_and_says_why(rows, said):
    words, given = number(rows)
    judged = judged_of(words, given)
    assert judged.way == "shares"
    assert said in judged.too_small
    assert len(judged.wrong) == len(given)
    assert np.isfinite(judged.wrong).all()
    assert ((judged.wrong >= 0) & (judged.wrong <= 1)).all()


def test_where_there_is_one_label_what_looks_unlike_it_is_stranger():
    rows = [(f"r{k}", f"{k}.50", "TAX") for k in range(9)]
    rows += [("r1", "Milk", "TAX"), *[(f"r{k}", "Bread", "") for k in range(9)]]
    words, given = number(rows)
    judged = judged_of(words, given)
    assert words.texts[given.word[judged.wrong.argmax()]] == "Milk"


def test_a_file_without_labels_has_nothing_to_judge():
    words, given = number([("r1", "Milk", ""), ("r2", "12.50", "")])
    judged = judged_of(words, given)
    assert len(judged.wrong) == 0
    assert judged.too_small


def test_receipts_without_boxes_are_judged_by_their_texts():
    table, wrong = some_receipts(swapped=4)
    nowhere = table.with_columns(pl.lit(None, pl.Float64).alias(side)
                                 for side in ("x", "y", "width", "height"))  # fmt: skip
    given, judged = judged_table(nowhere)
    assert judged.way == "linear"
    first = given.row[np.argsort(-judged.wrong)[: 2 * len(wrong)]].tolist()
    assert len(set(first) & set(wrong)) >= 3


def test_processes_answer_what_this_process_does():
    table, _ = some_receipts(8, swapped=3)
    words, given = number_words(table)
    apart = asyncio.run(judge_words(words, given, gather_facts(words, Steps()), LINEAR, Steps()))
    assert apart.way == "linear"
    assert apart.wrong.tobytes() == judged_of(words, given).wrong.tobytes()


def test_a_cancel_ends_the_judging():
    words, given = number_words(some_receipts(8)[0])
    facts = gather_facts(words, Steps())
    steps = Steps()
    steps.cancel()
    with pytest.raises(Cancelled):
        asyncio.run(judge_words(words, given, facts, LINEAR, steps))
