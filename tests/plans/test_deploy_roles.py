"""What an environment's root makes, its apply role may make, so that a new module does not fail first in AWS."""

import json
from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from typing import Any

import pytest

from settings.load import load_environment
from settings.target import Deployment, Target
from tests.plans import REPOSITORY, TARGETS
from tests.plans.created_by import ACCOUNT, CREATED_BY, REGION, WAITS

ENVIRONMENTS = tuple(
    target
    for target in TARGETS
    if Target.parse(target).kind == "environment" and f"{Target.parse(target).system}/shared" in TARGETS
)
Roots = Mapping[str, Mapping[str, Any]]


def apply_statements(roots: Roots, deployment: Deployment) -> list[dict[str, Any]]:
    """All statements of the policies that the deployment's apply role carries, from the system's shared root."""
    shared = roots[f"{deployment.system}/shared"]
    policies = shared["resource"]["aws_iam_policy"]
    prefix = f"deploy_roles_{deployment.environment.replace('-', '_')}_"
    texts = [arguments["policy"] for name, arguments in policies.items() if name.startswith(prefix)]
    for taken_over in shared.get("import", ()):
        texts = [text.replace(f"${{{taken_over['to']}.zone_id}}", taken_over["id"]) for text in texts]
    return [statement for text in texts for statement in json.loads(text)["Statement"]]


def refused(statements: Sequence[Mapping[str, Any]], root: Mapping[str, Any]) -> Iterator[str]:
    """A line for each resource of the root that these statements do not let anybody make."""
    for terraform_type, blocks in root["resource"].items():
        if terraform_type in WAITS:
            continue
        if terraform_type not in CREATED_BY:
            yield f"{terraform_type} is not in tests/plans/created_by.py: say which action makes it"
            continue
        action, template = CREATED_BY[terraform_type]
        resources = [
            resource
            for statement in statements
            if any(fnmatchcase(action, pattern) for pattern in statement["Action"])
            for resource in statement["Resource"]
        ]
        if not resources:
            yield f"{terraform_type} needs {action}, which modules/deploy_roles does not allow"
        for name, arguments in blocks.items() if template and resources else ():
            arn = template.format(**arguments)
            if "${" not in arn and not any(fnmatchcase(arn, resource) for resource in resources):
                yield f"{terraform_type}.{name} is {arn}, for which modules/deploy_roles does not allow {action}"


@pytest.mark.requirement("C-32")
@pytest.mark.parametrize("target_id", ENVIRONMENTS)
def test_an_apply_may_make_whatever_the_root_has(roots: Roots, target_id: str):
    statements = apply_statements(roots, load_environment(Target.parse(target_id), REPOSITORY).deployment)
    assert list(refused(statements, roots[target_id])) == []


def test_what_is_not_allowed_or_called_otherwise_would_be_found():
    statements = [
        {"Action": ["sns:Create*"], "Resource": [f"arn:aws:sns:*:{ACCOUNT}:shop-dev-*"]},
        {"Action": ["ec2:CreateVpc"], "Resource": ["*"]},
    ]
    root = {
        "resource": {
            "aws_vpc": {"network": {}},
            "aws_subnet": {"network_a": {}},
            "aws_sns_topic": {"good": {"name": "shop-dev-p1"}, "bad": {"name": "alarms"}, "ref": {"name": "${x.y.z}"}},
            "aws_lightsail_instance": {"surprise": {}},
            "aws_acm_certificate_validation": {"wait": {}},
        }
    }
    assert list(refused(statements, root)) == [
        "aws_subnet needs ec2:CreateSubnet, which modules/deploy_roles does not allow",
        f"aws_sns_topic.bad is arn:aws:sns:{REGION}:{ACCOUNT}:alarms, for which modules/deploy_roles does not allow "
        "sns:CreateTopic",
        "aws_lightsail_instance is not in tests/plans/created_by.py: say which action makes it",
    ]
