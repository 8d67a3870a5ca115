"""Who may publish to a topic, and who hears of it."""

import json

import pytest

from modules.topics.construct import RecoveryTopics, Topics
from modules.topics.inputs import TopicInputs
from tests.modules import KEY_ARN, RECOVERY_KEY_ARN

TOPIC = "${aws_sns_topic.topics_p1.arn}"


def topics(stack, inputs, **others):
    return Topics(stack, "topics", inputs, kms_key_arn=KEY_ARN, **others)


def statements(stack):
    policy = json.loads(stack.block("aws_sns_topic_policy.topics_p1")["policy"])
    return {statement["Sid"]: statement for statement in policy["Statement"]}


@pytest.mark.requirement("C-26", "E-10")
def test_each_severity_has_an_encrypted_topic(stack):
    made = topics(stack, {"P1": TopicInputs(), "P4": TopicInputs()})
    assert made.arns == {"P1": TOPIC, "P4": "${aws_sns_topic.topics_p4.arn}"}
    assert stack.block("aws_sns_topic.topics_p1") == {
        "name": "shop-dev-p1",
        "kms_master_key_id": KEY_ARN,
        "signature_version": 2,
        "tags": {"component": "topics"},
    }


def test_without_severities_makes_nothing(stack):
    assert topics(stack, {}).arns == {}
    assert stack.root() == {}


@pytest.mark.requirement("C-26")
def test_email_and_https_are_subscribed_at_stable_addresses(stack):
    topics(
        stack,
        {
            "P1": TopicInputs(
                email_addresses=("on-call@example.com",), https_endpoints=("https://alerts.example.com/sns",)
            )
        },
    )
    assert stack.blocks("aws_sns_topic_subscription") == {
        "topics_p1_on_call_example_com": {"topic_arn": TOPIC, "protocol": "email", "endpoint": "on-call@example.com"},
        "topics_p1_alerts_example_com_sns": {
            "topic_arn": TOPIC,
            "protocol": "https",
            "endpoint": "https://alerts.example.com/sns",
        },
    }


@pytest.mark.requirement("C-17", "C-26", "E-10")
def test_pagerduty_gets_a_secret_for_its_address_and_no_subscription_in_the_state(stack):
    topics(stack, {"P1": TopicInputs(pagerduty=True), "P3": TopicInputs()})
    assert stack.blocks("aws_sns_topic_subscription") == {}
    assert stack.blocks("aws_secretsmanager_secret_version") == {}
    secrets = stack.blocks("aws_secretsmanager_secret")
    assert list(secrets) == ["topics_p1_pagerduty"]
    secret = secrets["topics_p1_pagerduty"]
    assert secret["name"] == "shop-dev/PAGERDUTY_P1"
    assert secret["kms_key_id"] == KEY_ARN
    assert secret["tags"] == {"component": "topics", "value": "manual", "applies-to": TOPIC}


@pytest.mark.parametrize(("protected", "days"), [(True, 30), (False, 0)])
def test_deletion_protection_keeps_pagerdutys_address(stack, protected, days):
    Topics(stack, "topics", {"P1": TopicInputs(pagerduty=True)}, kms_key_arn=KEY_ARN, deletion_protection=protected)
    assert stack.block("aws_secretsmanager_secret.topics_p1_pagerduty")["recovery_window_in_days"] == days


@pytest.mark.parametrize(
    ("sid", "service"),
    [
        ("Alarms", "cloudwatch.amazonaws.com"),
        ("Budgets", "budgets.amazonaws.com"),
        ("CostAnomalies", "costalerts.amazonaws.com"),
    ],
)
def test_services_publish_for_this_account_only(stack, sid, service):
    topics(stack, {"P1": TopicInputs()})
    assert statements(stack)[sid] == {
        "Sid": sid,
        "Effect": "Allow",
        "Principal": {"Service": service},
        "Action": "sns:Publish",
        "Resource": TOPIC,
        "Condition": {"StringEquals": {"aws:SourceAccount": "123456789012"}},
    }


def test_eventbridge_publishes_without_a_condition_it_could_not_meet(stack):
    topics(stack, {"P1": TopicInputs()})
    assert statements(stack)["Events"] == {
        "Sid": "Events",
        "Effect": "Allow",
        "Principal": {"Service": "events.amazonaws.com"},
        "Action": "sns:Publish",
        "Resource": TOPIC,
    }


def test_nobody_publishes_without_tls(stack):
    topics(stack, {"P1": TopicInputs()})
    statement = statements(stack)["TlsOnly"]
    assert (statement["Effect"], statement["Principal"], statement["Action"]) == ("Deny", "*", "sns:Publish")
    assert statement["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}


THERE = RecoveryTopics(severities=("P2", "P3"), kms_key_arn=RECOVERY_KEY_ARN)
TOPIC_THERE = "${aws_sns_topic.topics_p2_recovery.arn}"


@pytest.mark.requirement("E-09")
def test_alarms_of_the_recovery_region_have_a_topic_there(stack):
    told = TopicInputs(email_addresses=("on-call@example.com",), https_endpoints=("https://alerts.example.com/sns",))
    made = topics(stack, {"P1": told, "P2": told}, recovery=THERE)
    assert made.recovery_arns == {"P2": TOPIC_THERE}
    assert stack.block("aws_sns_topic.topics_p2_recovery") == {
        "name": "shop-dev-p2",
        "kms_master_key_id": RECOVERY_KEY_ARN,
        "signature_version": 2,
        "provider": "aws.recovery",
        "tags": {"component": "topics"},
    }
    policy = stack.block("aws_sns_topic_policy.topics_p2_recovery")
    assert (policy["arn"], policy["provider"]) == (TOPIC_THERE, "aws.recovery")
    subscriptions = stack.blocks("aws_sns_topic_subscription")
    there = {name: block for name, block in subscriptions.items() if block.get("provider") == "aws.recovery"}
    assert {name: (block["topic_arn"], block["endpoint"]) for name, block in there.items()} == {
        "topics_p2_recovery_on_call_example_com": (TOPIC_THERE, "on-call@example.com"),
        "topics_p2_recovery_alerts_example_com_sns": (TOPIC_THERE, "https://alerts.example.com/sns"),
    }


@pytest.mark.requirement("E-09")
def test_one_address_of_pagerduty_is_for_both_topics(stack):
    topics(stack, {"P1": TopicInputs(pagerduty=True), "P2": TopicInputs(pagerduty=True)}, recovery=THERE)
    secrets = stack.blocks("aws_secretsmanager_secret")
    assert {name: secret["tags"]["applies-to"] for name, secret in secrets.items()} == {
        "topics_p1_pagerduty": TOPIC,
        "topics_p2_pagerduty": f"${{aws_sns_topic.topics_p2.arn}} {TOPIC_THERE}",
    }
