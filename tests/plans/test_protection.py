"""What holds data or an address is protected in every target whose settings say so, and in no other."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from scripts.base.settings import load
from settings.state import StateSettings
from settings.target import Target
from tests.plans import REPOSITORY, TARGETS

PROTECTED_BY: Mapping[str, Mapping[str, Any]] = {
    "aws_amplify_app": {"lifecycle.prevent_destroy": True},
    "aws_backup_vault": {"force_destroy": False},
    "aws_cognito_user_pool": {"lifecycle.prevent_destroy": True, "deletion_protection": "ACTIVE"},
    "aws_db_instance": {
        "lifecycle.prevent_destroy": True,
        "deletion_protection": True,
        "skip_final_snapshot": False,
        "delete_automated_backups": False,
    },
    "aws_dynamodb_table": {"lifecycle.prevent_destroy": True, "deletion_protection_enabled": True},
    "aws_ecr_repository": {"lifecycle.prevent_destroy": True, "force_delete": False},
    "aws_elasticache_replication_group": {"lifecycle.prevent_destroy": True},
    "aws_lb": {"enable_deletion_protection": True},
    "aws_rds_cluster": {"lifecycle.prevent_destroy": True, "deletion_protection": True},
    "aws_rds_global_cluster": {"deletion_protection": True},
    "aws_route53_zone": {"lifecycle.prevent_destroy": True},
    "aws_s3_bucket": {"force_destroy": False},
    "aws_secretsmanager_secret": {"recovery_window_in_days": 30},
}
"""Types that hold data or an address, and what each has to say."""


def unprotected(root: Mapping[str, Any]) -> Iterator[str]:
    """Address and argument of everything in a root that is not protected though it could be."""
    for terraform_type, wanted in PROTECTED_BY.items():
        for name, arguments in root["resource"].get(terraform_type, {}).items():
            if arguments.get("replicate_source_db"):
                continue  # a read replica holds nothing that its source does not hold too
            for path, value in wanted.items():
                found: Any = arguments
                for part in path.split("."):
                    found = found.get(part) if isinstance(found, Mapping) else None
                # What is not said is off.
                if (found or False) != value:
                    yield f"{terraform_type}.{name}: {path} is {found}"


def is_protected(target: str) -> bool:
    settings = load(Target.parse(target), REPOSITORY).settings
    return isinstance(settings, StateSettings) or settings.deletion_protection


@pytest.mark.parametrize("target", [one for one in TARGETS if is_protected(one)])
def test_a_protected_target_protects_everything(roots: Mapping[str, Mapping[str, Any]], target: str):
    assert list(unprotected(roots[target])) == []


def test_every_bucket_of_a_protected_target_is_protected_twice(roots: Mapping[str, Mapping[str, Any]]):
    """By S3, which keeps a bucket that anything is in, and by Terraform, which an empty one needs."""
    once = [
        f"{target} {name}"
        for target in TARGETS
        if is_protected(target)
        for name, bucket in roots[target]["resource"].get("aws_s3_bucket", {}).items()
        if bucket.get("force_destroy", False) or not bucket["lifecycle"]["prevent_destroy"]
    ]
    assert once == []


@pytest.mark.parametrize("target", [one for one in TARGETS if not is_protected(one)])
def test_a_target_without_protection_can_be_destroyed(roots: Mapping[str, Mapping[str, Any]], target: str):
    for resources in roots[target]["resource"].values():
        for name, arguments in resources.items():
            assert not arguments.get("lifecycle", {}).get("prevent_destroy"), name


def test_the_check_sees_what_is_missing():
    root = {"resource": {"aws_lb": {"load_balancer": {"enable_deletion_protection": False}}}}
    assert list(unprotected(root)) == ["aws_lb.load_balancer: enable_deletion_protection is False"]
