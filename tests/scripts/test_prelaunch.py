"""`stackwright prelaunch` as a user calls it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from readiness.items import AREAS
from tests.scripts.conftest import Ended, change

Run = Callable[..., Ended]


@pytest.fixture(autouse=True)
def planned(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a plan without AWS finds: a database that is not encrypted, and nothing else."""
    database = change("aws_db_instance.database", ["create"], after={"storage_encrypted": False})
    document = {
        "format_version": "1.2",
        "terraform_version": "1.11.4",
        "planned_values": {"root_module": {"resources": []}},
        "resource_changes": [database],
        "configuration": {"root_module": {}},
    }
    monkeypatch.setattr("toolchain.offline.plan_offline", lambda *folders: document)


@pytest.mark.requirement("E-14")
def test_four_lists_of_what_passes_and_what_fails(stackwright: Run):
    ended = stackwright("prelaunch", "macro-ai/dev", "--offline")
    lines = ended.stdout.splitlines()
    assert [line for line in lines if line in AREAS] == list(AREAS)
    assert "  FAIL  data is encrypted: aws_db_instance.database: The db instance has storage_encrypted off." in lines
    assert "  pass  no secret in state, plan or task definition: no finding" in lines
    assert ended.exit_code == 1


@pytest.mark.requirement("E-14")
def test_what_no_command_can_know_neither_passes_nor_fails(stackwright: Run):
    items = stackwright("prelaunch", "macro-ai/dev", "--offline", "--json").document["items"]
    [drill] = [item for item in items if item["title"] == "restore drill"]
    assert drill == {
        "area": "backup",
        "title": "restore drill",
        "verdict": "not checkable",
        "found": "yours to do: docs/recovery.md says how",
    }


def test_only_an_environment_goes_live(stackwright: Run):
    ended = stackwright("prelaunch", "state", "--offline")
    assert (ended.exit_code, ended.stderr) == (
        1,
        "state runs no services: name an environment such as macro-ai/prod.\n",
    )
