"""Which box a piece belongs to: the role of a service's tasks, the listener of a load balancer."""

from collections.abc import Mapping

from review.model import Resource
from review.picture.kinds_pieces import ANY_ARGUMENT, kind_of, parent_type, place_of
from review.picture.links import Links


def owners(resources: Mapping[str, Resource], links: Links) -> dict[str, str]:
    """Address of a piece -> address of the resource, itself no piece, that it belongs to; not of those without one."""
    return _Owners(resources, links).all()


class _Owners:
    def __init__(self, resources: Mapping[str, Resource], links: Links) -> None:
        self._resources, self._links = resources, links
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
        candidates: dict[str, int] = {}
        seen = {resource.address}
        step, distance = [resource.address], 0
        while step:
            distance += 1
            reached = [near for address in step for near in self._nearer(self._resources[address]) if near not in seen]
            seen.update(reached)
            for near in reached:
                if near not in self._pieces:
                    candidates.setdefault(near, distance)
            step = sorted({near for near in reached if near in self._pieces})
        return min(candidates, key=lambda one: self._rank(resource, one, candidates[one]), default=None)

    def _nearer(self, piece: Resource) -> list[str]:
        """One step towards the owner: what the first telling argument refers to, or what refers to the piece."""
        arguments = kind_of(piece.type).owner
        if not arguments:
            return self._links.to(piece.address)
        return next((found for argument in arguments if (found := self._links.of(piece.address, argument))), [])

    def _rank(self, piece: Resource, address: str, distance: int) -> tuple[bool, bool, int, bool, int, str]:
        candidate = self._resources[address]
        return (
            kind_of(piece.type).owner == (ANY_ARGUMENT,) and candidate.type != parent_type(piece.type),
            bool(piece.component) and candidate.component != piece.component,
            distance,
            bool(kind_of(candidate.type).group),
            place_of(candidate.type),
            address,
        )
