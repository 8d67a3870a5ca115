"""The master password of a database, which no plan and no state ever holds."""

from typing import Any

from modules.base.construct import Module
from modules.postgres.inputs import GeneratedPassword, ManagedPassword
from modules.secrets.container import SecretReplica, secret_container
from resources import Ref, aws

Password = ManagedPassword | GeneratedPassword


def password_arguments(password: Password, kms_key_arn: str, *, argument: str) -> dict[str, Any]:
    """What the server is made with; `argument` is the name it has for a password: password, master_password."""
    if isinstance(password, ManagedPassword):
        return {"manage_master_user_password": True, "master_user_secret_kms_key_id": kms_key_arn}
    # A random value that exists only while the server is made and that nobody has seen; `stackwright secrets`
    # replaces it. A write-only argument is in no plan and no state.
    return {f"{argument}_wo": "${uuid()}", f"{argument}_wo_version": 1}


def password_secret(
    module: Module,
    password: Password,
    server: aws.DbInstance | aws.RdsCluster,
    *,
    server_arn: str,
    server_name: str,
    kms_key_arn: str,
    deletion_protection: bool,
    replica: SecretReplica | None,
) -> Ref:
    """The ARN of the secret with `username` and `password`: RDS's own, or one that `stackwright secrets` fills.

    `server_arn` and `server_name` are plain text, known before the plan. `replica` concerns our own secret only: nobody
    but RDS changes those of RDS, and a database that is restored elsewhere gets another one.
    """
    if isinstance(password, GeneratedPassword):
        return secret_container(
            module,
            "password",
            name="DATABASE_PASSWORD",
            description=f'JSON with "username" and "password" of the master user of {server_name}',
            kms_key_arn=kms_key_arn,
            deletion_protection=deletion_protection,
            generated_length=password.length,
            applies_to=[server_arn],
            replica=replica,
        ).arn
    arn = server.master_user_secret.at(0).attr("secret_arn")
    # AWS's own schedule is every seven days.
    # checkov:skip=CKV_AWS_304: tasks read the password when they start, so each rotation needs a deploy of the services
    aws.SecretsmanagerSecretRotation(
        module,
        secret_id=arn,
        rotate_immediately=False,
        rotation_rules={"automatically_after_days": password.rotation_days},
    )
    return arn
