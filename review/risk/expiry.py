"""Rules about objects and images that are deleted by themselves."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from review.documents import parsed
from review.model import Action, Severity
from review.risk.rule import DATA_LOSS, Risk, Rule
from review.risk.subject import Subject, blocks, number, shown, text
from review.risk.surroundings import Surroundings


def expires_sooner(subject: Subject, surroundings: Surroundings) -> Iterator[Risk]:
    if subject.action is Action.CREATE and surroundings.belongs_to_new(subject.address):
        return
    before, after = _expirations(subject.before), _expirations(subject.after)
    for what, days in sorted(after.items()):
        if what not in before or days < before[what]:
            was = f"{shown(before[what])} days" if what in before else "never"
            yield Risk(
                Severity.HIGH,
                f"{what[1]} in lifecycle rule {what[0]} goes from {was} to {shown(days)} days: older objects are "
                "deleted within a day.",
                "List what the rule's filter selects before this is applied.",
                ("rule",),
            )


def images_expire(subject: Subject, _: Surroundings) -> Iterator[Risk]:
    before, after = parsed(subject.before.get("policy")), parsed(subject.after.get("policy"))
    rules = {number(one, "rulePriority"): one for one in blocks(before, "rules")}
    for rule in blocks(after, "rules"):
        old = rules.get(number(rule, "rulePriority"), {})
        count, was = number(rule, "selection", "countNumber"), number(old, "selection", "countNumber")
        if count is not None and subject.stays and (was is None or count < was):
            yield Risk(
                Severity.MEDIUM,
                f"Images expire sooner: the rule keeps {shown(count)} "
                + (f"where it kept {shown(was)}." if was is not None else "and is new."),
                "Check that no running or rollback revision needs an image that the rule expires.",
                ("policy",),
            )


def versioning_off(subject: Subject, _: Surroundings) -> Iterator[Risk]:
    path = ("versioning_configuration", 0, "status")
    suspended = subject.switched(*path) == ("Enabled", "Suspended")
    destroyed = subject.action is Action.DESTROY and text(subject.before, *path) == "Enabled"
    if suspended or destroyed or subject.turned_off("versioning", 0, "enabled"):
        yield Risk(
            Severity.HIGH,
            "The bucket keeps no more versions: an object that is overwritten or deleted from then on is lost.",
            "Keep versioning on and let a lifecycle rule expire old versions instead.",
            path if suspended else (),
        )


def _expirations(values: Mapping[str, Any]) -> dict[tuple[str, str], float]:
    """(rule, what expires) -> days, of the enabled lifecycle rules of a bucket."""
    found: dict[tuple[str, str], float] = {}
    for rule in blocks(values, "rule"):
        name = text(rule, "id") or "without a name"
        if text(rule, "status") != "Disabled":
            for kind, days in (("expiration", "days"), ("noncurrent_version_expiration", "noncurrent_days")):
                count = number(rule, kind, 0, days)
                if count:
                    found[name, kind] = count
    return found


RULES: Final = (
    Rule(
        "versioning-off",
        DATA_LOSS,
        "buckets that keep no more versions",
        versioning_off,
        frozenset(("aws_s3_bucket", "aws_s3_bucket_versioning")),
    ),
    Rule(
        "objects-expire-sooner",
        DATA_LOSS,
        "lifecycle rules that delete objects, new or sooner than before",
        expires_sooner,
        frozenset(("aws_s3_bucket_lifecycle_configuration",)),
    ),
    Rule(
        "images-expire-sooner",
        DATA_LOSS,
        "lifecycle rules that delete images sooner than before",
        images_expire,
        frozenset(("aws_ecr_lifecycle_policy",)),
    ),
)
