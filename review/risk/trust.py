"""Rules about whom policies let in: roles that others can take on, resources that everyone can use."""

from collections.abc import Iterable, Iterator
from typing import Final

from review.model import Severity
from review.risk.grants import SHOWN, listed
from review.risk.iam import Statement, new_grants
from review.risk.policies import WITH_POLICIES, Kind, policies
from review.risk.principals import is_everyone, public
from review.risk.rule import EXPOSURE, PERMISSIONS, Risk, Rule
from review.risk.subject import Subject, at, text
from review.risk.surroundings import Surroundings

BY_APPLICATION: Final = ("saml:", "cognito-identity.", "accounts.google.com:", "graph.facebook.com:", "www.amazon.com:")
"""Providers whose audience is one application, not everybody who has an account there."""


def trust_widened(subject: Subject, surroundings: Surroundings) -> Iterator[Risk]:
    if not subject.is_there_after:
        return
    for policy in policies(subject):
        grants = new_grants(policy.before, policy.after) if policy.kind is Kind.TRUST else []
        if grants and public(policy.after):
            yield Risk(
                Severity.CRITICAL,
                "Everyone with an AWS account may take on the role.",
                "Name the accounts or roles that need it.",
                policy.path,
            )
            continue
        others = sorted({one.principal for one in grants if not one.principal.startswith("Service:")})
        foreign = [one for one in others if surroundings.is_foreign(one)]
        foreign += [one for one in others if not one.startswith("AWS:")] if _lets_in_any_subject(policy.after) else []
        if (grants and subject.before) or foreign:
            named = others or sorted({one.principal for one in grants})
            yield Risk(
                Severity.HIGH if others else Severity.MEDIUM,
                f"The role can be taken on by {', '.join(one.partition(':')[2] for one in named[:SHOWN])}"
                + (f" and {len(named) - SHOWN} more" if len(named) > SHOWN else "")
                + (", or under fewer conditions, than before." if subject.before else "."),
                "Check who that is, and that the conditions name exactly them.",
                policy.path,
            )


def _lets_in_any_subject(statements: Iterable[Statement]) -> bool:
    """Whether a role trusts an identity provider without a word on whom of its users: any GitHub repository, say."""
    return any(
        one.allows
        and any(name.startswith("Federated:") for name in one.principals.patterns)
        and not any(_names_subjects(key) and "*" not in values for (_, key), values in one.conditions.items())
        for one in statements
    )


def _names_subjects(key: str) -> bool:
    return key.endswith(":sub") or key.startswith(BY_APPLICATION)


def public_policy(subject: Subject, _: Surroundings) -> Iterator[Risk]:
    if not subject.is_there_after:
        return
    for policy in policies(subject):
        if policy.kind is not Kind.RESOURCE:
            continue
        denied = [one for one in policy.after if not one.allows]
        grants = new_grants(policy.before, [*public(policy.after), *denied])
        if grants:
            yield Risk(
                Severity.CRITICAL,
                f"Its policy allows everyone on the internet {listed(grants)}.",
                "Name the principals, or add a condition such as aws:SourceArn, aws:PrincipalOrgID or aws:SourceVpce.",
                policy.path,
            )


def function_opened(subject: Subject, _: Surroundings) -> Iterator[Risk]:
    limits = ("source_arn", "source_account", "principal_org_id", "function_url_auth_type")
    everyone = is_everyone(f"AWS:{text(subject.after, 'principal')}")
    if everyone and not any(at(subject.after, name) for name in limits) and subject.is_there_after:
        yield Risk(
            Severity.CRITICAL,
            "Everyone with an AWS account may call the function.",
            "Name the principal, and give source_arn or source_account.",
            ("principal",),
        )


RULES: Final = (
    Rule("trust-widened", PERMISSIONS, "roles that others can take on", trust_widened, frozenset(("aws_iam_role",))),
    Rule("public-policy", EXPOSURE, "policies that let in everyone", public_policy, WITH_POLICIES),
    Rule(
        "function-opened",
        EXPOSURE,
        "functions that everyone may call",
        function_opened,
        frozenset(("aws_lambda_permission",)),
    ),
)
