"""Rules about how long data, its backups and its copies are kept."""

from collections.abc import Iterator, Mapping
from typing import Final

from review.model import Action, Severity
from review.risk.expiry import RULES as EXPIRY_RULES
from review.risk.rule import DATA_LOSS, Risk, Rule
from review.risk.subject import Subject, at, blocks, is_mark, number, shown, text
from review.risk.surroundings import Surroundings

BACKUPS: Final = (
    "backup_retention_period",
    "snapshot_retention_limit",
    "automatic_backup_retention_days",
    "automated_snapshot_retention_period",
    "retention_period_in_days",
)
"""Days that automated backups are kept; 0 switches them off and deletes those there are."""
RETENTION: Final[Mapping[str, tuple[str, str]]] = {
    "aws_cloudwatch_log_group": ("retention_in_days", "days"),
    "aws_kinesis_stream": ("retention_period", "hours"),
    "aws_sqs_queue": ("message_retention_seconds", "seconds"),
    "aws_db_instance": ("performance_insights_retention_period", "days"),
    "aws_rds_cluster": ("backtrack_window", "seconds"),
    "aws_cloudwatch_event_archive": ("retention_days", "days"),
}
"""Type -> how long data is kept, and in which unit."""
FOR_EVER: Final = 0
"""What the retention of a log group or an event archive says when nothing is ever deleted."""
COPIES: Final[Mapping[str, str]] = {
    "aws_s3_bucket_replication_configuration": "new objects are no longer copied to the other bucket",
    "aws_backup_plan": "no more backups are made by it",
    "aws_backup_selection": "what it selects is no longer backed up",
    "aws_backup_vault_lock_configuration": "recovery points can be deleted before their time",
    "aws_s3_bucket_object_lock_configuration": "new objects are no longer locked",
    "aws_dlm_lifecycle_policy": "no more snapshots are made by it",
    "aws_ecr_replication_configuration": "new images are no longer copied to the other region",
}
"""Type -> what no longer happens when one is destroyed."""


def backups_shortened(subject: Subject, _: Surroundings) -> Iterator[Risk]:
    for name in BACKUPS:
        lowered = subject.lowered(name)
        if lowered is None:
            continue
        off = lowered[1] == 0
        yield Risk(
            Severity.CRITICAL if off else Severity.HIGH,
            f"{name} goes from {shown(lowered[0])} to {shown(lowered[1])} days: "
            + ("automated backups end, and those there are go." if off else "older backups are deleted."),
            "Keep the backups, or copy those you may need to a vault or a snapshot first.",
            (name,),
        )


def recovery_off(subject: Subject, _: Surroundings) -> Iterator[Risk]:
    for path in (("point_in_time_recovery", 0, "enabled"), ("point_in_time_recovery", 0, "status")):
        if subject.turned_off(*path) or subject.switched(*path) == ("ENABLED", "DISABLED"):
            yield Risk(
                Severity.CRITICAL,
                "Point-in-time recovery is switched off: every earlier state of the table is gone at once.",
                "Keep it on, or make an on-demand backup first.",
                ("point_in_time_recovery",),
            )
    if not subject.stays:
        return
    for setting in ("time_to_live", "ttl"):
        before, after = next(blocks(subject.before, setting), {}), next(blocks(subject.after, setting), {})
        if at(after, "enabled") is True and (
            at(before, "enabled") is not True or text(before, "attribute_name") != text(after, "attribute_name")
        ):
            yield Risk(
                Severity.HIGH,
                f"{setting} is switched on: items whose {text(after, 'attribute_name') or 'time'} is past are deleted.",
                "Check what the attribute holds in existing items before this is applied.",
                (setting,),
            )


def retention_shortened(subject: Subject, _: Surroundings) -> Iterator[Risk]:
    name, unit = RETENTION[subject.type]
    if not subject.stays or is_mark(at(subject.after, name)):
        return
    old, new = number(subject.before, name) or FOR_EVER, number(subject.after, name) or FOR_EVER
    for_ever = subject.type in ("aws_cloudwatch_log_group", "aws_cloudwatch_event_archive")
    if (for_ever and old == FOR_EVER < new) or FOR_EVER < new < old or (not for_ever and new == FOR_EVER < old):
        was = "for ever" if old == FOR_EVER else f"{shown(old)} {unit}"
        yield Risk(
            Severity.HIGH,
            f"{name} goes from {was} to {shown(new)} {unit}: what is older is deleted.",
            "Export what has to be kept before this is applied.",
            (name,),
        )


def copies_end(subject: Subject, _: Surroundings) -> Iterator[Risk]:
    if subject.action is Action.DESTROY:
        yield Risk(
            Severity.HIGH,
            f"It is destroyed: {COPIES[subject.type]}.",
            "Make sure that something else makes the copies you count on.",
        )


def backup_rules_shortened(subject: Subject, _: Surroundings) -> Iterator[Risk]:
    if not subject.stays:
        return
    after = {text(rule, "rule_name"): rule for rule in blocks(subject.after, "rule")}
    for rule in blocks(subject.before, "rule"):
        name = text(rule, "rule_name")
        path = ("lifecycle", 0, "delete_after")
        old, new = number(rule, *path), number(after.get(name), *path)
        if name not in after:
            yield Risk(
                Severity.HIGH,
                f"Backup rule {name} goes: no more backups are made by it.",
                "Make sure that another rule covers what it did.",
                ("rule",),
            )
        elif new is not None and new > 0 and (old is None or new < old):
            was = f"{shown(old)} days" if old is not None else "for ever"
            yield Risk(
                Severity.HIGH,
                f"New backups of rule {name} are kept {shown(new)} days instead of {was}.",
                "Check that the shorter time still covers what you promised.",
                ("rule",),
            )


RULES: Final = (
    Rule("backups-shortened", DATA_LOSS, "automated backups kept for a shorter time, or not made", backups_shortened),
    Rule(
        "recovery-off",
        DATA_LOSS,
        "point-in-time recovery switched off, expiry of items switched on",
        recovery_off,
        frozenset(("aws_dynamodb_table", "aws_keyspaces_table")),
    ),
    Rule(
        "retention-shortened",
        DATA_LOSS,
        "logs, messages and records kept for a shorter time",
        retention_shortened,
        frozenset(RETENTION),
    ),
    Rule("copies-end", DATA_LOSS, "backups, replication and locks that go", copies_end, frozenset(COPIES)),
    Rule(
        "backup-rule-shortened",
        DATA_LOSS,
        "rules of a backup plan that go or keep backups for a shorter time",
        backup_rules_shortened,
        frozenset(("aws_backup_plan",)),
    ),
    *EXPIRY_RULES,
)
