"""The command line, with rows that are done at once."""

from pathlib import Path
from typing import Any

import pytest

from deploy_matrix import __main__ as command
from deploy_matrix.row import STAGES, Outcome, Row, Watcher


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """The targets that ran, of which those with "prod" in their names fail."""
    targets: list[str] = []

    def live(row: Row, watcher: Watcher, sites: Any) -> None:
        targets.append(row.target.id)
        for stage in STAGES:
            row.outcomes[stage] = Outcome("ok", 1.0)
            watcher.done(row, stage)
        if "prod" in row.target.id:
            row.problems.append("destroy: something is left")

    monkeypatch.setattr(command, "_live", live)
    monkeypatch.setattr(command, "WORK", tmp_path / "work")
    monkeypatch.setattr(command, "LOCK", tmp_path / "lock")
    return targets


def test_only_some_targets(ran: list[str], capsys: pytest.CaptureFixture[str]):
    assert command.main(["--only", "macro-ai/dev", "state", "--jobs", "5"]) == 0
    said = capsys.readouterr()
    assert sorted(ran) == ["macro-ai/dev", "state"]
    assert said.out.splitlines()[-1].startswith("all 2 targets ok: 0 min 0 s, 2 side by side, ")
    assert "macro-ai/dev: apply ok (1 s)\n" in said.err


def test_all_targets(ran: list[str]):
    assert command.main([]) == 1
    assert len(ran) == len(set(ran)) > 15


def test_a_failure_is_told_with_its_logs(ran: list[str], capsys: pytest.CaptureFixture[str], tmp_path: Path):
    assert command.main(["--only", "macro-ai/prod"]) == 1
    folder = tmp_path / "work" / "macro-ai-prod"
    assert capsys.readouterr().out.splitlines()[-5:-1] == [
        "",
        "macro-ai/prod destroy: something is left",
        f"  logs: {folder}/commands.log and {folder}/.stackwright",
        "",
    ]


def test_a_target_that_does_not_exist(ran: list[str], capsys: pytest.CaptureFixture[str]):
    assert command.main(["--only", "macro-ai/develop"]) == 1
    assert capsys.readouterr().err.startswith("there is no envs/macro-ai/develop.tfvars; did you mean macro-ai/dev")
    assert ran == []


def test_a_stop_ends_every_site(monkeypatch: pytest.MonkeyPatch, ran: list[str], capsys: pytest.CaptureFixture[str]):
    class Site:
        closed = 0

        def close(self) -> None:
            self.closed += 1

    site = Site()

    def live(row: Row, watcher: Watcher, sites: Any) -> None:
        sites.append(site)

    def interrupted(waiting: Any) -> None:
        monkeypatch.setattr(command, "wait", lambda waiting: None)
        for future in waiting:
            future.result()
        raise KeyboardInterrupt

    monkeypatch.setattr(command, "_live", live)
    monkeypatch.setattr(command, "wait", interrupted)
    assert command.main(["--only", "macro-ai/dev"]) == 130
    assert site.closed == 1
    assert capsys.readouterr().err.endswith(f"Stopped. What the commands said until then is in {command.WORK}.\n")
