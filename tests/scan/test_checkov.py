"""checkov's own environment, and what is believed of its reports."""

import json
from pathlib import Path
from typing import Any

import pytest

from scan import checkov
from scan.checkov import Finding, Report
from toolchain.errors import UserError


def record(check: str, resource: str) -> dict[str, Any]:
    return {"check_id": check, "check_name": f"Name of {check}", "resource": resource}


def content(
    *, passed: int = 0, failed: tuple[dict[str, Any], ...] = (), parsing_errors: int = 0, **results: Any
) -> Any:
    return {
        "results": {"passed_checks": [record("CKV_1", "aws_lb.a")] * passed, "failed_checks": list(failed), **results},
        "summary": {"parsing_errors": parsing_errors},
    }


def read(given: Any) -> Report:
    return checkov.read(given, "terraform_plan", "plan.json", lambda found: found["resource"])


def test_counts_and_findings():
    report = read(content(passed=2, failed=(record("CKV_2", "aws_lb.b"), record("CKV_1", "aws_lb.a"))))
    findings = (Finding("aws_lb.a", "CKV_1", "Name of CKV_1"), Finding("aws_lb.b", "CKV_2", "Name of CKV_2"))
    assert report == Report(2, findings, frozenset(["aws_lb.a", "aws_lb.b"]))


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (content(), "checkov checked nothing in plan.json as terraform_plan."),
        ({"passed": 0, "failed": 0, "parsing_errors": 0}, "checkov checked nothing in plan.json as terraform_plan."),
        ([], "checkov checked nothing in plan.json as terraform_plan."),
        (content(passed=1, parsing_errors=1), "checkov could not read plan.json as terraform_plan, and says so only in a counter."),
        (content(passed=1, skipped_checks=[1]), "checkov skipped checks in plan.json; say why beside the resource, in Python, instead."),
    ],
)  # fmt: skip
def test_a_report_that_only_looks_green_is_refused(given: Any, message: str):
    with pytest.raises(UserError) as error:
        read(given)
    assert str(error.value) == message


def program(folder: Path, script: str) -> Path:
    path = folder / "checkov"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path


def run(folder: Path, script: str) -> Report:
    return checkov.run(program(folder, script), "terraform_plan", folder / "plan.json", lambda found: found["resource"])


def test_is_run_offline_on_one_file_without_the_users_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("BC_API_KEY", "key")
    report = json.dumps(content(passed=1))
    run(tmp_path, f"echo \"$@\" > said; env > environment; echo '{report}'")
    assert (tmp_path / "said").read_text() == (
        f"--skip-download --framework terraform_plan --file {tmp_path}/plan.json --output json\n"
    )
    environment = dict(line.split("=", 1) for line in (tmp_path / "environment").read_text().splitlines())
    assert (environment["HOME"], environment.keys() & {"BC_API_KEY"}) == (str(tmp_path), set())


def test_failed_checks_are_no_failure_to_run(tmp_path: Path):
    report = json.dumps(content(failed=(record("CKV_1", "aws_lb.a"),)))
    assert run(tmp_path, f"echo '{report}'; exit 1").failed == (Finding("aws_lb.a", "CKV_1", "Name of CKV_1"),)


@pytest.mark.parametrize(
    ("script", "message"),
    [
        ("echo broken >&2; exit 2", "checkov ended with exit code 2:\nbroken\n"),
        ("echo banner", "checkov gave no report on plan.json:\nbanner\n"),
    ],
)
def test_a_run_that_goes_wrong_is_a_sentence(tmp_path: Path, script: str, message: str):
    with pytest.raises(UserError) as error:
        run(tmp_path, script)
    assert str(error.value) == message


def test_installs_its_lock_with_hashes_into_an_environment_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    lock = tmp_path / "requirements-scan.lock"
    lock.write_text("checkov==3.3.30 --hash=sha256:0\n")
    commands: list[list[str]] = []

    def note(setup: object, command: list[str], **others: object) -> None:
        commands.append(command)
        (tmp_path / ".stackwright" / "checkov").mkdir(exist_ok=True)

    monkeypatch.setattr("toolchain.setup.step.Setup.run", note)
    said: list[str] = []
    folder = tmp_path / ".stackwright" / "checkov"
    assert checkov.ensure(tmp_path, said.append) == folder / "bin" / "checkov"
    assert [command[1:3] for command in commands] == [["-m", "venv"], ["-m", "pip"]]
    assert commands[1][0] == str(folder / "bin" / "python")
    assert commands[1][-3:] == ["--require-hashes", "--requirement", str(lock)]
    checkov.ensure(tmp_path, said.append)
    assert len(commands) == 2
