"""Keywords are found in eight languages, and not in words that only look like them."""

import numpy as np
import pytest

from engine.labels.evidence.keywords import KEYWORDS, find_keywords


def held(text: str) -> set[str]:
    return {KEYWORDS[place] for place in np.flatnonzero(find_keywords([text])[0])}


@pytest.mark.parametrize(
    ("text", "keyword"),
    [
        ("TOTAL", "total"), ("Gesamtbetrag", "total"), ("Importe", "total"), ("Jumlah", "total"),
        ("Totaal", "total"), ("Montant", "total"), ("TTL", "total"), ("Somma", "total"),
        ("SubTotal:", "subtotal"), ("Sub-total", "subtotal"), ("Zwischensumme", "subtotal"),
        ("Sous-total", "subtotal"), ("Imponible", "subtotal"), ("Subtotaal", "subtotal"),
        ("GST", "tax"), ("MwSt.", "tax"), ("TVA", "tax"), ("IVA", "tax"), ("BTW", "tax"),
        ("SalesTax", "tax"), ("Cukai", "tax"), ("Trinkgeld", "tip"), ("Propina", "tip"),
        ("Fooi", "tip"), ("Bargeld", "paid"), ("Espèces", "paid"), ("Efectivo", "paid"),
        ("Tunai", "paid"), ("Contant", "paid"), ("Rückgeld", "change"), ("Baki", "change"),
        ("Vuelto", "change"), ("Troco", "change"), ("Datum", "date"), ("Tarikh", "date"),
        ("Uhrzeit", "time"), ("Hora", "time"), ("Tel.:03", "phone"), ("Menge", "quantity"),
        ("Qté", "quantity"), ("Kuantiti", "quantity"), ("GrandTotal", "grand"),
        ("A pagar", "grand"), ("Zu zahlen", "grand"), ("Sconto", "discount"),
        ("Korting", "discount"), ("Diskaun", "discount"), ("Preço", "price"), ("Harga", "price"),
        ("Kundenkarte", "member"), ("Ahli", "member"),
    ],
)  # fmt: skip
def test_a_keyword_is_found(text: str, keyword: str) -> None:
    assert keyword in held(text)


@pytest.mark.parametrize(
    ("text", "keyword"),
    [("Subway", "subtotal"), ("Internet", "subtotal"), ("Hotel", "phone"), ("Taxi", "tax"),
     ("Update", "date"), ("Milk", "total"), ("12.50", "total"), ("Barley", "paid")],
)  # fmt: skip
def test_a_word_that_only_looks_like_one_is_not(text: str, keyword: str) -> None:
    assert keyword not in held(text)


def test_each_text_has_its_own() -> None:
    found = find_keywords(["Tax", "Milk", "Tax", "Total"])
    assert found.shape == (4, len(KEYWORDS))
    assert found.any(axis=1).tolist() == [True, False, True, True]
    assert (found[0] == found[2]).all()
