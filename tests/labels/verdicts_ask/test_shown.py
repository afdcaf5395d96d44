"""What a model sees of a word: lines, neighbours, similar words; and nothing of the numbering."""

import json
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from engine.labels.verdicts.said import LONGEST, plain_words
from engine.labels.verdicts.shown import CHARACTERS, EACH, LINE_CHARACTERS, Showing
from tests.labels.verdicts_makers import (
    NAMES,
    evidence_of,
    facts_of,
    given_of,
    judged_of,
    similar_of,
    words_of,
)

WORDS = words_of()


def evidence(words=WORDS, matches: Any = None, **changes: Any):
    given = given_of(words, **changes)
    made = evidence_of(words, given, judged_of(given))
    return replace(made, similar=similar_of(given, matches or {}))


def test_a_word_with_its_receipt_neighbours_and_matches() -> None:
    found = Showing(evidence(matches={3: [8, 7]}, statuses={8: "VALID", 7: "INVALID"})).of(3)
    assert found == {
        "word": "4.40",
        "label": "GRAND_TOTAL",
        "merchant": "Alder",
        "above": ["Tea 4.00", "Subtotal 4.00", "Tax 0.40"],
        "row": {"left": "Total", "right": ""},
        "below": ["Date 2024-05-01"],
        "beside": {
            "left": ["Total"],
            "above": ["0.40", "TAX"],
            "below": ["2024-05-01", "DATE"],
        },
        "similar": {
            "same_label": [
                {"word": "4.40", "left": "Total", "label": "GRAND_TOTAL", "checked": "right"}
            ],
            "other_labels": [{"word": "0.40", "left": "Tax", "label": "TAX", "checked": "wrong"}],
        },
    }


def test_it_is_plain_json_and_the_same_every_time() -> None:
    told = evidence(matches={3: [8, 7]})
    assert json.loads(json.dumps(Showing(told).of(3))) == Showing(told).of(3)


def test_a_suggestion_is_shown_with_words_of_all_merchants() -> None:
    found = Showing(evidence(matches={3: [8, 7]})).of_suggestion(3, "TAX")
    assert found["suggested"] == "TAX"
    assert "label" not in found
    assert [match["label"] for match in found["similar"]] == ["GRAND_TOTAL", "TAX"]


def test_no_merchant_is_not_shown_and_a_second_label_is() -> None:
    words = words_of(8, ())
    told = evidence(words)
    given = replace(
        told.given,
        word=np.insert(told.given.word, 4, told.given.word[3]),
        label=np.insert(told.given.label, 4, NAMES.index("SUBTOTAL")),
        status=np.insert(told.given.status, 4, 0),
        row=np.insert(told.given.row, 4, 99),
        asked=np.insert(told.given.asked, 4, 1),
    )
    found = Showing(replace(told, given=given, similar=similar_of(given, {}))).of(3)
    assert "merchant" not in found
    assert found["carries_also"] == ["SUBTOTAL"]


@pytest.mark.parametrize("change", ["place", "neighbour", "label beside"])
def test_equal_words_in_different_places_are_different_questions(change: str) -> None:
    """Receipts 0 and 2 are of one merchant and alike, until one of them changes."""
    plain = Showing(evidence())
    assert plain.of(3) == plain.of(13)
    texts, changes, told = list(WORDS.texts), {}, WORDS
    if change == "place":
        texts[20:22], texts[26:28] = texts[26:28], texts[20:22]
    elif change == "neighbour":
        texts[26] = "Change"
    else:
        changes = {"labels": {12: "SUBTOTAL"}}
    told = replace(WORDS, texts=tuple(texts))
    shown = Showing(evidence(told, **changes))
    row = 10 if change == "place" else 13
    assert shown.of(3)["word"] == shown.of(row)["word"]
    assert shown.of(3) | {"label": ""} != shown.of(row) | {"label": ""}


def test_a_long_receipt_is_cut_to_the_lines_nearest_to_the_word() -> None:
    long = tuple(text * 40 for text in WORDS.texts)
    words = replace(WORDS, texts=long)
    found = Showing(replace(evidence(words), facts=facts_of(words))).of(3)
    lines = [*found["above"], *found["below"]]
    assert sum(map(len, lines)) < CHARACTERS + LINE_CHARACTERS
    assert all(len(line) <= LINE_CHARACTERS for line in lines)
    assert found["above"][-1].startswith("Tax")
    assert len(found["row"]["left"]) <= LINE_CHARACTERS
    assert len(found["word"]) <= 80


def test_few_of_many_matches_are_shown_the_same_merchants_first() -> None:
    told = evidence(matches={3: [8, 18, 28, 38]})
    group = np.full((40, 5), -1)
    group[3] = [13, 23, 33, 2, 8]
    similar = replace(told.similar, group_rows=group, group_scores=np.ones((40, 5)))
    found = Showing(replace(told, similar=similar)).of(3)["similar"]
    assert len(found["same_label"]) == EACH
    assert [match["label"] for match in found["other_labels"]] == ["TAX"]


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("  It is\na caption. ", "It is a caption."),
        ("See [this](https://evil.test/a?b) <img src=x>", "See img src=x"),
        ("‮hidden‬ signs\u0000", "hidden signs"),
        ("=cmd|' /C calc'!A0", "=cmd ' /C calc'!A0"),
        ("", ""),
        ("é" * 500, "é" * (LONGEST - 1) + "…"),
    ],
)
def test_a_models_words_become_short_and_plain(text: str, plain: str) -> None:
    assert plain_words(text) == plain
    assert plain_words(plain) == plain
