"""Rules between what is watched and who is told."""

from collections.abc import Iterator
from types import NoneType

from modules.alarms.inputs import GROUPS, ROLLBACK_KINDS, AlarmsInputs, severities_used
from modules.backup.inputs import BackupInputs
from modules.base.inputs import Inputs, one_of, shown
from modules.budget.inputs import BudgetInputs
from modules.dns.inputs import DomainInputs
from modules.ecs_service.inputs import EcsServiceInputs
from modules.external_cache.inputs import ExternalCacheInputs
from modules.external_database.inputs import ExternalDatabaseInputs
from modules.log_metrics.inputs import LogMetricInputs
from modules.topics.inputs import TopicInputs
from settings.complaints import Complaint
from settings.problem import KeyPath

Services = dict[str, EcsServiceInputs]


def metrics_read_the_log_of_a_service(
    services: Services, log_metrics: dict[str, LogMetricInputs]
) -> Iterator[Complaint]:
    for name, metric in log_metrics.items():
        if metric.service not in services:
            yield Complaint(
                ("log_metrics", name, "service"), f"must be {one_of(tuple(services))}, got {shown(metric.service)}"
            )


def told_severities_have_a_topic(
    log_metrics: dict[str, LogMetricInputs],
    budget: BudgetInputs,
    backup: BackupInputs | None,
    domain: DomainInputs,
    topics: dict[str, TopicInputs],
) -> Iterator[Complaint]:
    told: dict[KeyPath, str] = {
        ("log_metrics", name, "alarm", "severity"): metric.alarm.severity
        for name, metric in log_metrics.items()
        if metric.alarm
    }
    told["budget", "severity"] = budget.severity
    if backup is not None:
        told["backup", "severity"] = backup.severity
    if domain.failover is not None and domain.failover.health_check is not None:
        told["domain", "failover", "health_check", "severity"] = domain.failover.health_check.severity
    for key, severity in told.items():
        if topics and severity not in topics:
            yield Complaint(key, f"must be one that topics has, {', '.join(topics)}, got {severity}")


def severities_have_a_topic(
    alarms: AlarmsInputs,
    topics: dict[str, TopicInputs],
    database: Inputs | None,
    cache: Inputs | None,
) -> Iterator[Complaint]:
    """Without any topic the alarms only show their state, which is a choice; with some of them it is a gap."""
    unwatched = (NoneType, ExternalDatabaseInputs, ExternalCacheInputs)
    absent = {"database": isinstance(database, unwatched), "cache": isinstance(cache, unwatched)}
    missing = sorted(severities_used(alarms, [group for group in GROUPS if not absent.get(group)]) - set(topics))
    if topics and missing:
        yield Complaint(
            ("topics",),
            f"must have {', '.join(missing)}, which alarms are sent to, got {', '.join(topics)}",
        )


def a_budget_tells_somebody(budget: BudgetInputs, topics: dict[str, TopicInputs]) -> Iterator[Complaint]:
    if not topics and not budget.email_addresses:
        yield Complaint(("budget", "email_addresses"), "must name somebody, as there are no topics that would be told")


def an_alarm_takes_a_bad_version_back(services: Services, alarms: AlarmsInputs) -> Iterator[Complaint]:
    if not {*ROLLBACK_KINDS} <= {*alarms.load_balancer.skip}:
        return
    for name, service in services.items():
        if service.deployment.kind != "rolling":
            yield Complaint(
                ("alarms", "load_balancer", "skip"),
                f"must not have all of {', '.join(ROLLBACK_KINDS)}: with services.{name}.deployment.kind "
                f"{shown(service.deployment.kind)} nothing else takes a bad version back, "
                f"got {shown(alarms.load_balancer.skip)}",
            )
            return


RULES = (
    metrics_read_the_log_of_a_service,
    told_severities_have_a_topic,
    severities_have_a_topic,
    a_budget_tells_somebody,
    an_alarm_takes_a_bad_version_back,
)
