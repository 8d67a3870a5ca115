"""Which processes descend from one, on Linux (from /proc) and on macOS (from ps)."""

import contextlib
import os
import signal
import subprocess
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")
LSOF = "/usr/sbin/lsof"
"""Where macOS has it."""


@dataclass(frozen=True)
class Process:
    """One process; the start time tells it from a later one that got the same number."""

    pid: int
    parent_pid: int
    name: str
    started: str


def descendants(pid: int) -> list[Process]:
    """All living children of a process and theirs, nearest first, without the process itself."""
    children: dict[int, list[Process]] = defaultdict(list)
    for process in snapshot():
        children[process.parent_pid].append(process)
    found: list[Process] = []
    waiting = [pid]
    while waiting:
        for child in children[waiting.pop(0)]:
            found.append(child)
            waiting.append(child.pid)
    return found


def family(pid: int) -> list[Process]:
    """A process and all its descendants, as far as they run."""
    return [process for process in snapshot() if process.pid == pid] + descendants(pid)


def is_alive(process: Process) -> bool:
    """Whether this very process still runs. One that has ended but was not yet collected by its parent does not."""
    if PROC.joinpath("self").exists():
        found = _from_proc(process.pid)
    else:
        found = _from_ps("-p", str(process.pid)).get(process.pid)
    return found is not None and found.started == process.started


def working_folder(process: Process) -> Path | None:
    """The folder a process works in; None when it is gone or belongs to somebody else."""
    if PROC.joinpath("self").exists():
        try:
            return PROC.joinpath(str(process.pid), "cwd").readlink()
        except OSError:
            return None
    done = subprocess.run(
        [LSOF, "-a", "-p", str(process.pid), "-d", "cwd", "-Fn"],
        capture_output=True,
        text=True,
        check=False,
    )
    return next((Path(line[1:]) for line in done.stdout.splitlines() if line.startswith("n")), None)


def variable(process: Process, name: str) -> str | None:
    """A variable of the environment a process was started with, "" if it had none; None where that cannot be seen."""
    try:
        pairs = PROC.joinpath(str(process.pid), "environ").read_bytes().split(b"\0")
    except OSError:
        return None
    found = [pair.partition(b"=")[2] for pair in pairs if pair.startswith(f"{name}=".encode())]
    return found[0].decode(errors="replace") if found else ""


def kill(processes: Iterable[Process]) -> None:
    """Ends processes at once, without a chance to clean up. Those already gone are skipped."""
    for process in processes:
        if is_alive(process):
            with contextlib.suppress(ProcessLookupError):
                os.kill(process.pid, signal.SIGKILL)


def snapshot() -> list[Process]:
    """Every living process this user may see."""
    if PROC.joinpath("self").exists():
        pids = [int(entry.name) for entry in PROC.iterdir() if entry.name.isdigit()]
        return [process for pid in pids if (process := _from_proc(pid)) is not None]
    return list(_from_ps("-A").values())


def _from_proc(pid: int) -> Process | None:
    try:
        text = PROC.joinpath(str(pid), "stat").read_text(errors="replace")
    except OSError:
        return None
    name = text[text.index("(") + 1 : text.rindex(")")]
    state, parent, *rest = text[text.rindex(")") + 2 :].split()
    return None if state == "Z" else Process(pid, int(parent), name, started=rest[17])


def _from_ps(*selection: str) -> dict[int, Process]:
    done = subprocess.run(
        ["/bin/ps", *selection, "-o", "pid=,ppid=,stat=,lstart=,comm="],
        env={"LC_ALL": "C"},
        capture_output=True,
        text=True,
        check=False,
    )
    found = {}
    for line in done.stdout.splitlines():
        pid, parent, state, weekday, month, day, time, year, command = line.split(maxsplit=8)
        if not state.startswith("Z"):
            started = " ".join((weekday, month, day, time, year))
            found[int(pid)] = Process(int(pid), int(parent), Path(command).name, started)
    return found
