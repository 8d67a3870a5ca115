"""Secrets Manager: rotation of secrets that another service manages."""

from __future__ import annotations

from local_aws.registry import PASS, Context, Pass, Result, operation


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
