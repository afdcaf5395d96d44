"""Words that say what stands beside them, in the languages of receipts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

import numpy as np

from engine.labels.words import Mask

# English, German, French, Spanish, Italian, Portuguese, Malay and Dutch. Letters are small and
# without accents, and a space stands wherever small letters meet capitals or digits.
_WORDS = {
    "total": r"total|\bttl\b|\bamount\b|\bamt\b|summe|betrag|gesamt|importe|totaal|montant|jumlah"
    r"|\bsuma\b|\bsomma\b|bedrag|\bvalor\b",
    "subtotal": r"\bsub\b|\bsub\W?t|zwischen|sous.?t|\bnett?o?\b|imponible|imponibile|\bhors tax"
    r"|excl|subtotaal|jumlah kecil",
    "tax": r"\btax(?!i)|tax\b|\b[ghps]st\b|\bvat\b|mw ?st|\bust\b|\biva\b|\btva\b|\bbtw\b|steuer"
    r"|\bimpuesto|\bimposta|\btaxe|cukai|\bsst\b|\bppn\b|\bdeposit|pfand|consigne",
    "tip": r"\btips?\b|gratuit|service|\bsvc\b|trinkgeld|pourboire|propina|mancia|gorjeta|fooi"
    r"|servicio|servizio|perkhidmatan",
    "paid": r"cash|tender|\bcard|\bvisa|paid|payment|debit|credit|master|\bamex|\bbar\b|bargeld"
    r"|karte|especes|carte|efectivo|tarjeta|contant|dinheiro|cartao|tunai|\bkad\b|\bpin\b"
    r"|contante|betaal|gegeben|pago\b|bayar",
    "change": r"change|ruckgeld|zuruck|rendu|monnaie|cambio|vuelto|\bresto\b|troco|baki|wissel"
    r"|rounding|rundung|arrond|pembundaran",
    "date": r"\bdate|datum|fecha|\bdata\b|tarikh",
    "time": r"\btime|\buhr\b|uhrzeit|heure|\bhora\b|\bora\b|\bmasa\b|\btijd\b",
    "phone": r"\btel\b|telefo|telep|\bph\b|phone|\bfax\b|\bfon\b|\bmobile\b|\bcell\b|\btlf\b",
    "quantity": r"\bqty\b|quant|\bitems?$|menge|anzahl|\bqte\b|\bcant\b|cantidad|\bqta\b|aantal"
    r"|kuantiti|\bqtd\b|\bst[uk]ck\b|\bpcs\b",
    "grand": r"\bgrand\b|balance|\bdue\b|\border\b|to pay|zu zahlen|zahlbetrag|endbetrag|a payer"
    r"|a pagar|da pagare|te betalen|\bttc\b|incl|keseluruhan|rounded",
    "discount": r"discount|rabatt|remise|descuento|sconto|desconto|diskaun|korting|coupon|saving"
    r"|promo|nachlass|voucher|reduc",
    "price": r"\bprice|\bpreis|\bprix\b|precio|prezzo|preco|\bprijs|harga|\bu/p\b|unit",
    "member": r"member|loyal|points?\b|punkte|kunden|fidel|socio|ahli|klant|reward|\bclub\b",
}
_PATTERNS = tuple(re.compile(words) for words in _WORDS.values())
_TURNS = re.compile(r"(?<=[a-z])(?=[A-Z0-9])|(?<=[0-9])(?=[A-Za-z])|(?<=[A-Za-z])(?=[0-9])")

KEYWORDS = tuple(_WORDS)
"""What a keyword announces."""


def find_keywords(texts: Sequence[str]) -> Mask:
    """Whether each text holds a keyword.

    Args:
        texts: n texts.

    Returns:
        By `KEYWORDS`, (n, 14).
    """
    different = sorted(set(texts))
    place = {text: number for number, text in enumerate(different)}
    held = np.zeros((len(different), len(KEYWORDS)), dtype=np.bool_)
    for number, text in enumerate(different):
        plain = _plain(text)
        if plain:
            held[number] = [bool(pattern.search(plain)) for pattern in _PATTERNS]
    return held[np.array([place[text] for text in texts], dtype=np.int64)]


def _plain(text: str) -> str:
    """Small letters without accents; empty where there are no letters."""
    bare = text[:200]
    if not bare.isascii():
        apart = unicodedata.normalize("NFKD", bare)
        bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    if not any(map(str.isalpha, bare)):
        return ""
    return _TURNS.sub(" ", bare).casefold().strip()
