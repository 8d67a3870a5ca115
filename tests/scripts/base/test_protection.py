from typing import Any

import pytest

from review.model import Source
from scripts.base.protection import Block, blocks
from tests.scripts.base.test_deployed import resource

DEPLOY = "lifted by a deploy with deletion_protection = false in the settings"
LASTING = "nobody can lift this before its time"


def found(*state: dict[str, Any], root: dict[str, Any] | None = None) -> list[str]:
    return [str(block) for block in blocks({"resource": root or {}}, {"resources": list(state)}, {})]


@pytest.mark.parametrize(
    ("address", "attributes", "expected"),
    [
        ("aws_db_instance.d", {"deletion_protection": True}, f"deletion_protection is on in AWS, which refuses; {DEPLOY}"),
        ("aws_lb.l", {"enable_deletion_protection": True}, f"enable_deletion_protection is on in AWS, which refuses; {DEPLOY}"),
        (
            "aws_dynamodb_table.t",
            {"deletion_protection_enabled": True},
            f"deletion_protection_enabled is on in AWS, which refuses; {DEPLOY}",
        ),
        (
            "aws_cognito_user_pool.p",
            {"deletion_protection": "ACTIVE"},
            f"deletion_protection is on in AWS, which refuses; {DEPLOY}",
        ),
        ("aws_s3_bucket.b", {"force_destroy": False}, f"AWS refuses while it has objects; {DEPLOY}, which turns force_destroy on"),
        (
            "aws_ecr_repository.r",
            {"force_delete": False},
            f"AWS refuses while it has images; {DEPLOY}, which turns force_delete on",
        ),
        (
            "aws_backup_vault_lock_configuration.v",
            {"changeable_for_days": 3},
            f"the vault is locked for good a few days after it was made, until its last recovery point expires; {LASTING}",
        ),
        (
            "aws_s3_bucket_object_lock_configuration.b",
            {"rule": [{"default_retention": [{"mode": "COMPLIANCE", "days": 365, "years": 0}]}]},
            f"its bucket keeps each object for 365 days, whoever wants it gone; {LASTING}",
        ),
    ],
)  # fmt: skip
def test_what_aws_refuses_and_how_it_is_lifted(address: str, attributes: dict[str, Any], expected: str):
    assert found(resource(address, **attributes)) == [f"{address}: {expected}"]


@pytest.mark.parametrize(
    ("address", "attributes"),
    [
        ("aws_db_instance.d", {"deletion_protection": False}),
        ("aws_cognito_user_pool.p", {"deletion_protection": "INACTIVE"}),
        ("aws_s3_bucket.b", {"force_destroy": True}),
        ("aws_backup_vault_lock_configuration.v", {"changeable_for_days": None}),
        ("aws_s3_bucket_object_lock_configuration.b", {"rule": [{"default_retention": [{"mode": "GOVERNANCE"}]}]}),
        ("aws_vpc.n", {"force_destroy": False}),
    ],
)
def test_what_is_in_nobodys_way(address: str, attributes: dict[str, Any]):
    assert found(resource(address, **attributes)) == []


def test_what_terraform_refuses_counts_where_it_exists():
    root = {
        "aws_vpc": {"here": {"lifecycle": {"prevent_destroy": True}}, "new": {"lifecycle": {"prevent_destroy": True}}}
    }
    assert found(resource("aws_vpc.here"), root=root) == [
        "aws_vpc.here: its module sets prevent_destroy, so Terraform refuses; "
        "lifted by deletion_protection = false in the settings"
    ]


def test_each_reason_once_by_address_with_the_lines_that_decide():
    instances = resource("aws_lb.b", count=2, enable_deletion_protection=True)
    sources = {"aws_lb.b": Source(code="modules/load_balancer/construct.py:57", settings="envs/shop/prod.tfvars:12")}
    listed = blocks({}, {"resources": [instances, resource("aws_lb.a", enable_deletion_protection=True)]}, sources)
    assert [block.address for block in listed] == ["aws_lb.a", "aws_lb.b"]
    assert str(listed[1]).startswith("aws_lb.b (envs/shop/prod.tfvars:12, modules/load_balancer/construct.py:57): ")
    assert isinstance(listed[1], Block)
