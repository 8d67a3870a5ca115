"""Rules about who may do more than before."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from review.model import Action, Path, Severity
from review.risk.grants import escalates, is_admin, listed
from review.risk.iam import lost_denials, new_grants
from review.risk.policies import WITH_POLICIES, Kind, policies
from review.risk.principals import is_everyone
from review.risk.rule import PERMISSIONS, Risk, Rule
from review.risk.subject import Subject, at, text, texts
from review.risk.surroundings import Surroundings
from review.risk.trust import RULES as TRUST_RULES

STRONG: Final = re.compile(r"/(?:AdministratorAccess|PowerUserAccess|IAMFullAccess|SystemAdministrator)$")
FULL_ACCESS: Final = re.compile(r"FullAccess$|/AWS\w*FullAccess|ReadWrite$")
ATTACHMENTS: Final = frozenset(
    (
        *("aws_iam_role_policy_attachment", "aws_iam_user_policy_attachment", "aws_iam_group_policy_attachment"),
        *("aws_iam_policy_attachment", "aws_ssoadmin_managed_policy_attachment"),
    )
)


def grown(subject: Subject, surroundings: Surroundings) -> Iterator[Risk]:
    """New grants. Of what belongs to something new only those that nothing new should have either."""
    if not subject.is_there_after:
        return
    whole = subject.action is Action.CREATE and _belongs_to_new(subject, surroundings)
    for policy in policies(subject):
        if policy.kind is Kind.TRUST:
            continue
        grants = [one for one in new_grants(policy.before, policy.after) if not is_everyone(one.principal)]
        broad = [one for one in grants if is_admin(one) or escalates(one)]
        if policy.kind is Kind.IDENTITY and broad:
            admin = any(map(is_admin, broad))
            yield Risk(
                Severity.HIGH,
                f"It now allows {listed(broad)}"
                + (": everything in the account." if admin else ", which is a way to rights that nobody gave it."),
                "Name the actions and the resources that are needed.",
                policy.path,
            )
        elif grants and not whole:
            foreign = any(surroundings.is_foreign(one.principal) for one in grants)
            yield Risk(
                Severity.HIGH if foreign else Severity.MEDIUM,
                f"It allows more than before: {listed(grants)}" + (", another account." if foreign else "."),
                "Check that each of these is needed, on these resources.",
                policy.path,
            )


def denial_lost(subject: Subject, _: Surroundings) -> Iterator[Risk]:
    gone = subject.action is Action.DESTROY
    for policy in policies(subject):
        lost = lost_denials(policy.before, policy.after)
        if lost and not gone:
            yield Risk(
                Severity.HIGH,
                f"It no longer denies {listed(lost)}.",
                "Keep the denial unless something else holds the line.",
                policy.path,
            )


def attached(subject: Subject, surroundings: Surroundings) -> Iterator[Risk]:
    if not subject.is_there_after:
        return
    if subject.type == "aws_iam_role":
        old = texts(subject.before, "managed_policy_arns")
        added: Sequence[str] = [one for one in texts(subject.after, "managed_policy_arns") if one not in old]
        path: Path = ("managed_policy_arns",)
    else:
        arn = text(subject.after, "policy_arn") or text(subject.after, "managed_policy_arn")
        added = [arn] if arn and arn != text(subject.before, "policy_arn") else []
        path = ("policy_arn",)
    for arn in added:
        name = arn.rpartition("/")[2]
        if STRONG.search(arn) or FULL_ACCESS.search(arn):
            yield Risk(
                Severity.HIGH,
                f"{name} is attached, which allows "
                + ("nearly everything." if STRONG.search(arn) else "all actions of a service on all its resources."),
                "Write a policy with the actions and resources that are needed.",
                path,
            )
        elif subject.before or not _belongs_to_new(subject, surroundings):
            yield Risk(
                Severity.MEDIUM,
                f"{name} is attached: it allows more than before.",
                "Check that all of it is needed.",
                path,
            )


def boundary_removed(subject: Subject, _: Surroundings) -> Iterator[Risk]:
    name = "permissions_boundary"
    if subject.stays and text(subject.before, name) and at(subject.after, name) in (None, ""):
        yield Risk(
            Severity.HIGH,
            "The permissions boundary goes: its policies alone say what it may do.",
            "Keep the boundary.",
            (name,),
        )


def _belongs_to_new(subject: Subject, surroundings: Surroundings) -> bool:
    """Whether what a new policy is for is new too. Where the configuration is not known, its role's name tells."""
    found = surroundings.belongs_to_new(subject.address)
    return text(subject.after, "role") not in surroundings.roles_before if found is None else found


RULES: Final = (
    Rule("permissions-grown", PERMISSIONS, "policies that allow more than before", grown, WITH_POLICIES),
    Rule("denial-lost", PERMISSIONS, "policies that no longer deny what they did", denial_lost, WITH_POLICIES),
    *TRUST_RULES,
    Rule("policy-attached", PERMISSIONS, "managed policies attached", attached, ATTACHMENTS | {"aws_iam_role"}),
    Rule(
        "boundary-removed",
        PERMISSIONS,
        "permissions boundaries that go",
        boundary_removed,
        frozenset(("aws_iam_role", "aws_iam_user")),
    ),
)
