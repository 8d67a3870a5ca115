"""`make setup` as people run it, in a copy of the repository with the tools of a bare machine."""

import fcntl
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.toolchain import fakes

REPOSITORY = Path(__file__).parents[3]


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    clone = tmp_path / "clone"
    for name in ("toolchain", "scripts"):
        shutil.copytree(REPOSITORY / name, clone / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("Makefile", "pyproject.toml", "requirements.lock", "package.json", "package-lock.json"):
        shutil.copy2(REPOSITORY / name, clone)
    return clone


def make_setup(clone: Path, **environment: str) -> "subprocess.Popen[str]":
    """The environment is the given one and nothing else, except for a PATH with the basic commands."""
    base = {"PATH": "/usr/bin:/bin", "HOME": str(clone.parent)}
    return subprocess.Popen(
        ["make", "setup"],
        cwd=clone,
        env=base | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def wait_for(path: Path) -> None:
    """Returns when a fake program has written its line."""
    deadline = time.monotonic() + 10
    while not (path.exists() and path.read_text()):
        assert time.monotonic() < deadline, f"{path} was not written"
        time.sleep(0.02)


def test_python_that_is_too_old(clone: Path, tmp_path: Path) -> None:
    old = fakes.program(tmp_path / "bin", "python3", "echo 3.8 >&2; exit 1")
    said, complained = make_setup(clone, PYTHON=str(old)).communicate(timeout=20)
    assert said == ""
    assert complained.splitlines()[0] == (
        f"Python 3.11 or newer is missing (found {old}: 3.8). Install one and put it on the PATH,"
        " or name it: make setup PYTHON=/path/to/python3"
    )
    assert len(complained.splitlines()) == 2


def test_no_python(clone: Path) -> None:
    _, complained = make_setup(clone, PYTHON="no-such-python").communicate(timeout=20)
    assert complained.startswith("Python 3.11 or newer is missing (found none). ")


def test_a_missing_tool_is_one_sentence(clone: Path, tmp_path: Path) -> None:
    for name in ("sh", "dirname", "make", "awk"):
        tool = shutil.which(name)
        assert tool is not None
        (tmp_path / "bin").mkdir(exist_ok=True)
        (tmp_path / "bin" / name).symlink_to(tool)
    running = make_setup(clone, PYTHON=sys.executable, PATH=str(tmp_path / "bin"))
    said, complained = running.communicate(timeout=20)
    assert said == ""
    assert complained.splitlines()[0] == (
        "Node.js is missing: there is no node on the PATH."
        " Install Node.js 20 or newer (nodejs.org, a package manager, nvm) and put it on the PATH."
    )
    assert len(complained.splitlines()) == 2


def test_the_second_of_two_waits_for_the_first(clone: Path, tmp_path: Path) -> None:
    fakes.program(tmp_path / "bin", "node", "echo v18.0.0")
    lock = clone / ".stackwright" / "setup.lock"
    lock.parent.mkdir()
    with lock.open("w") as first:
        fcntl.flock(first, fcntl.LOCK_EX)
        second = make_setup(clone, PYTHON=sys.executable, PATH=f"{tmp_path}/bin:/usr/bin:/bin")
        assert second.stdout is not None
        assert second.stdout.readline() == "Another `make setup` runs in this folder; waiting ...\n"
        assert second.poll() is None
    _, complained = second.communicate(timeout=20)
    assert complained.startswith("Node.js is too old: ")


def test_what_a_killed_setup_started_keeps_the_lock(clone: Path, tmp_path: Path) -> None:
    fakes.program(tmp_path / "bin", "node", "echo v22.0.0")
    fakes.program(tmp_path / "bin", "npm", f"echo $$ > {tmp_path}/npm.pid; exec sleep 30")
    path = f"{tmp_path}/bin:/usr/bin:/bin"
    first = make_setup(clone, PYTHON=sys.executable, PATH=path)
    assert first.stdout is not None
    assert first.stdout.readline() == "  Node packages ...\n"
    wait_for(tmp_path / "npm.pid")
    os.killpg(first.pid, signal.SIGKILL)
    first.communicate(timeout=20)
    second = make_setup(clone, PYTHON=sys.executable, PATH=path)
    assert second.stdout is not None
    assert second.stdout.readline() == "Another `make setup` runs in this folder; waiting ...\n"
    os.kill(int((tmp_path / "npm.pid").read_text()), signal.SIGKILL)
    fakes.program(tmp_path / "bin", "npm", "echo offline; exit 1")
    assert second.stdout.readline() == "  Node packages ...\n"
    _, complained = second.communicate(timeout=20)
    assert complained.startswith('Set-up failed at the step "Node packages": npm ended with exit code 1.')


def test_a_stop_reaches_the_tool_and_says_how_to_go_on(clone: Path, tmp_path: Path) -> None:
    fakes.program(tmp_path / "bin", "node", "echo v22.0.0")
    fakes.program(tmp_path / "bin", "npm", f"echo $$ > {tmp_path}/npm.pid; echo started; exec sleep 30")
    setup = subprocess.Popen(
        [sys.executable, "-m", "toolchain.setup"],
        cwd=clone,
        env={"PATH": f"{tmp_path}/bin:/usr/bin:/bin"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert setup.stdout is not None
    setup.stdout.readline()
    wait_for(tmp_path / "npm.pid")
    setup.send_signal(signal.SIGTERM)
    _, complained = setup.communicate(timeout=20)
    assert complained == "Set-up was stopped; the next `make setup` goes on from here.\n"
    assert setup.returncode == 128 + signal.SIGTERM
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "npm.pid").read_text()), 0)
