"""The dictionaries held to sentences made here: praise, blame, `not`, `very`, `but`, phrases."""

from dataclasses import dataclass
from itertools import product

import pytest

from engine.feedback.comments.cues import find_cues


@dataclass(frozen=True)
class Made:
    """What sentences of one language are made of; `{}` stands for an adjective, `{a}`, `{b}` two.

    Attributes:
        things: Beginnings with their verb.
        good: What praises them.
        bad: What blames them.
        plain: How a thing and an adjective become a sentence.
        turned: The same with a negation.
        strong: The same, stronger.
        weak: The same, weaker.
        but: Two sides, the second weighing more.
        granted: Two sides, the first being granted only.
        praise: Whole comments of praise, most of them in idioms.
        blame: Whole comments of blame.
    """

    things: tuple[str, ...]
    good: tuple[str, ...]
    bad: tuple[str, ...]
    turned: str
    strong: str
    weak: str
    but: str
    granted: str
    praise: tuple[str, ...]
    blame: tuple[str, ...]


MADE = {
    "en": Made(
        things=("The oven", "Our guide", "This jacket", "The ferry"),
        good=("excellent", "good", "lovely", "comfortable", "wonderful", "helpful", "reliable"),
        bad=("terrible", "bad", "awful", "dirty", "rude", "useless", "disappointing", "broken"),
        turned="{thing} was not {}.",
        strong="{thing} was very {}.",
        weak="{thing} was slightly {}.",
        but="{thing} was {a} but {b}.",
        granted="{thing} was {a}, although {b}.",
        praise=(
            "No problems at all.", "Never had a problem in two years", "Can't fault them",
            "It was worth every penny", "They went above and beyond", "Second to none!",
            "It arrived on time and as described", "Couldn't be happier", "Well done",
            "Better than expected", "I highly recommend it", "Thumbs up", "Loved it",
        ),
        blame=(
            "Waste of time", "Never again", "It fell apart in a week", "It does not work",
            "I was on hold for an hour", "Still waiting for an answer", "Not worth the money",
            "Nobody answers", "It left me fed up", "Stay away", "Thanks for nothing",
            "I would not recommend it", "What a joke", "They never replied", "Too expensive",
            "It stopped working",
        ),
    ),
    "es": Made(
        things=("El horno", "Nuestro guía", "El abrigo", "El barco"),
        good=("excelente", "bueno", "bonito", "cómodo", "maravilloso", "amable", "fiable"),
        bad=("terrible", "malo", "horrible", "sucio", "grosero", "inútil", "decepcionante",
        "lento"),
        turned="{thing} no es {}.",
        strong="{thing} es muy {}.",
        weak="{thing} es un poco {}.",
        but="{thing} es {a} pero {b}.",
        granted="{thing} es {a}, aunque {b}.",
        praise=(
            "Sin problemas", "Vale la pena", "Nunca he tenido problemas",
            "Llegó antes de lo previsto",
            "Quedé encantada", "Todo perfecto", "Muchas gracias por la ayuda", "Lo recomiendo",
            "Me gustó mucho", "Volveré", "De maravilla", "No me arrepiento",
        ),
        blame=(
            "No lo recomiendo", "Nunca más", "Deja mucho que desear", "No funciona",
            "Nadie me contesta", "Sigo esperando una respuesta", "Una estafa", "No me gustó",
            "Se rompió a la semana", "Una tomadura de pelo", "No vale la pena", "Demasiado caro",
            "Mala calidad", "No volveré",
        ),
    ),
    "pt": Made(
        things=("O forno", "O nosso guia", "O casaco", "O barco"),
        good=("excelente", "bom", "bonito", "confortável", "maravilhoso", "simpático", "seguro"),
        bad=("terrível", "mau", "horrível", "sujo", "grosseiro", "inútil", "ruim", "lento"),
        turned="{thing} não é {}.",
        strong="{thing} é muito {}.",
        weak="{thing} é um pouco {}.",
        but="{thing} é {a} mas {b}.",
        granted="{thing} é {a}, embora {b}.",
        praise=(
            "Sem problemas", "Vale a pena", "Chegou antes do prazo", "Tudo certo",
            "Super recomendo",
            "Nunca tive problemas", "Adorei", "Gostei muito", "Não me arrependo", "Como prometido",
            "Muito obrigado pela ajuda", "Nada a apontar",
        ),
        blame=(
            "Não recomendo", "Nunca mais", "Deixa a desejar", "Não funciona", "Não chegou",
            "Ninguém responde", "Ainda estou à espera", "Veio com defeito", "Não gostei",
            "Má qualidade", "Uma vergonha", "Demasiado caro", "Não vale a pena", "Perda de tempo",
        ),
    ),
    "fr": Made(
        things=("Le four", "Notre guide", "Ce manteau", "Le bateau"),
        good=("excellent", "bon", "joli", "confortable", "merveilleux", "aimable", "fiable"),
        bad=("terrible", "mauvais", "horrible", "sale", "désagréable", "inutile", "décevant",
        "lent"),
        turned="{thing} n'est pas {}.",
        strong="{thing} est très {}.",
        weak="{thing} est un peu {}.",
        but="{thing} est {a} mais {b}.",
        granted="{thing} est {a}, bien que {b}.",
        praise=(
            "Aucun problème", "Pas de souci", "Rien à redire", "Bon rapport qualité prix",
            "Ça vaut le détour", "Tout est parfait", "On ne peut plus satisfait",
            "Aux petits soins",
            "Pas cher du tout", "Jamais déçue", "Merci beaucoup pour l'aide", "Je recommande",
        ),
        blame=(
            "Je ne recommande pas", "Plus jamais", "Laisse à désirer", "Ne fonctionne pas",
            "Personne ne répond", "Pas assez de choix", "Trop d'attente", "À éviter", "Trop cher",
            "Il manque de personnel", "Une arnaque", "Je ne suis pas contente", "Perte de temps",
            "Il s'est cassé",
        ),
    ),
    "de": Made(
        things=("Der Ofen", "Unser Führer", "Die Jacke", "Das Schiff"),
        good=("ausgezeichnet", "gut", "schön", "bequem", "wunderbar", "freundlich", "zuverlässig"),
        bad=("schrecklich", "schlecht", "furchtbar", "dreckig", "unhöflich", "nutzlos", "kaputt"),
        turned="{thing} war nicht {}.",
        strong="{thing} war sehr {}.",
        weak="{thing} war etwas {}.",
        but="{thing} war {a}, aber {b}.",
        granted="{thing} war {a}, obwohl {b}.",
        praise=(
            "Keine Probleme", "Nichts auszusetzen", "Immer wieder gerne", "Wie beschrieben",
            "Schneller als erwartet", "Nur zu empfehlen", "Weiter so", "Alles bestens",
            "Vielen Dank für die Hilfe", "Preis-Leistung stimmt", "Ich wurde nicht enttäuscht",
        ),
        blame=(
            "Nie wieder", "Funktioniert leider nicht", "Gefällt mir gar nicht", "Finger weg",
            "Niemand hat geantwortet", "Lässt zu wünschen übrig", "Reine Abzocke",
            "Kann ich nicht empfehlen", "Warte noch immer auf eine Antwort", "Viel zu teuer",
            "Eine Frechheit", "Nicht zufrieden", "Wurde nicht geliefert", "Da rate ich ab",
        ),
    ),
    "it": Made(
        things=("Il forno", "La nostra guida", "La giacca", "Il traghetto"),
        good=("eccellente", "buono", "bello", "comodo", "meraviglioso", "gentile", "affidabile"),
        bad=("terribile", "brutto", "orribile", "sporco", "scortese", "inutile", "deludente"),
        turned="{thing} non è {}.",
        strong="{thing} è molto {}.",
        weak="{thing} è leggermente {}.",
        but="{thing} è {a} ma {b}.",
        granted="{thing} è {a}, anche se {b}.",
        praise=(
            "Nessun problema", "Niente da dire", "Ne vale la pena",
            "Ottimo rapporto qualità prezzo",
            "Come descritto", "Lo consiglio", "Ci tornerò", "Mi è piaciuto molto", "Tutto bene",
            "Grazie mille per l'aiuto", "Non vedo l'ora di tornare", "Niente male",
        ),
        blame=(
            "Mai più", "Non lo consiglio", "Lascia a desiderare", "Non funziona",
            "Nessuno risponde",
            "Non mi è piaciuto", "Sto ancora aspettando", "Una truffa", "Si è rotto subito",
            "Non è all'altezza", "Alla larga", "Troppo caro", "Non ci torno più", "Una vergogna",
        ),
    ),
}  # fmt: skip
PLAIN = {"en": "was", "es": "es", "pt": "é", "fr": "est", "de": "war", "it": "è"}
LANGUAGES = sorted(MADE)


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
