from __future__ import annotations

import pytest

from tests.local_aws.conftest import ACCOUNT_ID, Client


@pytest.mark.needs("kms.keep_rotation_period", "kms.show_rotation_period")
def test_the_rotation_period_comes_back(aws: Client) -> None:
    kms = aws("kms")
    key = kms.create_key()["KeyMetadata"]["KeyId"]
    kms.enable_key_rotation(KeyId=key, RotationPeriodInDays=90)
    assert kms.get_key_rotation_status(KeyId=key)["RotationPeriodInDays"] == 90


@pytest.mark.needs("kms.tag_replica")
def test_a_replica_has_its_own_tags_and_the_primary_stays_primary(aws: Client) -> None:
    kms = aws("kms")
    key = kms.create_key(MultiRegion=True)["KeyMetadata"]["KeyId"]
    kms.replicate_key(KeyId=key, ReplicaRegion="us-west-2", Tags=[{"TagKey": "step", "TagValue": "one"}])
    west = aws("kms", region="us-west-2")
    assert west.list_resource_tags(KeyId=key)["Tags"] == [{"TagKey": "step", "TagValue": "one"}]
    kinds = [
        client.describe_key(KeyId=key)["KeyMetadata"]["MultiRegionConfiguration"]["MultiRegionKeyType"]
        for client in (kms, west)
    ]
    assert kinds == ["PRIMARY", "REPLICA"]
    assert west.describe_key(KeyId=key)["KeyMetadata"]["Arn"] == f"arn:aws:kms:us-west-2:{ACCOUNT_ID}:key/{key}"
