"""Rules between environments: the scales of a deployment can follow each other, and deployments share no name."""

from collections.abc import Iterator, Mapping, Sequence
from ipaddress import IPv4Network
from itertools import combinations, groupby
from typing import Any

from modules.base.inputs import shown
from settings.complaints import Complaint
from settings.environment import EnvironmentSettings
from settings.load import Loaded
from settings.problem import KeyPath, Problem

Environment = Loaded[EnvironmentSettings]

LASTING: Mapping[KeyPath, str] = {
    ("account_id",): "nothing moves to another account",
    ("region",): "nothing moves to another region",
    ("domain", "name"): "people know it by this name",
    ("domain", "hosted_zone_id"): "its records lie there",
    ("domain", "api_name"): "clients know it by this name",
    ("network", "cidr_block"): "everything in the network would be replaced",
    ("frontend", "kind"): "the address of the frontend would change",
    ("load_balancer", "internal"): "the load balancer would be replaced",
    ("user_pool", "domain_prefix"): "the address people sign in at would change",
}
"""What cannot change, come or go without the loss of data or an address, and why."""
LASTING_ONCE_THERE: Mapping[KeyPath, str] = {
    ("database", "database_name"): "the database would be replaced",
    ("database", "master_username"): "the database would be replaced",
    ("recovery_region", "region"): "the copies there would be lost",
}
"""The same for what a larger scale may add."""


def problems_between_environments(environments: Sequence[Environment]) -> list[Problem]:
    """What contradicts between environments, each where it differs from the first one that says something else."""
    ordered = sorted(environments, key=lambda one: (one.deployment, one.target))
    deployments = [list(scales) for _, scales in groupby(ordered, key=lambda one: one.deployment)]
    found = [problem for scales in deployments for problem in _between_scales(scales)]
    firsts = [scales[0] for scales in deployments]
    return [*found, *_names_of_two(firsts), *_tracing_names(firsts), *_networks_that_overlap(firsts)]


def _between_scales(scales: Sequence[Environment]) -> Iterator[Problem]:
    for key, why in LASTING.items():
        yield from _different([(one, _value(one, key)) for one in scales], key, why)
    for key, why in LASTING_ONCE_THERE.items():
        values = [(one, _value(one, key)) for one in scales]
        yield from _different([(one, value) for one, value in values if value is not None], key, why)
    kinds = [(one, _value(one, ("database", "kind"))) for one in scales]
    in_aws = [(one, kind) for one, kind in kinds if kind not in (None, "external_database")]
    yield from _different(in_aws, ("database", "kind"), "its data would be lost")
    yield from _zones(scales)
    yield from _controllers(scales)
    yield from _secrets(scales)


def _different(values: Sequence[tuple[Environment, Any]], key: KeyPath, why: str) -> Iterator[Problem]:
    """A problem for each environment whose value is not that of the first one."""
    for one, value in values:
        first, wanted = values[0]
        if value != wanted:
            yield _problem(one, key, f"must be {_shown(wanted)} {_as_in(first)}: {why}, got {_shown(value)}")


def _zones(scales: Sequence[Environment]) -> Iterator[Problem]:
    longest = max(scales, key=lambda one: len(one.settings.network.availability_zones))
    all_zones = longest.settings.network.availability_zones
    for one in scales:
        zones = one.settings.network.availability_zones
        if zones != all_zones[: len(zones)]:
            yield _problem(
                one,
                ("network", "availability_zones"),
                f"must be the first of {shown(all_zones)} {_as_in(longest)}: subnets are numbered in this order, "
                f"got {shown(zones)}",
            )


def _controllers(scales: Sequence[Environment]) -> Iterator[Problem]:
    for name in dict.fromkeys(name for one in scales for name in one.settings.services):
        having = [one for one in scales if name in one.settings.services]
        kinds = [one.settings.services[name].deployment.kind for one in having]
        for one, kind in zip(having, kinds, strict=True):
            if (kind == "rolling") != (kinds[0] == "rolling"):
                accepted = "rolling" if kinds[0] == "rolling" else "blue_green or canary"
                yield _problem(
                    one,
                    ("services", name, "deployment", "kind"),
                    f"must be {accepted} {_as_in(having[0])}: the service would be replaced, got {shown(kind)}",
                )


def _secrets(scales: Sequence[Environment]) -> Iterator[Problem]:
    having = {name: one for one in reversed(scales) for name in one.settings.secrets}
    for one in scales:
        for name, other in having.items():
            if name not in one.settings.secrets:
                yield _problem(one, ("secrets",), f"must have {name} {_as_in(other)}: its value would be lost")


def _names_of_two(deployments: Sequence[Environment]) -> Iterator[Problem]:
    """`deployments` are the first scale of each."""
    first: dict[str, Environment] = {}
    for one in deployments:
        for key, name in _names(one):
            other = first.setdefault(name, one)
            if other is not one:
                yield _problem(
                    one,
                    key,
                    f"must differ from that of {other.file.path}, as one name leads to one deployment; scales of the "
                    f"same one have the same deployed_as, got {shown(name)}",
                )


def _networks_that_overlap(deployments: Sequence[Environment]) -> Iterator[Problem]:
    for other, one in combinations(deployments, 2):
        block, taken = one.settings.network.cidr_block, other.settings.network.cidr_block
        near = (one.settings.account_id, one.settings.region) == (other.settings.account_id, other.settings.region)
        if near and IPv4Network(block).overlaps(IPv4Network(taken)):
            yield _problem(
                one,
                ("network", "cidr_block"),
                f"must not overlap that of {other.file.path}, {shown(taken)}: they could never be connected, "
                f"got {shown(block)}",
            )


def _names(one: Environment) -> Iterator[tuple[KeyPath, str]]:
    yield ("deployed_as",), one.deployment.name
    domain = one.settings.domain
    if domain.failover is None:
        yield ("domain", "name"), domain.name
    if domain.api_name is not None:
        yield ("domain", "api_name"), domain.api_name


def _tracing_names(environments: Sequence[Environment]) -> Iterator[Problem]:
    """X-Ray knows services by name in an account and region; two of one name would be drawn as one."""
    first: dict[tuple[str, str, str], Environment] = {}
    for one in environments:
        settings = one.settings
        if settings.tracing.environment_in_names or not any(service.tracing for service in settings.services.values()):
            continue
        other = first.setdefault((one.deployment.system, settings.account_id, settings.region), one)
        if other is not one:
            yield _problem(
                one,
                ("tracing", "environment_in_names"),
                f"must be true, as the services of {other.file.path} have the names without it in account "
                f"{settings.account_id} already, got false",
            )


def _problem(one: Environment, key: KeyPath, text: str) -> Problem:
    return one.file.problem(key, str(Complaint(key, text)))


def _as_in(other: Environment) -> str:
    return f"as in {other.file.path}, another scale of {other.deployment}"


def _value(one: Environment, key: KeyPath) -> Any:
    """The value at a key, None where a section on the way is missing or has no such field."""
    value: Any = one.settings
    for part in key:
        value = getattr(value, str(part), None)
    return value


def _shown(value: Any) -> str:
    return "left out" if value is None else shown(value)
