"""Phone numbers: what is one, and which other numbers of that length are none.

A number is taken for a phone number (a leak is worse than a stand-in) when it

- begins with `+` or `00` and has 8 to 15 digits;
- begins with a 0 and has 9 to 13 digits in groups (8 where an area code of three stands first);
- is grouped as in North America, Spain, Portugal, France, Brazil, Mexico, Colombia, Argentina,
  Chile or Australia;
- stands behind a word such as `tel`, `phone`, `fax`, `WhatsApp`, `Handy`, `celular`, with 6 to 15
  digits;
- has 9 digits or more in one piece, whatever it is.

It is none when it is a date or a moment, a range or list of years or of round numbers, or an
amount beside a currency, a unit or a percent sign. Up to 8 digits in one piece are a quantity or
a short order number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.models.privacy.accounts import is_year
from engine.models.privacy.looking import Span

_S = "[ ]?[-./ ][ ]?"
_P = r"(?:\)? ?-? ?|[./])"
_END = "(?![0-9])"
_ABROAD = re.compile(rf"\+ ?\(?[1-9](?:[-./() ]{{0,3}}[0-9]){{7,14}}{_END}")
_DIALLED = re.compile(rf"(?<![0-9])(?<![0-9][.,])00 ?[1-9](?:[-./() ]{{0,3}}[0-9]){{7,13}}{_END}")
_PAIRS = re.compile(rf"(?<![0-9])(?:33({_S}))?0?[1-9]({_S})[0-9]{{2}}(?:\2[0-9]{{2}}){{3}}{_END}")
_SHAPES = re.compile(
    "(?<![0-9])(?:"
    + "|".join(
        (
            rf"(?:1{_S})?\(?[2-9][0-9]{{2}}{_P}[0-9]{{3}}{_P}[0-9]{{4}}",
            rf"[2-9][0-9]{{2}}({_S})[0-9]{{3}}\1[0-9]{{3}}",
            rf"[6-9][0-9]{{2}}({_S})[0-9]{{2}}\2[0-9]{{2}}\2[0-9]{{2}}",
            rf"[2-9][0-9]({_S})[0-9]{{3}}\3[0-9]{{2}}\3[0-9]{{2}}",
            rf"2[1-9]({_S})[0-9]{{3}}\4[0-9]{{4}}",
            rf"\(?[1-9][0-9]{_P}9?[0-9]{{4}}[-. ][0-9]{{4}}",
            r"9 [0-9]{4}[- ][0-9]{4}",
            r"9?[0-9]{4}-[0-9]{4}",
            r"[0-9]{3}-[0-9]{4}",
            r"1[38]00[ -][0-9]{3}[ -][0-9]{3}",
            rf"(?P<country>3[1-49]|351|4[1349]|5[24-7]){_S}[1-9][0-9]{{0,3}}(?:{_S}[0-9]{{2,7}}){{1,4}}",
        )
    )
    + f"){_END}"
)
_TRUNK = re.compile(
    rf"(?<![0-9])(?<![0-9][.,])\(?0[1-9][0-9]{{0,4}}(?:\) ?[-/]? ?|{_S})"
    rf"[0-9]{{1,9}}(?:{_S}[0-9]{{1,8}}){{0,4}}{_END}"
)
_CUED = re.compile(
    r"(?<![^\W\d_])(?:tel|tél|telephone|téléphone|telefono|teléfono|telefone|telefon|"
    r"telefonnummer|rufnummer|fon|fone|phone|ph|fax|mobile|mobil|móvil|movil|portable|cel|celular|"
    r"cell|handy|handynummer|gsm|whatsapp|whats|zap|wa|sms|call|ring|llame|llamar|ligue|ligar|"
    r"appelez|anrufen|contact|contacto|contato|kontakt)(?![^\W\d_])[^0-9\x00\x01]{0,16}?"
    rf"(\(?[0-9](?:[-./() ]{{0,3}}[0-9]){{5,14}}){_END}",
    re.IGNORECASE,
)
_KEPT = re.compile(
    r"(?<![^\W\d_])(?:account|acct|a/c|konto|kontonummer|kontonr|cuenta|conta|compte|iban|blz|bic|"
    r"routing|sort code|card|karte|kartennummer|tarjeta|carte|cartão|cartao|passport|pasaporte|"
    r"passaporte|passeport|ausweis|ssn|dni|nif|nie|cpf|cnpj|curp)(?![^\W\d_])"
    rf"[^0-9\x00\x01]{{0,16}}?([0-9](?:[-./ ]{{0,3}}[0-9]){{5,29}}){_END}",
    re.IGNORECASE,
)
_LONG = re.compile(r"[0-9]{9,}")
_MONEY = (
    r"€|\$|£|¥|₹|%|eur|euros?|usd|gbp|brl|mxn|cop|clp|ars|pen|chf|cad|aud|dollars?|d[oó]lares|"
    r"pesos?|reais|pounds|kg|km|ml|cm|mm|pcs|pieces|units|views|stück|stk|unidades|percent|prozent"
)
_BEFORE = re.compile(rf"(?:^|[^a-z])(?:{_MONEY}) ?$", re.IGNORECASE)
_AFTER = re.compile(rf" ?(?:{_MONEY})(?![a-z])", re.IGNORECASE)
_AMOUNT = re.compile(
    r"[1-9][0-9]{0,2}(?:([ .])[0-9]{3})(?:\1[0-9]{3})*|[1-9][0-9]*(?:\.[0-9]{1,3})?"
)
_PRICE = re.compile(r"[0-9]+\.[0-9]{1,2}")
_DAY, _MONTH = "(?:0?[1-9]|[12][0-9]|3[01])", "(?:0?[1-9]|1[0-2])"
_DATES = re.compile(
    rf"(?<![0-9])(?:(?:19|20)[0-9]{{2}}([-./ ]){_MONTH}\1{_DAY}"
    rf"|(?:{_DAY}([-./ ]){_MONTH}\2|{_MONTH}([-./ ]){_DAY}\3)(?:19|20)[0-9]{{2}}"
    rf"|(?<![0-9][-./])(?:{_DAY}([-./]){_MONTH}\4|{_MONTH}([-./]){_DAY}\5)[0-9]{{2}}(?![-./][0-9]))"
    rf"{_END}"
)
_MOMENTS = re.compile(
    rf"(?<![0-9])20[0-9]{{2}}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
    rf"(?:[01][0-9]|2[0-3])[0-5][0-9](?:[0-5][0-9])?{_END}"
)
_FRACTION = re.compile(r"(?<![0-9])0\.$|:[0-9]{2}\.$")


def abroad(text: str) -> list[Span]:
    """Numbers that begin with a plus and a country's code."""
    return [Span(*number.span(), "phone") for number in _ABROAD.finditer(text)]


def dates(text: str) -> list[tuple[int, int]]:
    """Where days stand, and moments such as 20240131123000; they are no numbers."""
    days = [date.span() for date in _DATES.finditer(text)]
    return days + [moment.span() for moment in _MOMENTS.finditer(text)]


def cued(text: str) -> Iterator[Span]:
    """Numbers that a word before them says to be a phone's or an account's."""
    for pattern, kind in ((_CUED, "phone"), (_KEPT, "account")):
        for number in pattern.finditer(text):
            if not _PRICE.fullmatch(number.group(1)) and not _beside_money(text, *number.span(1)):
                yield Span(*number.span(1), kind)


def national(text: str) -> Iterator[Span]:
    """Numbers in the shapes that countries write them."""
    for number in _PAIRS.finditer(text):
        if number.group(1) or number.group()[0] == "0":
            yield Span(*number.span(), "phone")
    for number in _DIALLED.finditer(text):
        yield Span(*number.span(), "phone")
    for number in _SHAPES.finditer(text):
        groups = re.findall("[0-9]+", number.group())
        short = number["country"] and sum(map(len, groups)) < 11
        if not short and not _range(groups) and not _amount(text, *number.span()):
            yield Span(*number.span(), "phone")
    for number in _TRUNK.finditer(text):
        groups = re.findall("[0-9]+", number.group())
        digits = sum(map(len, groups))
        if 9 <= digits <= 13 or (digits == 8 and len(groups[0]) > 2):
            yield Span(*number.span(), "phone")


def _range(groups: list[str]) -> bool:
    """Whether the last numbers are years, or all are round: a range or a list, or thousands."""
    years = groups[1:] if len(groups) > 2 else groups
    round_ones = groups[0].endswith("0") and all(group.endswith("00") for group in groups[1:])
    return round_ones or all(is_year(group) for group in years)


def long_numbers(text: str) -> Iterator[Span]:
    """Nine digits or more in one piece."""
    for number in _LONG.finditer(text):
        start, end = number.span()
        fraction = _FRACTION.search(text[max(0, start - 4) : start])
        if not fraction and not _amount(text, start, end):
            yield Span(start, end, "phone" if end - start < 12 else "account")


def _amount(text: str, start: int, end: int) -> bool:
    return bool(_AMOUNT.fullmatch(text, start, end)) and _beside_money(text, start, end)


def _beside_money(text: str, start: int, end: int) -> bool:
    before = _BEFORE.search(text[max(0, start - 9) : start])
    return bool(before or _AFTER.match(text, end))
