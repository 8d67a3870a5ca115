"""Which roles there are, who may assume them, what they carry."""

import json

import pytest

from modules.deploy_roles.construct import DeployRoles, TargetFacts
from modules.deploy_roles.inputs import DeployEnvironmentInputs, DeployRolesInputs
from modules.deploy_roles.state_access import StateFacts
from tests.modules import CONTEXT

SUBJECT = "token.actions.githubusercontent.com:sub"
FACTS = StateFacts(context=CONTEXT, bucket_name="shop-state", lock_table_name="locks", key_alias="alias/state")
TARGETS = {
    name: TargetFacts(name=f"shop-{name}", state_key=f"shop/{name}/terraform.tfstate")
    for name in ("dev", "prod", "shared")
}
REPOSITORY = "arn:aws:ecr:us-east-1:123456789012:repository/shop-api"


def make(stack, *, repository_arns=(REPOSITORY,), hosted_zone_ids=("Z1",), **changes):
    environments = {"dev": DeployEnvironmentInputs(), "prod": DeployEnvironmentInputs(github_environment="production")}
    return DeployRoles(
        stack,
        "deploy_roles",
        DeployRolesInputs(**{"repository": "example/shop", "environments": environments, **changes}),
        state=FACTS,
        targets=TARGETS,
        repository_arns=repository_arns,
        hosted_zone_ids=hosted_zone_ids,
    )


def subjects(stack):
    roles = stack.blocks("aws_iam_role")
    statements = {name: json.loads(role["assume_role_policy"])["Statement"] for name, role in roles.items()}
    return {name: statement["Condition"]["StringEquals"][SUBJECT] for name, [statement] in statements.items()}


def attached(stack, role):
    return {
        one["policy_arn"].removeprefix("${aws_iam_policy.deploy_roles_").removesuffix(".arn}")
        for one in stack.blocks("aws_iam_role_policy_attachment").values()
        if one["role"] == f"${{aws_iam_role.deploy_roles_{role}.name}}"
    }


@pytest.mark.requirement("C-32")
def test_pull_requests_plan_environments_apply_and_the_branch_pushes(stack):
    make(stack)
    planning = ["repo:example/shop:pull_request", "repo:example/shop:ref:refs/heads/main"]
    assert subjects(stack) == {
        "deploy_roles_dev_plan": planning,
        "deploy_roles_dev_apply": ["repo:example/shop:environment:shop-dev"],
        "deploy_roles_prod_plan": planning,
        "deploy_roles_prod_apply": ["repo:example/shop:environment:production"],
        "deploy_roles_shared_plan": planning,
        "deploy_roles_push": ["repo:example/shop:ref:refs/heads/main"],
    }


def test_ids_of_owner_and_repository_are_in_every_subject(stack):
    make(stack, repository="example@12/shop@34", branch="trunk")
    assert subjects(stack)["deploy_roles_push"] == ["repo:example@12/shop@34:ref:refs/heads/trunk"]
    assert subjects(stack)["deploy_roles_dev_apply"] == ["repo:example@12/shop@34:environment:shop-dev"]


@pytest.mark.requirement("C-32")
def test_planning_only_reads_and_applying_reads_and_writes(stack):
    make(stack)
    assert attached(stack, "dev_plan") == {"dev_read"}
    assert attached(stack, "shared_plan") == {"shared_read"}
    kinds = ("data", "edge", "network", "operations", "read", "services", "storage")
    assert attached(stack, "prod_apply") == {f"prod_{kind}" for kind in kinds}
    inline = stack.blocks("aws_iam_role_policy")
    assert sorted(inline) == ["deploy_roles_dev_apply_state", "deploy_roles_prod_apply_state", "deploy_roles_push"]


@pytest.mark.requirement("C-32")
def test_each_role_reaches_the_state_of_its_own_target(stack):
    make(stack)
    for target in TARGETS:
        text = stack.block(f"aws_iam_policy.deploy_roles_{target}_read")["policy"]
        others = [other for other in TARGETS if f"shop/{other}/terraform.tfstate" in text]
        assert others == [target]
    assert "shop/prod/terraform.tfstate" in stack.block("aws_iam_role_policy.deploy_roles_prod_apply_state")["policy"]


def test_nobody_applies_the_shared_stack_from_github(stack):
    assert list(make(stack).apply_arns) == ["dev", "prod"]


def test_a_role(stack):
    make(stack, session_minutes=120, permissions_boundary_arn="arn:aws:iam::123456789012:policy/limit")
    role = stack.block("aws_iam_role.deploy_roles_dev_apply")
    del role["assume_role_policy"]
    assert role == {
        "name": "shop-dev-dev-apply",
        "description": "Applies shop/dev",
        "max_session_duration": 7200,
        "permissions_boundary": "arn:aws:iam::123456789012:policy/limit",
        "tags": {"component": "deploy_roles"},
    }


def test_no_boundary_unless_given(stack):
    make(stack)
    assert "permissions_boundary" not in stack.block("aws_iam_role.deploy_roles_dev_apply")


@pytest.mark.requirement("C-32")
def test_github_is_made_known_once_an_account(stack):
    make(stack)
    assert stack.block("aws_iam_openid_connect_provider.deploy_roles_github") == {
        "url": "https://token.actions.githubusercontent.com",
        "client_id_list": ["sts.amazonaws.com"],
        "tags": {"component": "deploy_roles"},
    }
    assert "${aws_iam_openid_connect_provider.deploy_roles_github.arn}" in _trust(stack)


def test_where_github_is_known_already_its_arn_is_used(stack):
    make(stack, create_oidc_provider=False)
    assert stack.blocks("aws_iam_openid_connect_provider") == {}
    assert '"arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"' in _trust(stack)


def _trust(stack):
    return stack.block("aws_iam_role.deploy_roles_dev_plan")["assume_role_policy"]


@pytest.mark.requirement("C-32", "C-33")
def test_pushing_reaches_the_repositories_of_the_system_and_deletes_nothing(stack):
    made = make(stack)
    sign_in, push = json.loads(stack.block("aws_iam_role_policy.deploy_roles_push")["policy"])["Statement"]
    assert (sign_in["Action"], sign_in["Resource"]) == (["ecr:GetAuthorizationToken"], ["*"])
    assert push["Resource"] == [REPOSITORY]
    assert [action for action in push["Action"] if "Delete" in action or "Set" in action] == []
    assert made.push_arn == "${aws_iam_role.deploy_roles_push.arn}"


def test_without_repositories_nobody_pushes(stack):
    make(stack, repository_arns=())
    assert "deploy_roles_push" not in stack.blocks("aws_iam_role")
    assert sorted(stack.root()["output"]) == ["deploy_roles_apply", "deploy_roles_plan"]


def test_records_are_changed_in_the_zone_made_here_and_in_zones_named(stack):
    environments = {"dev": DeployEnvironmentInputs()}
    DeployRoles(
        stack,
        "deploy_roles",
        DeployRolesInputs(repository="example/shop", environments=environments, hosted_zone_ids=("Z2",)),
        state=FACTS,
        targets=TARGETS,
        repository_arns=(),
        hosted_zone_ids=("${aws_route53_zone.zone.zone_id}",),
    )
    statements = json.loads(stack.block("aws_iam_policy.deploy_roles_dev_edge")["policy"])["Statement"]
    assert statements[0]["Resource"] == [
        "arn:aws:route53:::hostedzone/${aws_route53_zone.zone.zone_id}",
        "arn:aws:route53:::hostedzone/Z2",
    ]
