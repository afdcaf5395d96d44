"""The private parts of a text, each kind looked for in what the ones before it left."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.models.privacy.accounts import accounts, cards, ibans
from engine.models.privacy.addresses import emails, links
from engine.models.privacy.looking import Looked, Span
from engine.models.privacy.phones import abroad, cued, dates, long_numbers, national

KINDS = ("email", "phone", "card", "iban", "account", "link")
_HINT = re.compile(
    r"@|://|\?|www\.|[\[({] ?(?:at|arroba) ?[\])}]"
    r"|[0-9](?:[^0-9a-z]{0,6}[0-9]){5}"
    r"|[a-z]{2} ?[0-9]{2}(?:[ .-]?[a-z0-9]){11}",
    re.IGNORECASE,
)
# A stand-in holds letters only, so that none of the patterns can find anything in it.
STAND_IN = re.compile(rf"\[(?:{'|'.join(KINDS)}) [a-z]{{8}}\]")


def private_spans(text: str) -> list[Span]:
    """What must not leave this computer, in order and apart; work in proportion to the text.

    Stand-ins that already stand there are left as they are.
    """
    return [
        Span(start + span.start, start + span.end, span.kind)
        for start, piece in between_stand_ins(text)
        for span in _in_piece(piece)
    ]


def between_stand_ins(text: str) -> Iterator[tuple[int, str]]:
    """The parts of a text around its stand-ins, each with its place."""
    done = 0
    for stand_in in STAND_IN.finditer(text):
        yield done, text[done : stand_in.start()]
        done = stand_in.end()
    yield done, text[done:]


def _in_piece(text: str) -> list[Span]:
    looked = Looked(text)
    return [] if nothing_to_find(looked.text) else search(looked)


def search(looked: Looked) -> list[Span]:
    """What every pattern finds in a text."""
    for look in (links, emails, ibans, cards, abroad):
        looked.take(look(looked.text))
    looked.pass_over(dates(looked.text))
    for also in (cued, accounts, national, long_numbers):
        looked.take(list(also(looked.text)))
    return looked.found


def nothing_to_find(text: str) -> bool:
    """Whether a text, made plain, can hold nothing private, told quickly; most comments are so.

    Every number that is private has six digits close together or is an IBAN, every address an
    at-sign or a spoken one in brackets, every link `://`, `www.` or a query.
    """
    return not _HINT.search(text)
