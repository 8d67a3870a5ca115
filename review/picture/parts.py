"""Every resource of a plan in exactly one part of the picture."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from review.model import Action, Plan, Resource
from review.picture.facts import facts
from review.picture.groups import limited, wording
from review.picture.kinds import Kind, Tier
from review.picture.kinds_pieces import VPC, kind_of, place_of
from review.picture.links import Links
from review.picture.names import name, shared_prefix, short, titled
from review.picture.network import Network
from review.picture.owners import owners
from review.picture.part import IN_VPC, Part, Parts
from review.weight import counts, heaviest

_BY_SUBNET = (Tier.PUBLIC, Tier.PRIVATE, Tier.SERVERLESS)


def parts(plan: Plan) -> Parts:
    """Sorts every resource that there is before or after the plan into a part."""
    actions = {change.address: change.action for change in plan.changes if not change.deposed}
    gone = (address for address, action in actions.items() if action in (Action.DESTROY, Action.FORGET))
    resources = dict(sorted({**{one: plan.before[one] for one in gone if one in plan.before}, **plan.after}.items()))
    links = Links(plan, resources)
    return replace(_Sorting(resources, links, Network(resources, links), actions).parts(), regions=plan.regions)


class _Sorting:
    def __init__(
        self, resources: Mapping[str, Resource], links: Links, network: Network, actions: Mapping[str, Action]
    ) -> None:
        self._resources, self._links, self._network, self._actions = resources, links, network, actions
        self._prefix = shared_prefix(name(one) for one in resources.values() if not kind_of(one.type).owned)
        self._owners = owners(resources, links)
        self._pieces: dict[str, list[str]] = defaultdict(list)
        for address, owner in self._owners.items():
            self._pieces[owner].append(address)

    def parts(self) -> Parts:
        groups: dict[tuple[Tier, str, str, str], list[str]] = defaultdict(list)
        boxes: list[Part] = []
        frames: dict[str, Part] = {}
        for address, resource in self._resources.items():
            kind = kind_of(resource.type)
            if address in self._owners:
                continue
            if kind.group:
                groups[kind.tier, kind.group, *self._place(address, kind.tier)].append(address)
            elif resource.type == VPC:
                frames[address] = self._box(resource, kind)
            else:
                boxes.append(self._box(resource, kind))
        boxes = limited(boxes, self._resources)
        boxes += [self._group(*key, addresses) for key, addresses in groups.items()]
        boxes.sort(key=self._order)
        return Parts(
            resources=self._resources,
            links=self._links,
            network=self._network,
            boxes=tuple(boxes),
            frames=frames,
            actions=self._actions,
            prefix=self._prefix,
            by_address={address: part for part in (*boxes, *frames.values()) for address in part.addresses},
        )

    def _order(self, part: Part) -> tuple[int, str, int, str, str]:
        place = place_of(self._resources[part.members[0]].type)
        return (list(Tier).index(part.tier), part.region, place, part.title, part.key)

    def _box(self, resource: Resource, kind: Kind) -> Part:
        pieces = tuple(self._pieces[resource.address])
        subnets = self._network.subnets_of(resource.address)
        tier = kind.tier
        if subnets and tier in _BY_SUBNET:
            tier = Tier.PUBLIC if all(one.tier is Tier.PUBLIC for one in subnets) else Tier.PRIVATE
        vpc, region = self._place(resource.address, tier)
        title, subtitle = titled(short(name(resource), self._prefix), kind.noun, self._prefix)
        part = Part(
            key=resource.address,
            tier=tier,
            title=title,
            subtitle=subtitle,
            icon=kind.icon,
            members=(resource.address,),
            pieces=pieces,
            facts=facts(resource, [self._resources[piece] for piece in pieces]),
            vpc=vpc,
            zones=tuple(sorted({one.zone for one in subnets if one.zone and one.vpc == vpc})),
            region=region,
        )
        return self._judged(part)

    def _group(self, tier: Tier, group: str, vpc: str, region: str, addresses: Sequence[str]) -> Part:
        members = [self._resources[address] for address in addresses]
        title, subtitle, listed = wording(members, tier, group, self._prefix)
        part = Part(
            key=f"group {tier} {group} {vpc} {region}",
            tier=tier,
            title=title,
            subtitle=subtitle,
            icon=kind_of(members[0].type).icon,
            members=tuple(addresses),
            pieces=tuple(piece for address in addresses for piece in self._pieces[address]),
            facts=listed,
            vpc=vpc,
            region=region,
        )
        return self._judged(part)

    def _place(self, address: str, tier: Tier) -> tuple[str, str]:
        """The VPC and the region of a resource."""
        provider = self._resources[address].provider
        region = provider if provider.startswith("aws.") and tier is not Tier.EDGE else ""
        if tier not in IN_VPC:
            return "", region
        found = [one.vpc for one in self._network.subnets_of(address)] or self._links.of_type(address, VPC)
        if not found:
            found = [vpc for vpc in self._network.vpcs if self._resources[vpc].provider == provider]
            found = found if len(found) == 1 else []
        return (found[0] if found else ""), region

    def _judged(self, part: Part) -> Part:
        of_members = [self._actions.get(address) for address in part.members]
        acted = [action for action in map(self._actions.get, part.addresses) if action is not None]
        action = heaviest(action for action in of_members if action is not None) or heaviest(acted)
        return replace(
            part,
            action=action,
            whole=action is not None and set(of_members) == {action},
            counts=counts(acted),
        )
