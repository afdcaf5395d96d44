"""The dictionaries held to sentences made here: praise, blame, `not`, `very`, `but`, phrases."""

from itertools import product

import pytest

from engine.feedback.comments.cues import find_cues
from tests.feedback.words.made import LANGUAGES, MADE, PLAIN


def readings(sentences: list[str], language: str) -> list[float]:
    """Lexicon values of sentences."""
    return find_cues(sentences, [language] * len(sentences)).lexicon.tolist()


def plain(language: str, adjective: str) -> list[str]:
    """A sentence of each thing with an adjective."""
    return [f"{thing} {PLAIN[language]} {adjective}." for thing in MADE[language].things]


def filled(language: str, form: str, **words: str) -> list[str]:
    """A sentence of each thing in a form."""
    empty = words.pop("word", "")
    return [form.format(empty, thing=thing, **words) for thing in MADE[language].things]


@pytest.mark.parametrize("language", LANGUAGES)
def test_praise_is_above_nothing_and_blame_below(language: str) -> None:
    made = MADE[language]
    for word in made.good:
        assert min(readings(plain(language, word), language)) > 0.2, word
    for word in made.bad:
        assert max(readings(plain(language, word), language)) < -0.2, word


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_negation_turns_praise_to_blame_and_takes_most_of_the_blame(language: str) -> None:
    made = MADE[language]
    for word in made.good:
        assert max(readings(filled(language, made.turned, word=word), language)) < -0.1, word
    for word in made.bad:
        turned = readings(filled(language, made.turned, word=word), language)
        before = readings(plain(language, word), language)
        assert all(now > -0.35 and now > was for now, was in zip(turned, before, strict=True)), word


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_of_degree_make_it_stronger_and_weaker(language: str) -> None:
    made = MADE[language]
    for word in (*made.good, *made.bad):
        strong, middle, weak = (
            readings(sentences, language)[0]
            for sentences in (
                filled(language, made.strong, word=word),
                plain(language, word),
                filled(language, made.weak, word=word),
            )
        )
        assert abs(strong) > abs(middle) > abs(weak) > 0, word


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_comes_after_a_but_weighs_more(language: str) -> None:
    made = MADE[language]
    for good, bad in product(made.good, made.bad):
        down = readings(filled(language, made.but, a=good, b=bad), language)[0]
        up = readings(filled(language, made.but, a=bad, b=good), language)[0]
        assert down < up, (good, bad)
    good, bad = made.good[0], made.bad[0]  # the same strength
    assert readings(filled(language, made.but, a=good, b=bad), language)[0] < 0
    assert readings(filled(language, made.but, a=bad, b=good), language)[0] > 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_granted_weighs_less(language: str) -> None:
    made = MADE[language]
    good, bad = made.good[0], made.bad[0]
    assert readings(filled(language, made.granted, a=good, b=bad), language)[0] > 0
    assert readings(filled(language, made.granted, a=bad, b=good), language)[0] < 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_idioms_are_understood_as_a_whole(language: str) -> None:
    made = MADE[language]
    praise = dict(zip(made.praise, readings(list(made.praise), language), strict=True))
    blame = dict(zip(made.blame, readings(list(made.blame), language), strict=True))
    assert {text: value for text, value in praise.items() if value <= 0.2} == {}
    assert {text: value for text, value in blame.items() if value >= -0.2} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_accents_case_and_drawn_out_letters_make_no_difference(language: str) -> None:
    made = MADE[language]
    for word in made.good:
        upper = readings([sentence.upper() for sentence in plain(language, word)], language)
        assert upper == readings(plain(language, word), language)
        drawn = word[:-1] + 4 * word[-1]
        assert readings(plain(language, drawn), language) == readings(
            plain(language, word), language
        )


def test_signs_and_capitals_say_it_louder() -> None:
    quiet, cried, loud = readings(["a bad day", "a bad day!!", "a BAD day"], "en")
    assert cried < quiet
    assert loud < quiet


def test_long_comments_are_not_stronger_for_being_long() -> None:
    praise = "The room was good. "
    filler = "We came in by the door and then there was a table with a chair in it. "
    short, long = readings([praise, praise + 8 * filler], "en")
    assert 0 < long < short


def test_pictures_say_the_same_in_all_languages() -> None:
    for language in ("en", "de", "ja", ""):
        glad, sad = readings(["👍👍", "😡"], language)
        assert glad > 0.4
        assert sad < -0.4


def test_a_word_of_degree_says_only_how_much_before_another() -> None:
    slow, very_slow, alone = readings(["lent", "super lent", "super"], "fr")
    assert very_slow < slow < 0 < alone
    assert readings(["pretty bad"], "en")[0] < -0.4 < 0.4 < readings(["a pretty dress"], "en")[0]


def test_a_never_that_only_says_how_much_turns_nothing_about() -> None:
    never_such, bad = readings(["I have never seen such bad manners", "bad manners"], "en")
    assert never_such == bad < 0
    praised = find_cues(["I have never had such good bread"], ["en"])
    assert praised.lexicon[0] > 0
    assert praised.hits[0] == 1


def test_words_that_look_alike_are_told_apart() -> None:
    for language, text in (("es", "los precios"), ("es", "me dan la carta"), ("pt", "o chat")):
        assert readings([text], language) == [0]


LOOKALIKES = {
    "de": ("Die Lobby", "Meine Freundin war dabei", "Ich war bei Netto", "Ich nahm Klarna",
           "Die Hose ist dunkelblau", "Der Faden", "Liebe Grüße", "Mein Sohn ist drei Jahre alt",
           "Wir kamen später"),
    "es": ("El hospital", "Es de nuevo azul", "A lo mejor es azul", "Buenos días",
           "El borde de la mesa", "Hace dos años atrás", "No es la primera vez que compro"),
    "it": ("Buona sera", "Cordiali saluti"),
}  # fmt: skip
STAYING = {
    "de": ("Ich muss die Batterie wechseln", "Kann mich in der App nicht abmelden",
           "Meine Bestellung wurde storniert"),
    "en": ("They cancelled my order", "I have never stayed in such a hotel",
           "I am not going to lie", "I was leaving for the airport"),
    "es": ("Me cancelaron el pedido", "Me fui encantada", "Me voy a quedar con la talla"),
    "fr": ("Ils ont annulé ma commande", "Je pars en vacances"),
    "it": ("Hanno cancellato il mio ordine", "Passo a ritirare domani"),
    "pt": ("Cancelaram o meu pedido", "Perdi o prazo"),
}  # fmt: skip
LEAVING = {
    "de": ("Ich habe mein Abo gekündigt", "Ich bestelle künftig woanders", "App deinstalliert"),
    "en": ("I cancelled my subscription", "We switched to another bank", "Never coming back"),
    "es": ("He cancelado mi cuenta", "Me paso a la competencia", "No volveré"),
    "fr": ("J'ai annulé mon abonnement", "Je vous quitte"),
    "it": ("Ho disdetto tutto: disdetta", "La prossima volta vado altrove"),
    "pt": ("Cancelei a minha conta", "Perderam um cliente"),
}


def test_words_that_only_look_like_praise_or_blame_say_nothing() -> None:
    for language, sentences in LOOKALIKES.items():
        told = dict(zip(sentences, readings(list(sentences), language), strict=True))
        assert {text: value for text, value in told.items() if value} == {}


def test_leaving_is_heard_from_those_who_leave_only() -> None:
    for sentences, leaves in ((STAYING, False), (LEAVING, True)):
        for language, told in sentences.items():
            found = find_cues(list(told), [language] * len(told)).leaving
            assert [text for text, cues in zip(told, found, strict=True)
                    if bool(cues) != leaves] == []  # fmt: skip
