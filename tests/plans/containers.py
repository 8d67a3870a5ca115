"""What a plan says of tasks: their own container, its variables and secrets, where they run."""

import re
from typing import Any

from tests.plans.plan import Plan


def container(plan: Plan, task: str = "api") -> dict[str, Any]:
    """The task's own container, which comes before its sidecars."""
    return plan.document(f"aws_ecs_task_definition.{task}_task", "container_definitions")[0]


def variables(plan: Plan, task: str = "api") -> dict[str, str]:
    """Its plain environment variables."""
    return {variable["name"]: variable["value"] for variable in container(plan, task)["environment"]}


def secrets(plan: Plan, task: str = "api") -> dict[str, str]:
    """Variable -> where its value lies, a secret or a parameter."""
    return {secret["name"]: secret["valueFrom"] for secret in container(plan, task)["secrets"]}


def task_subnets(plan: Plan, service: str = "api") -> list[str]:
    """The subnets that a service's tasks run in, by tier and zone: ["private_a", "private_b"]."""
    found = plan.references(f"aws_ecs_service.{service}", "network_configuration")
    return sorted(name.removeprefix("aws_subnet.network_") for name in found if re.fullmatch(r"aws_subnet\.\w+", name))
