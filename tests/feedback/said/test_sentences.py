"""Sentences of a summary: every number in them is a figure that was counted."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.feedback.meaning.sentences import checked_sentences, local_sentences

FIGURES = {
    "responses": "1,792", "scored": "1,700", "comments": "900",
    "nps.method": "shifted", "nps.headline": "61.2", "nps.interpretation": "good",
    "compared": "the standard NPS",
    "nps.standard": "+22.4", "nps.low": "+18.0", "nps.high": "+26.7",
    "theme.1": "late 24h parcels", "theme.1.count": "120", "theme.1.share": "13 %",
    "theme.1.cost": "4.2", "theme.1.cost.low": "3.0", "theme.1.cost.high": "5.5",
    "theme.2": "staff", "theme.2.count": "80", "theme.2.share": "8.9 %",
    "segment.1": "Shop", "segment.1.heading": "channel", "segment.1.difference": "−12.0",
    "segment.1.n": "300",
}  # fmt: skip


def numbers(text: str) -> list[str]:
    return re.findall(r"\d[\d,.]*\d|\d", text)


@pytest.mark.parametrize("language", ["en", "es"])
def test_our_own_sentences_tell_figures_only(language: str) -> None:
    said = local_sentences(FIGURES, language)
    assert any("24h parcels" in sentence.text for sentence in said)
    for sentence in said:
        assert not re.search(r"[{}]", sentence.text)
        told = " ".join(FIGURES[key] for key in sentence.figures)
        assert set(numbers(sentence.text)) <= set(numbers(told))


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_score_that_few_gave_is_called_neither_good_nor_bad(language: str) -> None:
    few = {key: told for key, told in FIGURES.items() if key != "nps.interpretation"}
    said = [one.text for one in local_sentences(few | {"nps.needed": "1,234"}, language)]
    (score,) = (text for text in said if "61.2" in text)
    assert "1,234" in score
    assert "good" not in score
    assert not any("1,234" in text for text in local_texts(language))


def local_texts(language: str) -> list[str]:
    return [one.text for one in local_sentences(FIGURES, language)]


def test_what_was_not_counted_is_not_said() -> None:
    said = local_sentences({"responses": "3", "scored": "0", "comments": "3"})
    assert [sentence.figures for sentence in said] == [("responses", "scored", "comments")]
    # A theme whose effect may be none is in no sentence about costs or lifts.
    assert not any("staff" in one.text for one in local_sentences(FIGURES))


@pytest.mark.parametrize(
    "sentence",
    [
        "It is 42 already.",
        "Half of them are unhappy.",
        "Twelve customers left.",
        "The score is {nps.unknown}.",
        "One said “never again”.",
        'A customer wrote "awful".',
        "The score is {nps.standard",
        "Up by ten percent.",
        "",
        "x" * 400,
    ],
)
def test_a_models_sentence_with_a_number_of_its_own_is_dropped(sentence: str) -> None:
    assert checked_sentences([sentence], FIGURES, "openai:x") == ([], 1)


def test_a_models_sentence_gets_its_figures() -> None:
    kept, dropped = checked_sentences(
        ["{theme.1} takes {theme.1.cost} points from the score."], FIGURES, "openai:x"
    )
    assert dropped == 0
    assert kept[0].text == "Late 24h parcels takes 4.2 points from the score."
    assert kept[0].figures == ("theme.1", "theme.1.cost")
    assert kept[0].made_by == "openai:x"


@given(st.lists(st.text(max_size=60) | st.sampled_from([f"{{{key}}} is it" for key in FIGURES])))
def test_whatever_a_model_says_no_number_of_its_own_comes_through(told: list[str]) -> None:
    kept, dropped = checked_sentences(told, FIGURES, "openai:x")
    assert len(kept) + dropped == len(told)
    for sentence in kept:
        own = sentence.text
        for key in sentence.figures:
            own = own.replace(FIGURES[key], "").replace(FIGURES[key].capitalize(), "")
        assert not re.search(r"\d", own)
