import errno
import re
import signal
import stat
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

import pytest

from scripts.base.boundary import UsageError, guarded
from settings.problem import Problem, SettingsError
from toolchain.errors import UserError
from toolchain.process import Finished, Interrupted

HELP = "stackwright plan --help"


def ends(error: BaseException, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """The exit code and standard error of a command that raises `error`."""

    def command() -> NoReturn:
        raise error

    code = guarded(command, HELP)
    captured = capsys.readouterr()
    assert captured.out == ""
    return code, captured.err


def test_a_command_that_returns_nothing_ends_with_0():
    assert guarded(lambda: None, HELP) == 0


def test_a_command_chooses_its_exit_code():
    assert guarded(lambda: 2, HELP) == 2


def test_a_known_problem_is_its_sentence(capsys):
    assert ends(UserError("The port is taken."), capsys) == (1, "The port is taken.\n")


def test_settings_problems_are_a_line_each(capsys):
    error = SettingsError([Problem("envs/a/b.tfvars", 3, "x is wrong"), Problem("envs/a/b.tfvars", 1, "y is wrong")])
    assert ends(error, capsys) == (1, "envs/a/b.tfvars:1: y is wrong\nenvs/a/b.tfvars:3: x is wrong\n")


def test_wrong_usage_names_the_help(capsys):
    expected = "Name the targets. `stackwright plan --help` lists what it takes.\n"
    assert ends(UsageError("Name the targets"), capsys) == (2, expected)


def test_ctrl_c(capsys):
    assert ends(KeyboardInterrupt(), capsys) == (130, "Stopped.\n")


def test_a_stopped_child_ends_as_if_the_signal_had_ended_us(capsys):
    assert ends(Interrupted(signal.SIGTERM, Finished((), 1, "")), capsys) == (143, "Stopped.\n")


def test_a_full_disk(capsys):
    expected = "out.json: No space left on device. Free some space there and run the command again.\n"
    assert ends(OSError(errno.ENOSPC, "No space left on device", "out.json"), capsys) == (1, expected)


def test_a_folder_that_may_not_be_written(capsys):
    expected = "cdktf.out: Permission denied. Change its owner or its rights and run the command again.\n"
    assert ends(PermissionError(errno.EACCES, "Permission denied", "cdktf.out"), capsys) == (1, expected)


@pytest.mark.parametrize("error", [KeyError("x"), OSError(errno.EIO, "Input/output error")])
def test_anything_else_is_a_sentence_and_a_private_log_file(error: Exception, repository: Path, capsys):
    code, said = ends(error, capsys)
    found = re.fullmatch(
        r"Stackwright failed in a way it does not know \((\w+)\); please report it with the log file (.*)\.\n", said
    )
    assert found is not None
    assert (code, found[1]) == (3, type(error).__name__)
    log = Path(found[2])
    assert log.parent == repository / ".stackwright" / "logs"
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    text = log.read_text()
    assert text.startswith("stackwright plan\nTraceback (most recent call last):\n")
    assert "test_boundary.py" in text


def test_where_the_repository_takes_no_log_file_it_is_a_temporary_one(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys
):
    (repository / ".stackwright").write_text("")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    code, said = ends(KeyError("x"), capsys)
    [log] = (tmp_path / "temporary").iterdir()
    assert (code, said) == (
        3,
        f"Stackwright failed in a way it does not know (KeyError); please report it with the log file {log}.\n",
    )


def test_without_a_log_file_the_details_are_shown(repository: Path, monkeypatch: pytest.MonkeyPatch, capsys):
    (repository / ".stackwright").write_text("")
    monkeypatch.setattr("tempfile.tempdir", str(repository / ".stackwright"))
    code, said = ends(KeyError("x"), capsys)
    assert code == 3
    assert said.startswith("Stackwright failed in a way it does not know, and could not write a log file:\n")
    assert said.endswith("KeyError: 'x'\n\n")


@pytest.mark.parametrize(("error", "is_shown"), [("BrokenPipeError()", False), ("ValueError('x')", True)])
def test_a_farewell_to_a_process_that_has_ended_is_not_complained_about(error: str, is_shown: bool):
    program = (
        "import atexit, sys\n"
        "from scripts.base.boundary import without_broken_pipes\n"
        "sys.unraisablehook = without_broken_pipes\n"
        f"atexit.register(lambda: (_ for _ in ()).throw({error}))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert bool(done.stderr) is is_shown
