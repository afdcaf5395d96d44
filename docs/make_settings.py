"""`python -m docs.make_settings`: writes docs/settings.md from the engine's settings."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from engine import Settings
from engine.settings import Knob, knob_of
from engine.settings.values import environment_names

PAGE = Path(__file__).parent / "settings.md"
INTRODUCTION = """\
# Settings

This page is written by `python -m docs.make_settings`.

Every setting has a default that works. One is changed on the **Settings** page, in `settings.json`
in Backroom's own folder, or by a variable of the environment; the environment goes before the file,
and the file before the default. Of several variables for one setting the first named holds, unless
its row says otherwise. Yes and no are written `true` and `false` (`yes`, `on`, `1` and `no`, `off`,
`0` do as well). A value that is out of range is refused in words, and nothing is changed then.

**The folder** is moved by `BACKROOM_HOME`; by default it is the platform's own for programs' data.

**Keys** are no settings and stand in none of these places. They are taken from `OPENAI_API_KEY`
(`AZURE_OPENAI_API_KEY` for Azure OpenAI, `OPENROUTER_API_KEY` for OpenRouter), from Streamlit's
secrets under the same names, from the system's keyring, or are typed on the page for the session.
"""
ROW = "| {0} | {1} | {2} | {3} | {4} | {5} |"


def page() -> str:
    """The whole page."""
    groups: dict[str, list[dataclasses.Field[Any]]] = {}
    for field in dataclasses.fields(Settings)[1:]:
        groups.setdefault(knob_of(field).group, []).append(field)
    parts = [INTRODUCTION.rstrip()]
    for group, fields in groups.items():
        parts += [f"## {group}", "\n".join(_table(fields))]
    return "\n\n".join(parts) + "\n"


def _table(fields: list[dataclasses.Field[Any]]) -> Iterator[str]:
    yield ROW.format(
        "in the file", "in the environment", "default", "unit", "range", "what it does"
    )
    yield "|---|---|---|---|---|---|"
    for field in fields:
        knob = knob_of(field)
        names = environment_names(field)
        yield ROW.format(
            f"`{knob.written or field.name}`",
            ", ".join(f"`{name}`" for name in names) + (" (the lowest holds)" * knob.lowest),
            _default(field),
            knob.unit or "–",
            _range(knob),
            f"{knob.says[0].upper()}{knob.says[1:]}.",
        )


def _default(field: dataclasses.Field[Any]) -> str:
    if isinstance(field.default, bool):
        return "true" if field.default else "false"
    if field.default == "":
        return "(empty)"
    return f"{field.default:g}" if isinstance(field.default, float) else str(field.default)


def _range(knob: Knob) -> str:
    if knob.kind == "yes_no":
        return "true, false"
    if knob.kind == "choice":
        return ", ".join(knob.choices)
    if knob.kind == "text":
        return "any text"
    ends = f"{knob.least:g} to {knob.most:g}" if knob.most < math.inf else f"from {knob.least:g}"
    return ends + "".join(f", or {choice}" for choice in knob.choices)


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
