"""The synonym lists: normalised, unambiguous within a kind, and at one with the known layouts."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.files.kinds import KINDS, normalised
from engine.files.kinds.known import LAYOUTS
from engine.files.kinds.tongues import HEADINGS, PERSONAL

SPOKEN = sorted({key.split(".")[0] for key in HEADINGS})

# Known layouts whose source means another thing by a heading than most people do.
OTHERWISE = {
    ("Etsy sold order items (CSV)", "Transaction ID"): "one line's",
    ("Amazon all orders report (tab-separated)", "item-price"): "of all units",
    ("Amazon all orders report (tab-separated)", "asin"): "one for each variant",
    ("WooCommerce Customer/Order CSV Export, one row per item", "item_id"): "one line's",
    ("WooCommerce Advanced Order Export, one row per item", "Item #"): "counted in an order",
    ("WooCommerce Advanced Order Export, one row per item", "Name"): "the product's",
}

# Headings of a field that elsewhere name a person.
BOTH = {"catalog.title", "inventory.title", "orders.order_id"}


def of_kind(kind: str) -> dict[str, str]:
    return {
        word: key.split(".")[1]
        for key, words in HEADINGS.items()
        if key.startswith(f"{kind}.")
        for word in words
    }


@pytest.mark.parametrize("key", HEADINGS)
def test_words_are_normalised_and_stand_once(key):
    words = HEADINGS[key]
    assert words
    assert [word for word in words if not re.fullmatch(r"[a-z0-9]+", word)] == []
    assert len(set(words)) == len(words)


@pytest.mark.parametrize("kind", SPOKEN)
def test_no_word_stands_under_two_fields(kind):
    count = sum(len(words) for key, words in HEADINGS.items() if key.startswith(f"{kind}."))
    assert len(of_kind(kind)) == count


def test_personal_words_are_normalised_and_stand_once():
    assert [word for word in PERSONAL if not re.fullmatch(r"[a-z0-9]+", word)] == []
    assert len(set(PERSONAL)) == len(PERSONAL)


def test_only_names_of_products_and_orders_share_a_word_with_people():
    shared = {
        key
        for key, words in HEADINGS.items()
        if not key.endswith(".customer") and set(words) & set(PERSONAL)
    }
    assert shared == BOTH


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_known_layouts_and_synonyms_agree(layout):
    if layout.document:
        return
    words = of_kind(layout.kind)
    for field, value in layout.fields.items():
        for heading in (value,) if isinstance(value, str) else value:
            if (layout.name, heading) not in OTHERWISE:
                assert words.get(normalised(heading), field) == field, heading


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_what_a_layout_calls_personal_holds_no_other_field(layout):
    words = of_kind(layout.kind)
    taken = {words.get(normalised(heading)) for heading in layout.personal}
    assert taken <= {None, "customer"}, taken


# Words of an order's total that a kind may also try for a line's.
TOTALS = {"total", "totalprice"}


@pytest.mark.parametrize("kind", SPOKEN)
def test_the_kinds_own_headings_mean_the_same_field(kind):
    words = of_kind(kind)
    own = {heading: field.name for field in KINDS[kind].fields for heading in field.headings}
    shared = {heading for heading in own if heading in words} - TOTALS
    assert len(shared) > 30
    assert {h: words[h] for h in shared} == {h: own[h] for h in shared}


@pytest.mark.parametrize(
    ("heading", "word"),
    [
        ("Invoice No.", "invoiceno"),
        ("N° de commande", "ndecommande"),
        ("Nº de pedido", "nodepedido"),
        ("№", "no"),
        ("Stückzahl", "stuckzahl"),
        ("Carimbo de data/hora", "carimbodedatahora"),
        ("Código_Artículo", "codigoarticulo"),
        ("unit_price (€)", "unitprice"),
        ("注文番号", "注文番号"),
        ("#", ""),
    ],
)
def test_headings_become_comparable(heading, word):
    assert normalised(heading) == word


@given(st.sampled_from(sorted({word for words in HEADINGS.values() for word in words})))
def test_words_are_normalised_already(word):
    assert normalised(word) == word
    assert normalised(f" {word.upper()}: ") == word


@pytest.mark.parametrize(
    ("key", "heading"),
    [
        ("orders.order_id", "Numéro de commande"),
        ("orders.order_id", "Bestellnummer"),
        ("orders.product", "Artikelbezeichnung"),
        ("orders.unit_price", "Preço unitário"),
        ("orders.date", "Fecha del pedido"),
        ("orders.quantity", "Qté"),
        ("orders.currency", "Währung"),
        ("catalog.cost", "Prix d'achat"),
        ("catalog.compare_at_price", "Compare-at price"),
        ("catalog.stock", "Estoque"),
        ("inventory.location", "Almacén"),
        ("inventory.available", "Verfügbar"),
        ("receipts.width", "Largura"),
        ("survey.score", "Puntuación"),
        ("survey.score", "Calificación"),
        ("survey.score", "Nota"),
        ("survey.score", "Bewertung"),
        ("survey.comment", "Comentario Final"),
        ("survey.comment", "Commentaire"),
        ("survey.date", "Horodateur"),
        ("survey.date", "Marca temporal"),
        ("survey.date", "Zeitstempel"),
    ],
)
def test_a_heading_of_each_tongue_is_found(key, heading):
    assert normalised(heading) in HEADINGS[key]


@pytest.mark.parametrize(
    "heading",
    [
        "E-Mail", "Correo electrónico", "Téléphone", "Straße", "Código postal", "CEP", "PLZ",
        "IP Address", "Geburtsdatum", "CPF", "Prénom", "Apellidos", "Sobrenome", "Tax ID",
    ],
)  # fmt: skip
def test_people_are_known_by_their_headings(heading):
    assert normalised(heading) in PERSONAL
