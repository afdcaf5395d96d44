"""The public door of Backroom: everything a page, the command line or a notebook may use.

All of it is loaded with the first name that is asked for. A worker process asks for none and so
loads only the rooms that its unit needs, a fraction of the whole.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from engine.public import *
    from engine.public import __all__ as __all__
else:

    def __getattr__(name: str) -> Any:
        """A public name; those of the language itself are not looked for."""
        if name.startswith("__") and name != "__all__":
            raise AttributeError(name)
        return getattr(importlib.import_module("engine.public"), name)

    def __dir__() -> list[str]:
        """All public names."""
        return list(importlib.import_module("engine.public").__all__)
