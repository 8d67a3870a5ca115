import os
from pathlib import Path

import pytest

from toolchain.errors import UserError
from toolchain.setup.step import Setup


@pytest.fixture
def setup(tmp_path: Path) -> Setup:
    return Setup(tmp_path, os.environ, os.open(os.devnull, os.O_RDONLY), [].append)


def test_runs_once_for_each_content_of_its_inputs(setup: Setup, tmp_path: Path) -> None:
    ran: list[str] = []
    for digest in ("one", "one", "two", "two", "one"):
        setup.once("Step", tmp_path / "made" / "stamp", digest, lambda digest=digest: ran.append(digest))
    assert ran == ["one", "two", "one"]
    assert setup.done == 3


def test_runs_again_when_it_did_not_get_to_its_end(setup: Setup, tmp_path: Path) -> None:
    def fail() -> None:
        raise UserError("no network")

    for _ in range(2):
        with pytest.raises(UserError):
            setup.once("Step", tmp_path / "stamp", "one", fail)
    assert not (tmp_path / "stamp").exists()


def test_runs_again_when_what_it_made_is_gone(setup: Setup, tmp_path: Path) -> None:
    stamp = tmp_path / "made" / "stamp"
    setup.once("Step", stamp, "one", lambda: None)
    stamp.unlink()
    setup.once("Step", stamp, "one", lambda: None)
    assert setup.done == 2


def test_says_what_it_does_and_how_long_it_took(tmp_path: Path) -> None:
    said: list[str] = []
    setup = Setup(tmp_path, os.environ, os.open(os.devnull, os.O_RDONLY), said.append)
    setup.once("Node packages", tmp_path / "stamp", "one", lambda: None)
    assert said == ["  Node packages ...", "  Node packages: done in 0.0 s"]


def test_a_failing_tool_is_quoted_with_its_last_lines(setup: Setup) -> None:
    command = ["/bin/sh", "-c", "for n in $(seq 20); do echo line $n; done; exit 7"]
    with pytest.raises(UserError) as failed:
        setup.run(command, step="Python packages", hint="Look at the network.")
    assert str(failed.value) == (
        'Set-up failed at the step "Python packages": sh ended with exit code 7. Look at the network.'
        " The whole output is in .stackwright/setup.log; it ends with:\n"
        + "\n".join(f"    line {number}" for number in range(9, 21))
    )
    assert setup.log.read_text().startswith("line 1\n")
