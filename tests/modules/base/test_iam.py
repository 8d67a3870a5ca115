"""IAM statements say why they name any resource, and name their actions."""

import json

import pytest

from modules.base.iam import Statement, policy, trust_policy


def test_policy_is_the_statements_in_order():
    statement = Statement(
        sid="Read", actions=["s3:GetObject"], resources=["arn:a"], conditions={"Bool": {"aws:SecureTransport": "true"}}
    )
    assert json.loads(policy([statement])) == {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Sid": "Read",
                "Effect": "Allow",
                "Action": ["s3:GetObject"],
                "Resource": ["arn:a"],
                "Condition": {"Bool": {"aws:SecureTransport": "true"}},
            }
        ],
    }


@pytest.mark.parametrize(("resources", "reason"), [(["*"], ""), (["arn:a"], "AWS has no resources for it")])
def test_any_resource_and_its_reason_belong_together(resources, reason):
    with pytest.raises(ValueError, match=r"^statement Read: give why_any_resource exactly when resources is \*$"):
        Statement(sid="Read", actions=["s3:GetObject"], resources=resources, why_any_resource=reason)


@pytest.mark.parametrize("action", ["*", "s3:*"])
def test_a_whole_service_is_refused(action):
    with pytest.raises(ValueError, match="^statement Read: name the actions"):
        Statement(sid="Read", actions=[action], resources=["arn:a"])


def test_trust_policy_names_one_service():
    assert json.loads(trust_policy("ecs-tasks.amazonaws.com"))["Statement"] == [
        {"Effect": "Allow", "Principal": {"Service": "ecs-tasks.amazonaws.com"}, "Action": "sts:AssumeRole"}
    ]
