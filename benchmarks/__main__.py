"""`python -m benchmarks NAME …`: run one of them, as `python -m benchmarks.NAME …` does."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

_SHARED = ("__init__", "__main__", "common")


def main() -> None:
    """Run the benchmark that the command line names."""
    rooms = sorted(path.stem for path in Path(__file__).parent.glob("*.py"))
    named = [room for room in rooms if room not in _SHARED]
    if len(sys.argv) < 2 or sys.argv[1] not in named:
        sys.exit(f"Name one of: {', '.join(named)}.")
    name = sys.argv.pop(1)
    importlib.import_module(f"benchmarks.{name}").main()


if __name__ == "__main__":
    main()
