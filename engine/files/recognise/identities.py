"""Cells that tell a person by their shape: mail and network addresses, phones, accounts, cards."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Sequence

ENOUGH = 60  # different cells of a column that are looked at
_MAIL = re.compile(r"[^@\s<>]+@[^@\s]+\.[^@\s]+|[^<>@]{0,80}<[^@\s<>]+@[^@\s]+\.[^@\s]+>")
_PHONE = re.compile(
    r"\+\d[\d ()./-]{6,18}\d|\(\+?\d{2,5}\) ?[\d ./-]{5,14}\d|0\d{1,4}[ /.-]\d[\d ./-]{4,12}\d"
    r"|\d{3}([ .-])\d{3}\1\d{4}"
)
_IBAN = re.compile(r"[A-Z]{2}\d{2}( ?[A-Z0-9]{4}){2,7}( ?[A-Z0-9]{1,4})?")
_CARD = re.compile(r"[3-6]\d{3}([ -]?)\d{4}\1\d{4}\1\d{3,4}|3\d{3}([ -]?)\d{6}\2\d{5}")
_MASKED = re.compile(r"([*xX•·]{2,4}[ -]?){2,}\d{2,4}")
_DAY = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}.*")


def holds_identities(filled: Sequence[str]) -> bool:
    """Whether the cells of a column are mostly of one such shape; mail from a third on."""
    if not filled:
        return False
    distinct = tuple(dict.fromkeys(filled))[:ENOUGH]
    return any(sum(map(shape, distinct)) > least * len(distinct) for shape, least in _SHAPES)


def _is_mail(cell: str) -> bool:
    return "@" in cell and _MAIL.fullmatch(cell) is not None


def _is_phone(cell: str) -> bool:
    if len(cell) > 24 or cell[0] not in "+(0123456789":
        return False
    return _PHONE.fullmatch(cell) is not None and not _DAY.fullmatch(cell)


def _is_iban(cell: str) -> bool:
    """Its check digits must hold."""
    if not 15 <= len(cell) <= 42 or not _IBAN.fullmatch(cell):
        return False
    plain = cell.replace(" ", "")
    return int("".join(str(int(sign, 36)) for sign in plain[4:] + plain[:4])) % 97 == 1


def _is_card(cell: str) -> bool:
    """Its check digit must hold, unless only its end is shown."""
    if len(cell) > 24:
        return False
    if _MASKED.fullmatch(cell):
        return True
    if not _CARD.fullmatch(cell):
        return False
    digits = [int(sign) for sign in reversed(cell) if sign.isdigit()]
    doubled = (sum(divmod(2 * digit, 10)) for digit in digits[1::2])
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0


def _is_network_address(cell: str) -> bool:
    if len(cell) > 45 or (cell.count(".") != 3 and cell.count(":") < 2):
        return False
    try:
        ipaddress.ip_address(cell)
    except ValueError:
        return False
    return True


_SHAPES: tuple[tuple[Callable[[str], bool], float], ...] = (
    (_is_mail, 1 / 3),
    (_is_phone, 1 / 2),
    (_is_iban, 1 / 2),
    (_is_card, 1 / 2),
    (_is_network_address, 1 / 2),
)
