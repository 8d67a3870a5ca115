"""IAM policies compared: what one allows that the other does not.

What AWS evaluates further (service control policies, session policies, the policies at the other end) is not looked at.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from review.documents import normal_policy
from review.risk.globs import Globs

NEGATIVE: Final = "Not"
"""Part of the names of condition operators that more values make stricter."""
Conditions: TypeAlias = Mapping[tuple[str, str], frozenset[str]]
"""(operator, key) -> values."""


@dataclass(frozen=True)
class Statement:
    """One statement: principals x actions x resources under conditions. No principals: whoever has the policy."""

    allows: bool
    principals: Globs
    actions: Globs
    resources: Globs
    conditions: Conditions

    def covers(self, other: "Statement") -> bool:
        """Whether everything that the other one is about is in this one too."""
        return (
            all(self.principals.cover(one) for one in other.principals.parts())
            and all(self.actions.cover(one) for one in other.actions.parts())
            and all(self.resources.cover(one) for one in other.resources.parts())
            and is_weaker(self.conditions, other.conditions)
        )


@dataclass(frozen=True, slots=True, order=True)
class Grant:
    """What is allowed: an action, on resources, to a principal if the policy names any."""

    action: str
    resources: tuple[str, ...]
    principal: str = ""
    conditional: bool = False

    def __str__(self) -> str:
        listed = ", ".join(self.resources[:2])
        more = f" and {len(self.resources) - 2} more" if len(self.resources) > 2 else ""
        where = f" on {listed}{more}" if listed else ""
        to = f" to {self.principal.partition(':')[2]}" if self.principal else ""
        return f"{self.action}{where}{to}{' under a condition' if self.conditional else ''}"


def statements(policy: Mapping[str, Any]) -> list[Statement]:
    """The statements of a policy that have both an effect and actions."""
    return [
        _statement(one)
        for one in normal_policy(policy)["Statement"]
        if isinstance(one, Mapping) and one.get("Effect") in ("Allow", "Deny")
    ]


def new_grants(before: Iterable[Statement], after: Iterable[Statement]) -> list[Grant]:
    """What `after` allows and `before` did not, without what `after` denies to everybody always."""
    old, new = list(before), list(after)
    allowed = [one for one in old if one.allows]
    denied = [one for one in new if not one.allows and not one.conditions]
    return sorted(
        {
            grant
            for statement in new
            if statement.allows and not any(one.covers(statement) for one in allowed)
            for grant in _uncovered(statement, allowed, denied)
        }
    )


def lost_denials(before: Iterable[Statement], after: Iterable[Statement]) -> list[Grant]:
    """What `before` denied and `after` does not."""
    kept = [one for one in after if not one.allows]
    return sorted(
        {
            grant
            for statement in before
            if not statement.allows and not any(one.covers(statement) for one in kept)
            for grant in _uncovered(statement, kept, [])
        }
    )


def _uncovered(statement: Statement, known: Iterable[Statement], denied: Iterable[Statement]) -> Iterator[Grant]:
    """The parts of a statement that neither any known one allows nor any denial takes back."""
    weaker = [one for one in known if is_weaker(one.conditions, statement.conditions)]
    boxes = [*weaker, *denied]
    resources = list(statement.resources.parts())
    within = [{part for part in resources if box.resources.cover(part)} for box in boxes]
    for principal in statement.principals.parts():
        near = [index for index, box in enumerate(boxes) if within[index] and box.principals.cover(principal)]
        for action in statement.actions.parts():
            covered = set().union(*(within[index] for index in near if boxes[index].actions.cover(action)))
            left = tuple(str(part) for part in resources if part not in covered)
            if left:
                yield Grant(str(action), left, str(principal), bool(statement.conditions))


def is_weaker(weaker: Conditions, stricter: Conditions) -> bool:
    """Whether every request that meets the stricter conditions meets the weaker ones, as far as can be told."""
    return all(
        test in stricter and (stricter[test] >= values if NEGATIVE in test[0] else stricter[test] <= values)
        for test, values in weaker.items()
    )


def _statement(statement: Mapping[str, Any]) -> Statement:
    conditions = statement.get("Condition")
    return Statement(
        allows=statement["Effect"] == "Allow",
        principals=_principals(statement),
        actions=Globs.of(statement, "Action", "NotAction", fold=True),
        resources=Globs.of(statement, "Resource", "NotResource"),
        conditions={
            (operator, key.lower()): frozenset(values)
            for operator, tests in (conditions.items() if isinstance(conditions, Mapping) else ())
            if isinstance(tests, Mapping)
            for key, values in tests.items()
        },
    )


def _principals(statement: Mapping[str, Any]) -> Globs:
    for name in ("Principal", "NotPrincipal"):
        found = statement.get(name)
        if isinstance(found, Mapping):
            listed = tuple(f"{kind}:{_whole_account(one)}" for kind, all_of in found.items() for one in all_of)
            return Globs(listed, negated=name == "NotPrincipal")
    return Globs(("",))


def _whole_account(principal: str) -> str:
    """An account's root stands for everyone in it."""
    return f"{principal.removesuffix(':root')}:*" if principal.endswith(":root") else principal
