from __future__ import annotations

from typing import Any

import pytest

from tests.local_aws.conftest import ACCOUNT_ID, Client


def put_alarm(cloudwatch: Any, **more: Any) -> None:
    cloudwatch.put_metric_alarm(
        AlarmName="cpu",
        MetricName="CPUUtilization",
        Namespace="AWS/ECS",
        Statistic="Average",
        Period=60,
        EvaluationPeriods=2,
        Threshold=80.0,
        ComparisonOperator="GreaterThanThreshold",
        **more,
    )


@pytest.mark.needs("cloudwatch.add_composite_alarms", "cloudwatch.delete_alarms")
def test_a_composite_alarm_comes_back_with_its_rule(aws: Client) -> None:
    cloudwatch = aws("cloudwatch")
    cloudwatch.put_composite_alarm(AlarmName="down", AlarmRule="ALARM(cpu)", Tags=[{"Key": "step", "Value": "one"}])
    alarm = cloudwatch.describe_alarms(AlarmNames=["down"], AlarmTypes=["CompositeAlarm"])["CompositeAlarms"][0]
    assert alarm["AlarmRule"] == "ALARM(cpu)"
    assert alarm["AlarmArn"] == f"arn:aws:cloudwatch:us-east-1:{ACCOUNT_ID}:alarm:down"
    cloudwatch.delete_alarms(AlarmNames=["down"])
    assert cloudwatch.describe_alarms(AlarmTypes=["CompositeAlarm"])["CompositeAlarms"] == []


@pytest.mark.needs(
    "cloudwatch.put_metric_alarm", "cloudwatch.list_tags", "cloudwatch.add_tags", "cloudwatch.remove_tags"
)
def test_tags_of_both_kinds_of_alarm_change_in_place(aws: Client) -> None:
    cloudwatch = aws("cloudwatch")
    tags = [{"Key": name, "Value": "one"} for name in ("step", "team", "old")]
    put_alarm(cloudwatch, Tags=tags)
    cloudwatch.put_composite_alarm(AlarmName="down", AlarmRule="ALARM(cpu)", Tags=tags)
    for name in ("cpu", "down"):
        arn = f"arn:aws:cloudwatch:us-east-1:{ACCOUNT_ID}:alarm:{name}"
        cloudwatch.tag_resource(ResourceARN=arn, Tags=[{"Key": "step", "Value": "two"}])
        cloudwatch.untag_resource(ResourceARN=arn, TagKeys=["old"])
        shown = {tag["Key"]: tag["Value"] for tag in cloudwatch.list_tags_for_resource(ResourceARN=arn)["Tags"]}
        assert shown == {"step": "two", "team": "one"}


def test_metric_alarms_are_listed_without_composite_ones(aws: Client) -> None:
    cloudwatch = aws("cloudwatch")
    put_alarm(cloudwatch)
    cloudwatch.put_composite_alarm(AlarmName="down", AlarmRule="ALARM(cpu)")
    listed = cloudwatch.describe_alarms()
    assert [alarm["AlarmName"] for alarm in listed["MetricAlarms"]] == ["cpu"]
    assert listed["CompositeAlarms"] == []


def test_a_metric_stream_comes_back(aws: Client) -> None:
    cloudwatch = aws("cloudwatch")
    cloudwatch.put_metric_stream(Name="all", FirehoseArn="arn:f", RoleArn="arn:r", OutputFormat="json")
    stream = cloudwatch.get_metric_stream(Name="all")
    assert (stream["State"], stream["OutputFormat"]) == ("running", "json")
