"""What a box says about a resource, and short spellings of it."""

from collections.abc import Callable, Iterable, Sequence
from typing import Final, NamedTuple, TypeAlias

from review.model import Resource
from review.picture.kinds import plural
from review.picture.values import number, text

_CPU_UNITS_PER_VCPU: Final = 1024
_MIB_PER_GIB: Final = 1024


class Fact(NamedTuple):
    """A value and what it is: `db.r6g.large`, `instance class`. Without a value it is not shown."""

    value: str
    caption: str


Pieces: TypeAlias = Sequence[Resource]
Describe: TypeAlias = Callable[[Resource, Pieces], list[Fact]]
"""From a resource and the pieces of its box to facts, the most telling first."""


def size(task: Resource | None) -> str:
    """`0.5 vCPU, 1 GiB` of a task definition."""
    cpu_units, memory_mib = number(task, "cpu"), number(task, "memory")
    if not cpu_units or not memory_mib:
        return ""
    return f"{cpu_units / _CPU_UNITS_PER_VCPU:g} vCPU, {memory_mib / _MIB_PER_GIB:g} GiB"


def between(low: str, high: str, unit: str = "") -> str:
    """`2 to 10 nodes`; nothing unless both ends are known."""
    return f"{low} to {high} {unit}".strip() if low and high else ""


def counted(resource: Resource, argument: str, noun: str) -> str:
    """`3 tasks`; nothing where the number is not known."""
    count = number(resource, argument)
    return plural(int(count), noun) if count is not None else ""


def engine(resource: Resource) -> str:
    """`postgres 16`."""
    return f"{text(resource, 'engine')} {text(resource, 'engine_version')}".strip()


def first(pieces: Pieces, terraform_type: str) -> Resource | None:
    """The first piece of a type."""
    return next((piece for piece in pieces if piece.type == terraform_type), None)


def distinct(values: Iterable[str]) -> str:
    """All different values, sorted."""
    return ", ".join(sorted({value for value in values if value}))
