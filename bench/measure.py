"""CPU seconds and peak memory of a command and everything it starts.

CPU: user and system time of each process of the tree, as the kernel gives it when the process is collected (wait4). On
Linux this process adopts the tree's orphans, so a helper that outlives its parent (jsii's Node) counts too.

Memory: the resident set sizes of the whole tree, summed every SAMPLE_SECONDS; the highest sum. Pages that two processes
share count twice, and a peak between two samples is missed. Other systems than Linux: no memory.
"""

import contextlib
import ctypes
import os
import statistics
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

from toolchain.process_tree import descendants

SAMPLE_SECONDS = 0.02
PR_SET_CHILD_SUBREAPER = 36
LAST_LINES = 20


@dataclass(frozen=True)
class Measurement:
    """What one run of a command took; `peak_mib` is None where the system does not say."""

    cpu_seconds: float
    wall_seconds: float
    peak_mib: float | None


class CommandError(Exception):
    """A measured command ended with another exit code than expected."""


def median(runs: Sequence[Measurement]) -> Measurement:
    """The median of each number by itself."""
    peaks = [run.peak_mib for run in runs if run.peak_mib is not None]
    return Measurement(
        cpu_seconds=statistics.median(run.cpu_seconds for run in runs),
        wall_seconds=statistics.median(run.wall_seconds for run in runs),
        peak_mib=statistics.median(peaks) if peaks else None,
    )


def measure(command: Sequence[str], *, folder: Path, environment: Mapping[str, str]) -> Measurement:
    """Runs the command once. Raises CommandError with the end of its output when it does not end with 0.

    This process must have no other children meanwhile: it collects every one there is.
    """
    adopt_orphans()
    started = time.monotonic()
    with TemporaryFile("w+") as output:
        process = subprocess.Popen(
            list(command),
            cwd=folder,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        with _PeakMemory() as memory:
            exit_code, cpu_seconds = _collect(process.pid)
        process.returncode = exit_code
        wall_seconds = time.monotonic() - started
        if exit_code != 0:
            output.seek(0)
            last = "\n".join(output.read().splitlines()[-LAST_LINES:])
            raise CommandError(f"{' '.join(command)} ended with exit code {exit_code}:\n{last}")
    return Measurement(cpu_seconds, wall_seconds, memory.peak_mib)


def adopt_orphans() -> None:
    """Children of the processes we start become ours when their parent ends first (Linux only)."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def _collect(pid: int) -> tuple[int, float]:
    """Waits for the process and all orphans of its tree: its exit code, and the CPU seconds of all."""
    exit_code, cpu_seconds = 0, 0.0
    with contextlib.suppress(ChildProcessError):
        while True:
            ended, status, usage = os.wait4(-1, 0)
            cpu_seconds += usage.ru_utime + usage.ru_stime
            if ended == pid:
                exit_code = os.waitstatus_to_exitcode(status)
    return exit_code, cpu_seconds


class _PeakMemory:
    """Samples the memory of a process and its descendants while the `with` block lasts."""

    def __init__(self) -> None:
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._sample, daemon=True)
        self._peak = 0

    @property
    def peak_mib(self) -> float | None:
        return self._peak / 2**20 if self._peak else None

    def __enter__(self) -> "_PeakMemory":
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._done.set()
        self._thread.join()

    def _sample(self) -> None:
        while not self._done.wait(SAMPLE_SECONDS):
            self._peak = max(self._peak, sum(resident_bytes(process.pid) for process in descendants(os.getpid())))


def resident_bytes(pid: int) -> int:
    """Memory that a process has in use now; 0 when there is no such process or the system does not say."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")
