from collections.abc import Callable
from pathlib import Path

import pytest

from tests.scripts.conftest import Ended
from toolchain.doctor import Diagnosis, State

Run = Callable[..., Ended]
WELL = Diagnosis("Python", State.OK, "3.11.7")
LIMITED = Diagnosis("Docker", State.LIMITED, "there is no docker on the PATH", "Install Docker.")
MISSING = Diagnosis("cdktf", State.MISSING, "not installed", "Run `make setup`.")


def diagnosing(monkeypatch: pytest.MonkeyPatch, *found: Diagnosis) -> None:
    monkeypatch.setattr("scripts.doctor.diagnoses", lambda root, environment: iter(found))


def test_what_only_some_verbs_need_does_no_harm(repository: Path, stackwright: Run, monkeypatch: pytest.MonkeyPatch):
    diagnosing(monkeypatch, WELL, LIMITED)
    ended = stackwright("doctor", "--no-aws")
    assert (ended.exit_code, ended.stdout) == (
        0,
        "     ok  Python: 3.11.7\n"
        "limited  Docker: there is no docker on the PATH\n"
        "         Install Docker.\n"
        "     ok  Local AWS: not running; `stackwright local up` starts it on a free port\n"
        "\n"
        "Everything is there that `make demo` needs.\n",
    )


def test_what_is_missing_is_named_at_the_end(repository: Path, stackwright: Run, monkeypatch: pytest.MonkeyPatch):
    diagnosing(monkeypatch, WELL, MISSING)
    ended = stackwright("doctor", "--no-aws")
    assert (ended.exit_code, ended.stdout.splitlines()[-1]) == (1, "Missing: cdktf.")


def test_json(repository: Path, stackwright: Run, monkeypatch: pytest.MonkeyPatch):
    diagnosing(monkeypatch, MISSING)
    assert stackwright("doctor", "--no-aws", "--json").document["checks"][0] == {
        "name": "cdktf",
        "state": "missing",
        "found": "not installed",
        "advice": "Run `make setup`.",
    }


def test_without_credentials_only_the_real_aws_is_out_of_reach(
    repository: Path, stackwright: Run, monkeypatch: pytest.MonkeyPatch
):
    diagnosing(monkeypatch)
    for name, value in {
        "AWS_CONFIG_FILE": "/dev/null",
        "AWS_SHARED_CREDENTIALS_FILE": "/dev/null",
        "AWS_EC2_METADATA_DISABLED": "true",
    }.items():
        monkeypatch.setenv(name, value)
    lines = stackwright("doctor").stdout.splitlines()
    assert lines[1].startswith("limited  AWS credentials: There are no AWS credentials.")
    assert lines[2] == "         Only a real AWS account needs them; --local does not."
