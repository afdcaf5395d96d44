"""What is found in comments: aspects, blame, emotions, leaving, phrases; what always holds."""

import re
import unicodedata
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.feedback.comments.clauses import hear
from engine.feedback.comments.comments import Cues
from engine.feedback.comments.cues import find_cues, join_cues
from engine.feedback.comments.lexicon import ASPECTS, LANGUAGES, entries_of, lexicon_of
from engine.feedback.comments.tokens import cleaned, composed, tokens_of
from engine.feedback.responses import EMOTIONS

WORDS = (
    "never again not good delivery late but staff lovely , . ! although I will come back 👍 "
    "very waste of time no problems price too expensive don't recommend it :( quality and"
)
COMMENTS = st.one_of(
    st.lists(st.sampled_from(WORDS.split()), max_size=14).map(" ".join),
    st.text(max_size=60),
)


def one(text: str, language: str = "en") -> Cues:
    return find_cues([text], [language])


def blamed(text: str, language: str = "en") -> dict[str, float]:
    """What a comment says of each aspect it names."""
    cues = one(text, language)
    return {
        name: round(float(cues.blamed[0, place]), 3)
        for place, name in enumerate(cues.aspect_names)
        if cues.aspects[0, place]
    }


def emotions(text: str, language: str = "en") -> set[str]:
    return {EMOTIONS[place] for place in np.flatnonzero(one(text, language).emotions[0])}


@pytest.mark.parametrize(
    ("language", "text", "praised", "hurts"),
    [
        ("en", "The delivery was late, but the staff were friendly.", "staff", "delivery"),
        ("en", "Lovely staff and the prices are terrible", "staff", "price"),
        ("es", "La entrega llegó tarde, pero el personal es amable.", "staff", "delivery"),
        ("pt", "A entrega atrasou, mas os funcionários são simpáticos.", "staff", "delivery"),
        ("fr", "La livraison est en retard mais le personnel est aimable.", "staff", "delivery"),
        ("de", "Die Lieferung war viel zu spät, aber das Personal freundlich.", "staff",
        "delivery"),
        ("it", "La consegna è in ritardo, ma il personale è gentile.", "staff", "delivery"),
    ],
)  # fmt: skip
def test_each_clause_blames_its_own(language: str, text: str, praised: str, hurts: str) -> None:
    said = blamed(text, language)
    assert said[praised] > 0 > said[hurts]


def test_a_clause_goes_on_over_a_comma_until_it_is_said() -> None:
    assert blamed("The delivery, awful.")["delivery"] == -3
    assert blamed("Awful. The delivery van is red.")["delivery"] == 0


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("en", "I am furious", "anger"),
        ("en", "not happy at all", "disappointment"),
        ("en", "I can't wait to come back", "anticipation"),
        ("en", "The instructions are unclear", "confusion"),
        ("es", "Estoy harta de esperar", "frustration"),
        ("es", "No me gustó", "disappointment"),
        ("pt", "Loja de confiança", "trust"),
        ("fr", "On ne comprend pas, c'est flou", "confusion"),
        ("de", "Ich bin sehr zufrieden", "satisfaction"),
        ("de", "Ich fühle mich verärgert", "anger"),
        ("it", "Sono delusa", "disappointment"),
        ("it", "Non vedo l'ora", "anticipation"),
    ],
)
def test_emotions_are_heard(language: str, text: str, wanted: str) -> None:
    assert wanted in emotions(text, language)


def test_a_negated_emotion_is_not_felt() -> None:
    assert "satisfaction" not in emotions("I am not happy")
    assert "anger" not in emotions("I was never angry")
    assert emotions("The box is on the table") == set()


@pytest.mark.parametrize(
    ("language", "leaves", "stays"),
    [
        ("en", "I will not be coming back", "I will come back"),
        ("en", "I have cancelled my account", "My account is fine"),
        ("es", "No volveré", "Volveré pronto"),
        ("pt", "Nunca mais compro aqui", "Compro sempre aqui"),
        ("fr", "Je ne reviendrai plus", "Je reviendrai"),
        ("de", "Ich habe gekündigt", "Ich bestelle wieder"),
        ("it", "Non ci torno più", "Ci torno volentieri"),
    ],
)
def test_leaving_is_heard_where_it_is_said(language: str, leaves: str, stays: str) -> None:
    assert one(leaves, language).leaving[0] > 0
    assert one(stays, language).leaving[0] == 0


def test_content_has_neither_stop_words_nor_judgements() -> None:
    cues = one("The delivery of my great blue teapot was NOT good, it's 3 days late!")
    assert cues.content[0] == "delivery blue teapot late"
    assert one("Qualité déçue, l'accueil", "fr").content[0] == "qualité accueil"


def test_phrases_are_cut_out_as_written() -> None:
    assert one("Très bon accueil, mais trop d’attente", "fr").phrases[0][0] == "Très bon accueil"
    assert one("No lo recomiendo", "es").phrases[0] == ("No lo recomiendo",)
    assert one("Look at https://x.example/awful-price now").phrases[0] == ()


def test_what_is_not_covered_is_said() -> None:
    cues = find_cues(["Prima service", "👍", "Nice", "Nice"], ["nl", "", "", "en"])
    assert cues.covered.tolist() == [False, True, False, True]
    assert cues.hits.tolist() == [0, 1, 0, 1]


def test_a_sentence_in_another_language_is_read_in_it() -> None:
    mixed = "The place is on the river. Pero el personal no es amable y todo está muy sucio."
    alone = "Pero el personal no es amable y todo está muy sucio."
    assert one(mixed).negative[0] == one(alone, "es").negative[0] < 0


def test_addresses_are_not_read() -> None:
    assert one("write to terrible@bad.example or www.awful.example").hits[0] == 0


@given(st.lists(COMMENTS, min_size=1, max_size=6), st.sampled_from([*LANGUAGES, "", "nl"]),
       st.integers(0, 6))  # fmt: skip
@settings(max_examples=40, deadline=None)
def test_whatever_is_written(texts: list[str], language: str, cut: int) -> None:
    languages = [language] * len(texts)
    cues = find_cues(texts, languages)
    assert (np.abs(cues.lexicon) < 1).all()
    assert ((cues.positive >= 0) & (cues.negative <= 0)).all()
    assert (cues.lexicon[cues.hits == 0] == 0).all()
    assert (cues.blamed[~cues.aspects] == 0).all()
    assert cues.aspects.shape == (len(texts), len(ASPECTS))
    for text, phrases in zip(texts, cues.phrases, strict=True):
        assert len(phrases) <= 3
        assert all(phrase in unicodedata.normalize("NFC", text) for phrase in phrases)
    cut = min(cut, len(texts))
    parts = [part for part in (texts[:cut], texts[cut:]) if part]
    joined = join_cues([find_cues(part, languages[: len(part)]) for part in parts])
    for name in (
        "lexicon",
        "positive",
        "hits",
        "covered",
        "tokens",
        "emotions",
        "leaving",
        "blamed",
    ):
        assert getattr(joined, name).tobytes() == getattr(cues, name).tobytes()
    assert (joined.content, joined.phrases) == (cues.content, cues.phrases)


def heard_slowly(text: str, language: str) -> int:
    """How many cues of leaving there are, by trying every phrase at every word."""
    lexicon, known = lexicon_of(language), entries_of(language)
    words = [known[token].plain for token in tokens_of(cleaned(composed(text)))]
    whole = sum(bool(lexicon.leaving.of(word)) for word in words if word[0].isalnum())
    for place in range(len(words)):
        for elements, _ in lexicon.leaving.phrases:
            here = words[place : place + len(elements)]
            whole += len(here) == len(elements) and all(
                element.fits(word) for element, word in zip(elements, here, strict=True)
            )
    return whole


@given(COMMENTS)
@settings(max_examples=80, deadline=None)
def test_phrases_are_found_as_by_trying_each_at_every_word(text: str) -> None:
    known = entries_of("en")
    entries = [known[token] for token in tokens_of(cleaned(composed(text)))]
    assert hear(entries).leaving == heard_slowly(text, "en")


def test_one_comment_of_a_hundred_thousand_letters_is_read() -> None:
    long = "x" * 100_000 + "@" + " !?" * 5_000 + "good " * 5_000
    cues = one(long)
    assert cues.hits[0] == 5_000
    assert 0 < cues.lexicon[0] < 1


def test_the_data_files_are_packaged(root: Path) -> None:
    kept = (root / "pyproject.toml").read_text("utf-8")
    assert re.search(r'"engine\.feedback\.comments\.lexicon" = \["\*\.toml"\]', kept)


@pytest.mark.parametrize(
    ("language", "stays", "leaves"),
    [
        ("en", "dearer than your competitors", "never again"),
        ("es", "más caro que la competencia", "me doy de baja"),
        ("pt", "mais caro que a concorrência", "nunca mais"),
        ("fr", "plus cher que chez la concurrence, pas ailleurs", "je passe à la concurrence"),
        ("de", "teurer als die Konkurrenz", "nie wieder"),
        ("it", "più caro della concorrenza", "mai più"),
    ],
)
def test_who_names_a_competitor_does_not_say_they_leave(
    language: str, stays: str, leaves: str
) -> None:
    assert find_cues([stays, leaves], [language, language]).leaving.tolist() == [0, 1]
