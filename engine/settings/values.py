"""What a knob is: its kind, unit, range and names, and how a written value is read."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.errors import OptionRefused

YES, NO = ("true", "yes", "on", "1"), ("false", "no", "off", "0")


@dataclass(frozen=True)
class Knob:
    """One knob as it is documented, read and shown.

    Attributes:
        says: What it does, one sentence without a full stop.
        kind: whole, number, yes_no, choice or text.
        group: Heading under which it is shown.
        unit: Of a number; empty where there is none.
        names: Names in the environment besides `BACKROOM_<NAME>`, the first one first.
        written: Its name in `settings.json`, where that differs from the field's.
        least: Smallest value, inclusive.
        most: Largest value, inclusive.
        choices: Values of a choice; for a number, words it may be besides.
        lowest: Whether the lowest of several names holds, and not the first.
    """

    says: str
    kind: str = "whole"
    group: str = "Workspace"
    unit: str = ""
    names: tuple[str, ...] = ()
    written: str = ""
    least: float = 1
    most: float = math.inf
    choices: tuple[str, ...] = ()
    lowest: bool = False

    def read(self, name: str, value: object) -> Any:
        """A written value as the knob's own.

        Raises:
            OptionRefused: It is none; the message says what would do.
        """
        text = str(value).strip()
        if self.kind == "text":
            return text
        if text.lower() in self.choices:
            return text.lower()
        if self.kind == "yes_no" and text.lower() in (*YES, *NO):
            return text.lower() in YES
        if self.kind in ("whole", "number"):
            number = _number(text, whole=self.kind == "whole")
            if number is not None and self.least <= number <= self.most:
                return number
        raise OptionRefused(f"The setting {name} must be {self.needs}, not {text!r}.")

    @property
    def needs(self) -> str:
        """What a value must be, in words."""
        if self.kind == "yes_no":
            return "true or false"
        if self.kind == "choice":
            return "one of " + ", ".join(self.choices)
        words = "a whole number" if self.kind == "whole" else "a number"
        if (self.kind, self.least) == ("whole", 1):
            words += " above zero"
        else:
            words += f" of at least {self.least:g}"
        words += f" and at most {self.most:g}" if self.most < math.inf else ""
        return words + "".join(f" or {choice!r}" for choice in self.choices)


def _number(text: str, *, whole: bool) -> float | None:
    if not text.isascii() or (whole and not text.isdigit()):
        return None
    try:
        number = int(text) if whole else float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def knob(default: Any, says: str, **about: Any) -> Any:
    """A dataclass field that carries its knob."""
    return dataclasses.field(default=default, metadata={"knob": Knob(says, **about)})


def knob_of(field: dataclasses.Field[Any]) -> Knob:
    """The knob of a field of `Settings`."""
    found: Knob = field.metadata["knob"]
    return found


def written_name(field: dataclasses.Field[Any]) -> str:
    """A field's name in the settings file."""
    return knob_of(field).written or field.name


def environment_names(field: dataclasses.Field[Any]) -> tuple[str, ...]:
    """The names under which the environment may set a field, the strongest first."""
    return (f"BACKROOM_{field.name.upper()}", *knob_of(field).names)


def from_environment(field: dataclasses.Field[Any], environment: Mapping[str, str]) -> Any:
    """A field's value from the environment, or None where it is not set there."""
    given = {
        name: knob_of(field).read(name if name in knob_of(field).names else field.name, value)
        for name in environment_names(field)
        if (value := environment.get(name)) is not None
    }
    if not given:
        return None
    return min(given.values()) if knob_of(field).lowest else next(iter(given.values()))
