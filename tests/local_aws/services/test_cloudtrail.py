from __future__ import annotations

import pytest

from tests.local_aws.conftest import Client


@pytest.mark.needs("cloudtrail.delete_by_arn")
def test_a_trail_is_deleted_by_its_arn(aws: Client) -> None:
    cloudtrail = aws("cloudtrail")
    aws("s3").create_bucket(Bucket="trail")
    arn = cloudtrail.create_trail(Name="shop", S3BucketName="trail")["TrailARN"]
    cloudtrail.delete_trail(Name=arn)
    assert cloudtrail.list_trails()["Trails"] == []
