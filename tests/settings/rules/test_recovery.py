"""Networks here and there, and backups that save more than RDS does."""

import pytest

from tests.settings.test_rules import AURORA, told

GLOBAL = {**AURORA, "master_password": {"kind": "generated"}, "global_database": {}}
ZONES = ["us-west-2a", "us-west-2b"]


def west(cidr_block: str) -> dict[str, object]:
    return {"region": "us-west-2", "database_network": {"cidr_block": cidr_block, "availability_zones": ZONES}}


def saved(**rule: object) -> dict[str, object]:
    return {"rules": {"daily": {"schedule": "cron(0 6 * * ? *)", **rule}}}


@pytest.mark.requirement("C-04")
@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"database": GLOBAL, "recovery_region": west("10.20.128.0/24")},
            [
                'recovery_region.database_network.cidr_block must not overlap network.cidr_block, "10.20.0.0/16", '
                'got "10.20.128.0/24"'
            ],
        ),
        (
            {"recovery_region": west("10.21.0.0/24")},
            ["recovery_region.database_network must be left out without database.global_database"],
        ),
        (
            {"backup": saved(retention_days=7), "database__backup_retention_days": 7},
            [
                "backup.rules.daily.retention_days must be more than 7, the database.backup_retention_days, or copied: RDS "
                "keeps as much by itself, got 7"
            ],
        ),
    ],
)
def test_refuses(changes, expected):
    assert told(**changes) == expected


@pytest.mark.parametrize(
    "changes",
    [
        {"database": GLOBAL, "recovery_region": west("10.21.0.0/24")},
        {"backup": saved(retention_days=8), "database__backup_retention_days": 7},
        {
            "backup": saved(retention_days=7, copy_retention_days=7),
            "database__backup_retention_days": 7,
            "recovery_region": {"region": "us-west-2"},
        },
    ],
    ids=["a range of its own", "kept longer", "kept elsewhere"],
)
def test_accepts(changes):
    assert told(**changes) == []
