from __future__ import annotations

from tests.local_aws.conftest import Client
from tests.local_aws.services.test_rds import create, instance


def test_rotation_of_a_secret_that_rds_manages_can_be_cancelled(aws: Client) -> None:
    create(aws("rds"), ManageMasterUserPassword=True)
    arn = instance(aws("rds"))["MasterUserSecret"]["SecretArn"]
    manager = aws("secretsmanager")
    manager.rotate_secret(SecretId=arn, RotationRules={"AutomaticallyAfterDays": 365}, RotateImmediately=False)
    assert manager.describe_secret(SecretId=arn)["RotationEnabled"] is True
    assert manager.cancel_rotate_secret(SecretId=arn)["ARN"] == arn
    assert not manager.describe_secret(SecretId=arn).get("RotationEnabled")
