"""Receipts are dealt out by their ids, and a large file is judged in parts of whole receipts."""

import numpy as np
import polars as pl
import pytest

from engine.labels.evidence import parts
from engine.labels.evidence.folds import FOLDS, fold_of_receipts
from engine.labels.evidence.gather import gather_facts
from engine.labels.evidence.parts import parts_of
from engine.labels.numbering import number_words
from engine.steps import Steps
from tests.labels.judge_makers import some_receipts


def test_folds_follow_the_receipts_ids_and_are_even():
    table, _ = some_receipts(23)
    words, _ = number_words(table)
    folds = fold_of_receipts(words, 0)
    assert np.ptp(np.bincount(folds, minlength=FOLDS)) <= 1
    renamed = table.with_columns(("Z" + pl.col("image_id").str.reverse()).alias("image_id"))
    assert fold_of_receipts(number_words(renamed)[0], 0).tolist() != folds.tolist()
    assert fold_of_receipts(words, 1).tolist() != folds.tolist()
    more = pl.concat([table, table.head(1).with_columns(pl.lit("more").alias("text"))])
    assert fold_of_receipts(number_words(more)[0], 0).tolist() == folds.tolist()


@pytest.fixture
def split(monkeypatch):
    monkeypatch.setattr(parts, "MOST", 60)
    words, given = number_words(some_receipts()[0])
    facts = gather_facts(words, Steps())
    return words, given, facts, parts_of(words, given, facts, 0)


def test_parts_hold_every_label_once_and_merchants_whole(split):
    words, given, _, pieces = split
    assert len(pieces) > 1
    assert sorted(np.concatenate([one.rows for one in pieces]).tolist()) == list(range(len(given)))
    homes = {}
    for place, one in enumerate(pieces):
        for number in set(one.words.merchant.tolist()):
            homes.setdefault(words.merchants[number], set()).add(place)
    assert sum(len(places) for places in homes.values()) <= len(homes) + len(pieces) - 1


def test_a_part_is_what_its_receipts_alone_would_be(split):
    words, given, _, pieces = split
    for one in pieces:
        assert [one.words.texts[i] for i in one.given.word] == [
            words.texts[i] for i in given.word[one.rows]
        ]
        assert one.given.label.tolist() == given.label[one.rows].tolist()
        alone = gather_facts(one.words, Steps())
        np.testing.assert_allclose(one.facts.dense, alone.dense, atol=1e-5)
        assert one.facts.neighbours.tolist() == alone.neighbours.tolist()
        assert len(one.facts.layouts) == len(alone.layouts)
        for mine, theirs in zip(one.facts.layouts, alone.layouts, strict=True):
            assert mine.words.tolist() == theirs.words.tolist()
            np.testing.assert_allclose(mine.down, theirs.down, atol=1e-5)


def test_a_small_file_is_one_part():
    words, given = number_words(some_receipts(4)[0])
    whole = parts_of(words, given, gather_facts(words, Steps()), 0)
    assert len(whole) == 1
    assert whole[0].words is words
