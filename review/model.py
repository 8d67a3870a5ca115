"""What a review talks about: a plan, read and made safe to show. Everything else in `review` works on these values.

No sensitive value is ever in them: `review.plan` puts SENSITIVE in its place while it reads.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import Any, Final, TypeAlias


class Mark(StrEnum):
    """Stands in for a value that cannot be shown."""

    SENSITIVE = "(sensitive)"
    UNKNOWN = "(known after apply)"
    ABSENT = "(absent)"


SENSITIVE: Final = Mark.SENSITIVE
UNKNOWN: Final = Mark.UNKNOWN
ABSENT: Final = Mark.ABSENT

Path: TypeAlias = tuple[str | int, ...]
"""Where a value is inside a resource: `("ingress", 0, "cidr_blocks")`."""


class Action(StrEnum):
    """What happens to one resource."""

    CREATE = "create"
    UPDATE = "update"
    REPLACE = "replace"
    DESTROY = "destroy"
    MOVE = "move"
    IMPORT = "import"
    FORGET = "forget"
    READ = "read"

    @property
    def sign(self) -> str:
        """One to three characters that say the same without colour: Terraform's own where it has one."""
        return _SIGNS[self]


_SIGNS: Final = {
    Action.CREATE: "+",
    Action.UPDATE: "~",
    Action.REPLACE: "-/+",
    Action.DESTROY: "-",
    Action.MOVE: ">",
    Action.IMPORT: "=",
    Action.FORGET: ".",
    Action.READ: "<=",
}


class Severity(IntEnum):
    """How much a finding matters. `critical` is data that cannot be had back, or a door open to everyone."""

    INFO = 0
    LOW = 1
    MEDIUM = 2
    HIGH = 3
    CRITICAL = 4

    def __str__(self) -> str:
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Resource:
    """A resource before or after the plan. `values` hold marks where a value is sensitive or not known yet."""

    address: str
    type: str
    name: str
    values: Mapping[str, Any]
    provider: str = "aws"
    """The provider's short name, `aws`, with its alias where it has one: `aws.recovery`."""
    module: str = ""
    """The address of the nested module, `module.network`, or nothing for the root."""
    index: str | int | None = None

    @property
    def component(self) -> str:
        """The `component` tag, or nothing."""
        tags = self.values.get("tags_all") or self.values.get("tags") or {}
        return str(tags.get("component", "")) if isinstance(tags, Mapping) else ""


@dataclass(frozen=True, slots=True)
class AttributeChange:
    """One value that differs. `before` or `after` is ABSENT where there is none."""

    path: Path
    before: Any
    after: Any
    forces_replacement: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """What happens to one resource, or has happened to it outside Terraform (in `Plan.drift`)."""

    address: str
    type: str
    action: Action
    before: Resource | None
    after: Resource | None
    attributes: tuple[AttributeChange, ...] = ()
    """What differs and matters, in the order of paths; empty for a create and a destroy."""
    folded: int = 0
    """How many differences were left out: same policy in other words, same set in another order, computed only."""
    previous_address: str | None = None
    import_id: str | None = None
    reason: str | None = None
    """Terraform's `action_reason`, such as `replace_because_cannot_update`."""
    create_before_destroy: bool = False
    deposed: str | None = None
    """The key of an old object that a replacement left behind and that goes away now; not in `Plan.before`."""

    @property
    def resource(self) -> Resource:
        """The resource as it will be, or as it was where it goes away."""
        found = self.after or self.before
        assert found is not None
        return found


@dataclass(frozen=True, slots=True)
class OutputChange:
    """An output of the root that changes. Sensitive values are SENSITIVE."""

    name: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole plan in the order of addresses."""

    changes: tuple[Change, ...]
    drift: tuple[Change, ...]
    outputs: tuple[OutputChange, ...]
    before: Mapping[str, Resource]
    """Every managed resource there is now, by address."""
    after: Mapping[str, Resource]
    """Every managed resource there will be, by address."""
    references: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Address without index -> the resources (addresses without index) its arguments refer to."""
    argument_references: Mapping[str, Mapping[str, frozenset[str]]] = field(default_factory=dict)
    """The same by top-level argument: a rule has a `security_group_id` and a `referenced_security_group_id`."""
    regions: Mapping[str, str] = field(default_factory=dict)
    """Provider, as `Resource.provider` has it -> its region, where the configuration says so."""
    terraform_version: str = ""
    no_ops: int = 0
    """Changes left out because nothing of them matters."""
    complete: bool = True
    """False where the plan says that it is partial (`-target`, deferred changes) or that it failed."""

    @property
    def does_something(self) -> bool:
        """Whether an apply would do anything, if only what does not matter."""
        return bool(self.outputs or self.no_ops) or any(change.action is not Action.READ for change in self.changes)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a resource comes from: `modules/redis/construct.py:40` and `envs/macro-ai/dev.tfvars:61`."""

    code: str | None = None
    settings: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a person should know before they apply. `reason` is one sentence, `advice` says what to do."""

    rule: str
    """Kebab-case id, unique among all rules: `database-destroyed`."""
    category: str
    """data loss, downtime, exposure, permissions, cost, blast radius, policy."""
    severity: Severity
    address: str
    reason: str
    advice: str
    path: Path = ()
    source: Source = Source()


@dataclass(frozen=True, slots=True)
class NotJudged:
    """Changes that the risk rules say nothing about, and why."""

    type: str
    reason: str
    addresses: tuple[str, ...]
