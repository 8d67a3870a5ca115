"""What lies in the recovery region."""

import json

import pytest

from modules.recovery_region.construct import RecoveryRegion
from modules.recovery_region.inputs import RecoveryRegionInputs
from tests.modules import messages


def recovery_region(stack, **inputs):
    return RecoveryRegion(stack, "recovery_region", RecoveryRegionInputs(**{"region": "us-west-2", **inputs}))


@pytest.mark.requirement("E-09")
def test_copies_have_a_key_of_their_own_there(stack):
    made = recovery_region(stack)
    assert (made.region, made.key_arn) == ("us-west-2", "${aws_kms_key.recovery_region.arn}")
    key = stack.block("aws_kms_key.recovery_region")
    assert (key["provider"], key["enable_key_rotation"]) == ("aws.recovery", True)
    principals = [statement["Principal"] for statement in json.loads(key["policy"])["Statement"]]
    assert principals == [{"AWS": "arn:aws:iam::123456789012:root"}]
    alias = stack.block("aws_kms_alias.recovery_region")
    assert (alias["name"], alias["provider"]) == ("alias/shop-dev-recovery", "aws.recovery")


@pytest.mark.requirement("E-09", "G-05")
def test_backups_of_a_database_are_copied_there(stack):
    recovery_region(stack, database_backup_retention_days=14).replicate_backups("database", "arn:database")
    assert stack.block("aws_db_instance_automated_backups_replication.recovery_region_database") == {
        "source_db_instance_arn": "arn:database",
        "kms_key_id": "${aws_kms_key.recovery_region.arn}",
        "retention_period": 14,
        "provider": "aws.recovery",
    }


def test_copies_nothing_until_it_is_told(stack):
    recovery_region(stack)
    assert stack.addresses() == ["aws_kms_alias.recovery_region", "aws_kms_key.recovery_region"]


def test_refuses_what_is_no_region():
    assert messages(lambda: RecoveryRegionInputs(region="oregon")) == [
        'region must be an AWS region such as us-east-1, got "oregon"'
    ]
