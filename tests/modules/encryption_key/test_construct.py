"""The key of an environment, and whom its policy lets in."""

import json

import pytest

from modules.encryption_key.construct import EncryptionKey
from modules.encryption_key.inputs import EncryptionKeyInputs


@pytest.fixture
def key(stack):
    EncryptionKey(stack, "encryption_key", EncryptionKeyInputs(rotation_period_days=180, deletion_window_days=7))
    return stack.block("aws_kms_key.encryption_key")


@pytest.fixture
def statements(key):
    return {statement["Sid"]: statement for statement in json.loads(key["policy"])["Statement"]}


def test_key_is_rotated_and_can_be_restored(key):
    assert (key["enable_key_rotation"], key["rotation_period_in_days"], key["deletion_window_in_days"]) == (
        True,
        180,
        7,
    )


def test_alias_is_the_name_of_the_environment(stack, key):
    assert stack.block("aws_kms_alias.encryption_key") == {
        "name": "alias/shop-dev",
        "target_key_id": "${aws_kms_key.encryption_key.key_id}",
    }


def test_account_can_administer_the_key(statements):
    account = statements["AccountDecidesThroughIam"]
    assert account["Principal"] == {"AWS": "arn:aws:iam::123456789012:root"}
    assert account["Action"] == "kms:*"


def test_logs_service_only_serves_log_groups_of_this_account(statements):
    logs = statements["LogGroupsOfThisAccount"]
    assert logs["Principal"] == {"Service": "logs.us-east-1.amazonaws.com"}
    assert logs["Condition"] == {
        "ArnLike": {"kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:us-east-1:123456789012:log-group:*"}
    }


def test_publishers_to_topics_act_for_this_account_only(statements):
    publishers = statements["PublishToTopicsFromThisAccount"]
    assert publishers["Principal"] == {
        "Service": ["cloudwatch.amazonaws.com", "budgets.amazonaws.com", "costalerts.amazonaws.com"]
    }
    assert publishers["Action"] == ["kms:Decrypt", "kms:GenerateDataKey*"]
    assert publishers["Condition"] == {"StringEquals": {"aws:SourceAccount": "123456789012"}}


def test_eventbridge_has_no_condition_it_could_not_meet(statements):
    assert statements["PublishEventsToTopics"] == {
        "Sid": "PublishEventsToTopics",
        "Effect": "Allow",
        "Principal": {"Service": ["events.amazonaws.com"]},
        "Action": ["kms:Decrypt", "kms:GenerateDataKey*"],
        "Resource": "*",
    }
