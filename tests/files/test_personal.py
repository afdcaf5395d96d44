"""Columns that tell a person are found by their headings and by what stands in them; no others."""

from collections.abc import Callable

import pytest

from engine.files.forms.raw import RawTable
from engine.files.options import ReadOptions
from engine.files.recognise.identities import holds_identities
from engine.files.recognise.personal import personal_columns
from engine.files.recognise.recognition import recognise

Look = Callable[[str], RawTable]

PERSONAL = [
    "Email", "e-mail (work)", "Guest email", "Phone number", "contact_phone", "Mobile", "Fax",
    "First name", "lastName", "Full Name", "Customer name", "billing_first_name",
    "Shipping Address1", "shipping_address_2", "Street", "Postcode", "zip", "Date of birth", "IBAN",
    "IP address", "City", "Ship City", "Nombre y apellidos", "Teléfono móvil", "Código postal",
    "Nome completo", "Telemóvel", "Endereço de entrega", "Prénom", "Nom de famille", "Téléphone",
    "Code postal", "Vorname", "Kundenname", "Straße", "PLZ", "Ort", "Name of customer",
    "ProfileName", "Customer ID", "Kundennummer", "What is your full name?",
    "Please tell us your e-mail address",
]  # fmt: skip
HARMLESS = [
    "Product Name", "Lineitem name", "Merchant", "Merchant address", "Airline name", "airport",
    "Country", "author_country", "Store name", "Department Name", "Class Name", "Division Name",
    "Location name", "Email opt in", "Accepts email marketing", "Emails opened", "phone_case_count",
    "Campaign name", "Variant name", "Channel", "Region", "Currency", "Order number", "Vendor name",
    "Web address", "Age", "Payment method",
    "How satisfied were you with our phone support?", "Mobile app rating",
]  # fmt: skip


@pytest.mark.parametrize("heading", PERSONAL)
def test_people_are_told_by_headings(heading: str, looked: Look) -> None:
    raw = looked(f"score;{heading}\n5;abc d\n7;xyz d\n")
    assert personal_columns(raw) == {1}
    assert personal_columns(raw, recognise(raw, ReadOptions())) == {1}


@pytest.mark.parametrize("heading", HARMLESS)
def test_other_headings_tell_nobody(heading: str, looked: Look) -> None:
    raw = looked(f"score;{heading}\n5;abc d\n7;xyz d\n")
    assert personal_columns(raw) == frozenset()


def test_what_the_user_keeps_is_not_personal(looked: Look) -> None:
    raw = looked("score,City,Email\n5,Ulm,a@example.com\n7,Graz,b@example.com\n")
    assert personal_columns(raw) == {1, 2}
    assert personal_columns(raw, None, ("City",)) == {2}
    assert personal_columns(raw, recognise(raw, ReadOptions()), ("City", "Email")) == frozenset()


def test_yes_and_no_tell_nobody(looked: Look) -> None:
    raw = looked("score,email,phone\n5,yes,1\n7,no,0\n")
    assert personal_columns(raw) == frozenset()


IBANS = ["DE89370400440532013000", "GB29 NWBK 6016 1331 9268 19", "FR1420041010050500013M02606"]
SHAPES = {
    "mail": ["kim@example.com", "Lou <lou@example.org>", "-", "max.m@mail.example.com"],
    "phone": ["+34 600 123 456", "(020) 7946 0018", "0171/2345678", "212-555-0187"],
    "account": IBANS,
    "card": ["4111 1111 1111 1111", "5500005555555559", "3782 822463 10005"],
    "masked card": ["•••• •••• •••• 1111", "**** **** **** 4242"],
    "network": ["192.0.2.17", "198.51.100.4", "2001:db8::8a2e:370:7334"],
}
NO_SHAPES = {
    "dates": ["2024-03-01", "01/02/2024", "2024-03-01 10:20:30", "10:20:30"],
    "barcodes": ["4006381333931", "5901234123457", "9780201379624", "4012345678901"],
    "order numbers": ["536365", "1000234", "#1001", "028-1234567-1234567"],
    "amounts": ["1,234.50", "0.99", "12 000,00", "-4.50"],
    "codes": ["A-100-20", "100-20", "12.5.1", "1.2.3"],
    "coordinates": ["372.0", "178", "107.25", "64"],
    "texts": ["write to us @ the till", "a 20:30 show", "call 3 times", "no"],
    "accounts with a slip": [iban[:-1] + "0" for iban in IBANS if not iban.endswith("0")],
    "cards with a slip": ["4111 1111 1111 1112", "5500005555555558", "4111111111111113"],
    "no addresses": ["999.1.1.1", "1.2.3.4.5", "12:30:45", "a:b:c"],
    "nothing": [],
}


@pytest.mark.parametrize("shape", SHAPES)
def test_identities_are_told_by_their_shape(shape: str) -> None:
    assert holds_identities(SHAPES[shape])


@pytest.mark.parametrize("shape", NO_SHAPES)
def test_other_cells_tell_nobody(shape: str) -> None:
    assert not holds_identities(NO_SHAPES[shape])


@pytest.mark.parametrize("shape", SHAPES)
def test_shapes_are_found_under_any_heading(shape: str, looked: Look) -> None:
    cells = "".join(f"{n};{cell}\n" for n, cell in enumerate(SHAPES[shape]))
    assert personal_columns(looked("rating;what\n" + cells)) == {1}


def test_a_field_that_is_surely_data_is_kept_whatever_stands_in_it(looked: Look) -> None:
    words = looked(
        "image_id,receipt_id,word_text,merchant_name,label\n"
        "1,1,020 7946 0018,a@example.com,PHONE_NUMBER\n1,1,020 7946 0019,b@example.com,WEBSITE\n"
    )
    assert personal_columns(words) == {2, 3}
    assert personal_columns(words, recognise(words, ReadOptions())) == frozenset()


def test_what_a_known_layout_calls_personal_is(looked: Look) -> None:
    raw = looked(
        "Date,Time,Category,Item,Qty,Price Point Name,SKU,Modifiers Applied,Gross Sales,"
        "Transaction ID,Notes\n2024-03-01,09:00,Tea,Assam,1,Regular,T1,,$3.50,x9,for Kim\n"
    )
    recognition = recognise(raw, ReadOptions())
    assert recognition.layout.startswith("Square")
    assert {raw.headings[place] for place in personal_columns(raw, recognition)} == {"Notes"}


def test_a_reading_keeps_the_places_of_personal_columns(read: Callable[..., object]) -> None:
    reading = read("order_id,sku,email,street,phone\n1,A1,a@example.com,1 Elm Row,555\n")
    recognition = reading.recognition  # type: ignore[attr-defined]
    assert recognition.personal == (3, 4)
    assert recognition.columns[-1].field == "customer"
