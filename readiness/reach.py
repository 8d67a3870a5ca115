"""How soon an environment is back after a loss, and how much is lost, as far as its settings decide it.

The minutes are what AWS names as typical, rounded up, or what it promises; `how` says which way back is meant. A drill
gives better ones: put them into the runbook.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from modules.aurora_postgres.inputs import AuroraPostgresInputs
from modules.external_database.inputs import ExternalDatabaseInputs
from modules.rds_postgres.inputs import RdsPostgresInputs
from modules.redis.inputs import RedisInputs
from settings.environment import EnvironmentSettings
from settings.recovery_objectives import Loss, RecoveryObjectives
from settings.shared import SharedSettings

# https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.MultiAZSingleStandby.html: 60 to 120 seconds
STANDBY_MINUTES: Final = 2
# https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Concepts.AuroraHighAvailability.html: typically less than
# 60 seconds with a reader, less than 10 minutes without
READER_MINUTES, NEW_INSTANCE_MINUTES = 1, 10
# https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIT.html: logs are kept elsewhere every five minutes
LOG_MINUTES: Final = 5
# Until a restored instance takes connections; its data follows while it is read.
RESTORE_MINUTES: Final = 40
# https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database-disaster-recovery.html: about a
# second behind, promoted in minutes; an instance takes about ten minutes to make
GLOBAL_BEHIND_MINUTES, PROMOTE_MINUTES = 1, 5
# https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReplicateBackups.html: minutes, without a promise
COPIED_LOG_MINUTES: Final = 15
# From vault to a database that takes connections.
VAULT_RESTORE_MINUTES: Final = 90
# https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-time-control.html
REPLICATION_MINUTES: Final = 15
# `stackwright deploy` of the environment in another region: load balancer, services, names.
DEPLOY_MINUTES: Final = 30
DAY_MINUTES: Final = 24 * 60


LOST: Final[dict[Loss, str]] = {"zone": "a zone", "data": "data", "region": "the region"}


@dataclass(frozen=True)
class Reach:
    """One part of an environment after one loss. None: it does not come back by what the settings ask for."""

    loss: Loss
    part: str
    rto_minutes: int | None
    rpo_minutes: int | None
    how: str


def reaches(settings: EnvironmentSettings, shared: SharedSettings | None) -> Iterator[Reach]:
    """Everything that has to come back, loss by loss. `shared` is what the system shares, if it has a file for it."""
    yield from _services(settings)
    yield from _database(settings)
    if isinstance(settings.cache, RedisInputs):
        yield from _cache(settings.cache)
    yield from _files(settings)
    yield from _images(settings, shared)
    yield _name(settings)


def _services(settings: EnvironmentSettings) -> Iterator[Reach]:
    zones = len(settings.network.availability_zones)
    for name, service in settings.services.items():
        front = service.front
        seconds = front.health_check.interval_seconds * front.health_check.unhealthy_threshold if front else 0
        counted = service.autoscaling.minimum_tasks if service.autoscaling else service.initial_task_count
        if counted > 1 and zones > 1:
            how = f"{counted} tasks in {zones} zones; the load balancer leaves out those that do not answer"
            yield Reach("zone", f"service {name}", max(1, -(-seconds // 60)), 0, how)
        else:
            yield Reach("zone", f"service {name}", 5 + -(-seconds // 60), 0, "ECS starts its only task in another zone")
        yield Reach("region", f"service {name}", DEPLOY_MINUTES, 0, "deployed anew in another region")


def _database(settings: EnvironmentSettings) -> Iterator[Reach]:
    match settings.database:
        case RdsPostgresInputs() as inputs:
            yield from _rds(inputs, settings)
        case AuroraPostgresInputs() as inputs:
            yield from _aurora(inputs, settings)
        case ExternalDatabaseInputs():
            for loss in ("zone", "data", "region"):
                yield Reach(loss, "database", None, None, "outside AWS: what its provider promises")


def _rds(inputs: RdsPostgresInputs, settings: EnvironmentSettings) -> Iterator[Reach]:
    days = inputs.backup_retention_days
    if inputs.multi_az:
        yield Reach("zone", "database", STANDBY_MINUTES, 0, "the standby in another zone takes over")
    elif days:
        yield Reach("zone", "database", RESTORE_MINUTES, LOG_MINUTES, "restored in another zone: there is no standby")
    else:
        yield Reach("zone", "database", None, None, "there is neither a standby nor a backup")
    if days:
        how = f"restored to any second of the last {_days(days)}"
        yield Reach("data", "database", RESTORE_MINUTES, LOG_MINUTES, how)
    else:
        yield Reach("data", "database", None, None, "there are no backups")
    if settings.recovery_region is not None and days:
        how = f"restored in {settings.recovery_region.region} from copied backups and logs"
        yield Reach("region", "database", RESTORE_MINUTES + DEPLOY_MINUTES, COPIED_LOG_MINUTES, how)
    else:
        yield _from_vault(settings)


def _aurora(inputs: AuroraPostgresInputs, settings: EnvironmentSettings) -> Iterator[Reach]:
    if inputs.reader_count:
        yield Reach("zone", "database", READER_MINUTES, 0, "a reader in another zone takes over")
    else:
        yield Reach("zone", "database", NEW_INSTANCE_MINUTES, 0, "a new instance starts on the storage of three zones")
    how = f"restored to any second of the last {_days(inputs.backup_retention_days)}"
    yield Reach("data", "database", RESTORE_MINUTES, LOG_MINUTES, how)
    recovery = settings.recovery_region
    if inputs.global_database is None or recovery is None:
        yield _from_vault(settings)
        return
    making = 0 if inputs.global_database.instance_count else NEW_INSTANCE_MINUTES
    how = f"the copy in {recovery.region} is promoted" + (" after it was given an instance" if making else "")
    yield Reach("region", "database", PROMOTE_MINUTES + making + DEPLOY_MINUTES, GLOBAL_BEHIND_MINUTES, how)


def _from_vault(settings: EnvironmentSettings) -> Reach:
    rules = settings.backup.rules.values() if settings.backup else ()
    copied = [minutes_between(rule.schedule) for rule in rules if rule.copy_retention_days is not None]
    if not copied or settings.recovery_region is None:
        return Reach("region", "database", None, None, "nothing of it is in another region")
    how = f"restored in {settings.recovery_region.region} from a copied recovery point"
    return Reach("region", "database", VAULT_RESTORE_MINUTES + DEPLOY_MINUTES, min(copied), how)


def _cache(inputs: RedisInputs) -> Iterator[Reach]:
    if inputs.multi_az:
        yield Reach("zone", "cache", 1, 0, "a replica in another zone takes over; what it had not copied is gone")
    else:
        yield Reach("zone", "cache", 15, 0, "a new node starts empty; nothing is kept in the cache alone")


def _files(settings: EnvironmentSettings) -> Iterator[Reach]:
    """S3 keeps objects in three zones; versions bring back what was overwritten."""
    if not settings.buckets and settings.frontend is None:
        return
    yield Reach("data", "files", RESTORE_MINUTES, 0, "earlier versions of objects are copied back")
    recovery = settings.recovery_region
    if recovery is not None and recovery.bucket_replication is not None:
        how = f"replicas in {recovery.region}"
        if not recovery.bucket_replication.within_15_minutes:
            how += ", without a promise of when"
        yield Reach("region", "files", DEPLOY_MINUTES, REPLICATION_MINUTES, how)
    elif settings.buckets:
        yield Reach("region", "files", None, None, "nothing of them is in another region")
    else:
        yield Reach("region", "files", DEPLOY_MINUTES, 0, "the site is built and uploaded anew")


def _images(settings: EnvironmentSettings, shared: SharedSettings | None) -> Iterator[Reach]:
    replica = shared.registry.replica_region if shared and shared.registry else None
    if replica is not None:
        yield Reach("region", "images", 0, 0, f"each pushed image is in {replica} too")
    elif settings.recovery_region is not None:
        yield Reach("region", "images", DEPLOY_MINUTES, 0, "built anew from source, unless another system copies them")


def _name(settings: EnvironmentSettings) -> Reach:
    failover = settings.domain.failover
    if failover is None:
        return Reach("region", "name", 5, 0, "a person points the name elsewhere; answers are kept for a minute")
    check = failover.health_check
    seconds = check.failure_threshold * check.request_interval_seconds if check else 0
    return Reach("region", "name", -(-(seconds + 60) // 60), 0, "Route 53 leads people to the other region by itself")


def minutes_between(schedule: str) -> int:
    """At most so many minutes lie between two runs of `cron(0 6 * * ? *)`; a week for what is not every day."""
    minute, hour, day, month, weekday, _ = schedule.removeprefix("cron(").removesuffix(")").split()
    if (day, month, weekday) not in (("*", "*", "?"), ("?", "*", "*")) or not minute.isdigit():
        return 7 * DAY_MINUTES
    if hour == "*":
        return 60
    every = re.fullmatch(r"\d+/(\d+)|\*/(\d+)", hour)
    if every:
        return int(every[1] or every[2]) * 60
    hours = sorted(int(each) for each in hour.split(",") if each.isdigit())
    if len(hours) < 2:
        return DAY_MINUTES
    gaps = [later - earlier for earlier, later in zip(hours, [*hours[1:], hours[0] + 24], strict=True)]
    return max(gaps) * 60


def _days(days: int) -> str:
    return "day" if days == 1 else f"{days} days"


def unmet(found: Iterable[Reach], objectives: RecoveryObjectives) -> Iterator[str]:
    """What keeps the owners' promise from being kept, a sentence each."""
    for reach in found:
        if reach.loss not in objectives.losses:
            continue
        after = f"After the loss of {LOST[reach.loss]}, {reach.part}"
        if reach.rto_minutes is None or reach.rpo_minutes is None:
            yield f"{after} does not come back by what is planned: {reach.how}."
            continue
        if reach.rto_minutes > objectives.rto_minutes:
            yield f"{after} is back within {reach.rto_minutes} minutes, not {objectives.rto_minutes}: {reach.how}."
        if reach.rpo_minutes > objectives.rpo_minutes:
            yield f"{after} lacks up to {reach.rpo_minutes} minutes, not {objectives.rpo_minutes}: {reach.how}."
