"""What a backup may be."""

import pytest

from modules.backup.inputs import BackupInputs, BackupRuleInputs, VaultLockInputs
from tests.modules import messages

DAILY = "cron(0 6 * * ? *)"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"schedule": "rate(1 day)"},
            ['schedule must be a schedule in UTC with six fields, such as cron(0 6 * * ? *), got "rate(1 day)"'],
        ),
        (
            {"start_window_minutes": 120, "completion_window_minutes": 150},
            ["completion_window_minutes must be at least 180, an hour more than start_window_minutes, got 150"],
        ),
    ],
)
def test_refuses_a_rule(changes, expected):
    assert messages(lambda: BackupRuleInputs(**{"schedule": DAILY, "retention_days": 35, **changes})) == expected


def test_a_job_may_take_an_hour_more_than_its_start():
    assert BackupRuleInputs(schedule=DAILY, retention_days=35, start_window_minutes=120, completion_window_minutes=180)


def test_refuses_a_lock_that_no_recovery_point_could_meet():
    assert messages(lambda: VaultLockInputs(minimum_retention_days=40, maximum_retention_days=30)) == [
        "minimum_retention_days must be at most maximum_retention_days, 30, got 40"
    ]


def test_refuses_to_make_a_lock_final_too_soon():
    lock = {"minimum_retention_days": 7, "maximum_retention_days": 30}
    assert len(messages(lambda: VaultLockInputs(**lock, changeable_for_days=2))) == 1
    assert VaultLockInputs(**lock, changeable_for_days=3)


@pytest.mark.requirement("C-31", "A-08")
def test_refuses_rules_whose_jobs_the_lock_would_fail():
    rules = {
        "daily": {"schedule": DAILY, "retention_days": 5, "copy_retention_days": 400},
        "monthly": {"schedule": DAILY, "retention_days": 365},
    }
    lock = {"minimum_retention_days": 7, "maximum_retention_days": 365}
    assert messages(lambda: BackupInputs(rules=rules, lock=lock)) == [
        "rules.daily.retention_days must be between 7 and 365, as lock says, got 5",
        "rules.daily.copy_retention_days must be between 7 and 365, as lock says, got 400",
    ]


def test_refuses_a_plan_without_rules():
    assert len(messages(lambda: BackupInputs(rules={}))) == 1


@pytest.mark.requirement("C-31")
def test_keeps_a_point_of_each_day_for_35_days_by_itself():
    daily = BackupInputs().rules["daily"]
    assert (daily.schedule, daily.retention_days, daily.copy_retention_days) == (DAILY, 35, None)


@pytest.mark.parametrize(("copy_retention_days", "copies"), [(None, False), (14, True)])
def test_knows_whether_anything_is_copied(copy_retention_days, copies):
    rule = {"schedule": DAILY, "retention_days": 35, "copy_retention_days": copy_retention_days}
    assert BackupInputs(rules={"daily": rule}).copies is copies
