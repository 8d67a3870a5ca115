"""What lies in the recovery region."""

import json

import pytest

from modules.recovery_region.construct import RecoveryRegion
from modules.recovery_region.inputs import RecoveryRegionInputs
from tests.modules import messages

NETWORK = {"cidr_block": "10.99.0.0/26", "availability_zones": ("us-west-2a", "us-west-2c")}


def recovery_region(stack, **inputs):
    return RecoveryRegion(
        stack, "recovery_region", RecoveryRegionInputs(**{"region": "us-west-2", **inputs}), log_retention_days=30
    )


@pytest.mark.requirement("E-09")
def test_copies_have_a_key_of_their_own_there(stack):
    made = recovery_region(stack)
    assert (made.region, made.key_arn) == ("us-west-2", "${aws_kms_key.recovery_region.arn}")
    key = stack.block("aws_kms_key.recovery_region")
    assert (key["provider"], key["enable_key_rotation"]) == ("aws.recovery", True)
    account, logs, alarms = json.loads(key["policy"])["Statement"]
    assert account["Principal"] == {"AWS": "arn:aws:iam::123456789012:root"}
    assert logs["Principal"] == {"Service": "logs.us-west-2.amazonaws.com"}
    assert logs["Condition"] == {
        "ArnLike": {"kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:us-west-2:123456789012:log-group:*"}
    }
    assert alarms["Principal"] == {"Service": "cloudwatch.amazonaws.com"}
    assert alarms["Condition"] == {"StringEquals": {"aws:SourceAccount": "123456789012"}}
    alias = stack.block("aws_kms_alias.recovery_region")
    assert (alias["name"], alias["provider"]) == ("alias/shop-dev-recovery", "aws.recovery")


@pytest.mark.requirement("E-09", "G-05")
@pytest.mark.parametrize(("there", "expected"), [({}, 30), ({"database_backup_retention_days": 35}, 35)])
def test_backups_of_a_database_are_copied_there(stack, there, expected):
    recovery_region(stack, **there).replicate_backups("database", "arn:database", retention_days=30)
    assert stack.block("aws_db_instance_automated_backups_replication.recovery_region_database") == {
        "source_db_instance_arn": "arn:database",
        "kms_key_id": "${aws_kms_key.recovery_region.arn}",
        "retention_period": expected,
        "provider": "aws.recovery",
    }


def test_copies_nothing_until_it_is_told(stack):
    recovery_region(stack)
    assert stack.addresses() == ["aws_kms_alias.recovery_region", "aws_kms_key.recovery_region"]


@pytest.mark.requirement("E-09")
def test_a_cluster_that_follows_has_a_network_without_a_way_out(stack):
    made = recovery_region(stack, database_network=NETWORK)
    prefix = "recovery_region_database_network"
    assert made.database_network is not None
    assert made.database_network.vpc_id == f"${{aws_vpc.{prefix}.id}}"
    assert made.database_network.subnet_ids == (f"${{aws_subnet.{prefix}_a.id}}", f"${{aws_subnet.{prefix}_c.id}}")
    subnets = stack.blocks("aws_subnet").values()
    assert [(subnet["availability_zone"], subnet["cidr_block"]) for subnet in subnets] == [
        ("us-west-2a", "10.99.0.0/28"),
        ("us-west-2c", "10.99.0.16/28"),
    ]
    assert not [address for address in stack.addresses() if "route" in address or "gateway" in address]
    assert stack.block(f"aws_default_security_group.{prefix}_default").keys() == {"vpc_id", "tags", "provider"}


@pytest.mark.requirement("C-11")
def test_traffic_there_is_logged_under_the_key_of_the_region(stack):
    recovery_region(stack, database_network=NETWORK)
    group = stack.block("aws_cloudwatch_log_group.recovery_region_database_network_flow_log")
    assert (group["name"], group["retention_in_days"], group["kms_key_id"]) == (
        "/vpc/shop-dev-recovery/flow-log",
        30,
        "${aws_kms_key.recovery_region.arn}",
    )
    assert stack.block("aws_flow_log.recovery_region_database_network")["log_destination"] == (
        "${aws_cloudwatch_log_group.recovery_region_database_network_flow_log.arn}"
    )


def test_everything_lies_in_the_recovery_region(stack):
    recovery_region(stack, database_network=NETWORK).replicate_backups("database", "arn:database", retention_days=7)
    elsewhere = {
        terraform_type
        for terraform_type, blocks in stack.root()["resource"].items()
        for block in blocks.values()
        if block.get("provider") != "aws.recovery"
    }
    assert elsewhere == {"aws_iam_role", "aws_iam_role_policy"}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"cidr_block": "10.99.0.0/27"},
            ['database_network.cidr_block must have a prefix from /16 to /26, got "10.99.0.0/27"'],
        ),
        (
            {"availability_zones": ("us-west-2a", "us-west-2a")},
            ['database_network.availability_zones must not repeat a zone, got ["us-west-2a", "us-west-2a"]'],
        ),
        (
            {"availability_zones": ("us-west-2a", "us-east-1b")},
            ['database_network.availability_zones[1] must be a zone of us-west-2, got "us-east-1b"'],
        ),
    ],
)
def test_refuses_a_network_that_could_not_be(changes, expected):
    network = {**NETWORK, **changes}
    assert messages(lambda: RecoveryRegionInputs(region="us-west-2", database_network=network)) == expected


def test_refuses_what_is_no_region():
    assert messages(lambda: RecoveryRegionInputs(region="oregon")) == [
        'region must be an AWS region such as us-east-1, got "oregon"'
    ]
