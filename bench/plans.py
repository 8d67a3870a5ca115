"""Plans with as many changes as one likes: services that grow, databases that are replaced, policies, open ports."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

Values = Mapping[str, Any]

KINDS = 5
"""Every so many changes the same five follow again."""


def write_plan(file: Path, changes: int) -> Path:
    """A plan as `terraform show -json` writes it, about 3 KB a change."""
    entries = [_entry(number) for number in range(changes)]
    resources = {"before": [], "after": []}
    for entry in entries:
        for side, listed in resources.items():
            if entry["change"][side] is not None:
                same = {name: entry[name] for name in ("address", "mode", "type", "name", "provider_name")}
                listed.append({**same, "values": entry["change"][side], "sensitive_values": {}})
    configured = [
        {
            "address": entry["address"],
            "mode": "managed",
            "provider_config_key": "aws",
            "expressions": {name: {"references": ["aws_vpc.main.id", "aws_vpc.main"]} for name in ("vpc_id", "name")},
        }
        for entry in entries
    ]
    document = {
        "format_version": "1.2",
        "terraform_version": "1.11.4",
        "resource_changes": entries,
        "planned_values": {"root_module": {"resources": resources["after"]}},
        "prior_state": {"format_version": "1.0", "values": {"root_module": {"resources": resources["before"]}}},
        "configuration": {"root_module": {"resources": configured}},
    }
    file.write_text(json.dumps(document))
    return file


def _entry(number: int) -> dict[str, Any]:
    terraform_type, before, after, more = _change(number)
    tags = {"component": f"part-{number % 20}", "owner": "bench", "Name": f"{terraform_type}-{number}"}
    actions = ["create"] if before is None else ["delete", "create"] if "replace_paths" in more else ["update"]
    return {
        "address": f"{terraform_type}.r{number}",
        "mode": "managed",
        "type": terraform_type,
        "name": f"r{number}",
        "provider_name": "registry.terraform.io/hashicorp/aws",
        "change": {
            "actions": actions,
            "before": None if before is None else {**before, "tags": tags, "tags_all": tags, "id": f"id-{number}"},
            "after": {**after, "tags": tags, "tags_all": tags},
            "after_unknown": {"id": True, "arn": True, "tags": {}, "tags_all": {}},
            "before_sensitive": {"tags": {}, "tags_all": {}},
            "after_sensitive": {"tags": {}, "tags_all": {}},
            **more,
        },
    }


def _change(number: int) -> tuple[str, Values | None, Values, Values]:
    """Type, values before and after, and what else the change says."""
    kind = number % KINDS
    if kind == 0:
        rules = [_rule(port, "10.0.0.0/8") for port in range(4)]
        return "aws_security_group", {"ingress": rules}, {"ingress": [*rules, _rule(5, "0.0.0.0/0")]}, {}
    if kind == 1:
        before = {"policy": _policy(number, 6), "name": f"p{number}"}
        return "aws_iam_role_policy", before, {**before, "policy": _policy(number, 8)}, {}
    if kind == 2:
        database = {"engine": "postgres", "multi_az": True, "password": f"Password-{number}", "storage_encrypted": True}
        more = {"replace_paths": [["engine"]], "before_sensitive": {"password": True}}
        return "aws_db_instance", database, {**database, "engine": "mysql"}, more
    if kind == 3:
        after = {"container_definitions": json.dumps(list(_containers(number))), "cpu": "256", "memory": "512"}
        return "aws_ecs_task_definition", None, {**after, "family": f"f{number}"}, {}
    service = {"desired_count": 2, "name": f"s{number}", "network_configuration": [{"subnets": ["a", "b"]}]}
    return "aws_ecs_service", service, {**service, "desired_count": 3}, {}


def _rule(port: int, source: str) -> Values:
    return {"from_port": port, "to_port": port, "protocol": "tcp", "cidr_blocks": [source], "description": "a rule"}


def _policy(number: int, actions: int) -> str:
    statement = {
        "Effect": "Allow",
        "Action": [f"s3:Action{action}" for action in range(actions)],
        "Resource": [f"arn:aws:s3:::bucket-{number}", f"arn:aws:s3:::bucket-{number}/*"],
    }
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def _containers(number: int) -> Iterator[Values]:
    environment = [{"name": f"NAME_{index}", "value": f"value {number} {index}"} for index in range(20)]
    yield {"name": "app", "image": f"registry/app:{number}", "essential": True, "environment": environment}
