from pathlib import Path
from typing import Any

import pytest

from readiness.items import AREAS, Item, Verdict
from readiness.planned import CHECKS, Planned, changes_item, planned_items
from review.model import Plan
from review.plan import read_plan
from review.policy.accepted import Judged
from review.policy.check import check
from settings.environment import EnvironmentSettings
from settings.load import load_environment
from settings.target import Target
from tests.review.making import document, entry

REPOSITORY = Path(__file__).parents[2]


def settings(target_id: str = "eloquent/prod", **changes: Any) -> EnvironmentSettings:
    return load_environment(Target.parse(target_id), REPOSITORY).settings.model_copy(update=changes)


def plan(**resources: Any) -> Plan:
    """`aws_lb__main={...}` is aws_lb.main."""
    return read_plan(document(*(entry(name.replace("__", "."), None, values) for name, values in resources.items())))


def item(title: str, of: Plan, decided: EnvironmentSettings | None = None) -> tuple[Verdict, str]:
    policy = Judged(tuple(check(of, {})))
    [found] = [each for each in planned_items(Planned(of, policy, decided or settings())) if each.title == title]
    return found.verdict, found.found


ALARM = {"alarm_actions": ["arn:topic"], "metric_name": "HTTPCode_Target_5XX_Count"}


@pytest.mark.requirement("E-14")
def test_there_are_four_lists_and_each_has_items():
    assert {area for area, _, _ in CHECKS} == set(AREAS)
    assert len({title for _, title, _ in CHECKS}) == len(CHECKS)


@pytest.mark.requirement("E-14")
@pytest.mark.parametrize(
    ("title", "good", "bad", "found"),
    [
        (
            "alarms on errors",
            plan(aws_cloudwatch_metric_alarm__errors=ALARM),
            plan(aws_cloudwatch_metric_alarm__errors={**ALARM, "alarm_actions": []}),
            "there is no alarm",
        ),
        (
            "data is encrypted",
            plan(aws_rds_cluster__database={"storage_encrypted": True}),
            plan(aws_rds_cluster__database={"storage_encrypted": False}),
            "aws_rds_cluster.database: The rds cluster has storage_encrypted off.",
        ),
        ("a firewall stands before the system", plan(aws_wafv2_web_acl__main={}), plan(), "there is no firewall"),
        (
            "tasks have no public address",
            plan(aws_ecs_service__api={"network_configuration": [{"assign_public_ip": False}]}),
            plan(aws_ecs_service__api={"network_configuration": [{"assign_public_ip": True}]}),
            "aws_ecs_service.api with public addresses",
        ),
        (
            "databases are backed up for a week",
            plan(aws_db_instance__database={"backup_retention_period": 7}),
            plan(aws_db_instance__database={"backup_retention_period": 1}),
            "aws_db_instance.database: less than 7 days",
        ),
        ("a dashboard", plan(aws_cloudwatch_dashboard__main={}), plan(), "there is no dashboard"),
    ],
)
def test_what_the_plan_decides(title: str, good: Plan, bad: Plan, found: str):
    assert item(title, good)[0] == Verdict.PASS
    assert item(title, bad) == (Verdict.FAIL, found)


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("services scale", "ui does not scale"),
        ("no single task", "api, ui runs a single task"),
        ("copies outlast the region", "nothing is copied to another region"),
        ("a snapshot before each release", "release.snapshot_before is off"),
    ],
)
def test_what_the_settings_decide(title: str, found: str):
    assert item(title, plan())[0] == Verdict.PASS
    assert item(title, plan(), settings("macro-ai/dev")) == (Verdict.FAIL, found)


def test_nobody_is_told():
    assert item("P1 and P2 reach somebody", plan(), settings(topics={})) == (
        Verdict.FAIL,
        "neither P1 nor P2 reaches anybody",
    )


def test_what_is_accepted_passes_and_says_so():
    of = plan(aws_db_instance__database={"deletion_protection": False, "backup_retention_period": 7})
    [finding] = [each for each in check(of, {}) if each.rule == "database-not-protected"]
    planned = Planned(of, Judged((), ((finding, None),)), settings())  # ty: ignore[invalid-argument-type]
    [found] = [each for each in planned_items(planned) if each.title == "databases cannot be deleted by a slip"]
    assert (found.verdict, found.found) == (Verdict.PASS, "1 accepted in policy.toml")


def test_changes_that_wait_are_counted():
    assert changes_item(plan(aws_lb__main={})) == Item(
        "security", "everything is deployed", Verdict.FAIL, "1 changes pending"
    )
    assert changes_item(plan()).verdict == Verdict.PASS
