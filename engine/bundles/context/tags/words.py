"""Words of titles, categories and catalog tags that tell a season or a gift, in five languages.

English, Spanish, French, German and Portuguese. A word ending in a dash is the beginning of one.
Seasons are those of the northern hemisphere, each with the months in which it is there; words of
two meanings (spring, fall) are left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import polars as pl

from engine.bundles.context.facts import ProductFacts, Words
from engine.bundles.context.tags.tag import Mask

SEASONS: tuple[tuple[str, tuple[int, ...], str], ...] = (
    ("Christmas", (11, 12),
     "christmas xmas yule- santa advent advents- nativity mistletoe reindeer snowman snowmen "
     "bauble- weihnacht- nikolaus- christbaum- navidad navideñ- noel noël natal natalin-"),
    ("Halloween", (10,), "halloween trick_or_treat día_de_muertos dia_de_muertos"),
    ("Easter", (3, 4),
     "easter ostern osterei- osterhase- osternest- osterkorb- osterdeko- pâques pascua páscoa"),
    ("Valentine's Day", (1, 2), "valentin- valentín"),
    ("Mother's Day", (4, 5),
     "mother's_day mothers_day muttertag- fête_des_mères día_de_la_madre dia_das_mães"),
    ("Father's Day", (6,),
     "father's_day fathers_day vatertag- fête_des_pères día_del_padre dia_dos_pais"),
    ("spring", (3, 4, 5), "springtime frühling- frühjahr- printemps primavera"),
    ("summer", (6, 7, 8),
     "summer summertime beach picnic- parasol- barbecue- bbq sommer- strandtuch- strandtasche- "
     "picknick- verano playa été plage pique-nique verão praia piquenique"),
    ("back to school", (8, 9),
     "back_to_school schulanfang- einschulung- rentrée vuelta_al_cole volta_às_aulas"),
    ("autumn", (9, 10, 11), "autumn- herbst- automne otoño outono thanksgiving black_friday"),
    ("winter", (12, 1, 2),
     "winter- snow snowflake- schnee- invierno nieve hiver neige inverno"),
    ("New Year", (12, 1), "new_year new_year's silvester- nouvel_an año_nuevo ano_novo"),
)  # fmt: skip
GIFTS = (
    "gift gifts gifting giftset- giftbox- gift-set gift-box hamper- keepsake- "
    "geschenk- regalo regalos cadeau cadeaux coffret- presente presentes"
)
# What a gift is wrapped in, or a card to buy with, is none itself.
NO_GIFTS = (
    "gift_wrap- gift-wrap- giftwrap- gift_bag- gift_boxes gift_tag- gift_tape gift_card- "
    "gift_paper gift_ribbon- gift_message- gift_note- gift_voucher- wrapping wrap tissue "
    "geschenkpapier- geschenkverpackung- geschenkband- geschenktüte- geschenkkarte- "
    "geschenkgutschein- geschenkanhänger- papel_de_regalo bolsa_de_regalo tarjeta_regalo "
    "tarjeta_de_regalo papier_cadeau carte_cadeau sac_cadeau papel_de_presente cartão_presente"
)


def texts_of(facts: ProductFacts) -> pl.Series:
    """(products,) title, category and catalog tags of each product, in small letters."""
    columns = [pl.Series(str(place), column, dtype=pl.String) for place, column in
               enumerate((facts.titles, facts.categories, facts.words))]  # fmt: skip
    joined = pl.concat_str(pl.all(), separator=" | ", ignore_nulls=True)
    lowered: pl.Series = pl.DataFrame(columns).select(joined.str.to_lowercase()).to_series()
    return lowered


def tags_of(facts: ProductFacts) -> pl.Series:
    """(products,) catalog tags in small letters."""
    return _lower(facts.words)


def _lower(column: Words) -> pl.Series:
    return pl.Series(column, dtype=pl.String).str.to_lowercase()


def says(texts: pl.Series, words: str) -> Mask:
    """(texts,) which of them hold any of the words.

    Args:
        texts: In small letters; null holds none.
        words: Words of ours, apart by spaces; _ stands for a space, - at the end for any rest.
    """
    found: Mask = texts.str.contains(_pattern(words.split())).fill_null(value=False).to_numpy()
    return found


def _pattern(words: Sequence[str]) -> str:
    ends = (
        re.escape(word.rstrip("-").replace("_", " ")) + ("" if word.endswith("-") else r"\b")
        for word in words
    )
    return rf"\b(?:{'|'.join(ends)})"
