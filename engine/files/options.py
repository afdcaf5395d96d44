"""What a user may say about a file before it is read; everything else is found in the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Literal, Self

from engine.errors import OptionRefused

DATE_ORDERS = ("auto", "day", "month")
DECIMALS = ("auto", "point", "comma")
SCALES = ("auto", "0-10", "1-10", "0-5", "1-5", "1-7", "0-1", "0-100")


@dataclass(frozen=True)
class ReadOptions:
    """How to read a file where it leaves a choice.

    Attributes:
        kind: Name of a kind of table; empty to have it recognised.
        mapping: Field → heading chosen by hand; an empty heading leaves the field out.
        sheet: The sheet of a workbook; empty for the likeliest.
        date_order: What stands first in dates such as 03/04/2026.
        decimals: The decimal sign of numbers such as 1,500.
        scale: The scale of a survey's scores.
        keep: Headings of columns to keep although they may tell a person.
    """

    kind: str = ""
    mapping: Mapping[str, str] = field(default_factory=dict)
    sheet: str = ""
    date_order: Literal["auto", "day", "month"] = "auto"
    decimals: Literal["auto", "point", "comma"] = "auto"
    scale: str = "auto"
    keep: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what is not among the choices."""
        choices = (("date_order", DATE_ORDERS), ("decimals", DECIMALS), ("scale", SCALES))
        for name, possible in choices:
            if getattr(self, name) not in possible:
                raise OptionRefused(
                    f"{name} must be one of {', '.join(possible)}, not {getattr(self, name)!r}."
                )

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Self:
        """Choices from what `as_dict` gave, or a part of it.

        Raises:
            OptionRefused: A name is unknown, or a value is not among the choices.
        """
        unknown = sorted(set(told) - {field.name for field in fields(cls)})
        if unknown:
            known = ", ".join(field.name for field in fields(cls))
            raise OptionRefused(f"There is no read option {unknown[0]!r}; options are {known}.")
        values = dict(told)
        if "keep" in values:
            values["keep"] = tuple(values["keep"])
        return cls(**values)

    def as_dict(self) -> dict[str, Any]:
        """All choices as JSON values, the mapping in the order of its fields' names."""
        told = asdict(self)
        return told | {"mapping": dict(sorted(self.mapping.items())), "keep": sorted(self.keep)}
