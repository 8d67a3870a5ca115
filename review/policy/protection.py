"""Rules about what keeps data from going away by a slip."""

from collections.abc import Iterator
from typing import Final

from review.model import Resource, Severity
from review.policy.rule import Breach, Judge, PolicyRule, must, must_be_on
from review.policy.scene import Scene, value_at


def _unless_copy(judge: Judge) -> Judge:
    """A read replica holds nothing that its source does not hold too, and is made anew from it."""

    def only_originals(resource: Resource, scene: Scene) -> Iterator[Breach]:
        if not resource.values.get("replicate_source_db"):
            yield from judge(resource, scene)

    return only_originals


def _versions(resource: Resource, scene: Scene) -> Iterator[Breach]:
    versionings = list(scene.companions(resource, "aws_s3_bucket_versioning", "bucket"))
    states = {value_at(each.values, "versioning_configuration", "status") for each in versionings}
    if not states & {"Enabled"} and not value_at(resource.values, "versioning", "enabled"):
        yield Breach("keeps no earlier versions of its objects")


def _is_public(resource: Resource, scene: Scene) -> Iterator[Breach]:
    blocks = list(scene.companions(resource, "aws_s3_bucket_public_access_block", "bucket"))
    names = ("block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets")
    if not blocks:
        yield Breach("has no public access block")
    for block in blocks:
        off = [name for name in names if block.values.get(name) in (False, None)]
        if off:
            yield Breach(f"has a public access block with {', '.join(off)} off")


RULES: Final = (
    PolicyRule(
        "database-not-protected",
        Severity.MEDIUM,
        ("aws_db_instance", "aws_rds_cluster"),
        _unless_copy(must_be_on("deletion_protection")),
        "Set deletion_protection where the data is worth more than the environment.",
    ),
    PolicyRule(
        "database-without-backups",
        Severity.HIGH,
        ("aws_db_instance", "aws_rds_cluster"),
        _unless_copy(must(("backup_retention_period",), lambda days: days is None or days > 0, "is not backed up")),
        "Set backup_retention_period to at least 1 day, 7 for what people rely on.",
    ),
    PolicyRule(
        "bucket-without-versions",
        Severity.LOW,
        ("aws_s3_bucket",),
        _versions,
        "Add an aws_s3_bucket_versioning with status Enabled: an overwritten object is gone without it.",
    ),
    PolicyRule(
        "bucket-may-become-public",
        Severity.HIGH,
        ("aws_s3_bucket",),
        _is_public,
        "Add an aws_s3_bucket_public_access_block with all four switches on.",
    ),
    PolicyRule(
        "images-can-be-overwritten",
        Severity.MEDIUM,
        ("aws_ecr_repository",),
        must(
            ("image_tag_mutability",),
            lambda kind: isinstance(kind, str) and kind.startswith("IMMUTABLE"),
            "lets a tag be moved to another image",
        ),
        "Set image_tag_mutability to IMMUTABLE: otherwise a rollback may start another image than before.",
    ),
    PolicyRule(
        "images-not-scanned",
        Severity.LOW,
        ("aws_ecr_repository",),
        must_be_on("image_scanning_configuration", "scan_on_push"),
        "Set image_scanning_configuration.scan_on_push.",
    ),
    PolicyRule(
        "table-without-recovery",
        Severity.MEDIUM,
        ("aws_dynamodb_table",),
        must_be_on("point_in_time_recovery", "enabled"),
        "Turn point_in_time_recovery on.",
    ),
)
