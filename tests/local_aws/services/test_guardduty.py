from __future__ import annotations

import pytest

from tests.local_aws.conftest import ACCOUNT_ID, Client


@pytest.mark.needs("guardduty.keep_tags", "guardduty.show_tags")
def test_tags_of_a_detector_change_in_place(aws: Client) -> None:
    guardduty = aws("guardduty")
    detector = guardduty.create_detector(Enable=True, Tags={"step": "one", "team": "shop"})["DetectorId"]
    arn = f"arn:aws:guardduty:us-east-1:{ACCOUNT_ID}:detector/{detector}"
    guardduty.tag_resource(ResourceArn=arn, Tags={"step": "two"})
    assert guardduty.get_detector(DetectorId=detector)["Tags"] == {"step": "two", "team": "shop"}
    assert guardduty.list_tags_for_resource(ResourceArn=arn)["Tags"] == {"step": "two", "team": "shop"}


@pytest.mark.needs("guardduty.keep_other_features")
def test_features_are_changed_one_by_one(aws: Client) -> None:
    guardduty = aws("guardduty")
    detector = guardduty.create_detector(Enable=True)["DetectorId"]
    for name, status in (
        ("S3_DATA_EVENTS", "ENABLED"),
        ("RDS_LOGIN_EVENTS", "DISABLED"),
        ("S3_DATA_EVENTS", "DISABLED"),
    ):
        guardduty.update_detector(DetectorId=detector, Features=[{"Name": name, "Status": status}])
    guardduty.update_detector(DetectorId=detector, Enable=True)
    features = guardduty.get_detector(DetectorId=detector)["Features"]
    assert {feature["Name"]: feature["Status"] for feature in features} == {
        "S3_DATA_EVENTS": "DISABLED",
        "RDS_LOGIN_EVENTS": "DISABLED",
    }


def test_a_publishing_destination_comes_back(aws: Client) -> None:
    guardduty = aws("guardduty")
    detector = guardduty.create_detector(Enable=True)["DetectorId"]
    properties = {"DestinationArn": "arn:aws:s3:::findings", "KmsKeyArn": "arn:k"}
    destination = guardduty.create_publishing_destination(
        DetectorId=detector, DestinationType="S3", DestinationProperties=properties
    )["DestinationId"]
    shown = guardduty.describe_publishing_destination(DetectorId=detector, DestinationId=destination)
    assert (shown["Status"], shown["DestinationProperties"]) == ("PUBLISHING", properties)
