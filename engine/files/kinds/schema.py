"""What a kind of table is: its fields, which it cannot do without, and what else it keeps."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from engine.errors import OptionRefused


@dataclass(frozen=True)
class Field:
    """One field of a kind of table.

    Attributes:
        name: The field's name, as used by `--map field=column`.
        says: What it holds, in words for the page.
        headings: Known headings, normalised (small letters and digits only), best first.
        content: How its cells look: `any`, `code`, `key` (a code never given twice), `name`,
            `number`, `date`, `time`, `score`, `comment`, `list`.
        personal: Whether it identifies a person; kept only as a salted hash.
        weight: 0..1, how much finding it speaks for this kind of table.
    """

    name: str
    says: str
    headings: tuple[str, ...]
    content: str = "any"
    personal: bool = False
    weight: float = 0.2


@dataclass(frozen=True)
class Kind:
    """One kind of table.

    Attributes:
        name: As used by `--kind`.
        title: For the page: `Order lines`.
        says: What a row of it is, in words.
        fields: All its fields.
        needs: Groups of fields; of each at least one must be there. A group's words for people
            are those of its first field.
        others: What becomes of columns that hold no field: `dropped`; `segments`, kept where they
            have few values; `kept`, all of them, as text. Personal ones never are.
        exact: Fields that only one of their own headings tells, or a known layout: not one with
            words around it, nor a question, nor what stands below.
    """

    name: str
    title: str
    says: str
    fields: tuple[Field, ...]
    needs: tuple[tuple[str, ...], ...]
    others: Literal["dropped", "segments", "kept"] = "dropped"
    exact: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all fields."""
        return tuple(field.name for field in self.fields)

    def field(self, name: str) -> Field:
        """The field of this name.

        Raises:
            OptionRefused: There is none.
        """
        for field in self.fields:
            if field.name == name:
                return field
        raise OptionRefused(
            f"There is no field {name!r} in a table of {self.title.lower()}; fields are "
            f"{', '.join(self.names)}."
        )

    def missing(self, found: Mapping[str, object]) -> tuple[Field, ...]:
        """The first field of each needed group of which none was found.

        A field found stands for one group only: a title alone is no catalog.
        """
        missing: list[Field] = []
        used: set[str] = set()
        for group in self.needs:
            here = [name for name in group if name in found and name not in used]
            used.update(here[:1])
            missing.extend([] if here else [self.field(group[0])])
        return tuple(missing)


def normalised(heading: str) -> str:
    """A heading without accents, spaces, signs and capitals: 'Número de orden' → numerodeorden."""
    plain = unicodedata.normalize("NFKD", heading.replace("ß", "ss")).lower()
    return "".join(sign for sign in plain if sign.isalnum())
