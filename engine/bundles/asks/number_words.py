"""Words that say a number, in the five languages of copy; articles among them are absent."""

from __future__ import annotations

from collections.abc import Mapping

_TENS = (20, 30, 40, 50, 60, 70, 80, 90, 100, 1000)


def _words(small: str, tens: str, **more: int) -> dict[str, int]:
    """Words for 2 to 12, for the tens to 100 and for 1,000, and further ones."""
    counted = dict(zip(small.split(), range(2, 13), strict=True))
    return counted | dict(zip(tens.split(), _TENS, strict=True)) | more


NUMBER_WORDS: Mapping[str, dict[str, int]] = {
    "en": _words(
        "two three four five six seven eight nine ten eleven twelve",
        "twenty thirty forty fifty sixty seventy eighty ninety hundred thousand",
        twice=2, double=2, thrice=3, triple=3, fifteen=15, dozen=12,
    ),
    "es": _words(
        "dos tres cuatro cinco seis siete ocho nueve diez once doce",
        "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa cien mil",
        doble=2, triple=3, quince=15, docena=12,
    ),
    "pt": _words(
        "dois três quatro cinco seis sete oito nove dez onze doze",
        "vinte trinta quarenta cinquenta sessenta setenta oitenta noventa cem mil",
        duas=2, dobro=2, triplo=3, quinze=15, dúzia=12,
    ),
    "de": _words(
        "zwei drei vier fünf sechs sieben acht neun zehn elf zwölf",
        "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig hundert tausend",
        zweimal=2, doppelt=2, doppelte=2, dreifach=3, fünfzehn=15, dutzend=12,
    ),
    "fr": _words(
        "deux trois quatre cinq six sept huit neuf dix onze douze",
        "vingt trente quarante cinquante soixante septante huitante nonante cent mille",
        double=2, triple=3, quinze=15, douzaine=12,
    ),
}  # fmt: skip
"""Language → word → number."""

GERMAN_TENS = (
    "zehn", "zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig",
    "hundert", "tausend",
)  # fmt: skip
"""Ends of German number words that are written as one: fünfundzwanzig."""

HALF: Mapping[str, frozenset[str]] = {
    "en": frozenset({"half", "halved"}),
    "es": frozenset({"mitad"}),
    "pt": frozenset({"metade"}),
    "de": frozenset({"halb", "halbe", "halben", "halber", "hälfte"}),
    "fr": frozenset({"moitié"}),
}
"""Language → words that say fifty percent."""

FREE: Mapping[str, frozenset[str]] = {
    "en": frozenset({"free", "complimentary"}),
    "es": frozenset({"gratis", "gratuito", "gratuita"}),
    "pt": frozenset({"grátis", "gratis", "gratuito", "gratuita"}),
    "de": frozenset({"gratis", "kostenlos", "kostenlose", "umsonst", "geschenkt"}),
    "fr": frozenset({"gratuit", "gratuite", "gratuits", "gratuites", "offert", "offerte"}),
}
"""Language → words that say a reduction of a hundred percent."""
