"""Card numbers, IBANs and other long numbers of accounts and persons."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.models.privacy.looking import Span

_IBAN = re.compile(r"[A-Za-z]{2}[0-9]{2}(?=[ .-]?[A-Za-z0-9])")
# Those of the registry of IBANs.
_COUNTRIES = (
    "AD AE AL AT AZ BA BE BG BH BI BR BY CH CR CY CZ DE DJ DK DO EE EG ES FI FK FO FR GB GE "
    "GI GL GR GT HN HR HU IE IL IQ IS IT JO KW KZ LB LC LI LT LU LV LY MC MD ME MK MN MR MT "
    "MU NI NL NO OM PK PL PS PT QA RO RS RU SA SC SD SE SI SK SM SO ST SV TL TN TR UA VA VG "
    "XK YE "
)
_LETTERS = re.compile(r"[A-Za-z0-9]")
_CARD = range(13, 20)
# What stands between the groups of one number.
_BETWEEN = re.compile(r" {0,2}[-./]? {0,2}")
_GROUP = re.compile(r"[0-9]+")
_FOURS = re.compile(
    r"(?<![0-9])[0-9]{4}(?:[ ./-]{1,3}[0-9]{4}){2,5}(?:[ ./-]{1,3}[0-9]{1,3})?(?![0-9])"
)
_PERSONS = re.compile(
    r"(?<![0-9])(?:[0-9]{3}-[0-9]{2}-[0-9]{4}"  # social security, United States
    r"|[0-9]{3}\.[0-9]{3}\.[0-9]{3}-[0-9]{2}"  # CPF, Brazil
    r"|[0-9]{2}\.[0-9]{3}\.[0-9]{3}/[0-9]{4}-[0-9]{2}"  # CNPJ, Brazil
    r"|[0-9]{2}-[0-9]{2}-[0-9]{2} [0-9]{8})(?![0-9])"  # sort code and account, United Kingdom
)


def ibans(text: str) -> list[Span]:
    """IBANs whose check digits and country's length hold, in any grouping."""
    found: list[Span] = []
    free = 0
    for head in _IBAN.finditer(text):
        known = head.start() >= free and f"{head.group()[:2].upper()} " in _COUNTRIES
        if known and (end := _iban_to(text, head.start())):
            found.append(Span(head.start(), end, "iban"))
            free = end
    return found


def _iban_to(text: str, start: int) -> int:
    """Where the longest valid IBAN from `start` ends, or 0."""
    from stdnum import iban  # noqa: PLC0415 - costly

    ends, number = [], ""
    place = start
    while place < len(text) and len(number) < 34:
        if not _LETTERS.match(text, place):
            place += 1 if text[place] in " .-" else 0
            if not _LETTERS.match(text, place):
                break
        number += text[place]
        place += 1
        ends.append(place)
    for length in range(len(number), 14, -1):
        # The check digits are cheap to look at, and nearly all that is no IBAN fails them.
        if _remainder(number[4:length] + number[:4]) == 1 and iban.is_valid(
            number[:length], check_country=False
        ):
            return ends[length - 1]
    return 0


def _remainder(number: str) -> int:
    """What ISO 7064 mod 97-10 leaves of letters and digits; 1 for a valid IBAN."""
    return int("".join(str(int(character, 36)) for character in number)) % 97


def cards(text: str) -> list[Span]:
    """Numbers of 13 to 19 digits that pass Luhn, in one piece or in groups.

    Lists of sizes and quantities pass it one time in ten: a number in groups has one of four
    digits or more, and not only years and round ones.
    """
    found: list[Span] = []
    free = 0
    groups = [group.span() for group in _GROUP.finditer(text)]
    for first, (start, _) in enumerate(groups):
        if start >= free and (end := _card_to(text, groups[first : first + 19])):
            found.append(Span(start, end, "card"))
            free = end
    return found


def _card_to(text: str, groups: list[tuple[int, int]]) -> int:
    known, number = 0, ""
    members: list[str] = []
    before = groups[0][0]
    for start, end in groups:
        if start - before > 5 or not _BETWEEN.fullmatch(text, before, start):
            break
        members.append(text[start:end][: _CARD.stop])
        number, before = number + members[-1], end
        if len(number) >= _CARD.stop:
            break
        if len(number) in _CARD and _is_card(number, members):
            known = end
    return known


def _is_card(number: str, members: list[str]) -> bool:
    grouped = len(members) == 1 or len(members) == len(number) or max(map(len, members)) >= 4
    return grouped and not _listed(members) and len(set(number)) > 1 and is_luhn_valid(number)


def is_luhn_valid(digits: str) -> bool:
    """Whether the last of the digits is the Luhn check digit of the others."""
    from stdnum import luhn  # noqa: PLC0415 - costly

    return bool(luhn.is_valid(digits))


def _listed(groups: list[str]) -> bool:
    """Whether several groups are all years or round numbers."""
    return len(groups) > 1 and all(
        group.endswith("00") or is_year(group) for group in groups
    )  # fmt: skip


def is_year(group: str) -> bool:
    """Whether four digits are a year of our time."""
    return len(group) == 4 and group[:2] in ("19", "20")


def accounts(text: str) -> Iterator[Span]:
    """Numbers written in fours, and persons' numbers in the shapes that countries gave them."""
    for number in _FOURS.finditer(text):
        if not _listed(_GROUP.findall(number.group())):
            yield Span(*number.span(), "account")
    for number in _PERSONS.finditer(text):
        yield Span(*number.span(), "account")
