"""The data files: complete, in form, and of one mind about every word."""

import re
import tomllib
from pathlib import Path

import pytest

from engine.feedback.comments.lexicon import ASPECTS, LANGUAGES, lexicon_of, users_of
from engine.feedback.comments.lexicon.patterns import Patterns, sequences, written_out
from engine.feedback.responses import EMOTIONS

PARTS = {
    "function", "stop", "negators", "joins", "endings", "turns", "grants", "leaving", "nothing",
    "strengths", "values", "emotions", "aspects",
}  # fmt: skip
FORM = re.compile(r"(\*?[^\s()|*]+\*?|\([^()]+\)\??)( (\*?[^\s()|*]+\*?|\([^()]+\)\??))*")


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def file_of(root: Path, language: str) -> dict[str, object]:
    path = root / "engine" / "feedback" / "comments" / "lexicon" / f"{language}.toml"
    return tomllib.loads(path.read_text("utf-8"))


def test_each_file_has_every_part(root: Path, language: str) -> None:
    kept = file_of(root, language)
    assert set(kept) == PARTS
    assert set(kept["emotions"]) == set(EMOTIONS)
    assert list(kept["aspects"]) == list(ASPECTS)
    assert {float(value) for value in kept["values"]} >= {-3, -2, -1, 1, 2, 3}
    assert all(-3 <= float(value) <= 3 for value in kept["values"])
    assert all(0 < float(strength) < 2 for strength in kept["strengths"])


def test_every_pattern_is_in_form(root: Path, language: str) -> None:
    kept = file_of(root, language)
    listed = [
        text
        for name in ("values", "strengths", "emotions", "aspects")
        for text in kept[name].values()
    ]
    listed += [kept[name] for name in ("turns", "grants", "leaving", "nothing")]
    patterns = [" ".join(one.split()) for text in listed for one in text.split(",")]
    assert [one for one in patterns if not FORM.fullmatch(one)] == []


def test_no_word_is_both_good_and_bad(language: str) -> None:
    values = lexicon_of(language).values
    for listed in (values.words, values.stems):
        assert [word for word, found in listed.items() if min(found) < 0 < max(found)] == []
    turned = [
        (word, stem)
        for word, (value, *_) in values.words.items()
        for stem, (other, *_) in values.stems.items()
        if word.startswith(stem) and value * other < 0 and len(stem) > 3
    ]
    assert turned == []


def test_phrases_of_one_wording_have_one_sign(language: str) -> None:
    signs: dict[tuple[object, ...], set[bool]] = {}
    for elements, value in lexicon_of(language).values.phrases:
        signs.setdefault(elements, set()).add(value > 0)
    assert [elements for elements, found in signs.items() if len(found) > 1] == []


def test_negators_have_no_value_of_their_own(language: str) -> None:
    lexicon = lexicon_of(language)
    assert [word for word in sorted(lexicon.negators) if lexicon.values.of(word)] == []
    assert len(lexicon.negators) >= 8


def test_each_dictionary_is_large_enough_to_be_one(language: str) -> None:
    lexicon = lexicon_of(language)
    assert len(lexicon.values.words) + len(lexicon.values.stems) > 300
    assert len(lexicon.values.phrases) > 80
    assert len(lexicon.function) > 60
    assert lexicon.function < lexicon.stop


def test_languages_without_a_dictionary_have_their_common_words_only() -> None:
    dutch, unknown = lexicon_of("nl"), lexicon_of("")
    assert "het" in dutch.stop
    assert not dutch.values.words
    assert not unknown.stop
    assert users_of("het") == ("nl",)
    assert users_of("für") == ("de",)
    assert set(users_of("que")) >= {"es", "fr", "pt"}


def test_a_pattern_is_written_out() -> None:
    assert list(sequences("no (a|b c)? d")) == [
        ["no", "b", "c", "d"], ["no", "a", "d"], ["no", "d"],
    ]  # fmt: skip
    assert written_out("rien à (dire|ajouter), l'Été") == {
        ("rien", "a", "dire"), ("rien", "a", "ajouter"), ("l'", "ete"),
    }  # fmt: skip


def slowly(listed: dict[str, float], word: str) -> float:
    """What the most exact of `word`, `stem*` and `*end` says of a word, by looking at each."""
    if word in listed:
        return listed[word]
    stems = [one[:-1] for one in listed if one.endswith("*") and word.startswith(one[:-1])]
    stems = [stem for stem in stems if len(stem) > 4 or len(word) - len(stem) <= 4]
    if stems:
        return listed[max(stems, key=len) + "*"]
    ends = [one for one in listed if one.startswith("*") and word.endswith(one[1:])]
    return listed[ends[0]] if ends else 0.0


def test_words_are_found_as_by_looking_at_every_pattern() -> None:
    listed = {"late": -1.0, "la*": 5.0, "later*": 2.0, "lat*": 3.0, "*ing": 4.0, "sting": 6.0}
    patterns = Patterns()
    for pattern, value in listed.items():
        patterns.add(pattern, value, "en")
    words = ("late", "later", "laterally", "lat", "latitudes", "la", "lad", "sting", "resting",
             "o", "ing", "lasagnas", "lateral")  # fmt: skip
    for word in words:
        assert (patterns.of(word) or [0.0])[0] == slowly(listed, word), word
