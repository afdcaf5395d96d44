"""Which columns seem to tell a person: by their headings and by what stands in them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.files.forms.raw import RawTable
from engine.files.kinds import KINDS, normalised
from engine.files.kinds.known import LAYOUTS
from engine.files.kinds.tongues import PERSONAL
from engine.files.kinds.tongues.words import words
from engine.files.recognise.content import Cells, columns_of
from engine.files.recognise.headings import words_of_heading
from engine.files.recognise.identities import holds_identities
from engine.files.recognise.recognition import Recognition

_IN_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_HYPHEN = re.compile(r"\be[- ]mail", re.IGNORECASE)
SURE = 0.85  # confidence from which a column of data is believed to be none of a person
_YES_OR_NO = frozenset(words("0 1 true false yes no y n t f si sí ja nein oui non sim não nao"))
_CUSTOMERS = frozenset(
    heading
    for kind in KINDS.values()
    for field in kind.fields
    if field.personal
    for heading in field.headings
)
_KNOWN = (
    _CUSTOMERS
    | frozenset(PERSONAL)
    | frozenset(
        words(
            "city town ciudad cidade ville stadt ort wohnort municipio localidad localidade commune"
        )
    )
)
_TELLING = frozenset(
    words(
        "email phone telephone fax whatsapp street postcode zip zipcode iban birthday"
        " birthdate passport ssn firstname lastname surname telefono telefone telefon celular"
        " correo calle rua rue strasse plz prenom nachname vorname apellido apellidos sobrenome"
        " courriel address adresse direccion endereco"
    )
)
"""Words that tell a person wherever they stand in a heading."""
_SUBJECTS = frozenset(
    words(
        "opt status consent verified count marketing accepts accepted bounced opened clicked sent"
        " case cases type provider domain campaign merchant store shop product item lineitem"
        " vendor supplier warehouse company website web page url mailing support"
    )
)
"""Words that make another thing of them: whether mails were accepted, a shop's own address."""
_NAMES = frozenset(words("name names nombre nome nom namen"))
_QUESTION = 4  # more words than these are a question, and of what it asks only `your` tells
_YOUR = frozenset(words("your tu su sus seu sua votre ton ihr ihre dein deine"))
_PEOPLE = frozenset(
    words(
        "customer client buyer billing shipping ship bill recipient first last full middle"
        " contact guest user employee staff passenger patient cardholder holder respondent"
        " reviewer author profile display screen nick member subscriber owner person cashier"
        " waiter cliente comprador usuario destinatario acheteur destinataire kunde kunden"
        " mitarbeiter of the and y et e und del de do du des"
    )
)


def personal_columns(
    raw: RawTable, recognition: Recognition | None = None, keep: Sequence[str] = ()
) -> frozenset[int]:
    """Places of columns that seem to tell a person.

    A column that surely holds a field which is none of a person is never among them, whatever
    stands in it: a merchant's name and a product called by its name are data.

    Args:
        raw: Headings and first records.
        recognition: What the table was taken for, if that is known.
        keep: Headings of columns that the user wants kept.
    """
    data = _surely_data(recognition)
    told = _told_by_layout(recognition)
    return frozenset(
        cells.index
        for cells in columns_of(raw)
        if cells.index not in data and cells.heading not in keep and _is_personal(cells, told)
    )


def _surely_data(recognition: Recognition | None) -> frozenset[int]:
    columns = recognition.columns if recognition else ()
    return frozenset(
        column.index for column in columns if not column.personal and column.confidence >= SURE
    )


def _told_by_layout(recognition: Recognition | None) -> frozenset[str]:
    """Headings that the file's known layout calls personal."""
    name = recognition.layout if recognition else ""
    return frozenset(
        normalised(heading)
        for layout in LAYOUTS
        if layout.name == name
        for heading in layout.personal
    )


def _is_personal(cells: Cells, told: frozenset[str]) -> bool:
    if {cell.lower() for cell in cells.filled} <= _YES_OR_NO and cells.filled:
        return False
    return cells.plain in told or _names_a_person(cells.heading) or (holds_identities(cells.filled))


def _names_a_person(heading: str) -> bool:
    """Whether a heading is of people: known as it stands, or by its words."""
    if normalised(_IN_BRACKETS.sub("", heading)) in _KNOWN:
        return True
    words = frozenset(words_of_heading(_HYPHEN.sub("email", heading)))
    if words & _SUBJECTS or (len(words) > _QUESTION and not words & _YOUR):
        return False
    about_people = words & _NAMES and words & _PEOPLE and words <= _NAMES | _PEOPLE
    asked_for = words & _NAMES and words & _YOUR
    return bool(words & _TELLING or about_people or asked_for)
