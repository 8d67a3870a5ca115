"""The children here are small shell scripts; the interrupted ones run under a Python of their own, as signals go to it."""

import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from toolchain import process, process_tree

REPOSITORY = Path(__file__).parents[2]


def script(folder: Path, name: str, text: str) -> str:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return str(path)


def test_hands_over_each_line_and_returns_them_all(tmp_path: Path) -> None:
    lines: list[str] = []
    command = ["/bin/sh", "-c", "echo one; echo two >&2; printf 'three\\r\\nhalf'; exit 3"]
    finished = process.stream(command, folder=tmp_path, on_line=lines.append)
    assert lines == ["one", "two", "three", "half"]
    assert (finished.exit_code, finished.output) == (3, "one\ntwo\nthree\nhalf")


def test_lines_arrive_while_the_command_runs(tmp_path: Path) -> None:
    arrived: list[float] = []
    process.stream(
        ["/bin/sh", "-c", "echo a; sleep 0.4; echo b"],
        folder=tmp_path,
        on_line=lambda _: arrived.append(time.monotonic()),
    )
    assert arrived[1] - arrived[0] > 0.3


def test_bytes_that_are_no_text_do_not_stop_it(tmp_path: Path) -> None:
    finished = process.stream(["/bin/sh", "-c", "printf 'a\\377b\\n'"], folder=tmp_path)
    assert finished.output == "a\N{REPLACEMENT CHARACTER}b"


def test_the_log_gets_every_line_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    log = tmp_path / "logs" / "x.log"
    process.stream(["/bin/sh", "-c", "echo one; echo two"], folder=tmp_path, log=log)
    assert log.read_text() == "one\ntwo\n"
    assert stat.S_IMODE(log.stat().st_mode) == 0o600


def test_files_of_a_private_command_are_for_their_owner_only(tmp_path: Path) -> None:
    process.stream(["/bin/sh", "-c", "echo secret > plan"], folder=tmp_path, private=True)
    assert stat.S_IMODE((tmp_path / "plan").stat().st_mode) == 0o600


def test_a_background_child_that_keeps_the_output_open_does_not_hold_it_up(tmp_path: Path) -> None:
    started = time.monotonic()
    process.stream(["/bin/sh", "-c", "sleep 5 & echo $! > pid; echo done"], folder=tmp_path)
    assert time.monotonic() - started < 3
    os.kill(int((tmp_path / "pid").read_text()), signal.SIGKILL)


def test_an_error_in_the_callback_stops_the_command(tmp_path: Path) -> None:
    def fail(line: str) -> None:
        raise ValueError(line)

    started = time.monotonic()
    with pytest.raises(ValueError, match="first"):
        process.stream(["/bin/sh", "-c", "echo $$ > pid; echo first; exec sleep 30"], folder=tmp_path, on_line=fail)
    assert time.monotonic() - started < 5
    assert not alive(int((tmp_path / "pid").read_text()))


def test_a_program_can_be_stopped_even_where_this_process_ignores_ctrl_c(tmp_path: Path) -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        finished = process.stream(["/bin/sh", "-c", "kill -INT $$; sleep 1; echo still there"], folder=tmp_path)
        after = signal.getsignal(signal.SIGINT)
    finally:
        signal.signal(signal.SIGINT, before)
    assert (finished.exit_code, finished.output) == (-signal.SIGINT, "")
    assert after is signal.SIG_IGN


def test_a_program_that_is_not_there_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        process.stream([str(tmp_path / "nothing")], folder=tmp_path)


def test_capture_keeps_the_streams_apart(tmp_path: Path) -> None:
    captured = process.capture(["/bin/sh", "-c", "echo out; echo err >&2"], folder=tmp_path, timeout_seconds=10)
    assert (captured.exit_code, captured.stdout, captured.stderr) == (0, "out\n", "err\n")


# A stand-in for cdktf: it ends at once on SIGINT, and its terraform sits in a session of its own.
DRIVER = """
import signal, sys
from pathlib import Path
from toolchain import process
signal.signal(signal.SIGINT, signal.default_int_handler)  # the tests may run where it is ignored
process.LAST_SECONDS = 0.5
try:
    process.stream([sys.argv[1]], folder=Path(sys.argv[2]), graceful=["terraform"], on_line=lambda line: print(line, flush=True))
except process.Interrupted as stop:
    print("Interrupted:", stop, flush=True)
    sys.exit(128 + stop.signal_number)
"""
WRAPPER = "setsid {terraform} &\nchild=$!\nwhile kill -0 $child 2>/dev/null; do sleep 0.1; done\necho wrapper ends"
# Python, because a shell waits for its `sleep` before it looks at a signal.
TERRAFORM = """#!{python}
import os, signal, sys, time
def stop(*_):
    print("releasing the lock", flush=True)
    time.sleep({seconds})
    open("released", "w").close()
    sys.exit(1)
signal.signal(signal.SIGINT, stop)
open("pid", "w").write(str(os.getpid()))
open("/proc/self/comm", "w").write("terraform") if os.path.exists("/proc/self/comm") else None
print("applying", flush=True)
time.sleep(60)
"""


def start_terraform(folder: Path, *, wrapped: bool, stopping_seconds: float) -> "subprocess.Popen[str]":
    terraform = folder / "terraform"
    terraform.write_text(TERRAFORM.format(python=sys.executable, seconds=stopping_seconds))
    terraform.chmod(0o755)
    command = script(folder, "cdktf", WRAPPER.format(terraform=terraform)) if wrapped else str(terraform)
    driver = subprocess.Popen(
        [sys.executable, "-c", DRIVER, command, str(folder)], cwd=REPOSITORY, stdout=subprocess.PIPE, text=True
    )
    assert driver.stdout is not None
    assert driver.stdout.readline() == "applying\n"
    return driver


def alive(pid: int) -> bool:
    """Whether a process runs; one that has ended and waits for its parent to notice does not."""
    return pid in {found.pid for found in process_tree.snapshot()}


@pytest.mark.skipif(sys.platform != "linux", reason="the stand-in can name itself terraform on Linux only")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_stop_reaches_terraform_and_waits_for_it(tmp_path: Path, number: signal.Signals) -> None:
    driver = start_terraform(tmp_path, wrapped=True, stopping_seconds=1)
    driver.send_signal(number)
    said, _ = driver.communicate(timeout=20)
    assert said == f"releasing the lock\nwrapper ends\nInterrupted: stopped by {number.name}\n"
    assert (tmp_path / "released").exists()
    assert driver.returncode == 128 + number
    assert not alive(int((tmp_path / "pid").read_text()))


@pytest.mark.skipif(sys.platform != "linux", reason="the stand-in can name itself terraform on Linux only")
def test_a_terraform_started_directly_gets_the_time_it_needs_too(tmp_path: Path) -> None:
    driver = start_terraform(tmp_path, wrapped=False, stopping_seconds=1)
    driver.send_signal(signal.SIGINT)
    said, _ = driver.communicate(timeout=20)
    assert said == "releasing the lock\nInterrupted: stopped by SIGINT\n"
    assert (tmp_path / "released").exists()


def test_a_command_that_does_not_stop_by_itself_is_killed(tmp_path: Path) -> None:
    stubborn = script(tmp_path, "stubborn", "trap '' INT; echo applying; while :; do sleep 0.1; done")
    driver = subprocess.Popen(
        [sys.executable, "-c", DRIVER, stubborn, str(tmp_path)], cwd=REPOSITORY, stdout=subprocess.PIPE, text=True
    )
    assert driver.stdout is not None
    assert driver.stdout.readline() == "applying\n"
    driver.send_signal(signal.SIGINT)
    said, _ = driver.communicate(timeout=60)
    assert said == "Interrupted: stopped by SIGINT\n"


@pytest.mark.skipif(sys.platform != "linux", reason="the stand-in can name itself terraform on Linux only")
def test_the_second_stop_kills(tmp_path: Path) -> None:
    driver = start_terraform(tmp_path, wrapped=True, stopping_seconds=30)
    driver.send_signal(signal.SIGINT)
    assert driver.stdout is not None
    assert driver.stdout.readline() == "releasing the lock\n"
    driver.send_signal(signal.SIGINT)
    driver.communicate(timeout=60)
    assert not (tmp_path / "released").exists()
    assert not alive(int((tmp_path / "pid").read_text()))


def test_a_command_outlives_this_process_however_much_it_still_writes(tmp_path: Path) -> None:
    applying = script(
        tmp_path,
        "applying",
        "echo applying\nwhile [ ! -e killed ]; do sleep 0.1; done\n"
        "head -c 500000 /dev/zero | tr '\\0' x || exit\ntouch finished",
    )
    driver = subprocess.Popen(
        [sys.executable, "-c", DRIVER, applying, str(tmp_path)], cwd=REPOSITORY, stdout=subprocess.PIPE, text=True
    )
    assert driver.stdout is not None
    assert driver.stdout.readline() == "applying\n"
    driver.kill()
    driver.communicate()
    (tmp_path / "killed").touch()
    until = time.monotonic() + 20
    while not (tmp_path / "finished").exists() and time.monotonic() < until:
        time.sleep(0.05)
    assert (tmp_path / "finished").exists()
