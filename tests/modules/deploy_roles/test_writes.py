"""An apply changes its own environment, and nothing that would make it more than that."""

import re
from dataclasses import replace
from fnmatch import fnmatchcase

import pytest

from modules.base.iam import policy
from modules.deploy_roles.writes import writes
from tests.modules.deploy_roles.policies import LONGEST, NAMES, actions, meant

ZONES = ["Z0123456789ABCDEFGHIJ"]
STATEMENTS = [statement for group in writes(NAMES, ZONES).values() for statement in group]
POLICY_CHARACTERS = 6144
"""https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html, without white space."""

NEVER = (
    "cognito-idp:AdminCreateUser", "ecr:PutImage", "ecs:ExecuteCommand", "iam:AddUserToGroup", "iam:CreateAccessKey",
    "iam:CreateOpenIDConnectProvider", "iam:CreatePolicyVersion", "iam:CreateUser", "iam:DeleteRolePermissionsBoundary",
    "kms:Sign", "organizations:LeaveOrganization", "s3:GetObject", "secretsmanager:GetSecretValue",
    "secretsmanager:PutSecretValue", "sts:AssumeRole", "cloudtrail:StopLogging", "guardduty:DeleteDetector",
    "route53:DeleteHostedZone", "route53domains:TransferDomain",
)  # fmt: skip


def test_each_action_exists():
    assert [action for action in actions(STATEMENTS) if not meant(action)] == []


def test_an_action_that_does_not_exist_would_be_found():
    assert (meant("ec2:CreateVcp"), meant("ec2:CreateVpc")) == ([], ["CreateVpc"])


@pytest.mark.parametrize("kind", writes(NAMES, ZONES))
def test_each_policy_fits_for_the_longest_names(kind):
    assert len(re.sub(r"\s", "", policy(writes(LONGEST, ZONES)[kind]))) <= POLICY_CHARACTERS


@pytest.mark.requirement("C-32")
@pytest.mark.parametrize("action", NEVER)
def test_nothing_that_raises_itself_or_reads_secrets(action):
    assert [pattern for pattern in actions(STATEMENTS) if fnmatchcase(action, pattern)] == []


@pytest.mark.requirement("C-32")
def test_names_stop_at_the_environment():
    """`macro-ai-prod*` would be all of macro-ai-production too."""
    reaching = [arn for one in STATEMENTS for arn in one.resources if re.search(r"macro-ai(-|/)prod\*", arn)]
    assert reaching == []


def test_what_is_told_by_tags_is_told_by_both_of_them():
    for statement in STATEMENTS:
        keys = " ".join(key for values in statement.conditions.values() for key in values)
        assert ("/system" in keys) == ("/environment" in keys), statement.sid


@pytest.mark.requirement("C-16", "C-32")
def test_roles_carry_only_known_policies_of_aws_and_are_given_only_to_services_in_use():
    found = {statement.sid: statement for statement in STATEMENTS}
    assert found["AttachKnownPolicies"].conditions["ArnEquals"]["iam:PolicyARN"] == [
        "arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole"
    ]
    assert "ecs-tasks.amazonaws.com" in found["GiveRolesToServices"].conditions["StringEquals"]["iam:PassedToService"]
    for sid in ("Roles", "AttachKnownPolicies", "GiveRolesToServices"):
        assert found[sid].resources == ["arn:aws:iam::123456789012:role/macro-ai-prod-*"]


def test_records_are_changed_in_the_named_zones_only():
    found = {statement.sid: statement for statement in STATEMENTS}
    assert found["Records"].resources == ["arn:aws:route53:::hostedzone/Z0123456789ABCDEFGHIJ"]


def test_without_zones_no_record_is_changed():
    assert "Records" not in {statement.sid for statement in writes(NAMES, [])["edge"]}


def test_keys_serve_databases_but_not_the_reading_of_secrets():
    found = {statement.sid: statement for statement in STATEMENTS}
    assert found["LetServicesUseOwnKey"].conditions["StringLike"] == {
        "kms:ViaService": [
            "backup.*.amazonaws.com",
            "elasticache.*.amazonaws.com",
            "rds.*.amazonaws.com",
            "s3.*.amazonaws.com",
        ]
    }


BOUNDARY = "arn:aws:iam::123456789012:policy/roles-of-environments"
CHANGES_WHAT_A_ROLE_MAY_DO = ("iam:AttachRolePolicy", "iam:CreateRole", "iam:DeleteRolePolicy", "iam:PutRolePolicy")


@pytest.mark.requirement("C-16", "C-32")
@pytest.mark.parametrize("action", CHANGES_WHAT_A_ROLE_MAY_DO)
def test_roles_are_made_and_changed_under_the_boundary_only(action):
    statements = [one for group in writes(replace(NAMES, role_boundary_arn=BOUNDARY), ZONES).values() for one in group]
    allowing = [one for one in statements if action in one.actions]
    assert allowing
    for statement in allowing:
        assert statement.conditions["StringEquals"]["iam:PermissionsBoundary"] == BOUNDARY


@pytest.mark.requirement("C-32")
def test_a_boundary_can_be_given_and_not_taken_away():
    statements = [one for group in writes(replace(NAMES, role_boundary_arn=BOUNDARY), ZONES).values() for one in group]
    allowed = {action for one in statements for action in one.actions if "PermissionsBoundary" in action}
    assert allowed == {"iam:PutRolePermissionsBoundary"}


def test_without_a_boundary_there_is_none_to_give():
    assert not [action for one in STATEMENTS for action in one.actions if "PermissionsBoundary" in action]
