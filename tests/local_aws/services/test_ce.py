from __future__ import annotations

import pytest

from tests.local_aws.conftest import Client


@pytest.mark.needs("ce.list_tags", "ce.add_tags", "ce.remove_tags")
def test_tags_of_an_anomaly_monitor_change_in_place(aws: Client) -> None:
    ce = aws("ce")
    arn = ce.create_anomaly_monitor(
        AnomalyMonitor={"MonitorName": "services", "MonitorType": "DIMENSIONAL", "MonitorDimension": "SERVICE"},
        ResourceTags=[{"Key": "step", "Value": "one"}, {"Key": "old", "Value": "yes"}],
    )["MonitorArn"]
    ce.tag_resource(ResourceArn=arn, ResourceTags=[{"Key": "step", "Value": "two"}])
    ce.untag_resource(ResourceArn=arn, ResourceTagKeys=["old"])
    assert ce.list_tags_for_resource(ResourceArn=arn)["ResourceTags"] == [{"Key": "step", "Value": "two"}]


def test_a_subscription_is_to_monitors_that_exist_and_changes_in_place(aws: Client) -> None:
    ce = aws("ce")
    monitor = ce.create_anomaly_monitor(AnomalyMonitor={"MonitorName": "services", "MonitorType": "DIMENSIONAL"})
    subscription = {
        "SubscriptionName": "daily",
        "Frequency": "DAILY",
        "MonitorArnList": [monitor["MonitorArn"]],
        "Subscribers": [{"Type": "EMAIL", "Address": "finance@example.com"}],
    }
    with pytest.raises(ce.exceptions.UnknownMonitorException, match="Monitor arn:aws:ce::1:nothing does not exist"):
        ce.create_anomaly_subscription(
            AnomalySubscription={**subscription, "MonitorArnList": ["arn:aws:ce::1:nothing"]}
        )
    arn = ce.create_anomaly_subscription(AnomalySubscription=subscription)["SubscriptionArn"]
    ce.update_anomaly_subscription(SubscriptionArn=arn, Frequency="WEEKLY")
    assert ce.get_anomaly_subscriptions()["AnomalySubscriptions"][0]["Frequency"] == "WEEKLY"
    ce.delete_anomaly_subscription(SubscriptionArn=arn)
    assert ce.get_anomaly_subscriptions()["AnomalySubscriptions"] == []


def test_a_cost_allocation_tag_is_active_until_it_is_switched_off(aws: Client) -> None:
    ce = aws("ce")

    def switched(status: str) -> str:
        ce.update_cost_allocation_tags_status(CostAllocationTagsStatus=[{"TagKey": "system", "Status": status}])
        return ce.list_cost_allocation_tags(TagKeys=["system"])["CostAllocationTags"][0]["Status"]

    assert [switched(status) for status in ("Active", "Inactive")] == ["Active", "Inactive"]
    assert ce.list_cost_allocation_tags()["CostAllocationTags"] == []
