"""What each type of resource is in the picture: a box of its own, one of a counted group, or a piece of another box."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Tier(StrEnum):
    """A band of the picture, from the top."""

    EDGE = "Edge"
    PUBLIC = "Public"
    PRIVATE = "Private"
    DATA = "Data"
    SERVERLESS = "Serverless"
    STORE = "Storage and secrets"
    OPERATIONS = "Operations"
    OTHER = "Other"


@dataclass(frozen=True, slots=True)
class Kind:
    """How resources of a type are drawn.

    A kind with neither `group` nor `owned` has a box for each resource. With `group` all of that group share one box.
    With `owned` a resource is a piece of the box that owns it, and goes to the box of `group` where no owner is found.
    """

    tier: Tier
    noun: str
    """In the singular: `log group`."""
    icon: str
    group: str = ""
    """The title of the group's box: `Logs`."""
    owned: bool = False
    standing: bool = False
    """Whether a piece that no box refers to is a box, rather than a piece of what else refers to it."""
    owner: tuple[str, ...] = ()
    """The arguments of a piece that refer to its owner, the first that is given decides. Without any, the owner is what
    refers to the piece."""


def box(tier: Tier, noun: str, icon: str) -> Kind:
    """A box for each."""
    return Kind(tier, noun, icon)


def grouped(tier: Tier, group: str, noun: str, icon: str) -> Kind:
    """A box for all."""
    return Kind(tier, noun, icon, group=group)


def piece(
    noun: str, *owner: str, group: str = "Settings", tier: Tier = Tier.OPERATIONS, icon: str = "settings"
) -> Kind:
    """A part of its owner's box; of the group's where it has no owner in the plan."""
    return Kind(tier, noun, icon, group=group, owned=True, owner=owner)


def plural(count: int, noun: str) -> str:
    """`1 log group`, `2 log groups`, `3 policies`."""
    if count == 1:
        return f"1 {noun}"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return f"{count} {noun[:-1]}ies"
    return f"{count} {noun}{'es' if noun.endswith(('s', 'x', 'ch', 'sh')) else 's'}"


UNKNOWN_ICON: Final = "unknown"
