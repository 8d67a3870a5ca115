import json
from pathlib import Path
from typing import Any

from tests.review.making import document, entry
from tests.scripts.conftest import Fake, StatePlace

GROUP = entry("aws_cloudwatch_log_group.api", {"retention_in_days": 7}, {"retention_in_days": 365})
GONE = entry("aws_ssm_parameter.model", {"name": "/macro-ai/dev/MODEL"})
SECRET = entry("aws_db_instance.database", {"password": "old-password-1"}, {"password": "new-password-2"})
TARGET = "macro-ai/dev"


def drifts(fake: Fake, *entries: dict[str, Any]) -> None:
    fake.write("show", json.dumps(document(resource_drift=list(entries), configuration={})))


def test_nothing_was_changed(stackwright, fake: Fake, state_place: StatePlace, repository: Path):
    drifts(fake)
    done = stackwright("drift", TARGET)
    assert (done.exit_code, done.stdout) == (0, f"Nothing of {TARGET} was changed outside Terraform.\n")
    file = repository / ".stackwright" / "plans" / "macro-ai-dev" / "drift.tfplan"
    assert fake.calls == [
        "init -no-color",
        f"plan -no-color -detailed-exitcode -out={file} -refresh-only -lock=false",
        f"show -no-color -json {file}",
    ]
    assert not file.exists()


def test_names_what_was_changed_and_never_a_secret(stackwright, fake: Fake, state_place: StatePlace):
    drifts(fake, GROUP, GONE, SECRET)
    done = stackwright("drift", TARGET)
    assert (done.exit_code, done.stdout.splitlines()) == (
        2,
        [
            "  ~ aws_cloudwatch_log_group.api",
            "      retention_in_days: 7 -> 365",
            "  ~ aws_db_instance.database",
            "      password: (sensitive) -> (sensitive)",
            "  - aws_ssm_parameter.model is gone",
            f"3 resources of {TARGET} changed outside Terraform. What a deploy would do about it:",
            f"stackwright plan {TARGET}",
        ],
    )


def test_json(stackwright, fake: Fake, state_place: StatePlace):
    drifts(fake, GROUP, GONE, SECRET)
    done = stackwright("drift", TARGET, "--json")
    assert (done.exit_code, done.document["target"]) == (2, TARGET)
    assert done.document["drift"] == [
        {
            "address": "aws_cloudwatch_log_group.api",
            "happened": "changed",
            "attributes": [{"path": "retention_in_days", "before": 7, "after": 365}],
        },
        {
            "address": "aws_db_instance.database",
            "happened": "changed",
            "attributes": [{"path": "password", "before": "(sensitive)", "after": "(sensitive)"}],
        },
        {"address": "aws_ssm_parameter.model", "happened": "gone", "attributes": []},
    ]


def test_while_somebody_deploys_nothing_can_be_told(stackwright, fake: Fake, state_place: StatePlace):
    drifts(fake)
    state_place.lock("macro-ai/dev/terraform.tfstate")
    done = stackwright("drift", TARGET)
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.splitlines()[-1] == (
        "What drifted cannot be told now: ann@laptop has been at it (apply) since 2026-11-21 08:51:30 UTC. Try again when "
        "that has ended."
    )


def test_a_failure_ends_with_1_not_2(stackwright, fake: Fake, state_place: StatePlace):
    fake.fails("plan", "Error: No valid credential sources found")
    assert stackwright("drift", TARGET).exit_code == 1
