"""What GuardDuty looks at and whom it tells."""

import json

import pytest

from modules.guardduty.construct import Guardduty
from modules.guardduty.inputs import GuarddutyInputs
from tests.modules import messages


@pytest.mark.requirement("C-29")
def test_is_on(stack):
    Guardduty(stack, "guardduty", GuarddutyInputs())
    assert stack.block("aws_guardduty_detector.guardduty") == {
        "enable": True,
        "finding_publishing_frequency": "FIFTEEN_MINUTES",
        "tags": {"component": "guardduty"},
    }


def test_says_of_each_feature_whether_it_is_on(stack):
    Guardduty(stack, "guardduty", GuarddutyInputs(features=("LAMBDA_NETWORK_LOGS",)))
    features = stack.blocks("aws_guardduty_detector_feature")
    assert {feature["name"]: feature["status"] for feature in features.values()} == {
        "S3_DATA_EVENTS": "DISABLED",
        "RDS_LOGIN_EVENTS": "DISABLED",
        "EKS_AUDIT_LOGS": "DISABLED",
        "EBS_MALWARE_PROTECTION": "DISABLED",
        "LAMBDA_NETWORK_LOGS": "ENABLED",
    }


@pytest.mark.requirement("C-29", "A-08")
def test_tells_of_severe_findings(stack):
    Guardduty(stack, "guardduty", GuarddutyInputs(minimum_severity=4), topic_arn="arn:topic")
    rule = stack.block("aws_cloudwatch_event_rule.guardduty_findings")
    assert rule["name"] == "shop-dev-guardduty-findings"
    assert json.loads(rule["event_pattern"]) == {
        "source": ["aws.guardduty"],
        "detail-type": ["GuardDuty Finding"],
        "detail": {"severity": [{"numeric": [">=", 4.0]}]},
    }
    assert stack.block("aws_cloudwatch_event_target.guardduty_findings")["arn"] == "arn:topic"


def test_without_a_topic_findings_wait_to_be_read(stack):
    Guardduty(stack, "guardduty", GuarddutyInputs())
    assert stack.blocks("aws_cloudwatch_event_rule") == {}


def test_refuses_a_feature_that_there_is_not():
    assert messages(lambda: GuarddutyInputs(features=("RUNTIME",))) == [
        'features[0] must be one of "S3_DATA_EVENTS", "RDS_LOGIN_EVENTS", "EKS_AUDIT_LOGS", "EBS_MALWARE_PROTECTION", '
        '"LAMBDA_NETWORK_LOGS", got "RUNTIME"'
    ]
