from __future__ import annotations

from typing import Any

import pytest

from tests.local_aws.conftest import ACCOUNT_ID, Client


def create(synthetics: Any) -> Any:
    return synthetics.create_canary(
        Name="home",
        Code={"Handler": "index.handler", "ZipFile": b"x"},
        ArtifactS3Location="s3://artifacts",
        ExecutionRoleArn=f"arn:aws:iam::{ACCOUNT_ID}:role/canary",
        Schedule={"Expression": "rate(5 minutes)"},
        RuntimeVersion="syn-nodejs-puppeteer-9.1",
        Tags={"step": "one", "team": "shop", "old": "yes"},
    )["Canary"]


@pytest.mark.needs(
    "synthetics.list_tags", "synthetics.add_tags", "synthetics.remove_tags", "synthetics.complete_canaries"
)
def test_a_canary_is_ready_and_its_tags_change_in_place(aws: Client) -> None:
    synthetics = aws("synthetics")
    assert create(synthetics)["Status"]["State"] == "READY"
    arn = f"arn:aws:synthetics:us-east-1:{ACCOUNT_ID}:canary:home"
    synthetics.tag_resource(ResourceArn=arn, Tags={"step": "two"})
    synthetics.untag_resource(ResourceArn=arn, TagKeys=["old"])
    tags = {"step": "two", "team": "shop"}
    assert synthetics.list_tags_for_resource(ResourceArn=arn)["Tags"] == tags
    assert synthetics.get_canary(Name="home")["Canary"]["Tags"] == tags


@pytest.mark.needs("synthetics.get_canary")
def test_a_deleted_canary_is_not_found(aws: Client) -> None:
    synthetics = aws("synthetics")
    create(synthetics)
    synthetics.start_canary(Name="home")
    assert synthetics.get_canary(Name="home")["Canary"]["Status"]["State"] == "RUNNING"
    synthetics.delete_canary(Name="home")
    with pytest.raises(synthetics.exceptions.ResourceNotFoundException):
        synthetics.get_canary(Name="home")
