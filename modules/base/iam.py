"""IAM policies built from what a service really uses."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from resources import json_text


@dataclass(frozen=True, kw_only=True)
class Statement:
    """One Allow statement. `resources=("*",)` needs `why_any_resource`: AWS has no resource-level permission for it."""

    sid: str
    actions: Sequence[str]
    resources: Sequence[str]
    conditions: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    why_any_resource: str = ""

    def __post_init__(self) -> None:
        if ("*" in self.resources) != bool(self.why_any_resource):
            raise ValueError(f"statement {self.sid}: give why_any_resource exactly when resources is *")
        if any(action == "*" or action.endswith(":*") for action in self.actions):
            raise ValueError(f"statement {self.sid}: name the actions, {list(self.actions)} allows a whole service")

    def document(self) -> dict[str, Any]:
        statement: dict[str, Any] = {
            "Sid": self.sid,
            "Effect": "Allow",
            "Action": list(self.actions),
            "Resource": list(self.resources),
        }
        if self.conditions:
            statement["Condition"] = self.conditions
        return statement


def policy(statements: Sequence[Statement]) -> str:
    """The JSON text of an identity policy."""
    return json_text({"Version": "2012-10-17", "Statement": [statement.document() for statement in statements]})


def trust_policy(service: str, conditions: Mapping[str, Mapping[str, Any]] | None = None) -> str:
    """The JSON text that lets an AWS service such as `ecs-tasks.amazonaws.com` assume a role."""
    statement: dict[str, Any] = {
        "Effect": "Allow",
        "Principal": {"Service": service},
        "Action": "sts:AssumeRole",
    }
    if conditions:
        statement["Condition"] = conditions
    return json_text({"Version": "2012-10-17", "Statement": [statement]})


def resource_policy(statements: Sequence[Mapping[str, Any]]) -> str:
    """The JSON text of a bucket, key, topic or secret policy, from statements that name their principals."""
    return json_text({"Version": "2012-10-17", "Statement": list(statements)})
