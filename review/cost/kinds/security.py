"""Keys, secrets, parameters and users."""

from collections.abc import Iterator

from review.cost.amount import Amount
from review.cost.line import Estimator, Part
from review.cost.surroundings import Surroundings, blocks, text, true
from review.model import Resource


def key(resource: Resource, around: Surroundings) -> Iterator[Part]:
    """A key with the versions that its rotations have made, and its requests."""
    rotations = around.usage.key_rotations if true(resource, "enable_key_rotation") else 0
    yield Part("kms.key", "key", Amount.always(1 + rotations))
    requests = around.usage.key_requests_millions * around.share("aws_kms_key")
    yield Part("kms.requests", "requests", requests, ("key_requests_millions",))


def secret(resource: Resource, around: Surroundings) -> Iterator[Part]:
    copies = 1 + len(blocks(resource.values, "replica"))
    yield Part("secrets_manager.secret", "secret", Amount.always(copies))


def parameter(resource: Resource, around: Surroundings) -> Iterator[Part]:
    """Standard parameters are free."""
    if text(resource, "tier") == "Advanced":
        yield Part("parameter_store.advanced", "parameter", Amount.always(1))


def user_pool(resource: Resource, around: Surroundings) -> Iterator[Part]:
    tier = text(resource, "user_pool_tier", "ESSENTIALS").lower()
    users = around.usage.monthly_active_users * around.share("aws_cognito_user_pool")
    yield Part(f"cognito.{tier}", "active users", users, ("monthly_active_users",))


PRICED: dict[str, Estimator] = {
    "aws_kms_key": key,
    "aws_secretsmanager_secret": secret,
    "aws_ssm_parameter": parameter,
    "aws_cognito_user_pool": user_pool,
}
