"""Run one command and say how long it took and how much memory it held at most.

`python -m benchmarks.timed_command COMMAND …` prints wall seconds, CPU seconds and peak MiB. It
is a small process of its own because Linux counts the memory of the process that starts a
command as the command's.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time


def main() -> None:
    """Run the command on this command line; ends with its exit code where it fails."""
    began = time.perf_counter()
    code = subprocess.call(sys.argv[1:])
    seconds = time.perf_counter() - began
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    # Linux counts in KiB, macOS in bytes.
    peak = used.ru_maxrss / (1024**2 if sys.platform == "darwin" else 1024)
    print(seconds, used.ru_utime + used.ru_stime, peak)
    sys.exit(code)


if __name__ == "__main__":
    main()
