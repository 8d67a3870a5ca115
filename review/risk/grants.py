"""What a grant amounts to, and how a person reads many of them."""

import re
from collections.abc import Iterable
from typing import Final

from review.risk.globs import overlap
from review.risk.iam import Grant

ESCALATION: Final = (
    "iam:passrole",
    "iam:createpolicyversion",
    "iam:setdefaultpolicyversion",
    "iam:createaccesskey",
    "iam:createloginprofile",
    "iam:updateloginprofile",
    "iam:attachrolepolicy",
    "iam:attachuserpolicy",
    "iam:attachgrouppolicy",
    "iam:putrolepolicy",
    "iam:putuserpolicy",
    "iam:putgrouppolicy",
    "iam:addusertogroup",
    "iam:updateassumerolepolicy",
    "iam:deleterolepermissionsboundary",
    "sts:assumerole",
    "lambda:updatefunctioncode",
    "ssm:sendcommand",
    "ssm:startsession",
    "kms:putkeypolicy",
    "kms:creategrant",
    "s3:putbucketpolicy",
    "secretsmanager:getsecretvalue",
    "organizations:*",
)
"""Actions by which one gets rights that one was not given, or everybody's secrets, when they are allowed on everything.

Source: Rhino Security Labs' list of privilege escalations in AWS, and what opens data directly.
"""
BROAD: Final = re.compile(r"\*|arn:aws[a-z-]*:[a-z0-9-]*:[^:]*:[^:]*:(?:[a-z-]+[/:])?\*")
"""Everything, or everything of one kind: `*`, `arn:aws:iam::123456789012:role/*`."""
SHOWN: Final = 3


def is_admin(grant: Grant) -> bool:
    return grant.action in ("*", "*:*") and "*" in grant.resources and not grant.conditional


def escalates(grant: Grant) -> bool:
    everything = any(BROAD.fullmatch(one) for one in grant.resources)
    action = grant.action.casefold()
    return everything and not grant.conditional and any(overlap(action, one) for one in ESCALATION)


def listed(grants: Iterable[Grant]) -> str:
    """The first grants by action, those on the same resources together."""
    together: dict[tuple[tuple[str, ...], str, bool], list[str]] = {}
    for one in grants:
        together.setdefault((one.resources, one.principal, one.conditional), []).append(one.action)
    found = [
        str(Grant(", ".join(actions[:SHOWN]) + _more(len(actions) - SHOWN), resources, principal, conditional))
        for (resources, principal, conditional), actions in together.items()
    ]
    return "; ".join(found[:SHOWN]) + _more(len(found) - SHOWN)


def _more(count: int) -> str:
    return f" and {count} more" if count > 0 else ""
