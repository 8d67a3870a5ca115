from __future__ import annotations

import pytest

from tests.local_aws.conftest import Client
from tests.local_aws.services.test_rds import create, instance


@pytest.mark.needs("secretsmanager.cancel_rotation")
def test_rotation_of_a_secret_that_rds_manages_can_be_cancelled(aws: Client) -> None:
    create(aws("rds"), ManageMasterUserPassword=True)
    arn = instance(aws("rds"))["MasterUserSecret"]["SecretArn"]
    manager = aws("secretsmanager")
    manager.rotate_secret(SecretId=arn, RotationRules={"AutomaticallyAfterDays": 365}, RotateImmediately=False)
    assert manager.describe_secret(SecretId=arn)["RotationEnabled"] is True
    assert manager.cancel_rotate_secret(SecretId=arn)["ARN"] == arn
    assert not manager.describe_secret(SecretId=arn).get("RotationEnabled")


@pytest.mark.needs("secretsmanager.keep_keys_of_replicas")
def test_a_replica_of_a_secret_names_its_key(aws: Client) -> None:
    secrets, key = aws("secretsmanager"), "arn:aws:kms:us-west-2:111122223333:key/copies"
    secrets.create_secret(Name="shop", AddReplicaRegions=[{"Region": "us-west-2", "KmsKeyId": key}])
    status = secrets.describe_secret(SecretId="shop")["ReplicationStatus"]
    assert [(replica["Region"], replica["KmsKeyId"]) for replica in status] == [("us-west-2", key)]
