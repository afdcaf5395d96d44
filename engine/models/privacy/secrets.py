"""The private parts of a text, each kind looked for in what the ones before it left."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from engine.models.privacy.accounts import accounts, cards, ibans
from engine.models.privacy.addresses import emails, links
from engine.models.privacy.looking import Looked, Span
from engine.models.privacy.phones import abroad, cued, dates, long_numbers, national

KINDS = ("email", "phone", "card", "iban", "account", "link")
# Six digits close together, or what may be an IBAN; most comments hold neither.
_NUMBER = re.compile(
    r"[0-9](?:[^0-9a-z]{0,6}[0-9]){5}|[a-z]{2} ?[0-9]{2}(?:[ .-]?[a-z0-9]){11}", re.IGNORECASE
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
    for hint, look in _LOOKS:
        if hint.search(looked.text):
            look(looked)
    return looked.found


def search(looked: Looked) -> list[Span]:
    """What every pattern finds in a text, hints or not."""
    for _, look in _LOOKS:
        look(looked)
    return looked.found


def nothing_to_find(text: str) -> bool:
    """Whether a text, made plain, can hold nothing private, told quickly; most comments are so."""
    return not any(hint.search(text) for hint, _ in _LOOKS)


def _take_links(looked: Looked) -> None:
    looked.take(links(looked.text))


def _take_emails(looked: Looked) -> None:
    looked.take(emails(looked.text))


def _take_numbers(looked: Looked) -> None:
    looked.take(ibans(looked.text))
    looked.take(abroad(looked.text))
    looked.pass_over(dates(looked.text))
    looked.take(cards(looked.text))
    for also in (cued, accounts, national, long_numbers):
        looked.take(list(also(looked.text)))


# What is in every link, in every address, in every number that is private, before it is looked for.
_LOOKS: tuple[tuple[re.Pattern[str], Callable[[Looked], None]], ...] = (
    (re.compile(r"://|www\.|\?", re.IGNORECASE), _take_links),
    (re.compile(r"@|[\[({] ?a", re.IGNORECASE), _take_emails),
    (_NUMBER, _take_numbers),
)
