"""Rules about secrets that a plan, a state or a task definition would show."""

from collections.abc import Iterator
from typing import Final

from review.documents import parsed
from review.model import SENSITIVE, Resource, Severity
from review.policy.rule import Breach, PolicyRule
from review.policy.scene import Scene

IN_STATE: Final = {
    "aws_db_instance": "password",
    "aws_rds_cluster": "master_password",
    "aws_elasticache_replication_group": "auth_token",
    "aws_secretsmanager_secret_version": "secret_string",
    "aws_ssm_parameter": "value",
    "aws_docdb_cluster": "master_password",
    "aws_redshift_cluster": "master_password",
}
"""Type -> the argument whose value Terraform keeps in the state in clear."""


def _in_state(resource: Resource, scene: Scene) -> Iterator[Breach]:
    argument = IN_STATE[resource.type]
    # Plain parameters are sensitive to Terraform too, whatever they hold.
    plain = resource.type == "aws_ssm_parameter" and resource.values.get("type") != "SecureString"
    if resource.values.get(argument) == SENSITIVE and not plain:
        yield Breach(f"has {argument} in the state in clear", (argument,))


def _in_environment(resource: Resource, scene: Scene) -> Iterator[Breach]:
    """Where the reading of the plan has put SENSITIVE in the place of what looks like a secret."""
    containers = parsed(resource.values.get("container_definitions"))
    for container in containers if isinstance(containers, list) else []:
        variables = container.get("environment") if isinstance(container, dict) else None
        for variable in variables if isinstance(variables, list) else []:
            name, value = variable.get("name"), variable.get("value")
            if isinstance(name, str) and isinstance(value, str) and SENSITIVE in value:
                yield Breach(f"shows what looks like a secret as the variable {name}", ("container_definitions",))


def _hidden(resource: Resource, scene: Scene) -> Iterator[Breach]:
    """A whole definition that Terraform takes for sensitive has a sensitive value of the configuration in it."""
    if resource.values.get("container_definitions") == SENSITIVE:
        yield Breach("has a sensitive value among its container definitions", ("container_definitions",))


RULES: Final = (
    PolicyRule(
        "secret-in-state",
        Severity.HIGH,
        tuple(IN_STATE),
        _in_state,
        "Let AWS make it (manage_master_user_password), use a write-only argument (_wo), or set it outside Terraform.",
    ),
    PolicyRule(
        "secret-in-environment",
        Severity.HIGH,
        ("aws_ecs_task_definition",),
        _in_environment,
        "Put it into Secrets Manager and name it under the container's secrets.",
    ),
    PolicyRule(
        "sensitive-container-definitions",
        Severity.MEDIUM,
        ("aws_ecs_task_definition",),
        _hidden,
        "A task definition is readable by many: name secrets in it instead of giving their values.",
    ),
)
