"""The kind of a table: by headings in five languages, by known layouts, by hand, or by content."""

import json
import random
from collections.abc import Callable

import pytest

from engine.errors import ColumnsMissing, OptionRefused
from engine.files.recognise.recognition import Recognition

Recognise = Callable[..., Recognition]
Write = Callable[..., bytes]


def mapping(recognition: Recognition) -> dict[str, str]:
    return {column.field: column.heading for column in recognition.columns}


TABLES = {
    "order_no,article,qty,price\n1,Mug,2,4.50\n1,Cup,1,3.00\n": (
        "orders",
        {"order_id": "order_no", "product": "article", "quantity": "qty", "unit_price": "price"},
    ),
    "Número de pedido;Artículo;Cantidad;Precio unitario;Fecha\n7;Taza;2;4,50;03/01/2024\n": (
        "orders",
        {
            "order_id": "Número de pedido", "product": "Artículo", "quantity": "Cantidad",
            "unit_price": "Precio unitario", "date": "Fecha",
        },
    ),
    "Bestellnummer;Artikelbezeichnung;Menge;Einzelpreis\n7;Tasse;2;4,50\n": (
        "orders",
        {
            "order_id": "Bestellnummer", "product": "Artikelbezeichnung", "quantity": "Menge",
            "unit_price": "Einzelpreis",
        },
    ),
    "Numéro de commande;Produit;Quantité;Prix unitaire\n7;Tasse;2;4,50\n": (
        "orders",
        {
            "order_id": "Numéro de commande", "product": "Produit", "quantity": "Quantité",
            "unit_price": "Prix unitaire",
        },
    ),
    "Número do pedido;Produto;Quantidade;Preço unitário\n7;Copo;2;4,50\n": (
        "orders",
        {
            "order_id": "Número do pedido", "product": "Produto", "quantity": "Quantidade",
            "unit_price": "Preço unitário",
        },
    ),
    "Order ID (internal),Product Name,item_price_usd,Quantity [pcs]\n1,Mug,4.50,2\n": (
        "orders",
        {
            "order_id": "Order ID (internal)", "product": "Product Name",
            "unit_price": "item_price_usd", "quantity": "Quantity [pcs]",
        },
    ),
    "order_id,items\n1,Mug; Plate; Cup\n2,Mug; Bowl\n3,Cup\n": (
        "baskets", {"items": "items", "order_id": "order_id"},
    ),
    'order_id,date,products\n1,2024-03-01,"[""Mug"", ""Cup""]"\n2,2024-03-02,"[""Mug""]"\n': (
        "baskets", {"items": "products", "order_id": "order_id", "date": "date"},
    ),
    "order_id,items\n1,Mug\n1,Plate\n2,Mug\n": (
        "orders", {"order_id": "order_id", "product": "items"},
    ),
    "sku,name,stock,warehouse\nA1,Mug,4,North\nA1,Mug,2,South\n": (
        "inventory", {"sku": "sku", "title": "name", "available": "stock", "location": "warehouse"},
    ),
    "sku,name,price,stock\nA1,Mug,4.50,4\nA2,Cup,3.00,2\n": (
        "catalog", {"sku": "sku", "title": "name", "price": "price", "stock": "stock"},
    ),
    "Nota,Comentario Final\n9,muy bien\n3,llegó tarde y roto\n": (
        "survey", {"score": "Nota", "comment": "Comentario Final"},
    ),
    "order_id,product,rating,review,date\n1,Mug,5,lovely mug,2024-03-01\n"
    "2,Cup,2,broke at once,2024-03-02\n": (
        "survey", {"score": "rating", "comment": "review", "date": "date"},
    ),
    "Timestamp,How likely are you to recommend us to a friend?,What could we do better?\n"
    + "".join(
        f"2024-03-{n:02d},{n % 11},Please mend the till number {n} near the door soon\n"
        for n in range(1, 20)
    ): (
        "survey",
        {
            "score": "How likely are you to recommend us to a friend?",
            "comment": "What could we do better?", "date": "Timestamp",
        },
    ),
}  # fmt: skip
TABLES |= {
    "Respondent ID,Collector ID,How satisfied are you overall?,Why do you say so?\n"
    + "".join(f"{n},5,{n % 6},I waited for {n} days and nobody told me\n" for n in range(9)): (
        "survey",
        {
            "response_id": "Respondent ID", "score": "How satisfied are you overall?",
            "comment": "Why do you say so?",
        },
    ),
}  # fmt: skip


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.split("\n")[0])
def test_tables_are_recognised_by_their_headings(table: str, recognised: Recognise) -> None:
    kind, fields = TABLES[table]
    recognition = recognised(table)
    assert (recognition.kind, mapping(recognition)) == (kind, fields)


def test_words_around_a_heading_make_it_less_sure(recognised: Recognise) -> None:
    table = "order_id,product,item_price_usd,new list quantity\n1,Mug,4.50,2\n"
    sure = {column.field: column.confidence for column in recognised(table).columns}
    assert sure["order_id"] == sure["product"] == 1
    assert sure["quantity"] < sure["unit_price"] < 1


def test_evidence_is_told_in_words(recognised: Recognise) -> None:
    table = "order_id,product,date\n1,Mug,2024-03-01\n2,Cup,2024-03-02\n3,Cup,soon\n"
    date = next(column for column in recognised(table).columns if column.field == "date")
    assert date.evidence == "known heading; 67% of its first values are dates"
    assert date.confidence == 0.67


def test_a_known_layout_goes_before_guesses(recognised: Recognise) -> None:
    recognition = recognised(
        "Sale Date,Item Name,Quantity,Price,Item Total,Transaction ID,Listing ID,Order ID\n"
        "03/04/24,Mug,1,4.50,4.50,9001,77,12\n03/04/24,Cup,1,3.00,3.00,9002,78,12\n"
    )
    assert recognition.layout == "Etsy sold order items (CSV)"
    assert recognition.confidence == 1
    assert mapping(recognition)["order_id"] == "Order ID"
    assert {column.confidence for column in recognition.columns} == {1}


def test_a_layout_without_what_its_kind_needs_is_not_taken(recognised: Recognise) -> None:
    square = (
        "Date,Time,Category,Item,Qty,Price Point Name,SKU,Modifiers Applied,Gross Sales\n"
        "2024-03-01,09:00,Tea,Assam,1,Regular,T1,,$3.50 \n"
    )
    with pytest.raises(ColumnsMissing) as caught:
        recognised(square)
    assert caught.value.missing == ("order_id",)


def test_what_a_known_layout_lacks_is_said_of_its_kind(recognised: Recognise) -> None:
    wide = "Handle,Title,SKU,HS Code,COO,North,South\nmug,Mug,A1,,,4,2\n"
    with pytest.raises(ColumnsMissing) as caught:
        recognised(wide)
    assert caught.value.missing == ("available",)
    with pytest.raises(ColumnsMissing, match="survey responses are a table"):
        recognised("Respondent ID,Collector ID,Start Date,Shop\n1,2,2024-03-01,North\n")


def test_products_given_once_are_a_catalog_and_sales_are_none(
    recognised: Recognise, as_csv: Write
) -> None:
    headings = ("sku", "title", "price", "quantity", "created_at")
    once = [(f"A{n}", f"Mug {n}", "4.50", str(n), "2024-03-01") for n in range(9)]
    assert recognised(as_csv([headings, *once])).kind == "catalog"
    with pytest.raises(ColumnsMissing) as caught:
        recognised(as_csv([headings, *once[:4], *once[:4]]))
    assert caught.value.missing == ("order_id",)


def test_by_hand_wins_over_a_layout(recognised: Recognise) -> None:
    shopify = (
        "Name,Email,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Id\n"
        "#1,a@example.com,2024-03-01,1,Mug,4.50,A1,900\n"
    )
    assert mapping(recognised(shopify))["order_id"] == "Name"
    by_hand = recognised(shopify, mapping={"order_id": "Id", "sku": ""})
    assert mapping(by_hand)["order_id"] == "Id"
    assert "sku" not in mapping(by_hand)
    assert by_hand.columns[0].evidence == "chosen by hand"


def test_fields_named_by_hand_tell_the_kind(recognised: Recognise) -> None:
    table = "a,b,c\n1,9,fine\n2,3,slow\n"
    by_hand = recognised(table, mapping={"score": "b", "comment": "c"})
    assert by_hand.kind == "survey"
    assert mapping(by_hand) == {"score": "b", "comment": "c"}
    assert recognised(table, mapping={"order_id": "a", "product": "c"}).kind == "orders"
    assert (
        recognised(table, mapping={"label": "c", "text": "b", "image_id": "a"}).kind == "receipts"
    )


def test_fields_of_two_kinds_are_refused(recognised: Recognise) -> None:
    with pytest.raises(OptionRefused, match="There is no field 'score' in a table of order lines"):
        recognised("a,b\n1,2\n", mapping={"order_id": "a", "score": "b"})


def test_an_unknown_kind_lists_the_known_ones(recognised: Recognise) -> None:
    with pytest.raises(OptionRefused, match="kinds are orders, order_headers, baskets, catalog"):
        recognised("a,b\n1,2\n", kind="orderz")


def test_the_nearest_kind_says_what_is_missing(recognised: Recognise) -> None:
    with pytest.raises(ColumnsMissing) as caught:
        recognised("image_id,receipt_id,line_id,word_id,label\n1,1,1,1,TOTAL\n")
    assert caught.value.missing == ("text",)
    assert "receipt words are a table with one row per word" in str(caught.value)


def test_a_survey_without_answers_says_so(recognised: Recognise) -> None:
    with pytest.raises(ColumnsMissing) as caught:
        recognised("response_id,channel\nQ1,web\nQ2,shop\n")
    assert caught.value.missing == ("score",)
    assert "No column for a score or a comment was found" in str(caught.value)


def test_a_list_of_customers_and_their_orders_is_no_catalog(recognised: Recognise) -> None:
    table = "id,name,customer_id,created_at,tags,status\n1,#1001,77,2024-03-01,vip,paid\n"
    with pytest.raises(ColumnsMissing) as caught:
        recognised(table)
    assert "order_id" in caught.value.missing


def order_rows(rng: random.Random) -> list[tuple[str, ...]]:
    things = ["Mug", "Cup", "Bowl", "Plate", "Jug", "Tray"]
    return [
        (
            f"{1000 + n}",
            thing,
            str(rng.randint(1, 3)),
            f"{rng.randint(2, 40)}.50",
            f"2024-03-{1 + n:02d}",
        )
        for n in range(24)
        for thing in rng.sample(things, rng.randint(1, 4))
    ]


def survey_rows(rng: random.Random) -> list[tuple[str, ...]]:
    said = ["the parcel came late", "lovely cups and quick to arrive", "nobody answered my mail"]
    return [
        (str(rng.randint(0, 10)), f"{rng.choice(said)}, and that for the {n}th time")
        for n in range(40)
    ]


NAMES = ("order_id", "product", "quantity", "unit_price", "date")


@pytest.mark.parametrize("headings", [("c1", "c2", "c3", "c4", "c5"), ()], ids=["opaque", "none"])
def test_headings_that_say_nothing_leave_the_content(
    headings: tuple[str, ...], recognised: Recognise, as_csv: Write
) -> None:
    header = [headings] if headings else []
    recognition = recognised(as_csv([*header, *order_rows(random.Random(3))]))
    assert recognition.kind == "orders"
    assert {c.field: c.index for c in recognition.columns} == {n: k for k, n in enumerate(NAMES)}
    assert all(column.confidence <= 0.6 for column in recognition.columns)
    assert all("by content alone" in column.evidence for column in recognition.columns)
    assert "by content alone" in recognition.evidence


def test_opaque_answers_are_told_by_content_alone(recognised: Recognise, as_csv: Write) -> None:
    recognition = recognised(as_csv([("col 1", "col 2"), *survey_rows(random.Random(3))]))
    assert (recognition.kind, recognition.confidence) == ("survey", 0.6)
    assert mapping(recognition) == {"score": "col 1", "comment": "col 2"}


def test_opaque_headings_with_two_readings_are_refused(
    recognised: Recognise, as_csv: Write
) -> None:
    twice = [(*row, row[1].lower()) for row in order_rows(random.Random(3))]
    with pytest.raises(ColumnsMissing):
        recognised(as_csv([("c1", "c2", "c3", "c4", "c5", "c6"), *twice]))
    with pytest.raises(ColumnsMissing):
        recognised(as_csv([("city", "food", "n", "m", "k"), *order_rows(random.Random(3))]))


@pytest.mark.parametrize(("yes", "no"), [("1", "0"), ("True", "False"), ("t", ""), ("1.0", "0.0")])
def test_a_column_for_every_product_is_baskets(
    yes: str, no: str, recognised: Recognise, as_csv: Write
) -> None:
    rng = random.Random(5)
    rows = [(str(n), *(yes if rng.random() < 0.3 else no for _ in range(8))) for n in range(30)]
    headings = ("order_id", "Mug", "Cup", "Bowl", "Plate", "Jug", "Tray", "Pan", "Pot")
    recognition = recognised(as_csv([headings, *rows]))
    assert recognition.kind == "baskets"
    assert mapping(recognition) == {"order_id": "order_id"}
    assert recognition.evidence == "8 columns are of one product each, bought or not"


def test_a_table_is_taken_for_the_same_however_often(recognised: Recognise) -> None:
    told = {json.dumps(str(recognised(table))) for table in [*TABLES][:1] for _ in range(3)}
    assert len(told) == 1
