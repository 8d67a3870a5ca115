"""A secret without its value: Terraform makes the container, a command or a person fills it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from modules.base.construct import Module
from resources import aws, given

RECOVERY_WINDOW_DAYS = 30


@dataclass(frozen=True, kw_only=True)
class SecretReplica:
    """Another region that each value of a secret is copied to, under the same name."""

    region: str
    kms_key_arn: str
    """Of that region."""


def secret_container(
    module: Module,
    local_name: str,
    *,
    name: str,
    description: str,
    kms_key_arn: str,
    deletion_protection: bool,
    generated_length: int | None = None,
    applies_to: Sequence[str] = (),
    replica: SecretReplica | None = None,
) -> aws.SecretsmanagerSecret:
    """A secret `<context.name>/<name>` whose value never passes through Terraform.

    With `generated_length`, `stackwright secrets` fills it with that many random letters and digits. `applies_to` are
    the ARNs of what else the command gives the value to: a database, a cache user, topics. Both travel as tags, so
    that the command needs nothing but the secret. A database's secret is JSON with `username` and `password`, the form
    RDS Proxy reads; every other one is the bare value. Without deletion protection the name is free again at once.
    """
    tags = {"value": "manual"}
    if generated_length is not None:
        tags = {"value": "generated", "length": str(generated_length)}
    if applies_to:
        tags["applies-to"] = " ".join(applies_to)
    copy: Any = None if replica is None else {"region": replica.region, "kms_key_id": replica.kms_key_arn}
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
        **given(replica=copy),
    )
