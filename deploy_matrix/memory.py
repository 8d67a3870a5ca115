"""How much memory a process and everything below it take together, and how many rows of the matrix fit beside."""

import os
import subprocess
import threading
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from toolchain.process_tree import PROC, family
from toolchain.terraform import free_memory_bytes

SAMPLE_SECONDS = 1.0
ROW_BYTES = int(1.4 * 1024**3)
"""Of one row: cdktf 0.2 GiB, terraform 0.2 GiB, the provider 0.6 GiB, the local AWS 0.3 GiB, stackwright 0.1 GiB."""
SPARE_BYTES = 2 * 1024**3
MOST_JOBS = 12
"""More rows side by side keep two cores no busier."""


@dataclass
class Peak:
    """The most that was ever in use."""

    used_bytes: int = 0

    def __str__(self) -> str:
        return f"{self.used_bytes / 1024**3:.1f} GiB"


def jobs_that_fit() -> int:
    """Rows that run side by side within the memory that is free now."""
    return max(1, min(MOST_JOBS, (free_memory_bytes() - SPARE_BYTES) // ROW_BYTES))


@contextmanager
def watched() -> Generator[Peak]:
    """Looks every second at this process and all below it, for as long as the block lasts."""
    peak, over = Peak(), threading.Event()

    def watch() -> None:
        while not over.wait(SAMPLE_SECONDS):
            peak.used_bytes = max(peak.used_bytes, used_bytes(os.getpid()))

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield peak
    finally:
        over.set()
        thread.join()


def used_bytes(pid: int) -> int:
    """Memory of a process and its descendants that they share with nobody."""
    return sum(_own_bytes(process.pid) for process in family(pid))


def _own_bytes(pid: int) -> int:
    """The pages of a process without those of files, which one provider shares with the next; where the system does not
    tell them apart, all of them."""
    if not PROC.joinpath("self").exists():
        done = subprocess.run(["/bin/ps", "-o", "rss=", "-p", str(pid)], capture_output=True, text=True, check=False)
        return int(done.stdout.strip() or 0) * 1024
    try:
        text = Path(PROC, str(pid), "status").read_text()
    except OSError:
        return 0
    found = [line.split()[1] for line in text.splitlines() if line.startswith("RssAnon:")]
    return int(found[0]) * 1024 if found else 0
