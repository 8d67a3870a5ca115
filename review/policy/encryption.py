"""Rules about what lies on disks and what travels."""

from collections.abc import Iterator
from typing import Final

from review.documents import is_policy, parsed, texts
from review.model import Resource, Severity
from review.policy.rule import Breach, PolicyRule, must, must_be_on
from review.policy.scene import Scene

WEAK_TLS: Final = ("ELBSecurityPolicy-2015-05", "ELBSecurityPolicy-2016-08", "ELBSecurityPolicy-TLS-1-0-2015-04")
WEAK_TLS_PARTS: Final = ("-TLS-1-1-", "-2016-", "-2015-", "TLSv1_2016", "TLSv1.1_2016", "SSLv3")


def _strong(policy: object) -> bool:
    # No policy is the old default of the load balancer, which allows TLS 1.0.
    return isinstance(policy, str) and policy not in WEAK_TLS and not any(part in policy for part in WEAK_TLS_PARTS)


def _listener(resource: Resource, scene: Scene) -> Iterator[Breach]:
    values = resource.values
    protocol = values.get("protocol")
    actions = values.get("default_action")
    kinds = (
        {action.get("type") for action in actions if isinstance(action, dict)} if isinstance(actions, list) else set()
    )
    if protocol == "HTTP" and kinds != {"redirect"} and kinds:
        yield Breach("answers in plain HTTP", ("protocol",))
    if protocol in ("HTTPS", "TLS") and not _strong(values.get("ssl_policy")):
        yield Breach(f"accepts TLS older than 1.2 ({values.get('ssl_policy') or 'no ssl_policy'})", ("ssl_policy",))


def _plain_http(resource: Resource, scene: Scene) -> Iterator[Breach]:
    """A bucket whose policy does not refuse requests without TLS."""
    policies = list(scene.companions(resource, "aws_s3_bucket_policy", "bucket"))
    documents = [parsed(policy.values.get("policy")) for policy in policies]
    if policies and not any(documents):
        return  # Not known before the apply.
    statements = [each for document in documents if is_policy(document) for each in _statements(document)]
    if not any(_refuses_plain_http(statement) for statement in statements):
        yield Breach("can be read over plain HTTP")


def _statements(policy: dict) -> list[dict]:
    found = policy["Statement"]
    return [each for each in (found if isinstance(found, list) else [found]) if isinstance(each, dict)]


def _refuses_plain_http(statement: dict) -> bool:
    condition = statement.get("Condition")
    secure = condition.get("Bool", {}).get("aws:SecureTransport") if isinstance(condition, dict) else None
    return statement.get("Effect") == "Deny" and secure is not None and texts(secure) == ["false"]


RULES: Final = (
    PolicyRule(
        "database-not-encrypted",
        Severity.HIGH,
        ("aws_db_instance", "aws_rds_cluster"),
        must_be_on("storage_encrypted"),
        "Set storage_encrypted before there is data: turning it on later replaces the database.",
    ),
    PolicyRule(
        "cache-not-encrypted-at-rest",
        Severity.MEDIUM,
        ("aws_elasticache_replication_group",),
        must_be_on("at_rest_encryption_enabled"),
        "Set at_rest_encryption_enabled.",
    ),
    PolicyRule(
        "cache-not-encrypted-in-transit",
        Severity.HIGH,
        ("aws_elasticache_replication_group",),
        must_be_on("transit_encryption_enabled"),
        "Set transit_encryption_enabled; without it passwords and sessions cross the network in clear.",
    ),
    PolicyRule(
        "topic-not-encrypted",
        Severity.LOW,
        ("aws_sns_topic",),
        must(("kms_master_key_id",), bool, "is not encrypted"),
        "Set kms_master_key_id.",
    ),
    PolicyRule(
        "trail-not-encrypted",
        Severity.MEDIUM,
        ("aws_cloudtrail",),
        must(("kms_key_id",), bool, "is not encrypted with a key of its own"),
        "Set kms_key_id.",
    ),
    PolicyRule(
        "key-not-rotated",
        Severity.LOW,
        ("aws_kms_key",),
        must_be_on("enable_key_rotation"),
        "Set enable_key_rotation.",
    ),
    PolicyRule(
        "listener-without-strong-tls",
        Severity.HIGH,
        ("aws_lb_listener", "aws_alb_listener"),
        _listener,
        "Redirect HTTP to HTTPS, and take a policy of TLS 1.2 or newer such as ELBSecurityPolicy-TLS13-1-2-2021-06.",
    ),
    PolicyRule(
        "distribution-with-weak-tls",
        Severity.HIGH,
        ("aws_cloudfront_distribution",),
        must(
            ("viewer_certificate", "minimum_protocol_version"),
            lambda version: isinstance(version, str) and version.startswith(("TLSv1.2", "TLSv1.3")),
            "accepts TLS older than 1.2 ({value})",
        ),
        "Set viewer_certificate.minimum_protocol_version to TLSv1.2_2021 and give it a certificate.",
    ),
    PolicyRule(
        "bucket-without-tls",
        Severity.MEDIUM,
        ("aws_s3_bucket",),
        _plain_http,
        "Give it a bucket policy that denies requests where aws:SecureTransport is false.",
    ),
)
