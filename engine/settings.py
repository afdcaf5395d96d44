"""Every knob of the engine with its unit and default, read once; a value in use never changes.

Precedence: environment variable, then `settings.json` in the home folder, then the default.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

import platformdirs

from engine.errors import OptionRefused


@dataclass(frozen=True)
class Settings:
    """The engine's knobs.

    Attributes:
        home: Folder of the workspace: database, checked tables, spool.
        upload_limit_mb: Largest upload and largest unpacked file, in MiB.
        runs_at_once: Runs that compute at the same time; the rest queue.
        threads: Threads DuckDB may use for one query.
        spool_hours: How long an upload's bytes are held while its mapping is open, in hours.
        kept_mb: Space for itemsets and the like that are kept between runs, in MiB.
    """

    home: Path
    upload_limit_mb: int = 512
    runs_at_once: int = 2
    threads: int = 2
    spool_hours: int = 4
    kept_mb: int = 512


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Read the settings of this process.

    Args:
        environment: Variables to read from; the process's own by default. `BACKROOM_HOME` moves
            the home folder, `BACKROOM_<NAME>` sets any other knob.

    Raises:
        OptionRefused: A value is not a whole number above zero, or a setting is unknown.
    """
    environment = os.environ if environment is None else environment
    home = Path(environment.get("BACKROOM_HOME") or platformdirs.user_data_path("backroom"))
    written = _written(home / "settings.json")
    numbers: dict[str, int] = {}
    for field in fields(Settings):
        if field.name == "home":
            continue
        value = environment.get(f"BACKROOM_{field.name.upper()}", written.get(field.name))
        if value is not None:
            numbers[field.name] = _whole(field.name, value)
    return Settings(home=home.expanduser(), **numbers)


def _written(path: Path) -> dict[str, object]:
    if not path.exists():
        return {}
    try:
        written = json.loads(path.read_text("utf-8"))
    except ValueError as error:
        raise OptionRefused(f"{path.name} in the Backroom folder is not valid JSON.") from error
    known = {field.name for field in fields(Settings)} - {"home"}
    unknown = sorted(set(written) - known)
    if unknown:
        raise OptionRefused(
            f"settings.json has unknown settings {unknown}; known ones are {sorted(known)}."
        )
    return dict(written)


def _whole(name: str, value: object) -> int:
    text = str(value)
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise OptionRefused(f"The setting {name} must be a whole number above zero, not {text!r}.")
    return int(text)
