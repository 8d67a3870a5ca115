"""Each check of plans is given something bad."""

import json

from tests.plans import checks
from tests.plans.hand_made import hand_made

TAGS = dict.fromkeys(checks.TAGS, "x")


def test_a_data_source_is_found():
    plan = hand_made(root={"data": {"aws_caller_identity": {"current": {}}}})
    assert list(checks.data_sources(plan)) == ["data.aws_caller_identity.current is a data source"]


def test_addresses_with_a_hash_are_found():
    plan = hand_made({"aws_vpc.network": {}, "aws_vpc.main_0A1B2C3D": {}, 'aws_vpc.all_0A1B2C3D["a"]': {}})
    assert list(checks.hashed_addresses(plan)) == [
        "aws_vpc.main_0A1B2C3D ends with a hash",
        'aws_vpc.all_0A1B2C3D["a"] ends with a hash',
    ]


def test_anything_but_creating_is_found():
    plan = hand_made({"aws_vpc.network": {}, "aws_eip.nat": {}})
    plan.json["resource_changes"][1]["change"]["actions"] = ["delete", "create"]
    assert list(checks.not_created(plan)) == ["aws_eip.nat would be: delete, create"]


def test_missing_and_empty_tags_are_found():
    plan = hand_made(
        {
            "aws_vpc.tagged": {"tags_all": TAGS},
            "aws_vpc.half": {"tags_all": {**TAGS, "owner": "", "component": None}},
            "aws_vpc.bare": {"tags_all": None},
            "aws_route.untaggable": {},
        }
    )
    assert list(checks.untagged(plan)) == [
        "aws_vpc.half lacks the tags component, owner",
        "aws_vpc.bare lacks the tags system, environment, component, owner, cost-center, managed-by",
    ]


def test_secrets_that_the_plan_knows_are_found_and_not_shown():
    plan = hand_made(
        {
            "aws_db_instance.own": {"password": "hunter2"},
            "aws_db_instance.managed": {"password": None},
            "aws_elasticache_user.nested": {"authentication_mode": [{"passwords": ["hunter2"], "type": "password"}]},
            "aws_ecs_task_definition.api": {"container_definitions": '[{"value": "AKIAABCDEFGHIJKLMNOP"}]'},
        },
        sensitive={
            "aws_db_instance.own": {"password": True},
            "aws_db_instance.managed": {"password": True},
            "aws_elasticache_user.nested": {"authentication_mode": [{"passwords": True}]},
        },
        root={"variable": {"api_key": {"default": "ghp_0123456789abcdefghijABCDEFGHIJ012345"}}},
    )
    assert list(checks.known_secrets(plan)) == [
        "aws_db_instance.own.password is a secret that the plan knows",
        "aws_elasticache_user.nested.authentication_mode[0].passwords is a secret that the plan knows",
        "aws_ecs_task_definition.api.container_definitions looks like an AWS access key",
        "the root.variable.api_key.default looks like a GitHub token",
    ]


def test_log_groups_without_end_or_key_are_found():
    plan = hand_made(
        arguments={
            "aws_cloudwatch_log_group.good": {"retention_in_days": 7, "kms_key_id": "${aws_kms_key.key.arn}"},
            "aws_cloudwatch_log_group.endless": {"retention_in_days": 0, "kms_key_id": "${aws_kms_key.key.arn}"},
            "aws_cloudwatch_log_group.plain": {"retention_in_days": 7},
        }
    )
    assert list(checks.careless_log_groups(plan)) == [
        "aws_cloudwatch_log_group.endless keeps its events for ever",
        "aws_cloudwatch_log_group.plain is not encrypted with a key of ours",
    ]


def test_ingress_from_anywhere_is_found_in_all_its_spellings():
    rule = {"from_port": 443, "to_port": 443, "cidr_ipv4": "0.0.0.0/0"}
    plan = hand_made(
        {
            "aws_lb.front": {},
            "aws_vpc_security_group_ingress_rule.fine": rule,
            "aws_vpc_security_group_ingress_rule.port": {**rule, "from_port": 22, "to_port": 22},
            "aws_vpc_security_group_ingress_rule.range": {**rule, "from_port": 80},
            "aws_vpc_security_group_ingress_rule.group": {"from_port": 443, "to_port": 443, "cidr_ipv6": "::/0"},
            "aws_vpc_security_group_ingress_rule.inside": {**rule, "cidr_ipv4": "10.0.0.0/8"},
            "aws_security_group_rule.old": {**rule, "type": "ingress", "cidr_blocks": ["0.0.0.0/0"], "from_port": 22},
            "aws_security_group.inline": {
                "ingress": [{"from_port": 0, "to_port": 65535, "ipv6_cidr_blocks": ["::/0"]}]
            },
        },
        references={
            "aws_lb.front": {"security_groups": ["aws_security_group.front.id", "aws_security_group.front"]},
            **{
                f"aws_vpc_security_group_ingress_rule.{name}": {"security_group_id": ["aws_security_group.front"]}
                for name in ("fine", "port", "range", "inside")
            },
            "aws_vpc_security_group_ingress_rule.group": {"security_group_id": ["aws_security_group.task"]},
            "aws_security_group_rule.old": {"security_group_id": ["aws_security_group.front"]},
        },
    )
    assert list(checks.open_to_the_internet(plan)) == [
        "aws_vpc_security_group_ingress_rule.port lets anybody in on 22-22",
        "aws_vpc_security_group_ingress_rule.range lets anybody in on 80-443",
        "aws_vpc_security_group_ingress_rule.group lets anybody in on 443-443",
        "aws_security_group_rule.old lets anybody in on 22-443",
        "aws_security_group.inline lets anybody in on 0-65535",
    ]


def test_actions_on_any_resource_need_a_reason_and_reasons_a_user():
    statements = [
        {"Effect": "Allow", "Action": ["xray:PutTraceSegments", "s3:GetObject"], "Resource": "*"},
        {"Effect": "Allow", "Action": "logs:PutLogEvents", "Resource": ["arn:aws:logs:us-east-1:123456789012:*"]},
        {"Effect": "Allow", "Action": "kms:Decrypt", "NotResource": "${aws_kms_key.a[\"key\"].arn}"},
        {"Effect": "Allow", "Action": "logs:DescribeLogGroups", "Resource": "arn:aws:logs:eu-west-1:1:log-group:*"},
        {"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:us-east-1:123456789012:jobs-*"},
        {"Effect": "Allow", "Action": "ec2:DeleteVpc", "Resource": "*",
         "Condition": {"StringEquals": {"aws:ResourceTag/environment": "dev"}}},
        {"Effect": "Allow", "Action": "ec2:DeleteSubnet", "Resource": "*",
         "Condition": {"StringEquals": {"aws:RequestedRegion": "eu-west-1"}}},
        {"Effect": "Allow", "Action": "kms:GenerateDataKey", "Resource": "arn:aws:kms:us-east-1:1:key/*",
         "Condition": {"ForAnyValue:StringEquals": {"kms:ResourceAliases": ["alias/state"]}}},
        {"Effect": "Deny", "Action": "s3:*", "Resource": "*"},
    ]  # fmt: skip
    text = json.dumps({"Version": "2012-10-17", "Statement": statements}).replace('\\"', '"')
    roots = {"shop/dev": {"resource": {"aws_iam_role_policy": {"api": {"policy": text}}}}}
    reasons = {"xray:PutTraceSegments": "it has no resources", "kms:Decrypt": None, "ec2:CreateTags": "none"}
    assert checks.any_resource_faults(roots, reasons) == [
        "s3:GetObject is allowed on any resource by aws_iam_role_policy.api of shop/dev",
        "logs:PutLogEvents is allowed on any resource by aws_iam_role_policy.api of shop/dev",
        "logs:DescribeLogGroups is allowed on any resource by aws_iam_role_policy.api of shop/dev",
        "ec2:DeleteSubnet is allowed on any resource by aws_iam_role_policy.api of shop/dev",
        "ec2:CreateTags is listed, but no policy allows it on any resource",
        "kms:Decrypt is listed without a reason",
    ]
