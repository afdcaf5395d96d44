"""What says nothing, and what only looks as if it did."""

import pytest

from engine.feedback.comments.junk import NO_WORDS, RANDOM_KEYS, SAYS_NOTHING, why_junk

NOTHING = (
    "n/a", "N/A.", "NA", "none", "None!", "nothing", "No comment", "no comments", "nothing to add",
    "ras", "R.A.S.", "Rien", "rien à signaler", "Rien à dire", "aucun", "Aucune remarque",
    "sans avis",
    "ninguno", "Ninguna", "nada", "nada que decir", "Sin comentarios", "No tengo comentarios",
    "ns/nc",
    "nenhum", "Sem comentários", "nada a declarar", "keine", "Keine Angabe", "k.A.", "nichts",
    "kein Kommentar", "nessuno", "Niente da dire", "nessun commento", "x", "no", "Sí", "blah blah",
    "n/a, none", "nada. ninguno", "nan", "null",
)  # fmt: skip
KEYS = ("asdf", "ASDF", "qwerty", "azerty", "asdasd", "sdfsdf", "hjkl", "lkjh", "aaaa", "xxx",
"zzzzzz",
        "asdf asdf", "hjkhjk", "qwertz", "fghfgh", "jkl", "asdkjfhaskdjfh", "abcdef")  # fmt: skip
WORDLESS = ("-", "...", "…", "?", "!!!", "12", "10/10", "7,5", "--", "***", "_", "\u200b", "***")
SAYING = (
    "rien à dire, parfait", "Nothing works", "nada mal", "No parking", "Nichts funktioniert", "ok",
    "RAS le bol", "niente male", "haha", "papa", "pizza", "wert", "Strumpf", "thx", "super",
    "Geschichtsschreibung", "👍", "😡😡", ":)", "n/a 👍", "nada funciona", "aucun choix",
    "no staff", "keine Parkplätze", "sin stock", "très", "rhythm", "非常好", "нет", "Bonbon",
    "OK!!!",
    "it is nothing but perfect", "saga", "was", "tree", "treat", "pretty", "hmm",
)  # fmt: skip


@pytest.mark.parametrize("text", NOTHING)
def test_words_for_nothing_say_nothing(text: str) -> None:
    assert why_junk(text) == SAYS_NOTHING


@pytest.mark.parametrize("text", KEYS)
def test_keys_hit_at_random_are_seen(text: str) -> None:
    assert why_junk(text) == RANDOM_KEYS


@pytest.mark.parametrize("text", WORDLESS)
def test_marks_and_numbers_have_no_words(text: str) -> None:
    assert why_junk(text) == NO_WORDS


@pytest.mark.parametrize("text", SAYING)
def test_what_says_something_is_worth_reading(text: str) -> None:
    assert why_junk(text) == ""


def test_a_long_comment_is_never_looked_up_as_nothing() -> None:
    assert why_junk("nothing " * 30) == ""
    assert why_junk("- " * 300) == NO_WORDS
