"""What belongs to an environment."""

from dataclasses import replace

from modules.deploy_roles.names import EnvironmentNames

PROD = EnvironmentNames(
    partition="aws", account_id="123456789012", system="macro-ai", environment="prod", name="macro-ai-prod"
)


def test_names_end_with_a_dash_so_that_other_systems_stay_out():
    assert PROD.arns("rds", "db:{}", "subgrp:{}") == [
        "arn:aws:rds:*:123456789012:db:macro-ai-prod-*",
        "arn:aws:rds:*:123456789012:subgrp:macro-ai-prod-*",
    ]
    assert PROD.global_arns("iam", "role/{}") == ["arn:aws:iam::123456789012:role/macro-ai-prod-*"]
    assert PROD.bucket_arns() == ["arn:aws:s3:::macro-ai-prod-*"]


def test_a_limit_changes_nothing_for_names_that_fit():
    assert PROD.arns("elb", "{}", limit=32) == ["arn:aws:elb:*:123456789012:macro-ai-prod-*"]


def test_of_a_shortened_name_the_beginning_is_left():
    long = replace(PROD, name="macro-ai-production-enhanced-hobby")
    assert long.arns("elb", "{}", limit=32) == ["arn:aws:elb:*:123456789012:macro-ai-production-*"]


def test_tags_tell_what_has_no_name():
    assert PROD.is_own == {
        "StringEquals": {"aws:ResourceTag/system": "macro-ai", "aws:ResourceTag/environment": "prod"}
    }


def test_nothing_of_another_environment_can_be_taken_over_by_tagging_it():
    assert PROD.becomes_own == {
        "StringEquals": {"aws:RequestTag/system": "macro-ai", "aws:RequestTag/environment": "prod"},
        "StringEqualsIfExists": {"aws:ResourceTag/system": "macro-ai", "aws:ResourceTag/environment": "prod"},
    }
