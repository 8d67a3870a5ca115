"""Where resources keep their policies, and whom these speak about."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final

from review import schema
from review.documents import is_policy, parsed
from review.model import Mark, Path
from review.risk.iam import Statement, statements
from review.risk.subject import Subject, blocks, text
from review.risk.surroundings import Surroundings

LONGEST: Final = 60_000
"""Characters. The longest policy that AWS takes, a key's, has 32 KiB."""


class Kind(Enum):
    """Whom a policy speaks about."""

    IDENTITY = "who has it"
    TRUST = "who may take on the role"
    RESOURCE = "who may use the resource"


TEXTS: Final[Mapping[str, tuple[tuple[str, Kind], ...]]] = {
    "aws_iam_policy": (("policy", Kind.IDENTITY),),
    "aws_iam_role_policy": (("policy", Kind.IDENTITY),),
    "aws_iam_user_policy": (("policy", Kind.IDENTITY),),
    "aws_iam_group_policy": (("policy", Kind.IDENTITY),),
    "aws_ssoadmin_permission_set_inline_policy": (("inline_policy", Kind.IDENTITY),),
    "aws_vpc_endpoint": (("policy", Kind.IDENTITY),),
    "aws_vpc_endpoint_policy": (("policy", Kind.IDENTITY),),
    "aws_iam_role": (("assume_role_policy", Kind.TRUST),),
    "aws_s3_bucket": (("policy", Kind.RESOURCE),),
    "aws_s3_bucket_policy": (("policy", Kind.RESOURCE),),
    "aws_s3_access_point": (("policy", Kind.RESOURCE),),
    "aws_kms_key": (("policy", Kind.RESOURCE),),
    "aws_kms_replica_key": (("policy", Kind.RESOURCE),),
    "aws_kms_key_policy": (("policy", Kind.RESOURCE),),
    "aws_sqs_queue": (("policy", Kind.RESOURCE),),
    "aws_sqs_queue_policy": (("policy", Kind.RESOURCE),),
    "aws_sns_topic": (("policy", Kind.RESOURCE),),
    "aws_sns_topic_policy": (("policy", Kind.RESOURCE),),
    "aws_secretsmanager_secret": (("policy", Kind.RESOURCE),),
    "aws_secretsmanager_secret_policy": (("policy", Kind.RESOURCE),),
    "aws_ecr_repository_policy": (("policy", Kind.RESOURCE),),
    "aws_ecr_registry_policy": (("policy", Kind.RESOURCE),),
    "aws_ecrpublic_repository_policy": (("policy", Kind.RESOURCE),),
    "aws_efs_file_system_policy": (("policy", Kind.RESOURCE),),
    "aws_glacier_vault": (("access_policy", Kind.RESOURCE),),
    "aws_backup_vault_policy": (("policy", Kind.RESOURCE),),
    "aws_cloudwatch_event_bus_policy": (("policy", Kind.RESOURCE),),
    "aws_cloudwatch_log_resource_policy": (("policy_document", Kind.RESOURCE),),
    "aws_cloudwatch_log_delivery_destination_policy": (("delivery_destination_policy", Kind.RESOURCE),),
    "aws_dynamodb_resource_policy": (("policy", Kind.RESOURCE),),
    "aws_opensearch_domain": (("access_policies", Kind.RESOURCE),),
    "aws_opensearch_domain_policy": (("access_policies", Kind.RESOURCE),),
    "aws_elasticsearch_domain": (("access_policies", Kind.RESOURCE),),
    "aws_elasticsearch_domain_policy": (("access_policies", Kind.RESOURCE),),
    "aws_api_gateway_rest_api": (("policy", Kind.RESOURCE),),
    "aws_api_gateway_rest_api_policy": (("policy", Kind.RESOURCE),),
    "aws_kinesis_resource_policy": (("policy", Kind.RESOURCE),),
    "aws_msk_cluster_policy": (("policy", Kind.RESOURCE),),
    "aws_redshift_resource_policy": (("policy", Kind.RESOURCE),),
    "aws_glue_resource_policy": (("policy", Kind.RESOURCE),),
    "aws_codeartifact_repository_permissions_policy": (("policy_document", Kind.RESOURCE),),
}
"""Type -> the arguments that hold a policy as JSON."""
WITH_POLICIES: Final = frozenset(TEXTS)


@dataclass(frozen=True)
class Policy:
    """A policy of a resource before and after the plan; no statements where there is none."""

    path: Path
    kind: Kind
    before: tuple[Statement, ...]
    after: tuple[Statement, ...]


def policies(subject: Subject) -> Iterator[Policy]:
    """The policies of a resource that can be read on both sides."""
    for path, kind, before, after in _texts(subject):
        old, new = _read(before), _read(after)
        if old is not None and new is not None:
            yield Policy(path, kind, old, new)


def unread(subject: Subject, surroundings: Surroundings) -> str | None:
    """Why a policy of a resource cannot be compared, or nothing when each can."""
    for path, _, before, after in _texts(subject):
        if after is Mark.UNKNOWN:
            if _is_optional(subject.type, path) and not surroundings.is_set(subject.address, str(path[0])):
                continue
            return "its policy is only known after the apply"
        if Mark.SENSITIVE in (before, after):
            return "its policy is sensitive"
        if _read(before) is None or _read(after) is None:
            return "its policy is longer than any that AWS takes, or is none"
    return None


def _is_optional(type: str, path: Path) -> bool:
    """Whether AWS gives a policy to what has none, which is then unknown until the apply."""
    return schema.is_computed(schema.kind_of_resource(type), str(path[0])) is not False


def _texts(subject: Subject) -> Iterator[tuple[Path, Kind, Any, Any]]:
    for name, kind in TEXTS.get(subject.type, ()):
        before, after = subject.before.get(name), subject.after.get(name)
        if before != after or not subject.before:
            yield (name,), kind, before, after
    if subject.type == "aws_iam_role":
        old = {text(one, "name"): one.get("policy") for one in blocks(subject.before, "inline_policy")}
        new = {text(one, "name"): one.get("policy") for one in blocks(subject.after, "inline_policy")}
        for name in sorted({*old, *new}):
            yield ("inline_policy",), Kind.IDENTITY, old.get(name), new.get(name)


def _read(policy: Any) -> tuple[Statement, ...] | None:
    """The statements of a policy, none for no policy; None for what cannot be read."""
    if policy in (None, ""):
        return ()
    if isinstance(policy, Mark) or not isinstance(policy, str) or len(policy) > LONGEST:
        return None
    document = parsed(policy)
    return tuple(statements(document)) if is_policy(document) else None
