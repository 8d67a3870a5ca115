"""The items of the lists before a launch that the plan and the settings decide."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from readiness.items import Answer, Area, Item
from review.model import Plan, Resource
from review.policy.accepted import Judged
from review.policy.scene import Scene, value_at
from settings.environment import EnvironmentSettings


@dataclass(frozen=True)
class Planned:
    """What there will be, and what the policy says of it."""

    plan: Plan
    policy: Judged
    settings: EnvironmentSettings

    @property
    def scene(self) -> Scene:
        return Scene(self.plan)


Check = Callable[[Planned], Answer]


def planned_items(planned: Planned) -> Iterator[Item]:
    """The items that the plan and the settings decide."""
    for area, title, check in CHECKS:
        yield Item.of(area, title, check(planned))


def _policy(*rules: str) -> Check:
    """No finding of these rules of the policy stands."""

    def check(planned: Planned) -> Answer:
        broken = [finding for finding in planned.policy.findings if finding.rule in rules]
        accepted = [finding for finding, _ in planned.policy.accepted if finding.rule in rules]
        if broken:
            return False, "; ".join(f"{finding.address}: {finding.reason}" for finding in broken)
        return True, f"{len(accepted)} accepted in policy.toml" if accepted else "no finding"

    return check


def _some(count: int, what: str) -> Answer:
    """`what` is one of them."""
    return count > 0, f"{count} {what}{'' if count == 1 else 's'}" if count else f"there is no {what}"


def _alarms(*metrics: str) -> Check:
    """Some alarm watches one of these metrics and tells somebody."""

    def check(planned: Planned) -> Answer:
        alarms = [
            alarm
            for alarm in planned.scene.of_type("aws_cloudwatch_metric_alarm")
            if _metrics(alarm) & set(metrics) and alarm.values.get("alarm_actions") != []
        ]
        return _some(len(alarms), "alarm")

    return check


def _metrics(alarm: Resource) -> set[str]:
    queries = alarm.values.get("metric_query")
    nested = [value_at(query, "metric", "metric_name") for query in queries] if isinstance(queries, list) else []
    return {name for name in (alarm.values.get("metric_name"), *nested) if isinstance(name, str)}


def _no_secrets_in_the_open(planned: Planned) -> Answer:
    return _policy("secret-in-state", "secret-in-environment", "sensitive-container-definitions")(planned)


def _firewall(planned: Planned) -> Answer:
    return _some(len(list(planned.scene.of_type("aws_wafv2_web_acl"))), "firewall")


def _private_tasks(planned: Planned) -> Answer:
    public = [
        service.address
        for service in planned.scene.of_type("aws_ecs_service")
        if value_at(service.values, "network_configuration", "assign_public_ip")
    ]
    return not public, f"{', '.join(public)} with public addresses" if public else "no task has a public address"


def _topics(planned: Planned) -> Answer:
    wanted = {
        severity
        for severity, topic in planned.settings.topics.items()
        if topic.email_addresses or topic.https_endpoints or topic.pagerduty
    }
    urgent = sorted(wanted & {"P1", "P2"})
    return bool(urgent), f"{', '.join(urgent)} reach somebody" if urgent else "neither P1 nor P2 reaches anybody"


def _dashboard(planned: Planned) -> Answer:
    return _some(len(list(planned.scene.of_type("aws_cloudwatch_dashboard"))), "dashboard")


def _site_down(planned: Planned) -> Answer:
    return _some(len(list(planned.scene.of_type("aws_cloudwatch_composite_alarm"))), "composite alarm")


def _scaling(planned: Planned) -> Answer:
    without = [name for name, service in planned.settings.services.items() if service.autoscaling is None]
    return not without, f"{', '.join(without)} does not scale" if without else "every service follows its load"


def _room(planned: Planned) -> Answer:
    tight = [
        name
        for name, service in planned.settings.services.items()
        if service.autoscaling and service.autoscaling.maximum_tasks < 2 * max(1, service.autoscaling.minimum_tasks)
    ]
    return not tight, f"{', '.join(tight)} cannot double" if tight else "every service that scales can double"


def _redundant(planned: Planned) -> Answer:
    single = [
        name
        for name, service in planned.settings.services.items()
        if (service.autoscaling.minimum_tasks if service.autoscaling else service.initial_task_count) < 2
    ]
    return not single, f"{', '.join(single)} runs a single task" if single else "every service runs two tasks or more"


def _backups(planned: Planned) -> Answer:
    databases = [
        each
        for each in planned.scene.of_type("aws_db_instance", "aws_rds_cluster")
        if not each.values.get("replicate_source_db")
    ]
    short = [each.address for each in databases if (each.values.get("backup_retention_period") or 0) < 7]
    if not databases:
        return True, "there is no database in AWS"
    return not short, f"{', '.join(short)}: less than 7 days" if short else "7 days or more"


def _elsewhere(planned: Planned) -> Answer:
    region = planned.settings.recovery_region
    return region is not None, f"copies in {region.region}" if region else "nothing is copied to another region"


def _snapshot(planned: Planned) -> Answer:
    asked = planned.settings.release.snapshot_before
    return asked, "before each release" if asked else "release.snapshot_before is off"


CHECKS: Final[tuple[tuple[Area, str, Check], ...]] = (
    ("security", "no secret in state, plan or task definition", _no_secrets_in_the_open),
    (
        "security",
        "TLS 1.2 or newer on every way in",
        _policy("listener-without-strong-tls", "distribution-with-weak-tls"),
    ),
    (
        "security",
        "data is encrypted",
        _policy("database-not-encrypted", "cache-not-encrypted-at-rest", "cache-not-encrypted-in-transit"),
    ),
    ("security", "buckets stay private", _policy("bucket-may-become-public", "bucket-without-tls")),
    ("security", "a firewall stands before the system", _firewall),
    ("security", "tasks have no public address", _private_tasks),
    ("security", "images cannot be overwritten", _policy("images-can-be-overwritten", "images-not-scanned")),
    ("monitoring", "alarms on errors", _alarms("HTTPCode_Target_5XX_Count", "HTTPCode_ELB_5XX_Count", "5xxErrorRate")),
    ("monitoring", "alarms on response times", _alarms("TargetResponseTime", "OriginLatency")),
    ("monitoring", "alarms on CPU and memory", _alarms("CPUUtilization", "MemoryUtilization")),
    ("monitoring", "an alarm says that the site is down", _site_down),
    ("monitoring", "P1 and P2 reach somebody", _topics),
    ("monitoring", "a dashboard", _dashboard),
    (
        "monitoring",
        "requests and network flows are logged",
        _policy("no-access-logs", "no-flow-logs", "firewall-without-logs"),
    ),
    ("performance", "services scale", _scaling),
    ("performance", "room to double", _room),
    ("performance", "no single task", _redundant),
    ("backup", "databases are backed up for a week", _backups),
    ("backup", "databases cannot be deleted by a slip", _policy("database-not-protected", "database-without-backups")),
    ("backup", "copies outlast the region", _elsewhere),
    ("backup", "a snapshot before each release", _snapshot),
    ("backup", "files keep earlier versions", _policy("bucket-without-versions")),
)


def changes_item(plan: Plan) -> Item:
    """Whether what runs is what was planned, which only a plan against the state can tell."""
    pending = len(plan.changes)
    return Item.of(
        "security", "everything is deployed", (not pending, f"{pending} changes pending" if pending else "no change")
    )
