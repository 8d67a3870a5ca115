"""Which targets are scanned, and how the command ends."""

import shutil
from pathlib import Path

import pytest

from scan import __main__ as command
from scan.checkov import Finding, Report
from scan.judge import Scanned
from settings.target import Target
from tests.plans import REPOSITORY
from toolchain.errors import UserError


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """With macro-ai/dev, which is not protected, and the state stack."""
    (tmp_path / "envs" / "macro-ai").mkdir(parents=True)
    for name in ("cdktf.json", "envs/state.tfvars", "envs/macro-ai/dev.tfvars"):
        shutil.copy(REPOSITORY / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def protect(repository: Path) -> None:
    dev = (repository / "envs" / "macro-ai" / "dev.tfvars").read_text()
    safe = dev.replace("deletion_protection = false", "deletion_protection = true")
    safe = safe.replace("backup_retention_days = 1\n", "backup_retention_days = 7\n")
    (repository / "envs" / "macro-ai" / "live.tfvars").write_text(safe)


def test_takes_what_is_protected(repository: Path):
    protect(repository)
    assert command.production_class(repository) == [Target.parse("state"), Target.parse("macro-ai/live")]


def test_without_a_protected_environment_there_is_nothing_to_be_green_about(
    repository: Path, capsys: pytest.CaptureFixture[str]
):
    with pytest.raises(UserError):
        command.production_class(repository)
    assert command.main([]) == 1
    assert capsys.readouterr().err == (
        "No environment has deletion_protection = true, so there is none of production class to scan."
        " Name targets: python -m scan macro-ai/dev\n"
    )


def test_a_target_that_does_not_exist(repository: Path, capsys: pytest.CaptureFixture[str]):
    assert command.main(["macro-ai/prod"]) == 1
    assert capsys.readouterr().err.startswith("there is no envs/macro-ai/prod.tfvars; did you mean macro-ai/dev?")


def scanned(*failed: Finding) -> Scanned:
    sources = {"aws_lb.a": "shop.py:2", "aws_lb.b": "shop.py:3"}
    return Scanned("state", "envs/state.tfvars", {"terraform_plan": Report(5, failed, frozenset(sources))}, sources)


@pytest.fixture
def finds(repository: Path, monkeypatch: pytest.MonkeyPatch):
    """What checkov finds in any target."""
    (repository / "shop.py").write_text("# checkov:skip=CKV_1: because\nLb('a')\nLb('b')\n")
    monkeypatch.setattr("scan.checkov.ensure", lambda *arguments: Path("checkov"))

    def given(*failed: Finding) -> None:
        monkeypatch.setattr("scan.target.scan", lambda *arguments: scanned(*failed))

    return given


def test_ends_with_0_when_all_that_fails_has_a_reason(finds, capsys: pytest.CaptureFixture[str]):
    finds(Finding("aws_lb.a", "CKV_1", "Name"))
    assert command.main(["state"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "Accepted:",
        "  shop.py:1: CKV_1 (1 x): because",
        "Scanned:",
        "  state as terraform_plan: 5 passed, 0 failed, 1 accepted (2 of 2 resources have checks)",
        "5 passed, 0 failed, 1 accepted with a reason",
    ]


def test_ends_with_1_when_something_fails(finds, capsys: pytest.CaptureFixture[str]):
    finds(Finding("aws_lb.b", "CKV_1", "Name"))
    assert command.main(["state"]) == 1
    assert capsys.readouterr().out.splitlines()[-4:] == [
        "Failed:",
        "  shop.py:3: CKV_1 Name",
        "    aws_lb.b of state",
        "5 passed, 1 failed, 0 accepted with a reason",
    ]


def test_a_whole_scan_also_fails_on_reasons_that_nobody_needs(
    finds, repository: Path, capsys: pytest.CaptureFixture[str]
):
    protect(repository)
    finds()
    assert command.main([]) == 1
    assert "  shop.py:1: CKV_1 is accepted, but nothing fails it" in capsys.readouterr().out.splitlines()
    assert command.main(["state"]) == 0
