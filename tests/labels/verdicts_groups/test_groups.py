"""Groups, conflicts and consensus, against counting one by one."""

import json
from collections import Counter
from dataclasses import replace

import numpy as np
import polars as pl
import pytest
from hypothesis import given as examples
from hypothesis import strategies as st

from engine.labels.options import LabelOptions
from engine.labels.verdicts.conflicts import conflicts
from engine.labels.verdicts.groups import weigh_groups
from engine.labels.verdicts.sent import ANSWERED, REMEMBERED, Sent
from engine.labels.verdicts.settle import settle
from engine.labels.verdicts.verdict import DECIDED_BY
from tests.labels.verdicts_makers import (
    NAMES,
    SELF_TEST,
    evidence_of,
    given_of,
    judged_of,
    words_of,
)

OPTIONS = LabelOptions(similar_at=0.3)


def case(seed: int = 0, merchants=("Alder", "Birch"), **changes):
    words = words_of(8, merchants)
    given = given_of(words, **changes)
    judged = judged_of(given, seed)
    evidence = evidence_of(words, given, judged, OPTIONS)
    return evidence, settle(judged, given, evidence.similar, SELF_TEST, OPTIONS)


def weighed(evidence, verdicts, **more):
    return weigh_groups(evidence.words, evidence.given, verdicts, evidence.similar, OPTIONS, **more)


@examples(st.integers(0, 1_000))
def test_the_same_as_counting_word_by_word(seed: int) -> None:
    chance = np.random.default_rng(seed)
    labels = {int(row): str(chance.choice(NAMES)) for row in chance.integers(0, 40, 12)}
    evidence, verdicts = case(seed, labels=labels, statuses={2: "VALID", 3: "INVALID"})
    table = weighed(evidence, verdicts)
    words, given, similar = evidence.words, evidence.given, evidence.similar
    assert table["words"].sum() == len(given)
    for one in table.iter_rows(named=True):
        rows = [
            row for row in range(len(given))
            if words.merchants[words.merchant[given.word[row]]] == one["merchant_name"]
            and NAMES[given.label[row]] == one["label"]
        ]  # fmt: skip
        outliers = sum(bool(verdicts.is_outlier[row]) for row in rows)
        assert (one["words"], one["outliers"]) == (len(rows), outliers)
        assert one["consistent"] == len(rows) - outliers
        assert one["to_review"] == sum(not verdicts.clear[row] for row in rows)
        assert one["saved_by_rule"] == sum(verdicts.decided_by[row] == 0 for row in rows)
        assert one["pct_consistent"] == pytest.approx(100 * (1 - outliers / len(rows)), abs=0.051)
        assert one["purity"] == pytest.approx(1 - np.mean(verdicts.score[rows]), abs=1e-6)
        assert one["judged"] == ("yes" if len(rows) >= OPTIONS.min_group else "too small")
        shares = []
        for row in rows:
            near = [r for r in similar.group_rows[row] if r >= 0]
            near = near if len(near) >= 3 else [r for r in similar.rows[row] if r >= 0]
            if near:
                shares.append(np.mean([given.label[r] == given.label[row] for r in near]))
        expected = pytest.approx(np.mean(shares), abs=1e-6) if shares else None
        assert one["agreement"] == expected


def test_the_least_consistent_group_comes_first_and_null_merchants_are_a_group() -> None:
    evidence, verdicts = case(merchants=())
    table = weighed(evidence, verdicts)
    assert table["merchant_name"].is_null().all()
    assert table.height == len(NAMES)
    assert table["pct_consistent"].is_sorted()


def test_labels_that_were_not_chosen_are_left_out() -> None:
    evidence, verdicts = case(asked=("TAX",))
    assert set(weighed(evidence, verdicts)["label"]) == {"TAX"}


def test_requests_and_cost_are_shared_out_by_what_was_shown() -> None:
    evidence, verdicts = case()
    state, weight = np.zeros(40, dtype=np.int8), np.zeros(40)
    state[[0, 1]], state[5] = ANSWERED, REMEMBERED
    weight[[0, 1]] = 300.0, 100.0
    verdicts = replace(verdicts, sent=Sent(state, weight, 8))
    table = weighed(evidence, verdicts, cost_usd=0.4)
    by = {(one["merchant_name"], one["label"]): one for one in table.iter_rows(named=True)}
    first, second = by["Alder", "LINE_TOTAL"], by["Alder", "SUBTOTAL"]
    assert (first["calls"], second["calls"]) == (6.0, 2.0)
    assert (first["cost"], second["cost"]) == (pytest.approx(0.3), pytest.approx(0.1))
    assert table["saved_by_cache"].sum() == by["Birch", "LINE_TOTAL"]["saved_by_cache"] == 1
    assert weighed(evidence, verdicts)["cost"].is_null().all()


def test_a_model_that_is_sure_leaves_nothing_to_review() -> None:
    evidence, verdicts = case()
    decided = np.full(40, DECIDED_BY.index("llm"), dtype=np.int8)
    sure = replace(verdicts, decided_by=decided, clear=np.zeros(40, dtype=np.bool_),
                   confidence=np.where(np.arange(40) < 10, 0.69, 0.7))  # fmt: skip
    assert weighed(evidence, sure)["to_review"].sum() == 10


def test_the_consensus_is_what_most_words_say() -> None:
    evidence, verdicts = case()
    fine = replace(verdicts, is_outlier=np.zeros(40, dtype=np.bool_))
    table = weighed(evidence, fine)
    assert set(table.filter(pl.col("label") == "TAX")["consensus"]) == {"0.40"}
    texts = list(evidence.words.texts)
    for row in range(0, 40, 5):
        texts[evidence.given.word[row]] = f"{row}.00"
    split = replace(evidence, words=replace(evidence.words, texts=tuple(texts)))
    table = weighed(split, fine)
    assert table.filter(pl.col("label") == "LINE_TOTAL")["consensus"].is_null().all()


def test_checked_words_speak_for_the_group_where_there_are_any() -> None:
    evidence, verdicts = case(statuses={2: "VALID", 12: "VALID"})
    texts = list(evidence.words.texts)
    for row in (2, 12):
        texts[evidence.given.word[row]] = "0.50"
    split = replace(evidence, words=replace(evidence.words, texts=tuple(texts)))
    table = weighed(split, verdicts)
    at = table.filter((pl.col("label") == "TAX") & (pl.col("merchant_name") == "Alder"))
    assert at["consensus"].to_list() == ["0.50"]


@examples(st.lists(st.sampled_from(["VISA", "visa ", "Vi sa", "cash", "1.00", "Cash"]), min_size=40,
                   max_size=40), st.integers(0, 99))  # fmt: skip
def test_conflicts_against_counting_one_by_one(texts: list[str], seed: int) -> None:
    chance = np.random.default_rng(seed)
    labels = {row: str(chance.choice(NAMES[:2])) for row in range(40)}
    evidence, verdicts = case(seed, labels=labels)
    words, given = evidence.words, evidence.given
    said = list(words.texts)
    for row, text in enumerate(texts):
        said[given.word[row]] = text
    words = replace(words, texts=tuple(said))
    table = conflicts(words, given, verdicts)
    slow: dict[str, Counter[str]] = {}
    for row, text in enumerate(texts):
        folded = " ".join(text.split()).lower()
        slow.setdefault(folded, Counter())[NAMES[given.label[row]]] += 1
    expected = {f: c for f, c in slow.items() if len(c) > 1 and f != "1.00"}
    found = {
        " ".join(one["text"].split()).lower(): dict(
            zip(json.loads(one["labels"]), json.loads(one["counts"]), strict=True)
        )
        for one in table.iter_rows(named=True)
    }
    assert found == expected
    assert table["outliers"].is_sorted(descending=True)
    assert table["words"].to_list() == [
        expected[" ".join(text.split()).lower()].total() for text in table["text"]
    ]


def test_no_conflicts_is_an_empty_table() -> None:
    evidence, verdicts = case()
    table = conflicts(evidence.words, evidence.given, verdicts)
    assert table.height == 0
    assert table.columns[0] == "text"
