"""What is taken for private and what is not, kind by kind and tongue by tongue."""

import pytest

from engine.models.privacy import Redactor
from engine.models.privacy.secrets import private_spans

REDACTOR = Redactor(b"salt" * 8, on=True)


def found(text: str) -> list[tuple[str, str]]:
    return [(span.kind, text[span.start : span.end]) for span in private_spans(text)]


PHONES = [
    "+49 30 123456", "+49 (0)30 / 123 456-78", "+4915112345678", "+1 (555) 123-4567",
    "+44 20 7946 0958", "+34 612 345 678", "+351 912 345 678", "+55 11 91234-5678",
    "+33 6 12 34 56 78", "0049 171 1234567", "+52 55 1234 5678", "+57 300 123 4567",
    "(555) 123-4567", "555-123-4567", "555.123.4567", "555 123 4567", "1-800-555-0199", "555-0199",
    "5551234567", "020 7946 0958", "07700 900123", "(020) 7946 0958",
    "030 1234567", "0171/1234567", "0171-1234567", "089/12345", "(030) 123456", "0800 123 4567",
    "612 345 678", "612 34 56 78", "91 123 45 67", "612345678", "912 345 678", "21 123 4567",
    "06 12 34 56 78", "06.12.34.56.78", "06-12-34-56-78", "0612345678", "33 6 12 34 56 78",
    "(11) 91234-5678", "11 91234-5678", "(11) 3123-4567", "91234-5678", "3123-4567",
    "55 1234 5678", "9 8765 4321", "300 123 4567", "0412 345 678", "1300 123 456",
    "５５５-１２３-４５６７", "555\u00a0123\u20094567", "555–123–4567", "555\u200b123\u200b4567",
]  # fmt: skip


@pytest.mark.parametrize("number", PHONES)
def test_phone_numbers_are_private(number: str) -> None:
    for text in (number, f"please call {number} today", f"Ruf {number}, danke", f"({number})"):
        hidden = "".join(part for _, part in found(text))
        assert all(digit in hidden for digit in number if digit.isdecimal()), text
        assert {kind for kind, _ in found(text)} == {"phone"}, text
        sent = str(REDACTOR.redact({"text": text}).shown["text"])
        assert not any(digit.isdecimal() for digit in sent), text


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Tel. 123456", "123456"), ("tel: 12 34 56", "12 34 56"), ("WhatsApp 7654321", "7654321"),
        ("Handynummer ist 1234567", "1234567"), ("mi celular: 1234-567", "1234-567"),
        ("call me on 123 4567", "123 4567"), ("téléphone 123.456", "123.456"),
        ("Fax (123) 45678", "(123) 45678"),
    ],
)  # fmt: skip
def test_a_word_before_it_makes_a_number_a_phone_number(text: str, number: str) -> None:
    assert found(text) == [("phone", number)]
    assert found(number.strip()) == []


@pytest.mark.parametrize(
    "text",
    [
        "199.99", "1.299,00 €", "$1,234,567.89", "R$ 1.234.567,89", "$ 612.345.678",
        "612.345.678 COP", "123456789 EUR", "1 000 000", "250 000 000", "10.99 12.50 12.99 3.20",
        "799.99 12.50 89.90", "0.123456789", "99.99999 %", "2024-01-31", "31.01.2024",
        "01/31/2024 12:30", "31.01.24", "12.05.2024 13.30 Uhr", "12.05.2024-14.05.2024",
        "2024-01-31T12:30:45.123456789Z", "20240131", "20240131123000", "2023-2024",
        "1999/2000/2001", "500-1000 ml", "250-1500", "1000-2000", "09.30 - 17.45", "24/7",
        "order 4711", "order 12345678", "Bestellung Nr. 00123456", "SKU 1234-56", "3 x 12 pcs",
        "36 38 40 42 44 46", "1920x1080", "32 512 1024", "size 42.5", "5 stars, 10/10", "1 2 3 4 5",
        "phone for 199.99", "call 1200.50", "iPhone 15 Pro 256 GB", "100 200 300 400 500",
        "2019 2020 2021 2022", "1000 2000 3000 4000", "4.5 of 5", "ratio 16:9", "NPS 10",
        "123456789 units", "100,000,000", "7-day", "A4 80g/m2 500",
    ],
)  # fmt: skip
def test_prices_dates_quantities_and_short_numbers_are_not(text: str) -> None:
    assert found(text) == []
    assert REDACTOR.redact({"text": text}).shown == {"text": text}


@pytest.mark.parametrize(
    "address",
    [
        "ann@shop.com", "Ann.Lee+tag@mail.shop.co.uk", "ann_lee@shop.de5.com", "o'neil@shop.ie",
        "ann＠shop．com", "ann@bücher.example", "ann (at) shop (dot) com", "ann[at]shop.com",
        "ann @ shop.com", '"ann lee"@shop.com', "ann@xn--bcher-kva.example", "ann@shop.de.5",
    ],
)  # fmt: skip
def test_email_addresses_are_private(address: str) -> None:
    for text in (address, f"<{address}>", f"mailto:{address}", f"to {address}, please."):
        assert [kind for kind, _ in found(text)] == ["email"], text
        assert "ann" not in str(REDACTOR.redact({"text": text}).shown["text"])
        assert "shop" not in str(REDACTOR.redact({"text": text}).shown["text"])


@pytest.mark.parametrize("text", ["3 @ 5.99", "@ann", "meet @ noon", "a@b", "2@5.99usd", "@", "at"])
def test_other_at_signs_are_not(text: str) -> None:
    assert found(text) == []


CARDS = ["4111111111111111", "5500005555555559", "378282246310005", "6011000990139424",
         "4222222222222", "3530111333300000"]  # fmt: skip


@pytest.mark.parametrize("card", CARDS)
@pytest.mark.parametrize("between", ["", " ", "-", " - ", ".", "\u00a0", "\u2009", "–"])
def test_cards_are_private_however_grouped(card: str, between: str) -> None:
    number = between.join(card[start : start + 4] for start in range(0, len(card), 4))
    assert found(f"paid with {number} today") == [("card", number)]
    assert found(f"2 {number}")[-1][0] in ("card", "account", "phone")
    wide = number.translate({ord("0") + digit: 0xFF10 + digit for digit in range(10)})
    assert found(wide) == [("card", wide)]


def test_a_card_written_digit_by_digit_is_private() -> None:
    assert found("4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1") != []


@pytest.mark.parametrize(
    "iban", ["DE89370400440532013000", "GB29NWBK60161331926819", "ES9121000418450200051332",
             "FR1420041010050500013M02606", "PT50000201231234567890154",
             "BR1800360305000010009795493C1",
             "NL91ABNA0417164300", "NO9386011117947", "MT84MALT011000012345MTLCAST001S"]
)  # fmt: skip
def test_ibans_are_private_however_grouped(iban: str) -> None:
    fours = " ".join(iban[start : start + 4] for start in range(0, len(iban), 4))
    for text in (iban, fours, iban.lower(), fours.replace(" ", "\u00a0")):
        assert found(f"auf {text} danke 5") == [("iban", text)]


@pytest.mark.parametrize(
    "number", ["1234567890123456", "DE89 3704 0044 0532 0130 01", "123-45-6789", "123.456.789-09",
               "12.345.678/0001-95", "12-34-56 12345678", "Konto 1234567", "conta: 123456"]
)  # fmt: skip
def test_long_account_numbers_are_private(number: str) -> None:
    assert found(number) != []
    sent = str(REDACTOR.redact({"text": number}).shown["text"])
    assert sum(character.isdecimal() for character in sent) <= 2


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ("https://ann:secret@shop.com/a", "https:LINKshop.com/a"),
        ("see https://shop.com/a/b?token=abc&x=1#top now", "see https://shop.com/a/bLINK now"),
        ("https://shop.com/a?x=1&access_token=q.", "https://shop.com/aLINK."),
        ("https://shop.com/a?x=9f8e7d6c5b4a39281706", "https://shop.com/aLINK"),
        ("https://shop.com/r/9f8e7d6c5b4a39281706/end", "https://shop.com/r/LINK/end"),
        ("https://shop.com/#/reset?code=77", "https://shop.com/LINK"),
        ("www.shop.com/a?ids[]=1&sig=77", "www.shop.com/aLINK"),
        ("shop.com/a?password=77", "shop.com/aLINK"),
        ("https://shop.com/o/123e4567-e89b-12d3-a456-426614174000", "https://shop.com/o/LINK"),
        ("a,https://shop.com/a?x=1,https://b.com?key=7", "a,https://shop.com/a?x=1,https://b.comLINK"),
        ("https://shop.com/sale?color=red&page=2", "https://shop.com/sale?color=red&page=2"),
        ("https://shop.com/summer-dress-2024-blue", "https://shop.com/summer-dress-2024-blue"),
        ("really? a=b.c", "really? a=b.c"),
    ],
)  # fmt: skip
def test_of_links_host_and_path_stay(text: str, sent: str) -> None:
    redacted = REDACTOR.redact({"text": text})
    shown = str(redacted.shown["text"])
    for stand_in in redacted.hidden:
        shown = shown.replace(stand_in, "LINK")
    assert shown == sent
