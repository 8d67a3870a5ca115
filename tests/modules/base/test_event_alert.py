"""Events that reach a topic."""

import json

from modules.base.construct import Module
from modules.base.event_alert import tell


def test_an_event_reaches_the_topic(stack):
    module = Module(stack, "backup")
    tell(module, "failed_jobs", description="Failed", pattern={"source": ["aws.backup"]}, topic_arn="arn:topic")
    rule = stack.block("aws_cloudwatch_event_rule.backup_failed_jobs")
    assert (rule["name"], rule["description"]) == ("shop-dev-backup-failed-jobs", "Failed")
    assert json.loads(rule["event_pattern"]) == {"source": ["aws.backup"]}
    assert stack.block("aws_cloudwatch_event_target.backup_failed_jobs") == {
        "rule": "${aws_cloudwatch_event_rule.backup_failed_jobs.name}",
        "arn": "arn:topic",
    }
