"""Words of what is sold beside products, in five languages: insurance, wrapping and the like.

A whole title has to say it: "Gift wrap" is a service, "Spaceboy gift wrap" a product.
"""

from __future__ import annotations

import numpy as np
import polars as pl

_SENT = r"(?:shipping|shipment|package|parcel|order|delivery|route|transit)"
_END = r"(?: (?:service|option|fee|charge|add-?on|upgrade))?(?: [-–(:+].*)?"
_SERVICES: dict[str, tuple[str, ...]] = {
    "insurance": (
        rf"(?:\w+ )?{_SENT}(?: (?:and|&) \w+)? (?:protection|insurance|guarantee|assurance)",
        r"(?:protection|insurance) plan", r"(?:transport|versand|paket)(?:versicherung|schutz)",
        r"(?:seguro|protección) (?:de|del|para el) (?:envío|pedido|paquete)",
        r"(?:assurance|protection) (?:de la |du |de )?(?:livraison|colis|commande|transport)",
        r"(?:seguro|proteção) (?:de|do|da) (?:envio|frete|entrega|encomenda|transporte)",
    ),
    "gift_wrap": (
        r"(?:add )?(?:a )?(?:free |deluxe |premium |luxury )?gift[- ]?"
        r"(?:wrap|wrapping|packaging|packing|message|note|receipt)",
        r"geschenk(?:verpackung|service|einpackservice)", r"als geschenk verpacken",
        r"(?:envoltorio|embalaje|envoltura) (?:de|para) regalo",
        r"(?:emballage|paquet) cadeau",
        r"(?:embrulho|embalagem) (?:de|para) presente",
    ),
    "donation": (
        r"(?:charity |optional )?donations?(?: to .*)?", r"donate(?: .*)?", r"round[- ]?up",
        r"carbon[- ]?(?:offset|neutral)(?: \w+)?", r"plant a tree", r"spenden?(?: für .*)?",
        r"donaci[oó]n(?: .*)?", r"(?:un )?don(?: solidaire| à .*)?", r"doaç(?:ão|ões)(?: .*)?",
    ),
    "tip": (r"tips?", r"gratuity", r"trinkgeld", r"propinas?", r"pourboire", r"gorjeta"),
    "sample": (
        r"(?:free |\w+ )?samples?", r"(?:fabric|colou?r|paint) (?:sample|swatch)",
        r"gratis ?(?:probe|muster)", r"warenprobe", r"(?:stoff|farb)muster",
        r"muestra(?:s)?(?: (?:gratis|gratuita))?", r"échantillons?(?: gratuits?)?",
        r"amostras?(?: (?:grátis|gratuita))?",
    ),
    "free_gift": (
        r"(?:your |a )?(?:free|mystery free|complimentary) gift(?: .*)?", r"gift with purchase.*",
        r"gwp", r"(?:gratis ?geschenk|geschenk gratis)(?: .*)?", r"regalo (?:gratis|gratuito)",
        r"cadeau (?:offert|gratuit)", r"brinde(?: grátis)?", r"presente grátis",
    ),
}  # fmt: skip
SAYS = {
    "insurance": "insurance of a parcel is no product",
    "gift_wrap": "wrapping is a service, not a product",
    "donation": "a donation is no product",
    "tip": "a tip is no product",
    "sample": "samples are not sold",
    "free_gift": "it is given away, not chosen",
}


def service_kinds(titles: pl.Series) -> pl.Series:
    """(titles,) what kind of service each title names, null for products."""
    plain = titles.cast(pl.String).str.to_lowercase().str.replace_all(r"\s+", " ")
    plain = plain.str.strip_chars(" .!*")
    kinds = np.full(len(titles), None, dtype=object)
    for kind, patterns in reversed(_SERVICES.items()):
        said = plain.str.contains(rf"^(?:{'|'.join(patterns)}){_END}$")
        kinds[said.fill_null(value=False).to_numpy()] = kind
    return pl.Series(kinds.tolist(), dtype=pl.String)


BUNDLE_WORDS = (
    r"\b(?:bundle|combo|duo|trio|kit|set|pack|paquete|conjunto|lote|coffret|ensemble|lot|paket|"
    r"bündel|kombi|kombo|pacote)\b|[+&]"
)
"""A title in small letters that names other products and one of these may be a bundle."""
