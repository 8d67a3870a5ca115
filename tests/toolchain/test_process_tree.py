import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.toolchain import fakes
from toolchain import process_tree
from toolchain.process_tree import Process


@pytest.fixture(params=["/proc", "ps"])
def source(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both ways to learn about processes; where there is no /proc, ps is used for both."""
    if request.param == "ps":
        monkeypatch.setattr(process_tree, "PROC", Path("/nowhere"))


@pytest.mark.usefixtures("source")
def test_finds_children_and_their_children() -> None:
    with subprocess.Popen(["/bin/sh", "-c", "sleep 20 & echo; wait"], stdout=subprocess.PIPE) as shell:
        assert shell.stdout is not None
        shell.stdout.readline()
        while (grandchild := process_tree.descendants(shell.pid))[0].name != "sleep":
            pass  # it is a copy of the shell until it has become the other program
        family = process_tree.descendants(os.getpid())
        child = next(found for found in family if found.pid == shell.pid)
        assert (child.parent_pid, child.name) == (os.getpid(), "sh")
        assert [found.parent_pid for found in grandchild] == [shell.pid]
        assert set(grandchild) <= set(family)
        process_tree.kill(grandchild)
        shell.wait(10)
        assert not process_tree.is_alive(grandchild[0])


@pytest.mark.usefixtures("source")
def test_a_process_that_took_over_the_number_is_not_the_same_and_is_not_killed() -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as other:
        earlier = Process(other.pid, os.getpid(), "python", started="0")
        assert not process_tree.is_alive(earlier)
        process_tree.kill([earlier])
        assert other.poll() is None
        other.communicate(b"\n")


def test_knows_the_folder_that_a_process_works_in(tmp_path: Path) -> None:
    with subprocess.Popen(["/bin/sleep", "20"], cwd=tmp_path) as sleeper:
        found = Process(sleeper.pid, os.getpid(), "sleep", started="")
        assert process_tree.working_folder(found) == tmp_path.resolve()
        sleeper.kill()
        sleeper.wait()
        assert process_tree.working_folder(found) is None


def test_sees_what_a_process_was_started_with_where_the_system_shows_it() -> None:
    with subprocess.Popen(["/bin/sleep", "20"], env={"A": "1=2", "AB": "3"}) as sleeper:
        found = Process(sleeper.pid, os.getpid(), "sleep", started="")
        if process_tree.PROC.joinpath("self").exists():
            assert [process_tree.variable(found, name) for name in ("A", "AB", "B")] == ["1=2", "3", ""]
        sleeper.kill()
        sleeper.wait()
        assert process_tree.variable(found, "A") is None


@pytest.mark.parametrize(("said", "expected"), [("p12\nfcwd\nn/some folder\n", Path("/some folder")), ("", None)])
def test_asks_lsof_where_there_is_no_proc(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: str, expected: Path | None
) -> None:
    monkeypatch.setattr(process_tree, "PROC", Path("/nowhere"))
    lsof = fakes.program(tmp_path, "lsof", f"[ \"$*\" = '-a -p 12 -d cwd -Fn' ] && printf '{said}'")
    monkeypatch.setattr(process_tree, "LSOF", str(lsof))
    assert process_tree.working_folder(Process(12, 1, "terraform", started="")) == expected
