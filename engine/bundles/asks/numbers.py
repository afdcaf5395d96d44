"""Numbers in a model's text: only those that it was shown may stand there.

A figure is read in every way that a reader of some language could mean it (1,234 and 1.234); it
is known when any of these was shown. What is marked as a percentage or an amount of money must
have been shown as one by us: a product that is named “Mug 90” makes no discount of 90 %.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Self

from engine.bundles.asks.number_words import FREE, GERMAN_TENS, HALF, NUMBER_WORDS

AMOUNTS = frozenset({"price", "prices", "saving"})
PERCENTS = frozenset({"pct", "pcts"})
OWN_TEXTS = frozenset({"why"})
"""Fields of sentences that we made: percentages and amounts in them are ours."""
STRANGE, NOT_FREE = "a number that was not shown", "something free that is not"
ALL_OF_IT, HALF_OF_IT = Decimal(100), Decimal(50)
# White space parts thousands, and nothing else, from what follows.
_FIGURE = re.compile(r"\d+(?:(?:[.,'’]|\s(?=\d{3}(?!\d)))\d+)*")
_PIECE = re.compile(r"\S+")
_PERCENT = re.compile(
    r"\s*(?:[%٪％﹪‰]|percent\b|per\s?cent\b|prozent\b|pct\b|por\s?ciento\b|por\s?cento\b|"
    r"pour\s?cent\b)", re.IGNORECASE,
)  # fmt: skip
_MONEY = r"(?:eur|usd|gbp|chf|euros?|dollars?|pounds?|cents?|d[oó]lar(?:es)?|libras?|livres?|reais)"
_MONEY_AFTER = re.compile(rf"\s*{_MONEY}\b", re.IGNORECASE)
_MONEY_BEFORE = re.compile(rf"\b{_MONEY}\s*$", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Numbers:
    """The numbers that a model was shown.

    Attributes:
        percents: Percentages of ours.
        amounts: Amounts of money of ours, in major units.
        plain: Other numbers of ours.
        quoted: Numbers that stand in shown texts.
        texts: The shown texts themselves, the longest first.
    """

    percents: frozenset[Decimal]
    amounts: frozenset[Decimal]
    plain: frozenset[Decimal]
    quoted: frozenset[Decimal]
    texts: tuple[str, ...]

    @classmethod
    def of(cls, shown: Any) -> Self:
        """The numbers of what was shown, told apart by the names of their fields."""
        found = list(_values("", shown))
        numbers: dict[str, set[Decimal]] = {"percents": set(), "amounts": set(), "plain": set()}
        for name, value in found:
            if not isinstance(value, str):
                numbers[_kind(name)].add(abs(Decimal(str(value))))
            elif name in OWN_TEXTS:
                for match in _FIGURE.finditer(value):
                    kind = _marked(value[: match.start()], value[match.end() :])
                    numbers[kind].update(_readings(match[0]))
        texts = {value for _, value in found if isinstance(value, str)}
        quoted = {reading for text in texts for run in _runs(text) for reading in _readings(run)}
        return cls(
            **{kind: frozenset(values) for kind, values in numbers.items()},
            quoted=frozenset(quoted),
            texts=tuple(sorted(texts, key=lambda text: (-len(text), text))),
        )

    def and_percents(self, *more: float) -> Self:
        """With further percentages."""
        return replace(self, percents=self.percents | {Decimal(str(value)) for value in more})

    @property
    def all(self) -> frozenset[Decimal]:
        """Every number, ours and quoted."""
        return self.percents | self.amounts | self.plain | self.quoted

    @property
    def words(self) -> frozenset[str]:
        """Words of the shown texts, in lower case."""
        return frozenset(word.lower() for text in self.texts for word in _WORD.findall(text))


def strange_number(text: str, known: Numbers, language: str = "en") -> str:
    """Why a text is refused for its numbers; empty where all of them were shown.

    Args:
        text: What the model wrote.
        known: What it was shown.
        language: In which number words are looked for, beside English.
    """
    bare = unicodedata.normalize("NFC", _without(known.texts, text))
    for match in _FIGURE.finditer(bare):
        if not _is_known(match.span(), bare, known):
            return STRANGE
    if any(sign.isnumeric() and not sign.isdecimal() for sign in bare):
        return STRANGE
    return _strange_word(bare, known, language)


def _strange_word(text: str, known: Numbers, language: str) -> str:
    """English words are looked for too: a model may slip into it."""
    quoted, values = known.words, NUMBER_WORDS["en"] | NUMBER_WORDS[language]
    half, free = HALF["en"] | HALF[language], FREE["en"] | FREE[language]
    for word in {found.lower() for found in _WORD.findall(text)} - quoted:
        compound = word not in values and language == "de" and word.endswith(GERMAN_TENS)
        if compound or (word in values and Decimal(values[word]) not in known.all):
            return STRANGE
        if word in half and HALF_OF_IT not in known.percents:
            return STRANGE
        if word in free and ALL_OF_IT not in known.percents:
            return NOT_FREE
    return ""


def _marked(before: str, after: str) -> str:
    """What a figure between two pieces of text is: of `percents`, `amounts`, `plain`."""
    if _PERCENT.match(after):
        return "percents"
    money = _MONEY_AFTER.match(after) or _MONEY_BEFORE.search(before)
    if money or _is_currency(before.rstrip()[-1:]) or _is_currency(after.lstrip()[:1]):
        return "amounts"
    return "plain"


def _is_currency(sign: str) -> bool:
    return bool(sign) and unicodedata.category(sign) == "Sc"


def _is_known(span: tuple[int, int], text: str, known: Numbers) -> bool:
    """Whether a figure, or each of those that white space parts it into, may stand in a text."""
    first, end = span
    kind = _marked(text[:first], text[end:])
    allowed = known.all if kind == "plain" else getattr(known, kind)
    if any(reading in allowed for reading in _readings(text[first:end])):
        return True
    pieces = [(first + one.start(), first + one.end()) for one in _PIECE.finditer(text[first:end])]
    return len(pieces) > 1 and all(_is_known(piece, text, known) for piece in pieces)


def _runs(text: str) -> Iterator[str]:
    """Figures of a text as they stand there, and in their pieces."""
    for match in _FIGURE.finditer(text):
        yield match[0]
        yield from match[0].split()


def _readings(figure: str) -> Iterator[Decimal]:
    """Every number that a figure can mean: 1.234 is a thousand and some, or one and some.

    1.230 is a thousand and some only: nobody writes the last zero of three decimals.
    """
    parts = re.split(r"([.,'’\s]+)", figure)
    groups, signs = parts[::2], parts[1::2]
    if any(len(sign) > 1 for sign in signs):
        return
    thousands = all(len(group) == 3 for group in groups[1:]) and len(groups[0]) <= 3
    if len(set(signs)) <= 1 and (thousands or not signs):
        yield Decimal("".join(groups))
        if groups[-1].endswith("0"):
            return
    if signs and signs[-1] in ".," and signs[-1] not in signs[:-1] and len(set(signs[:-1])) <= 1:
        whole = groups[:-1]
        if len(whole) == 1 or (all(len(part) == 3 for part in whole[1:]) and len(whole[0]) <= 3):
            yield Decimal(f"{''.join(whole)}.{groups[-1]}")


def _without(texts: Iterable[str], said: str) -> str:
    """A text without the shown ones that it quotes in full."""
    for text in texts:
        if any(sign.isnumeric() for sign in text) and text in said:
            whole = rf"(?<![\w.,]){re.escape(text)}(?!\w|[.,]\d|\s*[%٪％﹪‰\u20ac$£¥])"
            said = re.sub(whole, " ", said)
    return said


def _values(name: str, value: Any) -> Iterator[tuple[str, Any]]:
    """The numbers and texts inside a plain value, each with the name of its field."""
    if isinstance(value, Mapping):
        for field, inner in value.items():
            yield from _values(field, inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _values(name, inner)
    elif isinstance(value, str | int | float) and not isinstance(value, bool):
        yield name, value


def _kind(name: str) -> str:
    words = set(name.split("_"))
    if words & PERCENTS:
        return "percents"
    return "amounts" if words & AMOUNTS else "plain"
