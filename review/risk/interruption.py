"""Rules about updates in place that interrupt: another machine, another engine, a restart."""

from collections.abc import Iterator
from typing import Final

from review.model import Action, Path, Severity
from review.risk.rule import DOWNTIME, Risk, Rule
from review.risk.subject import Subject, flag, text
from review.risk.surroundings import Surroundings

MACHINES: Final[tuple[Path, ...]] = (
    ("instance_class",),
    ("node_type",),
    ("instance_type",),
    ("host_instance_type",),
    ("cluster_config", 0, "instance_type"),
)
DATABASES: Final = frozenset(
    (
        *("aws_db_instance", "aws_rds_cluster", "aws_rds_cluster_instance", "aws_docdb_cluster"),
        *("aws_docdb_cluster_instance", "aws_neptune_cluster", "aws_neptune_cluster_instance"),
        *("aws_elasticache_replication_group", "aws_elasticache_cluster", "aws_memorydb_cluster"),
        *("aws_redshift_cluster", "aws_opensearch_domain", "aws_mq_broker", "aws_msk_cluster", "aws_instance"),
    )
)
RESTARTS: Final = (
    "ca_cert_identifier",
    "parameter_group_name",
    "db_cluster_parameter_group_name",
    "db_parameter_group_name",
    "option_group_name",
    "storage_type",
    "port",
)
TWO_PART_VERSIONS: Final = (
    "mysql",
    "mariadb",
    "aurora-mysql",
    "oracle",
    "sqlserver",
    "redis",
    "valkey",
    "docdb",
    "neptune",
)
"""Engines whose second number is part of the major version: 8.0 -> 8.4."""


def machine_changed(subject: Subject, _: Surroundings) -> Iterator[Risk]:
    for path in MACHINES:
        switched = subject.switched(*path)
        if switched and subject.action is Action.UPDATE:
            severity, when = _when(subject)
            yield Risk(
                severity,
                f"It moves from {switched[0]} to {switched[1]} {when}.",
                "Apply it when few people use it, and let clients connect again by themselves.",
                path,
            )


def engine_changed(subject: Subject, _: Surroundings) -> Iterator[Risk]:
    switched = subject.switched("engine_version")
    if not switched or subject.action is not Action.UPDATE:
        return
    severity, when = _when(subject)
    engine = text(subject.before, "engine")
    if _major(engine, switched[0]) == _major(engine, switched[1]):
        what, advice = "updated", "Apply it when few people use it."
    else:
        severity, what = Severity.HIGH, "upgraded to another major version"
        advice = "Try it on a copy restored from a snapshot first: there is no way back but that snapshot."
    yield Risk(
        severity, f"The engine is {what}, from {switched[0]} to {switched[1]}, {when}.", advice, ("engine_version",)
    )


def restarted(subject: Subject, _: Surroundings) -> Iterator[Risk]:
    if subject.action is not Action.UPDATE:
        return
    changed = [name for name in RESTARTS if any(one.path[0] == name for one in subject.change.attributes)]
    if changed:
        severity, when = _when(subject)
        yield Risk(
            severity,
            f"What takes effect with a restart or cuts connections changes {when}: {', '.join(changed)}.",
            "Apply it when few people use it, and restart it yourself where AWS waits for that.",
            (changed[0],),
        )


def applied_at_once(subject: Subject, _: Surroundings) -> Iterator[Risk]:
    if subject.stays and subject.turned_on("apply_immediately"):
        yield Risk(
            Severity.LOW,
            "apply_immediately is switched on: changes that interrupt no longer wait for the maintenance window.",
            "Switch it off again after the change that needs it.",
            ("apply_immediately",),
        )


def parameters_wait(subject: Subject, _: Surroundings) -> Iterator[Risk]:
    waiting = sorted(
        {
            str(one["name"])
            for change in subject.change.attributes
            if change.path[0] == "parameter"
            for one in (change.after, _element(subject, change.path))
            if isinstance(one, dict) and one.get("apply_method") == "pending-reboot" and "name" in one
        }
    )
    if waiting and subject.action is Action.UPDATE:
        yield Risk(
            Severity.LOW,
            f"Until somebody restarts the database, the old values hold of {', '.join(waiting)}.",
            "Plan the restart, or know that the old values stay until then.",
            ("parameter",),
        )


def _element(subject: Subject, path: tuple[str | int, ...]) -> object:
    parameters = subject.after.get("parameter")
    index = path[1] if len(path) > 1 else None
    if isinstance(parameters, list) and isinstance(index, int) and index < len(parameters):
        return parameters[index]
    return None


def _when(subject: Subject) -> tuple[Severity, str]:
    """How bad an interruption is, and when it comes."""
    standby = any(flag(subject.after, name) for name in ("multi_az", "multi_az_enabled", "automatic_failover_enabled"))
    length = "with a failover of about a minute" if standby else "with an outage of some minutes"
    if flag(subject.after, "apply_immediately") is False:
        return Severity.MEDIUM, f"in the next maintenance window, {length}"
    return (Severity.MEDIUM if standby else Severity.HIGH), f"at once, {length}"


def _major(engine: str, version: str) -> tuple[str, ...]:
    parts = version.split(".")
    return tuple(parts[:2] if engine.startswith(TWO_PART_VERSIONS) else parts[:1])


RULES: Final = (
    Rule("machine-changed", DOWNTIME, "other instance classes and node types", machine_changed, DATABASES),
    Rule("engine-changed", DOWNTIME, "engine versions, major ones above all", engine_changed, DATABASES),
    Rule("restarted", DOWNTIME, "changes that need a restart or cut connections", restarted, DATABASES),
    Rule("applied-at-once", DOWNTIME, "`apply_immediately` switched on", applied_at_once, DATABASES),
    Rule(
        "parameters-wait",
        DOWNTIME,
        "parameters that wait for a restart",
        parameters_wait,
        frozenset(("aws_db_parameter_group", "aws_rds_cluster_parameter_group")),
    ),
)
