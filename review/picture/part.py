"""A box of the picture, and all boxes of a plan."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from review.model import Action, Resource
from review.picture.fact import Fact
from review.picture.kinds import Tier
from review.picture.links import Links
from review.picture.network import Network

IN_VPC: Final = (Tier.PUBLIC, Tier.PRIVATE, Tier.DATA)
"""The tiers that a VPC's frame holds."""


@dataclass(frozen=True, slots=True)
class Part:
    """A box of the picture, or a VPC's frame."""

    key: str
    """The address, or `group` and what is grouped."""
    tier: Tier
    title: str
    subtitle: str
    """What it is, `ECS service`, or its name where the title says what it is; nothing where that is all."""
    icon: str
    members: tuple[str, ...]
    """The addresses that the box stands for; one, unless it is a group."""
    pieces: tuple[str, ...] = ()
    """The addresses that belong to the members."""
    facts: tuple[Fact, ...] = ()
    action: Action | None = None
    """What happens to the members, the heaviest where they differ; to the pieces where nothing does to the members."""
    whole: bool = False
    """Whether the action is that of all members."""
    counts: Mapping[Action, int] = field(default_factory=dict)
    """How many members and pieces have which action."""
    vpc: str = ""
    zones: tuple[str, ...] = ()
    region: str = ""
    """The alias of the provider, where it has one: `aws.recovery`."""

    @property
    def addresses(self) -> tuple[str, ...]:
        return self.members + self.pieces


@dataclass(frozen=True)
class Parts:
    """All parts of a plan and what they were made from."""

    resources: Mapping[str, Resource]
    links: Links
    network: Network
    boxes: tuple[Part, ...]
    frames: Mapping[str, Part]
    """VPC's address -> its part."""
    actions: Mapping[str, Action]
    prefix: str
    """What all names begin with; titles are without it."""
    by_address: Mapping[str, Part]
    regions: Mapping[str, str] = field(default_factory=dict)
    """Provider -> its region, where that is known."""
