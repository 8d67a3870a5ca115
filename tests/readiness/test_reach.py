from pathlib import Path
from typing import Any

import pytest

from modules.aurora_postgres.inputs import AuroraPostgresInputs
from modules.backup.inputs import BackupInputs, BackupRuleInputs
from modules.rds_postgres.inputs import RdsPostgresInputs
from readiness.reach import Reach, minutes_between, reaches, unmet
from settings.environment import EnvironmentSettings
from settings.load import load_environment, load_shared
from settings.recovery_objectives import RecoveryObjectives
from settings.target import Target, discover

REPOSITORY = Path(__file__).parents[2]
PROMISING = [
    target.id
    for target in discover(REPOSITORY)
    if target.kind == "environment" and load_environment(target, REPOSITORY).settings.recovery_objectives
]


def settings(target_id: str, **changes: Any) -> EnvironmentSettings:
    return load_environment(Target.parse(target_id), REPOSITORY).settings.model_copy(update=changes)


def reach(of: EnvironmentSettings, loss: str, part: str) -> Reach:
    shared = load_shared(Target.parse("eloquent/shared"), REPOSITORY).settings
    [found] = [each for each in reaches(of, shared) if (each.loss, each.part) == (loss, part)]
    return found


def minutes(found: Reach) -> tuple[int | None, int | None]:
    return found.rto_minutes, found.rpo_minutes


def rds(**changes: Any) -> RdsPostgresInputs:
    database = settings("automatrix/prod").database
    assert isinstance(database, RdsPostgresInputs)
    return database.model_copy(update=changes)


def aurora(**changes: Any) -> AuroraPostgresInputs:
    database = settings("eloquent/prod").database
    assert isinstance(database, AuroraPostgresInputs)
    return database.model_copy(update=changes)


@pytest.mark.requirement("E-09")
def test_eloquent_is_back_within_an_hour_wherever_the_loss_is():
    of = settings("eloquent/prod")
    assert of.recovery_objectives == RecoveryObjectives(rto_minutes=60, rpo_minutes=15)
    shared = load_shared(Target.parse("eloquent/shared"), REPOSITORY).settings
    assert list(unmet(reaches(of, shared), of.recovery_objectives)) == []


@pytest.mark.parametrize("target_id", PROMISING)
def test_every_promise_in_the_settings_is_kept(target_id: str):
    of = settings(target_id)
    assert of.recovery_objectives is not None
    shared = load_shared(Target.parse(f"{target_id.partition('/')[0]}/shared"), REPOSITORY).settings
    assert list(unmet(reaches(of, shared), of.recovery_objectives)) == []


@pytest.mark.requirement("E-09")
def test_daily_backups_alone_do_not_keep_eloquents_promise():
    of = settings("eloquent/prod", database=aurora(global_database=None))
    assert list(unmet(reaches(of, None), RecoveryObjectives(rto_minutes=60, rpo_minutes=15))) == [
        "After the loss of the region, database is back within 120 minutes, not 60: restored in us-west-2 from a copied "
        "recovery point.",
        "After the loss of the region, database lacks up to 1440 minutes, not 15: restored in us-west-2 from a copied "
        "recovery point.",
    ]


def test_what_is_not_promised_is_not_held_against_it():
    of = settings("automatrix/prod", database=rds(multi_az=False, backup_retention_days=0))
    assert list(unmet(reaches(of, None), RecoveryObjectives(rto_minutes=1000, rpo_minutes=1000, losses=("zone",)))) == [
        "After the loss of a zone, database does not come back by what is planned: there is neither a standby nor a "
        "backup."
    ]


@pytest.mark.parametrize(
    ("changes", "loss", "expected"),
    [
        ({}, "zone", (2, 0)),
        ({"multi_az": False}, "zone", (40, 5)),
        ({"multi_az": False, "backup_retention_days": 0}, "zone", (None, None)),
        ({}, "data", (40, 5)),
        ({"backup_retention_days": 0}, "data", (None, None)),
        ({}, "region", (70, 15)),
    ],
)
def test_an_rds_database(changes: dict[str, Any], loss: str, expected: tuple[int | None, int | None]):
    assert minutes(reach(settings("automatrix/prod", database=rds(**changes)), loss, "database")) == expected


@pytest.mark.parametrize(
    ("changes", "loss", "expected"),
    [({}, "zone", (1, 0)), ({"reader_count": 0}, "zone", (10, 0)), ({}, "data", (40, 5)), ({}, "region", (45, 1))],
)
def test_an_aurora_database(changes: dict[str, Any], loss: str, expected: tuple[int, int]):
    assert minutes(reach(settings("eloquent/prod", database=aurora(**changes)), loss, "database")) == expected


def test_without_another_region_its_loss_is_final():
    of = settings("automatrix/prod", recovery_region=None, backup=None)
    assert reach(of, "region", "database").how == "nothing of it is in another region"


def test_a_database_elsewhere_is_its_providers_matter():
    found = reach(settings("macro-ai-production/hobby"), "data", "database")
    assert (minutes(found), found.how) == ((None, None), "outside AWS: what its provider promises")


def test_a_copy_every_six_hours_loses_at_most_six_hours():
    rule = BackupRuleInputs(schedule="cron(0 */6 * * ? *)", retention_days=7, copy_retention_days=7)
    of = settings("eloquent/prod", database=aurora(global_database=None), backup=BackupInputs(rules={"often": rule}))
    assert minutes(reach(of, "region", "database")) == (120, 360)


def test_a_single_task_has_to_start_anew():
    assert reach(settings("macro-ai/dev"), "zone", "service api") == Reach(
        "zone", "service api", 7, 0, "ECS starts its only task in another zone"
    )


def test_a_name_that_fails_over_by_itself_needs_nobody():
    found = reach(settings("migrateai/production"), "region", "name")
    assert found.how == "Route 53 leads people to the other region by itself"


@pytest.mark.parametrize(
    ("schedule", "expected"),
    [
        ("cron(0 6 * * ? *)", 1440),
        ("cron(0 * * * ? *)", 60),
        ("cron(0 0/4 * * ? *)", 240),
        ("cron(0 2,8,20 * * ? *)", 720),
        ("cron(0 6 ? * SUN *)", 10080),
    ],
)
def test_the_longest_gap_of_a_schedule(schedule: str, expected: int):
    assert minutes_between(schedule) == expected
