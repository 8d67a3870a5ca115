"""A secret without its value: Terraform makes the container, a command or a person fills it."""

from modules.base.construct import Module
from resources import aws

RECOVERY_WINDOW_DAYS = 30


def secret_container(
    module: Module,
    local_name: str,
    *,
    name: str,
    description: str,
    kms_key_arn: str,
    deletion_protection: bool,
    generated_length: int | None = None,
    applies_to: str | None = None,
) -> aws.SecretsmanagerSecret:
    """A secret `<context.name>/<name>` whose value never passes through Terraform.

    With `generated_length`, `stackwright secrets` fills it with that many random letters and digits. `applies_to` is
    the ARN of what else the command gives the value to: a database instance or a cache user. Both travel as tags, so
    that the command needs nothing but the secret. A database's secret is JSON with `username` and `password`, the form
    RDS Proxy reads; every other one is the bare value. Without deletion protection the name is free again at once.
    """
    tags = {"value": "manual"}
    if generated_length is not None:
        tags = {"value": "generated", "length": str(generated_length)}
    if applies_to is not None:
        tags["applies-to"] = applies_to
    # checkov:skip=CKV2_AWS_57: `stackwright secrets --renew` makes a new value where we make it; the keys of other
    # companies have no function that could renew them. A password that RDS manages rotates by itself.
    return aws.SecretsmanagerSecret(
        module,
        local_name,
        name=f"{module.context.name}/{name}",
        description=description,
        kms_key_id=kms_key_arn,
        recovery_window_in_days=RECOVERY_WINDOW_DAYS if deletion_protection else 0,
        tags=tags,
    )
