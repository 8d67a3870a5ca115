"""Who a policy lets in, and which conditions keep others out."""

from collections.abc import Iterable
from typing import Final

from review.risk.iam import Conditions, Statement
from review.risk.openings import is_everyone as is_every_address

RESTRICTING: Final = frozenset(
    (
        *("aws:sourcearn", "aws:sourceaccount", "aws:sourceorgid", "aws:sourceorgpaths", "aws:sourceowner"),
        *("aws:principalarn", "aws:principalaccount", "aws:principalorgid", "aws:principalorgpaths", "aws:userid"),
        *("aws:sourcevpc", "aws:sourcevpce", "aws:sourceip", "aws:vpcsourceip", "aws:principalisawsservice"),
        *("aws:principalservicename", "kms:calleraccount", "s3:dataaccesspointaccount", "sts:externalid"),
        *("elasticfilesystem:accessedviamounttarget", "sns:endpoint"),
    )
)
"""Condition keys that only some can meet."""


def is_everyone(principal: str) -> bool:
    """Whether `AWS:*` or the like stands for everybody."""
    kind, _, name = principal.partition(":")
    return kind in ("AWS", "*") and name == "*"


def public(statements: Iterable[Statement]) -> list[Statement]:
    """The statements that allow something to everybody."""
    return [
        one
        for one in statements
        if one.allows
        and (one.principals.negated or any(map(is_everyone, one.principals.patterns)))
        and not _restricted(one.conditions)
    ]


def _restricted(conditions: Conditions) -> bool:
    """Whether conditions keep out at least somebody that nobody named."""
    for (operator, key), values in conditions.items():
        if key not in RESTRICTING or "Not" in operator or operator.endswith("IfExists") or "*" in values:
            continue
        if key == "aws:sourceip" and any(is_every_address(value) for value in values):
            continue
        return True
    return False
