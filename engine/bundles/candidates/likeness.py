"""Which products are the same thing in another colour or size, and which share a design family.

Twins are told by their code (digits with a letter behind), by their name once colours, sizes and
numbers are dropped, or by the part before ` - ` where one of its variants is a plain colour.
Families share the part of the name before ` - `, or two words or more at its head or tail.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from engine.bundles.context.transactions import Ints

COLOURS = frozenset(
    """
    rust sand slate stone plum wine aubergine cobalt denim mocha camel taupe ecru champagne blush
    fuchsia magenta cyan amber ruby emerald sapphire pewter graphite anthracite ochre saffron
    red pink rose blue navy teal turquoise aqua mint green lime olive sage yellow mustard gold
    golden silver black white ivory cream beige brown tan grey gray charcoal orange peach coral
    purple lilac lavender violet burgundy maroon multi multicolour multicolor clear natural copper
    bronze khaki indigo ocre ochre terracotta rojo azul verde amarillo negro blanco gris rosa noir
    blanc rouge bleu vert jaune schwarz weiss weiß rot blau grün gelb preto branco vermelho azuis
    amarelo
    """.split()  # noqa: SIM905 - a list of words reads better as words
)
SIZES = frozenset(
    """
    small medium large extra mini midi maxi big tiny s m l xs xl xxl xxxl single double king queen
    petite grande pequeño mediano petit moyen grand klein mittel groß cm mm ml cl ltr litre g kg
    oz lb inch in pack of set size pcs pieces x eu uk us one
    """.split()  # noqa: SIM905 - a list of words reads better as words
)
FILLERS = frozenset(
    """
    and with the of for a an de la le les et y e con com und mit
    """.split()  # noqa: SIM905 - a list of words reads better as words
)
FAMILY_WORDS = 2
_WORD = re.compile(r"[^\W\d_]+|\d+(?:[.,]\d+)?")
_VARIANT_CODE = re.compile(r"^(\d{4,})[A-Z]{1,2}$")


@dataclass(frozen=True)
class Likeness:
    """Groups of like products; equal numbers mean the same group.

    Attributes:
        code: (products,) group by code.
        name: (products,) group by name without colours, sizes and numbers.
        variant: (products,) group by the product that a colour or size is a variant of.
        words: Per product, the words of its name that make its design, in order.
        stems: Per product, the part of its name before ` - `, or an empty string.
    """

    code: Ints
    name: Ints
    variant: Ints
    words: tuple[tuple[str, ...], ...]
    stems: tuple[str, ...]

    def twins(self, sets: Ints) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        """(n,) whether any two products of each (n, k) set are twins."""
        found = np.zeros(len(sets), dtype=bool)
        for first in range(sets.shape[1]):
            for second in range(first + 1, sets.shape[1]):
                a, b = sets[:, first], sets[:, second]
                for group in (self.code, self.name, self.variant):
                    found |= group[a] == group[b]
        return found

    def family(self, items: Sequence[int]) -> str | None:
        """The words that all items share at the head or tail, or None."""
        stems = {self.stems[item] for item in items}
        if len(stems) == 1 and "" not in stems:
            return stems.pop()
        rows = [self.words[item] for item in items]
        head = _shared_start(rows)
        tail = _shared_start([row[::-1] for row in rows])[::-1]
        shared = max(head, tail, key=_meaning)
        return " ".join(shared) if _meaning(shared) >= FAMILY_WORDS else None


def _meaning(words: Sequence[str]) -> int:
    """How many words are no fillers."""
    return sum(word not in FILLERS for word in words)


def _shared_start(rows: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """The words that all rows begin with."""
    columns = zip(*rows, strict=False)
    return tuple(words[0] for words in itertools.takewhile(lambda w: len(set(w)) == 1, columns))


class Named(Protocol):
    """Products with codes and names: `Products`, `ProductFacts`."""

    @property
    def skus(self) -> tuple[str, ...]:
        """Codes."""

    @property
    def titles(self) -> tuple[str, ...]:
        """Names."""


def compare_products(products: Named) -> Likeness:
    """Group the products of a file, or of a file and a catalog."""
    titles = products.titles
    words = [_design(title) for title in titles]
    split = [_split(title) for title in titles]
    names = [" ".join(row) or title.lower() for row, title in zip(words, titles, strict=True)]
    return Likeness(
        code=_groups([_VARIANT_CODE.sub(r"\1", sku) for sku in products.skus]),
        name=_groups(names),
        variant=_groups(_variants(titles, split)),
        words=tuple(words),
        stems=tuple(stem for stem, _ in split),
    )


def _variants(titles: Sequence[str], split: Sequence[tuple[str, str]]) -> list[str]:
    """The product a title is a variant of, where that comes in plain colours or sizes.

    A product does if one of its titles ends in ` - ` and nothing but a colour or size; then all
    its variants are twins, whatever they are called, and so is the product named alone.
    """
    coloured = {
        " ".join(_design(stem))
        for stem, variant in split
        if stem and _WORD.search(variant) and not _design(variant)
    } - {""}
    answers = [f"{title} =" for title in titles]
    if not coloured:
        return answers
    for place, (title, (stem, _)) in enumerate(zip(titles, split, strict=True)):
        product = " ".join(_design(stem or title))
        if product in coloured:
            answers[place] = f"{product} -"
    return answers


@functools.lru_cache(maxsize=1 << 16)
def _design(title: str) -> tuple[str, ...]:
    """A name's words without colours, sizes and numbers."""
    words = (word.lower() for word in _WORD.findall(title.replace("'", "")))
    return tuple(
        word
        for word in words
        if word not in COLOURS and word not in SIZES and not word[0].isdigit()
    )


def _split(title: str) -> tuple[str, str]:
    """A title's part before the last ` - ` and the part after it; the first empty without one."""
    if " - " not in title:
        return "", title.strip()
    stem, _, variant = title.rpartition(" - ")
    return stem.strip(), variant.strip()


def _groups(words: Sequence[str]) -> Ints:
    numbers: dict[str, int] = {}
    return np.array([numbers.setdefault(word, len(numbers)) for word in words], dtype=np.int64)
