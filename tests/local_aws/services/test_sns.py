from __future__ import annotations

import pytest

from tests.local_aws.conftest import Client


@pytest.mark.needs("sns.show_all_attributes")
def test_a_topic_shows_the_attributes_it_was_given(aws: Client) -> None:
    sns = aws("sns")
    arn = sns.create_topic(Name="p1", Attributes={"SignatureVersion": "2"})["TopicArn"]
    assert sns.get_topic_attributes(TopicArn=arn)["Attributes"]["SignatureVersion"] == "2"
    sns.set_topic_attributes(TopicArn=arn, AttributeName="SignatureVersion", AttributeValue="1")
    assert sns.get_topic_attributes(TopicArn=arn)["Attributes"]["SignatureVersion"] == "1"


def test_a_topic_shows_no_attribute_that_it_was_not_given(aws: Client) -> None:
    sns = aws("sns")
    arn = sns.create_topic(Name="p1")["TopicArn"]
    assert "SignatureVersion" not in sns.get_topic_attributes(TopicArn=arn)["Attributes"]
