"""What rules ask about the rest of a plan."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from review.configuration import without_index
from review.model import Plan, Resource
from review.risk.openings import Opening, group_of, openings
from review.risk.subject import text

ACCOUNT: Final = re.compile(r"\b\d{12}\b")
HOLDERS: Final = ("role", "user", "group", "roles", "users", "groups")


@dataclass(frozen=True)
class Surroundings:
    """A plan, with what rules look up in it prepared once."""

    plan: Plan

    def referred(self, address: str, argument: str, type: str) -> Resource | None:
        """The resource of a type, after the plan, that an argument refers to; None unless it is exactly one."""
        targets = self.plan.argument_references.get(without_index(address), {}).get(argument, ())
        found = [one for target in targets for one in self._after.get(target, ()) if one.type == type]
        return found[0] if len(found) == 1 else None

    def belongs_to_new(self, address: str) -> bool | None:
        """Whether what a resource is a part of is created by this plan: a rule's group, a policy's role.

        Of a managed policy that is who it is attached to. None where the configuration does not say it.
        """
        plain = without_index(address)
        wholes = self._holders.get(plain) or self.plan.references.get(plain)
        return any(one in self._after and one not in self._before for one in wholes) if wholes else None

    def is_set(self, address: str, argument: str) -> bool:
        """Whether an argument whose value is not known yet refers to something, as far as that is known."""
        arguments = self.plan.argument_references.get(without_index(address))
        return arguments is None or argument in arguments

    @cached_property
    def roles_before(self) -> frozenset[str]:
        """The names of the IAM roles there are."""
        return frozenset(text(one.values, "name") for one in self.plan.before.values() if one.type == "aws_iam_role")

    def is_foreign(self, principal: str) -> bool:
        """Whether `AWS:arn:aws:iam::123456789012:...` is of another account than everything in the plan."""
        account = ACCOUNT.search(principal)
        return account is not None and bool(self.accounts) and account[0] not in self.accounts

    @cached_property
    def accounts(self) -> frozenset[str]:
        """The accounts that the plan's resources are in, as far as they are known."""
        resources = (*self.plan.before.values(), *self.plan.after.values())
        parts = (text(one.values, "arn").split(":") for one in resources)
        return frozenset(part[4] for part in parts if len(part) > 5 and ACCOUNT.fullmatch(part[4]))

    @cached_property
    def _holders(self) -> dict[str, frozenset[str]]:
        """Managed policy -> the roles, users and groups that it is attached to, all without index."""
        found: dict[str, frozenset[str]] = {}
        for arguments in self.plan.argument_references.values():
            for policy in arguments.get("policy_arn", ()):
                for name in HOLDERS:
                    found[policy] = found.get(policy, frozenset()) | arguments.get(name, frozenset())
        return found

    @cached_property
    def open_before(self) -> dict[str, list[Opening]]:
        """Id of a security group -> what it and its rules open to everyone now."""
        found: dict[str, list[Opening]] = {}
        for resource in self.plan.before.values():
            for opening in openings(resource):
                found.setdefault(group_of(resource), []).append(opening)
        return found

    @cached_property
    def _after(self) -> dict[str, list[Resource]]:
        return _by_plain_address(self.plan.after.values())

    @cached_property
    def _before(self) -> dict[str, list[Resource]]:
        return _by_plain_address(self.plan.before.values())


def _by_plain_address(resources: Iterable[Resource]) -> dict[str, list[Resource]]:
    found: dict[str, list[Resource]] = {}
    for resource in resources:
        found.setdefault(without_index(resource.address), []).append(resource)
    return found
