"""Which fields a heading may tell: known as it stands, or by some of its words.

`Total price [EUR]` holds words around a known heading. They may say where it is from, in which
unit or how it is meant; a word that makes another thing of it (`shipping price`, `comment id`)
keeps it from being taken.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from engine.files.kinds import KINDS, normalised
from engine.files.kinds.tongues.words import words

_LONGEST = 12  # words of a heading that are looked at
_WORD = re.compile(r"[^\W_]+")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")

_AROUND = frozenset(
    words(
        "eur usd gbp chf brl cad aud mxn jpy euro euros dollar dollars pounds internal external"
        " local the of de del da do du des la le el a o in en en1 es fr pt raw original_ value"
        " text field pro per optional required gross net incl excl nr no num str int utc gmt cet"
    )
)
"""Words that change nothing: units, languages, articles, notes."""

_ALONE = frozenset(
    words(
        "price date quantity qty sku category rating score nps comment comments feedback email"
        " prix preis precio preco fecha datum cantidad quantite quantidade menge comentario"
        " comentarios commentaire kommentar categoria kategorie categorie bewertung stars"
        " timestamp currency stockcode barcode ean review puntuacion calificacion"
    )
)
"""Known headings of one word that mean the same with a word of another sort beside them."""

_OTHER = frozenset(
    words(
        "total totals subtotal tax taxes vat shipping ship shipped freight discount discounts"
        " refund refunded return returned returns compare old previous cancelled canceled due"
        " delivery delivered expiry expiration birth count avg average mean min max sum id ids"
        " code name names url link image photo type status opt accepts accepted verified consent"
        " marketing stock address phone percent pct rate change changed author margin cost fee tip"
        " order_ billing helpful votes response reply title length lang language sentiment label"
        " gesamt versand rabatt steuer envio frete desconto descuento remise livraison impuesto"
        " imposto"
    )
)
"""Words that make another thing of a heading."""


@dataclass(frozen=True)
class Known:
    """How well a heading tells a field.

    Attributes:
        strength: 0..1: 1 as it stands, less with words around it.
        rank: The known heading's place among the field's, from 0: the best first.
        evidence: How it is known, in words.
    """

    strength: float
    rank: int
    evidence: str


@functools.lru_cache(maxsize=4096)
def known_fields(heading: str) -> Mapping[tuple[str, str], Known]:
    """The fields a heading may tell.

    Returns:
        (kind, field) → how well.
    """
    whole = normalised(heading)
    found = {key: Known(1.0, rank, "known heading") for key, rank in _index().get(whole, ())}
    words = words_of_heading(heading)[:_LONGEST]
    for start in range(len(words)):
        for end in range(start + 1, min(len(words), start + 6) + 1):
            for key, known in _part(words, start, end):
                if key not in found or known.strength > found[key].strength:
                    found[key] = known
    return found


def words_of_heading(heading: str) -> tuple[str, ...]:
    """Its words in small letters without accents: 'itemPrice_USD' → item, price, usd."""
    apart = unicodedata.normalize("NFKD", heading.replace("ß", "ss"))
    apart = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return tuple(word.lower() for word in _WORD.findall(_HUMP.sub(" ", apart)))


def _part(
    words: tuple[str, ...], start: int, end: int
) -> tuple[tuple[tuple[str, str], Known], ...]:
    """The fields told by some of the words that stand side by side."""
    inside, outside = words[start:end], words[:start] + words[end:]
    known = "".join(inside)
    if known not in _index() or not outside or _OTHER.intersection(outside):
        return ()
    telling = [word for word in outside if word not in _AROUND and not word.isdigit()]
    if telling and len(inside) == 1 and known not in _ALONE:
        return ()
    strength = 0.6 + 0.2 * len(inside) / len(words) if telling else 0.9
    evidence = f"holds the known heading “{' '.join(inside)}”"
    return tuple((key, Known(strength, rank, evidence)) for key, rank in _index()[known])


@functools.cache
def _index() -> Mapping[str, tuple[tuple[tuple[str, str], int], ...]]:
    """Known heading → the fields it tells, with its rank among theirs."""
    index: dict[str, tuple[tuple[tuple[str, str], int], ...]] = {}
    for kind in KINDS.values():
        for field in kind.fields:
            for rank, heading in enumerate(field.headings):
                index[heading] = (*index.get(heading, ()), ((kind.name, field.name), rank))
    return index
