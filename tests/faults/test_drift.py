"""What somebody changes in AWS past Terraform."""

import pytest

from tests.faults.conftest import TARGET, Site

pytestmark = pytest.mark.slow


def test_what_was_changed_by_hand_is_named_and_the_next_deploy_puts_it_back(site: Site, shows):
    assert site.run("drift", TARGET).exit_code == 0
    sns = site.client("sns")
    [topic] = [one["TopicArn"] for one in sns.list_topics()["Topics"] if one["TopicArn"].endswith(":shop-shared-p3")]
    sns.set_topic_attributes(TopicArn=topic, AttributeName="DisplayName", AttributeValue="by hand")
    sns.tag_resource(ResourceArn=topic, Tags=[{"Key": "owner", "Value": "bob"}])
    for subscription in sns.list_subscriptions_by_topic(TopicArn=topic)["Subscriptions"]:
        sns.unsubscribe(SubscriptionArn=subscription["SubscriptionArn"])
    drifted = site.run("drift", TARGET)
    assert drifted.exit_code == 2
    shows("drift", drifted, drifted.stdout)
    site.ok("deploy", TARGET, "--yes")
    assert site.run("drift", TARGET).exit_code == 0
