"""`stackwright compare` as a user sees it."""

import json
import shutil
from pathlib import Path

import pytest

from tests.scripts.conftest import REPOSITORY


@pytest.fixture
def two_environments(repository: Path) -> None:
    """macro-ai/staging beside macro-ai/prod."""
    for name in ("staging", "prod"):
        shutil.copy(REPOSITORY / "envs" / "macro-ai" / f"{name}.tfvars", repository / "envs" / "macro-ai")


@pytest.mark.usefixtures("two_environments")
def test_sizes_alone(stackwright):
    done = stackwright("compare", "macro-ai/staging", "macro-ai/prod", "--only", "sizes")

    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.startswith("macro-ai/staging has ")
    assert "    aws_ecs_service.api desired_count: 2 | 3\n" in done.stdout
    assert '    aws_db_instance.database instance_class: "db.t3.small" | "db.r6g.large"\n' in done.stdout
    assert "\n  structure\n" not in done.stdout


@pytest.mark.usefixtures("two_environments")
def test_for_a_program(stackwright):
    done = stackwright("compare", "macro-ai/prod", "macro-ai/staging", "--json")
    told = json.loads(done.stdout)

    assert [told[side]["target"] for side in ("left", "right")] == ["macro-ai/prod", "macro-ai/staging"]
    assert {one["aspect"] for one in told["differences"]} == {"structure", "sizes", "settings", "names"}


def test_a_target_beside_itself_is_refused(stackwright):
    done = stackwright("compare", "macro-ai/dev", "macro-ai/dev")

    assert done.exit_code == 2
    assert done.stderr == ("compare takes two different targets. `stackwright compare --help` lists what it takes.\n")
