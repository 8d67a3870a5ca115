"""What an access review has to go by."""

import json

import pytest

from modules.access_analyzer.construct import AccessAnalyzer
from modules.access_analyzer.inputs import AccessAnalyzerInputs
from tests.modules import messages


@pytest.mark.requirement("G-10")
def test_finds_what_others_can_reach_and_tells(stack):
    made = AccessAnalyzer(stack, "access_analyzer", AccessAnalyzerInputs(), topic_arn="arn:topic")
    assert (made.arn, made.unused_access_arn) == ("${aws_accessanalyzer_analyzer.access_analyzer.arn}", None)
    assert stack.blocks("aws_accessanalyzer_analyzer") == {
        "access_analyzer": {
            "analyzer_name": "shop-dev",
            "type": "ACCOUNT",
            "tags": {"component": "access_analyzer"},
        }
    }
    rule = stack.block("aws_cloudwatch_event_rule.access_analyzer_findings")
    assert json.loads(rule["event_pattern"]) == {
        "source": ["aws.access-analyzer"],
        "detail-type": ["Access Analyzer Finding"],
        "detail": {"status": ["ACTIVE"]},
    }


@pytest.mark.requirement("G-10")
def test_lists_what_nobody_uses_where_asked(stack):
    AccessAnalyzer(stack, "access_analyzer", AccessAnalyzerInputs(unused_access_days=90))
    block = stack.block("aws_accessanalyzer_analyzer.access_analyzer_unused")
    assert block["type"] == "ACCOUNT_UNUSED_ACCESS"
    assert block["configuration"] == {"unused_access": {"unused_access_age": 90}}
    assert stack.blocks("aws_cloudwatch_event_rule") == {}


def test_refuses_an_age_beyond_a_year():
    assert len(messages(lambda: AccessAnalyzerInputs(unused_access_days=366))) == 1
