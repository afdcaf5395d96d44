"""The version of a part of the engine: a hash of its sources and of its numeric libraries."""

from __future__ import annotations

import functools
import hashlib
from importlib.metadata import version
from pathlib import Path

NUMERIC_LIBRARIES = ("numpy", "scipy", "scikit-learn", "polars", "duckdb", "mlxtend")
_ENGINE = Path(__file__).parent


@functools.cache
def version_of(*parts: str) -> str:
    """The version of some parts: 16 hex digits that change when their sources or libraries do.

    Args:
        parts: Files or folders inside the engine, such as `files` or `bundles/context`.
    """
    digest = hashlib.sha256()
    for part in sorted(parts):
        path = _ENGINE / part
        for source in [path] if path.is_file() else _sources(path):
            digest.update(source.relative_to(_ENGINE).as_posix().encode())
            digest.update(source.read_bytes())
    digest.update(repr(library_versions()).encode())
    return digest.hexdigest()[:16]


def _sources(folder: Path) -> list[Path]:
    """All files of a folder, words and templates too, but nothing that Python compiled."""
    found = folder.rglob("*")
    return sorted(one for one in found if one.is_file() and "__pycache__" not in one.parts)


@functools.cache
def library_versions() -> dict[str, str]:
    """Name → installed version of the libraries that results depend on."""
    return {name: version(name) for name in NUMERIC_LIBRARIES}
