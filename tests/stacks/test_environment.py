"""What an environment becomes when its settings ask for something else than the files of this repository do."""

import json
from pathlib import Path

import pytest

from settings.target import Target
from stacks.synth import synthesise
from tests.stacks.conftest import REPOSITORY

PROD = "macro-ai/prod"


def changed_root(repository: Path, old: str, new: str) -> dict:
    """The root of macro-ai/prod with a text of its settings replaced."""
    target = Target.parse(PROD)
    text = (REPOSITORY / target.tfvars_path).read_text()
    assert old in text
    (repository / target.tfvars_path).write_text(text.replace(old, new))
    [made] = synthesise([target], repository)
    return json.loads(made.root_file.read_text())


@pytest.mark.requirement("C-16", "C-32")
def test_every_role_has_the_boundary_of_the_environment(repository: Path):
    boundary = "arn:aws:iam::123456789012:policy/roles-of-environments"
    settings = f'permissions_boundary_arn = "{boundary}"\n\ndomain = {{'
    roles = changed_root(repository, "domain = {", settings)["resource"]["aws_iam_role"]
    assert len(roles) > 5
    assert {role.get("permissions_boundary") for role in roles.values()} == {boundary}


@pytest.mark.requirement("C-20", "M-10")
def test_a_canary_is_a_word_in_the_settings(repository: Path):
    settings = 'deployment = { kind = "canary", percentage = 20, interval_minutes = 10 }'
    resources = changed_root(repository, 'deployment = { kind = "blue_green" }', settings)["resource"]
    [config] = resources["aws_codedeploy_deployment_config"].values()
    assert config["traffic_routing_config"] == {
        "type": "TimeBasedCanary",
        "time_based_canary": {"percentage": 20, "interval": 10},
    }
    [group] = resources["aws_codedeploy_deployment_group"].values()
    assert (
        group["deployment_config_name"]
        == "${aws_codedeploy_deployment_config.api_codedeploy_canary.deployment_config_name}"
    )
    assert group["alarm_configuration"]["enabled"] is True
    assert resources["aws_ecs_service"]["api"]["deployment_controller"] == {"type": "CODE_DEPLOY"}
