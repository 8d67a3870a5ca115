"""The one place that starts other programs.

What runs longer does so in a session of its own, so a Ctrl-C at the terminal reaches only this process, which decides
who gets it: the programs that can stop in good order are asked once and waited for; the second Ctrl-C kills everything.
"""

import codecs
import contextlib
import math
import os
import selectors
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Collection, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from toolchain.process_tree import Process, family, is_alive, kill

LineCallback = Callable[[str], object]

# Windows has no SIGHUP.
STOP_SIGNALS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))
POLL_SECONDS = 0.1
# How long a program that was asked to stop may take once nothing below it is still stopping in good order, and how long
# output is read after the program has ended while a child of it holds the pipe open.
LAST_SECONDS = 10.0
DRAIN_SECONDS = 0.5
# Linux cuts the names of processes.
NAME_LENGTH = 15
# What a program can still write when this process was killed: more than the rest of any apply.
PIPE_BYTES = 1024**2


@dataclass(frozen=True)
class Finished:
    """A program that ended: its exit code and everything it wrote, both streams in the order they were written."""

    command: tuple[str, ...]
    exit_code: int
    output: str


@dataclass(frozen=True)
class Captured:
    """A program that ended, its two streams kept apart."""

    command: tuple[str, ...]
    exit_code: int
    stdout: str
    stderr: str


class Interrupted(KeyboardInterrupt):
    """The user (Ctrl-C) or the system (SIGTERM, SIGHUP) stopped a program; it and all its children are gone."""

    def __init__(self, signal_number: int, finished: Finished) -> None:
        super().__init__(f"stopped by {signal.Signals(signal_number).name}")
        self.signal_number = signal_number
        self.finished = finished


def new_log(folder: Path, name: str) -> Path:
    """An empty log file that only its owner can read. The one of the same name is replaced."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.log"
    path.unlink(missing_ok=True)
    path.touch(mode=0o600)
    return path


def capture(
    command: Sequence[str], *, folder: Path, environment: Mapping[str, str] | None = None, timeout_seconds: float
) -> Captured:
    """Runs a short command and returns what it wrote. Raises OSError; subprocess.TimeoutExpired after killing it."""
    done = subprocess.run(
        list(command),
        cwd=folder,
        env=None if environment is None else dict(environment),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        timeout=timeout_seconds,
        check=False,
    )
    return Captured(tuple(command), done.returncode, done.stdout, done.stderr)


def stream(
    command: Sequence[str],
    *,
    folder: Path,
    environment: Mapping[str, str] | None = None,
    on_line: LineCallback | None = None,
    log: Path | None = None,
    graceful: Collection[str] = (),
    keep_open: Collection[int] = (),
    private: bool = False,
) -> Finished:
    """Runs a command to its end, handing over each line as it is written. Raises OSError when it cannot be started.

    `log` gets every line too (appended; readable by its owner only). On Ctrl-C or SIGTERM the command or those below
    it whose program name is in `graceful` get one SIGINT and all the time they need; where there is none, the command
    gets the SIGINT and ten seconds. Then what is left is killed and Interrupted is raised. A second Ctrl-C kills
    everything at once. When this process is killed, the command runs on to its end. `keep_open`: file descriptors the
    command inherits. `private`: files the command makes are readable by their owner only.
    """
    with contextlib.ExitStack() as stack:
        receivers = [on_line] if on_line is not None else []
        if log is not None:
            receivers.insert(0, stack.enter_context(_log_writer(log)))
        stop = _Stop(frozenset(graceful))
        # Before the start: a Ctrl-C in between would leave the command to itself.
        stack.enter_context(_signals_to(stop))
        output, write_end = _pipe(stack)
        with os.fdopen(write_end, "wb", 0) as written:
            process = subprocess.Popen(
                list(command),
                cwd=folder,
                env=None if environment is None else dict(environment),
                stdin=subprocess.DEVNULL,
                stdout=written,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                # Its own output's other end: who writes into a pipe that nobody could read is ended by that, and an
                # apply with it.
                pass_fds=(output, *keep_open),
                umask=0o077 if private else -1,
            )
        stop.attach(process)
        lines: list[str] = []
        try:
            for line in _lines(process, output, stop):
                lines.append(line)
                for receive in receivers:
                    receive(line)
        except BaseException:
            stop.ask()
            for _ in _lines(process, output, stop):
                pass
            raise
    finished = Finished(tuple(command), process.returncode, "\n".join(lines))
    if stop.signal_number is not None:
        raise Interrupted(stop.signal_number, finished)
    return finished


class _Stop:
    """Ends a program and everything below it: in good order the first time it is asked, at once the second time."""

    def __init__(self, graceful: frozenset[str]) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._graceful = {name[:NAME_LENGTH] for name in graceful}
        self._family: set[Process] = set()
        self._told: set[Process] = set()
        self._deadline = 0.0
        self.asked = 0
        self.signal_number: int | None = None

    def attach(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        if self.signal_number is not None:
            self.ask()

    def on_signal(self, signal_number: int, frame: FrameType | None) -> None:
        self.signal_number = self.signal_number or signal_number
        if self._process is not None:
            self.ask()

    def ask(self) -> None:
        self.asked += 1
        if self.asked > 1:
            self._kill()
            return
        self._deadline = time.monotonic() + LAST_SECONDS
        if not self._tell() and self._process is not None and self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGINT)

    def tend(self) -> bool:
        """Whether all is over. A program that was asked may still start another, which is then told as well."""
        if self._tell():
            self._deadline = time.monotonic() + LAST_SECONDS
            return False
        if time.monotonic() > self._deadline:
            self._kill()
        if self._runs():
            return False
        self._kill()
        return True

    def _runs(self) -> bool:
        """Whether the program itself still runs; then its family is noted."""
        if self._process is None or self._process.poll() is not None:
            return False
        self._family |= set(family(self._process.pid))
        return True

    def _tell(self) -> bool:
        """Sends SIGINT to those not told before. Returns whether any of them still runs."""
        self._runs()
        polite = {process for process in self._family if process.name in self._graceful and is_alive(process)}
        for process in polite - self._told:
            with contextlib.suppress(ProcessLookupError):
                os.kill(process.pid, signal.SIGINT)
        self._told |= polite
        return bool(polite)

    def _kill(self) -> None:
        self._runs()
        kill(self._family)


@contextlib.contextmanager
def _signals_to(stop: _Stop) -> Generator[None]:
    """Stop signals go to `stop`, except those this process was told to ignore. Only the main thread gets signals.

    An ignored signal gets a handler that does nothing: a program inherits what is ignored but not handlers, and one
    that ignores SIGINT, as everything does that a shell starts in the background, could not be asked to stop.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.getsignal(number) for number in STOP_SIGNALS}
    for number, handler in before.items():
        signal.signal(number, _nothing if handler is signal.SIG_IGN else stop.on_signal)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _nothing(signal_number: int, frame: FrameType | None) -> None:
    """Handles a signal by going on."""


@contextlib.contextmanager
def _log_writer(log: Path) -> Generator[LineCallback]:
    log.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        yield lambda line: os.write(descriptor, f"{line}\n".encode())
    finally:
        os.close(descriptor)


def _pipe(stack: contextlib.ExitStack) -> tuple[int, int]:
    """A pipe that holds much, where the system lets it: the end to read, which `stack` closes, and the end to write."""
    read_end, write_end = os.pipe()
    stack.callback(os.close, read_end)
    with contextlib.suppress(ImportError, AttributeError, OSError):
        import fcntl

        fcntl.fcntl(read_end, fcntl.F_SETPIPE_SZ, PIPE_BYTES)
    return read_end, write_end


def _lines(process: subprocess.Popen[bytes], output: int, stop: _Stop) -> Iterator[str]:
    """The lines the program writes, until it has ended."""
    decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
    rest = ""
    read_until = math.inf
    with selectors.DefaultSelector() as selector:
        selector.register(output, selectors.EVENT_READ)
        while time.monotonic() < read_until:
            if selector.select(POLL_SECONDS):
                data = os.read(output, 65536)
                *whole, rest = (rest + decoder.decode(data)).split("\n")
                yield from (line.removesuffix("\r") for line in whole)
                if not data:
                    break
            if stop.asked:
                stop.tend()
            if read_until == math.inf and process.poll() is not None:
                read_until = time.monotonic() + DRAIN_SECONDS
    if rest:
        yield rest
    while process.poll() is None or (stop.asked and not stop.tend()):
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(POLL_SECONDS)
        if process.poll() is not None and stop.asked:
            time.sleep(POLL_SECONDS)
