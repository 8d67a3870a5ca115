"""Rules about the way of requests and data: TLS, plain HTTP, encryption."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from review.model import Action, Path, Severity
from review.risk.rule import EXPOSURE, Risk, Rule
from review.risk.subject import Subject, at, blocks, flag, is_mark, spelt, text
from review.risk.surroundings import Surroundings

TLS_SETTINGS: Final[Mapping[str, Path]] = {
    "aws_lb_listener": ("ssl_policy",),
    "aws_alb_listener": ("ssl_policy",),
    "aws_cloudfront_distribution": ("viewer_certificate", 0, "minimum_protocol_version"),
    "aws_api_gateway_domain_name": ("security_policy",),
    "aws_apigatewayv2_domain_name": ("domain_name_configuration", 0, "security_policy"),
    "aws_opensearch_domain": ("domain_endpoint_options", 0, "tls_security_policy"),
    "aws_elasticsearch_domain": ("domain_endpoint_options", 0, "tls_security_policy"),
}
OLDEST_IN_NAME: Final = re.compile(r"(?:TLSv1(?:\.(\d))?|(?:TLS13|TLS|FS)[-_]1[-_](\d))")
"""Where the name of a policy says the oldest protocol it takes; `-FS-2018-06` and `-2016-08` take TLS 1.0."""
DISTRIBUTION_BEHAVIOURS: Final = ("default_cache_behavior", "ordered_cache_behavior")
SECURE_VIEWERS: Final = ("redirect-to-https", "https-only")
ENCRYPTION: Final[tuple[Path, ...]] = (
    ("storage_encrypted",),
    ("encrypted",),
    ("at_rest_encryption_enabled",),
    ("transit_encryption_enabled",),
    ("sqs_managed_sse_enabled",),
    ("encrypt_at_rest", 0, "enabled"),
    ("node_to_node_encryption", 0, "enabled"),
    ("domain_endpoint_options", 0, "enforce_https"),
    ("server_side_encryption", 0, "enabled"),
    ("encryption_info", 0, "encryption_in_transit", 0, "in_cluster"),
    ("require_tls",),
)
ROTATION: Final = ("enable_key_rotation",)
KEYS: Final[tuple[Path, ...]] = (
    ("kms_key_id",),
    ("kms_key_arn",),
    ("kms_master_key_id",),
    ("encryption_configuration", 0, "kms_key"),
)
ALGORITHM: Final = ("rule", 0, "apply_server_side_encryption_by_default", 0, "sse_algorithm")
FORCED_TLS: Final = ("rds.force_ssl", "require_secure_transport", "tls")
"""Parameters by which a database refuses clients without TLS."""


def tls_weakened(subject: Subject, _: Surroundings) -> Iterator[Risk]:
    path = TLS_SETTINGS[subject.type]
    old, new = text(subject.before, *path), text(subject.after, *path)
    if not new or old == new:
        return
    was, now = oldest_protocol(old) if old else None, oldest_protocol(new)
    if (was is not None and now < was) or (was is None and now < 2):
        yield Risk(
            Severity.HIGH,
            f"The policy {new} takes {_protocol(now)}" + (f", where {old} asked for {_protocol(was)}." if old else "."),
            "Ask for TLS 1.2 at least, such as ELBSecurityPolicy-TLS13-1-2-2021-06 or TLSv1.2_2021.",
            path,
        )


def oldest_protocol(policy: str) -> int:
    """The second number of the oldest TLS that a policy takes: 2 for TLS 1.2, -1 for SSL."""
    if policy.startswith("SSL"):
        return -1
    found = OLDEST_IN_NAME.search(policy)
    return int(next(filter(None, found.groups()), 0)) if found else 0


def _protocol(version: int | None) -> str:
    return "SSL 3" if version == -1 else f"TLS 1.{version}"


def plain_http(subject: Subject, surroundings: Surroundings) -> Iterator[Risk]:
    actions = {text(action, "type") for action in blocks(subject.after, "default_action")}
    before = {text(action, "type") for action in blocks(subject.before, "default_action")}
    if text(subject.after, "protocol") != "HTTP" or not subject.is_there_after:
        return
    if "forward" in actions and not ("forward" in before and text(subject.before, "protocol") == "HTTP"):
        balancer = surroundings.referred(subject.address, "load_balancer_arn", "aws_lb")
        internal = balancer is not None and flag(balancer.values, "internal") is True
        yield Risk(
            Severity.LOW if internal else Severity.HIGH,
            "It answers plain HTTP instead of redirecting to HTTPS: passwords and cookies can be read on the way.",
            "Let the HTTP listener redirect, and forward from an HTTPS listener.",
            ("default_action",),
        )


def viewers_plain(subject: Subject, _: Surroundings) -> Iterator[Risk]:
    for name in DISTRIBUTION_BEHAVIOURS:
        before = {
            text(one, "path_pattern"): text(one, "viewer_protocol_policy") for one in blocks(subject.before, name)
        }
        for one in blocks(subject.after, name):
            pattern = text(one, "path_pattern")
            was = before.get(pattern, "")
            if text(one, "viewer_protocol_policy") == "allow-all" and was != "allow-all":
                yield Risk(
                    Severity.HIGH,
                    f"{pattern or 'Every other path'} is served over plain HTTP too.",
                    "Set viewer_protocol_policy to redirect-to-https.",
                    (name,),
                )


def encryption_off(subject: Subject, _: Surroundings) -> Iterator[Risk]:
    for path in (*ENCRYPTION, ROTATION):
        if subject.turned_off(*path):
            yield Risk(
                Severity.MEDIUM if path == ROTATION else Severity.HIGH,
                f"{spelt(path)} is switched off.",
                "Keep it on: it costs nothing, and switching it on again may mean to make it anew.",
                path,
            )
    for path in KEYS:
        gone = (
            path[0] in subject.changed
            and at(subject.before, *path) not in (None, "")
            and at(subject.after, *path) in (None, "")
        )
        if gone:
            yield Risk(
                Severity.MEDIUM,
                f"{spelt(path)} goes: the key of your own no longer protects it, and nobody can revoke that.",
                "Keep your own key, so that its policy decides who can read the data.",
                path,
            )


def bucket_encryption_off(subject: Subject, _: Surroundings) -> Iterator[Risk]:
    old, new = text(subject.before, *ALGORITHM), text(subject.after, *ALGORITHM)
    if old.startswith("aws:kms") and (subject.action is Action.DESTROY or new == "AES256"):
        yield Risk(
            Severity.MEDIUM,
            "New objects are encrypted with S3's key instead of your own.",
            "Keep your own key, so that its policy decides who can read the data.",
            () if subject.action is Action.DESTROY else ALGORITHM,
        )


def tls_not_forced(subject: Subject, _: Surroundings) -> Iterator[Risk]:
    before = {text(one, "name"): text(one, "value") for one in blocks(subject.before, "parameter")}
    after = {text(one, "name"): at(one, "value") for one in blocks(subject.after, "parameter")}
    for name in FORCED_TLS:
        on = before.get(name, "").lower() in ("1", "on", "true", "enabled")
        now = after.get(name)
        if subject.stays and on and not is_mark(now) and str(now).lower() not in ("1", "on", "true", "enabled"):
            yield Risk(
                Severity.HIGH,
                f"The database no longer refuses clients without TLS: {name} is "
                + (f"{now}." if now is not None else "left to its default."),
                f"Keep {name} on.",
                ("parameter",),
            )


RULES: Final = (
    Rule("tls-weakened", EXPOSURE, "TLS policies that take older protocols", tls_weakened, frozenset(TLS_SETTINGS)),
    Rule(
        "plain-http",
        EXPOSURE,
        "HTTP listeners that do not redirect to HTTPS",
        plain_http,
        frozenset(("aws_lb_listener", "aws_alb_listener")),
    ),
    Rule(
        "viewers-plain-http",
        EXPOSURE,
        "distributions that serve plain HTTP",
        viewers_plain,
        frozenset(("aws_cloudfront_distribution",)),
    ),
    Rule("encryption-off", EXPOSURE, "encryption and key rotation switched off, own keys that go", encryption_off),
    Rule(
        "bucket-encryption-weakened",
        EXPOSURE,
        "buckets that go back to S3's own key",
        bucket_encryption_off,
        frozenset(("aws_s3_bucket_server_side_encryption_configuration",)),
    ),
    Rule(
        "tls-not-forced",
        EXPOSURE,
        "databases that take clients without TLS",
        tls_not_forced,
        frozenset(("aws_db_parameter_group", "aws_rds_cluster_parameter_group", "aws_docdb_cluster_parameter_group")),
    ),
)
