"""Which box a piece belongs to: the role of a service's tasks, the listener of a load balancer."""

from collections.abc import Mapping
from typing import Final, TypeAlias

from review.model import Resource
from review.picture.kinds_pieces import ANY_ARGUMENT, kind_of, parent_type, place_of
from review.picture.links import Links

_Rank: TypeAlias = tuple[bool, bool, int, bool, int, str]
"""Not of the type that the piece is named after, of another component, steps away, a group, place, address."""
_FITS: Final = (False, False)
"""How the rank of what nothing farther away can beat begins."""
_FARTHEST: Final = 8
"""Steps; the longest way there is, from a policy over its attachment, role and task to the service, has five."""


def owners(resources: Mapping[str, Resource], links: Links) -> dict[str, str]:
    """Address of a piece -> address of the resource, itself no piece, that it belongs to; not of those without one."""
    return _Owners(resources, links).all()


class _Owners:
    def __init__(self, resources: Mapping[str, Resource], links: Links) -> None:
        self._resources, self._links = resources, links
        self._near: dict[str, list[str]] = {}
        self._pieces = {address for address, one in resources.items() if self._is_piece(one)}

    def all(self) -> dict[str, str]:
        found = (
            (address, self._owner(self._resources[address])) for address in self._resources if address in self._pieces
        )
        return {address: owner for address, owner in found if owner is not None}

    def _is_piece(self, resource: Resource) -> bool:
        kind = kind_of(resource.type)
        if not kind.standing:
            return kind.owned
        users = (kind_of(self._resources[user].type) for user in self._links.to(resource.address))
        return any(not user.owned and not user.group for user in users)

    def _owner(self, resource: Resource) -> str | None:
        """The best of what can be reached by stepping from piece to piece."""
        found: list[_Rank] = []
        seen = {resource.address}
        step = [resource.address]
        for distance in range(1, _FARTHEST + 1):
            reached = sorted({near for address in step for near in self._nearer(address)} - seen)
            seen.update(reached)
            found += [self._rank(resource, near, distance) for near in reached if near not in self._pieces]
            if not reached or any(rank[:2] == _FITS for rank in found):
                break
            step = [near for near in reached if near in self._pieces]
        return min(found)[-1] if found else None

    def _nearer(self, address: str) -> list[str]:
        """One step towards the owner: what the first telling argument refers to, or what refers to the piece."""
        if address not in self._near:
            arguments = kind_of(self._resources[address].type).owner
            named = (self._links.of(address, argument) for argument in arguments)
            self._near[address] = next(filter(None, named), []) if arguments else self._links.to(address)
        return self._near[address]

    def _rank(self, piece: Resource, address: str, distance: int) -> _Rank:
        candidate = self._resources[address]
        return (
            kind_of(piece.type).owner == (ANY_ARGUMENT,) and candidate.type != parent_type(piece.type),
            bool(piece.component) and candidate.component != piece.component,
            distance,
            bool(kind_of(candidate.type).group),
            place_of(candidate.type),
            address,
        )
