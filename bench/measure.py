"""CPU seconds and peak memory of a command and everything it starts.

CPU: user and system time of each process of the tree, as the kernel gives it when the process is collected (wait4). On
Linux this process adopts the tree's orphans, so a helper that outlives its parent (jsii's Node) counts too.

Memory: what the tree's processes have in memory, looked at every SAMPLE_SECONDS; the highest sum. Each process's own
pages count, and the pages of a file (a program, a library) once for the whole tree: neither twice, as resident set
sizes would, nor less when other programs on the machine use the same file, as proportional set sizes would. A peak
between two looks is missed. Other systems than Linux: no memory.
"""

import contextlib
import ctypes
import os
import statistics
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

from toolchain.process_tree import descendants

SAMPLE_SECONDS = 0.05
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
            self._peak = max(self._peak, bytes_in_memory(process.pid for process in descendants(os.getpid())))


def bytes_in_memory(pids: Iterable[int]) -> int:
    """Memory of processes, files that several of them map counted once; 0 where the system does not say."""
    own, files = 0, Counter[str]()
    for pid in pids:
        own_pages, file_pages = _mappings(pid)
        own += own_pages
        files |= file_pages
    return own + files.total()


def _mappings(pid: int) -> tuple[int, Counter[str]]:
    """Bytes of a process's own pages, and of the pages of each file that it maps."""
    own, files, path, resident = 0, Counter[str](), "", 0
    try:
        text = Path(f"/proc/{pid}/smaps").read_text(errors="replace")
    except OSError:
        return 0, files
    for line in text.splitlines():
        words = line.split()
        if not words[0].endswith(":"):
            path = words[5] if len(words) > 5 else ""
        elif words[0] == "Rss:":
            resident = int(words[1]) * 1024
        elif words[0] == "Anonymous:":
            anonymous = int(words[1]) * 1024
            own += anonymous
            files[path] += resident - anonymous
    return own, files
