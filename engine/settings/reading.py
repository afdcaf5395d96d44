"""Settings from the environment, the settings file and the defaults, in that order."""

from __future__ import annotations

import dataclasses
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import platformdirs

from engine.errors import OptionRefused
from engine.settings.knobs import Settings
from engine.settings.values import (
    environment_names,
    from_environment,
    knob_of,
    written_name,
)
from engine.settings.writing import CHANGING, write_whole

FILE = "settings.json"


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Read the settings of this process.

    Args:
        environment: Variables to read from; the process's own by default. `BACKROOM_HOME` moves
            the home folder, `BACKROOM_<NAME>` sets any other knob, and some have names besides.

    Raises:
        OptionRefused: A value is out of range, or a setting is unknown.
    """
    environment = os.environ if environment is None else environment
    home = Path(environment.get("BACKROOM_HOME") or platformdirs.user_data_path("backroom"))
    home = home.expanduser()
    written = _written(home / FILE)
    values: dict[str, Any] = {}
    for field in _knobs():
        value = from_environment(field, environment)
        if value is None and written_name(field) in written:
            value = knob_of(field).read(field.name, written[written_name(field)])
        if value is not None:
            values[field.name] = value
    return Settings(home=home, **values)


def origins(home: Path, environment: Mapping[str, str] | None = None) -> dict[str, str]:
    """Where each setting comes from: a variable's name, `settings.json` or `default`."""
    environment = os.environ if environment is None else environment
    written = _written(home / FILE)
    found = {}
    for field in _knobs():
        names = [name for name in environment_names(field) if name in environment]
        kept = FILE if written_name(field) in written else "default"
        found[field.name] = names[0] if names else kept
    return found


def write_settings(home: Path, changes: Mapping[str, object]) -> None:
    """Write some settings to the settings file; None takes one out of it again.

    Args:
        home: The folder of the settings file.
        changes: Field name → value.

    Raises:
        OptionRefused: A name is unknown or a value out of range; nothing is written then.
    """
    with CHANGING:
        written = _changed(_written(home / FILE), changes)
        write_whole(home / FILE, json.dumps(written, indent=1, sort_keys=True) + "\n")


def _changed(written: dict[str, object], changes: Mapping[str, object]) -> dict[str, object]:
    fields = {field.name: field for field in _knobs()}
    for name, value in changes.items():
        if name not in fields:
            raise OptionRefused(f"There is no setting {name!r}; there are {sorted(fields)}.")
        key = written_name(fields[name])
        if value is None:
            written.pop(key, None)
        else:
            written[key] = knob_of(fields[name]).read(name, value)
    return written


def _knobs() -> list[dataclasses.Field[Any]]:
    return [field for field in dataclasses.fields(Settings) if field.name != "home"]


def _written(path: Path) -> dict[str, object]:
    if not path.exists():
        return {}
    try:
        written = json.loads(path.read_text("utf-8"))
    except ValueError as error:
        raise OptionRefused(f"{path.name} in the Backroom folder is not valid JSON.") from error
    if not isinstance(written, dict):
        raise OptionRefused(f"{path.name} in the Backroom folder must be a JSON object.")
    known = {written_name(field) for field in _knobs()}
    unknown = sorted(set(written) - known)
    if unknown:
        raise OptionRefused(
            f"settings.json has unknown settings {unknown}; known ones are {sorted(known)}."
        )
    return written
