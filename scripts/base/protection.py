"""What keeps a target from being destroyed: in its root, in AWS, and how each is lifted."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from review.model import Source

BY_AWS: Final = ("deletion_protection", "deletion_protection_enabled", "enable_deletion_protection")
"""The arguments by which AWS itself refuses to delete: true, or ACTIVE for a user pool."""
BY_CONTENT: Final = {
    "aws_s3_bucket": ("force_destroy", "it has objects"),
    "aws_ecr_repository": ("force_delete", "it has images"),
    "aws_backup_vault": ("force_destroy", "it has recovery points"),
}
"""What is deleted together with what is in it only when this argument is on, and what may be in it."""
SETTINGS: Final = "deletion_protection = false in the settings"


@dataclass(frozen=True)
class Block:
    """One thing that stands in the way of a destroy. `lift` is None where nobody can take it away before its time."""

    address: str
    why: str
    lift: str | None
    source: Source = field(default_factory=Source)

    @property
    def where(self) -> str:
        """`modules/rds_postgres/construct.py:140`, after the line of settings that asked for the resource."""
        return ", ".join(filter(None, (self.source.settings, self.source.code)))

    def __str__(self) -> str:
        where = f" ({self.where})" if self.where else ""
        lift = f"lifted by {self.lift}" if self.lift else "nobody can lift this before its time"
        return f"{self.address}{where}: {self.why}; {lift}"


def blocks(root: Mapping[str, Any], state: Mapping[str, Any], sources: Mapping[str, Source]) -> list[Block]:
    """Everything that blocks, by address. From a root (the parsed cdk.tf.json), its state, and its lines of code."""
    found = []
    for resource in state.get("resources", []):
        address = f"{resource['type']}.{resource['name']}"
        arguments = root.get("resource", {}).get(resource["type"], {}).get(resource["name"], {})
        instances = [instance.get("attributes", {}) for instance in resource["instances"]]
        reasons = [*_in_root(arguments), *(reason for one in instances for reason in _in_aws(resource["type"], one))]
        source = sources.get(address, Source())
        found += [Block(address, why, lift, source) for why, lift in dict.fromkeys(reasons)]
    return sorted(found, key=lambda block: block.address)


def _in_root(arguments: Mapping[str, Any]) -> Iterator[tuple[str, str | None]]:
    if arguments.get("lifecycle", {}).get("prevent_destroy"):
        yield "its module sets prevent_destroy, so Terraform refuses", SETTINGS


def _in_aws(terraform_type: str, attributes: Mapping[str, Any]) -> Iterator[tuple[str, str | None]]:
    for name in BY_AWS:
        if attributes.get(name) in (True, "ACTIVE"):
            yield f"{name} is on in AWS, which refuses", f"a deploy with {SETTINGS}"
    argument, content = BY_CONTENT.get(terraform_type, ("", ""))
    if argument and attributes.get(argument) is False:
        yield f"AWS refuses while {content}", f"a deploy with {SETTINGS}, which turns {argument} on"
    if terraform_type == "aws_backup_vault_lock_configuration" and attributes.get("changeable_for_days"):
        yield "the vault is locked for good a few days after it was made, until its last recovery point expires", None
    if terraform_type == "aws_s3_bucket_object_lock_configuration":
        yield from _object_lock(attributes)


def _object_lock(attributes: Mapping[str, Any]) -> Iterator[tuple[str, str | None]]:
    for rule in attributes.get("rule") or ():
        for retention in rule.get("default_retention") or ():
            if retention.get("mode") == "COMPLIANCE":
                unit = "days" if retention.get("days") else "years"
                yield f"its bucket keeps each object for {retention[unit]} {unit}, whoever wants it gone", None
