"""Secrets Manager: rotation of secrets that another service manages, keys of replicas."""

from __future__ import annotations

from typing import Any

from local_aws.registry import PASS, Context, Pass, Result, operation, patch


@operation(
    "secretsmanager",
    "CancelRotateSecret",
    override="moto asks for a Lambda function; secrets that RDS manages have none",
)
def cancel_rotation(context: Context) -> Result | Pass:
    secret = context.backend("secretsmanager").secrets.get(context.params["SecretId"])
    if secret is None or secret.rotation_lambda_arn:
        return PASS
    secret.rotation_enabled = False
    secret.auto_rotate_after_days = 0
    return {"ARN": secret.arn, "Name": secret.name, "VersionId": secret.default_version_id}


@patch("secretsmanager", "moto.secretsmanager.models:FakeSecret.create_replicas")
def keep_keys_of_replicas(original: Any) -> Any:
    """moto says of every replica that Secrets Manager's own key encrypts it."""

    def create(self: Any, replica_regions: list[dict[str, str]], force_overwrite: bool) -> Any:
        replicas = original(self, replica_regions, force_overwrite)
        for replica, sent in zip(replicas, replica_regions, strict=True):
            replica.config["KmsKeyId"] = sent.get("KmsKeyId", replica.config["KmsKeyId"])
        return replicas

    return create
