"""Every rule, applied to everything that there will be after a plan."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from review.model import Finding, Plan, Resource, Source
from review.policy import encryption, logging, protection, secrets, tags
from review.policy.rule import PolicyRule
from review.policy.scene import Scene

RULES: Final[tuple[PolicyRule, ...]] = (
    *encryption.RULES,
    *logging.RULES,
    *protection.RULES,
    *secrets.RULES,
    *tags.RULES,
)
CATEGORY: Final = "policy"


def check(plan: Plan, sources: Mapping[str, Source], rules: Sequence[PolicyRule] = RULES) -> Iterator[Finding]:
    """A finding for each breach, in the order of rules and addresses."""
    scene = Scene(plan)
    for rule in rules:
        for resource in scene.of_type(*rule.types) if rule.types else plan.after.values():
            for breach in rule.judge(resource, scene):
                yield Finding(
                    rule=rule.id,
                    category=CATEGORY,
                    severity=rule.severity,
                    address=resource.address,
                    reason=f"{_what(resource)} {breach.reason}.",
                    advice=rule.advice,
                    path=breach.path,
                    source=sources.get(resource.address, Source()),
                )


def _what(resource: Resource) -> str:
    """`The db_instance` of aws_db_instance.database."""
    return f"The {resource.type.partition('_')[2].replace('_', ' ') or resource.type}"
