"""Rules about what watches and guards: firewalls, sign-in, audit trails."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from review.model import Action, Path, Severity
from review.risk.rule import EXPOSURE, Risk, Rule
from review.risk.subject import Subject, at, blocks, flag, is_mark, spelt, text
from review.risk.surroundings import Surroundings

AUDIT: Final[Mapping[str, str]] = {
    "aws_cloudtrail": "who did what in the account is no longer recorded",
    "aws_flow_log": "connections in the network are no longer recorded",
    "aws_guardduty_detector": "threats are no longer looked for",
    "aws_securityhub_account": "security findings are no longer collected",
    "aws_config_configuration_recorder": "changes of resources are no longer recorded",
    "aws_config_configuration_recorder_status": "changes of resources are no longer recorded",
    "aws_inspector2_enabler": "images and instances are no longer scanned",
    "aws_accessanalyzer_analyzer": "access from outside is no longer looked for",
    "aws_wafv2_web_acl_logging_configuration": "requests to the firewall are no longer recorded",
    "aws_s3_bucket_logging": "requests to the bucket are no longer recorded",
    "aws_route53_query_log": "questions for names are no longer recorded",
    "aws_secretsmanager_secret_rotation": "the secret is no longer rotated",
}
"""Type -> what no longer happens when one is destroyed."""
RECORDING: Final[tuple[Path, ...]] = (
    ("enable_logging",),
    ("enable_log_file_validation",),
    ("is_multi_region_trail",),
    ("access_logs", 0, "enabled"),
    ("enable",),
    ("is_enabled",),
)
MFA_STRENGTH: Final = {"OFF": 0, "OPTIONAL": 1, "ON": 2}


def firewall_removed(subject: Subject, _: Surroundings) -> Iterator[Risk]:
    name = "web_acl_id"
    gone = text(subject.before, name) and at(subject.after, name) in (None, "") and subject.stays
    ended = subject.action is Action.DESTROY and subject.type != "aws_cloudfront_distribution"
    if gone or ended:
        yield Risk(
            Severity.HIGH,
            "Requests no longer pass the firewall before they are answered.",
            "Leave it in place, or make sure that another web ACL takes over in the same plan.",
            (name,) if gone else (),
        )


def firewall_weakened(subject: Subject, _: Surroundings) -> Iterator[Risk]:
    if not subject.stays:
        return
    was, now = _default(subject.before), _default(subject.after)
    if was == "block" and now == "allow":
        yield Risk(
            Severity.HIGH,
            "The firewall lets through what no rule matches, which it blocked.",
            "Keep the default action at block, and allow what is needed.",
            ("default_action",),
        )
    after = {text(rule, "name"): rule for rule in blocks(subject.after, "rule")}
    for rule in blocks(subject.before, "rule"):
        name = text(rule, "name")
        if name not in after and not is_mark(at(subject.after, "rule")) and not _only_counts(rule):
            yield Risk(
                Severity.MEDIUM,
                f"Rule {name} of the firewall goes.",
                "Make sure that another rule does what it did.",
                ("rule",),
            )
        elif name in after and _only_counts(after[name]) and not _only_counts(rule):
            yield Risk(
                Severity.MEDIUM,
                f"Rule {name} of the firewall only counts from then on, and blocks nothing.",
                "Count for a while when a rule is new, and block afterwards.",
                ("rule",),
            )


def _default(values: Mapping[str, Any]) -> str:
    action = next(blocks(values, "default_action"), {})
    return next((name for name in ("block", "allow") if list(blocks(action, name))), "")


def _only_counts(rule: Any) -> bool:
    return any(list(blocks(rule, name, 0, "count")) for name in ("action", "override_action"))


def mfa_weakened(subject: Subject, _: Surroundings) -> Iterator[Risk]:
    switched = subject.switched("mfa_configuration")
    if switched and MFA_STRENGTH.get(switched[1], 0) < MFA_STRENGTH.get(switched[0], 0):
        yield Risk(
            Severity.HIGH,
            f"mfa_configuration goes from {switched[0]} to {switched[1]}: a password alone is enough"
            + (" again." if switched[1] == "OFF" else " for who has not set up a second factor."),
            "Keep asking for a second factor.",
            ("mfa_configuration",),
        )


def audit_ended(subject: Subject, _: Surroundings) -> Iterator[Risk]:
    if subject.action is Action.DESTROY and subject.type in AUDIT:
        yield Risk(
            Severity.HIGH,
            f"It is destroyed: {AUDIT[subject.type]}.",
            "Make sure that another one does the same before this one goes.",
        )
    for path in RECORDING:
        had_block = subject.stays and flag(subject.before, *path) and not at(subject.after, path[0])
        if subject.turned_off(*path) or had_block:
            yield Risk(
                Severity.MEDIUM,
                f"{spelt(path)} is switched off: later nobody can look up what happened.",
                "Keep it on.",
                path,
            )


RULES: Final = (
    Rule(
        "firewall-removed",
        EXPOSURE,
        "web ACLs and their associations that go",
        firewall_removed,
        frozenset(("aws_wafv2_web_acl", "aws_wafv2_web_acl_association", "aws_cloudfront_distribution")),
    ),
    Rule(
        "firewall-weakened",
        EXPOSURE,
        "rules of a firewall that go or only count, default actions that allow",
        firewall_weakened,
        frozenset(("aws_wafv2_web_acl", "aws_wafv2_rule_group")),
    ),
    Rule(
        "mfa-weakened",
        EXPOSURE,
        "user pools that ask less for a second factor",
        mfa_weakened,
        frozenset(("aws_cognito_user_pool",)),
    ),
    Rule(
        "audit-ended",
        EXPOSURE,
        "trails, flow logs, detectors and access logs that go",
        audit_ended,
        frozenset((*AUDIT, "aws_lb")),
    ),
)
