"""Rules about the way of a request: names, paths, listeners, and the services they lead to."""

import re
from collections.abc import Iterator
from itertools import permutations

from modules.amplify_site.inputs import AmplifySiteInputs
from modules.base.inputs import one_of, shown
from modules.dns.inputs import DomainInputs
from modules.ecs_service.inputs import EcsServiceInputs
from modules.ecs_service.route import RouteInputs
from modules.load_balancer.inputs import LoadBalancerInputs
from modules.static_site.inputs import StaticSiteInputs
from settings.complaints import Complaint
from settings.problem import KeyPath

Services = dict[str, EcsServiceInputs]
Frontend = StaticSiteInputs | AmplifySiteInputs

WILDCARDS = {"*": ".*", "?": "."}


def routes_have_priorities_of_their_own(services: Services) -> Iterator[Complaint]:
    first: dict[int, str] = {}
    for name, route in _routes(services):
        other = first.setdefault(route.priority, name)
        if other != name:
            yield Complaint(
                ("services", name, "route", "priority"),
                f"must differ from that of services.{other}: the load balancer tries its rules in this order, "
                f"got {route.priority}",
            )


def paths_lead_to_one_service(services: Services) -> Iterator[Complaint]:
    first: dict[str, str] = {}
    for name, route in _routes(services):
        for index, pattern in enumerate(route.path_patterns):
            other = first.setdefault(pattern, name)
            if other != name:
                yield Complaint(
                    ("services", name, "route", "path_patterns", index),
                    f"leads to services.{other} already, got {shown(pattern)}",
                )


def narrow_paths_come_before_wide_ones(services: Services) -> Iterator[Complaint]:
    for (name, route), (other, earlier) in permutations(_routes(services), 2):
        if earlier.priority >= route.priority or not _same_hosts(route, earlier):
            continue
        for pattern in route.path_patterns:
            wider = next((wide for wide in earlier.path_patterns if wide != pattern and _covers(wide, pattern)), None)
            if wider is not None:
                yield Complaint(
                    ("services", name, "route", "priority"),
                    f"must be less than that of services.{other}, {earlier.priority}: its {wider} takes all requests "
                    f"for {pattern}, got {route.priority}",
                )


def hosts_have_the_certificate(services: Services, domain: DomainInputs) -> Iterator[Complaint]:
    names = (*domain.names, *([domain.api_name] if domain.api_name else []))
    for name, route in _routes(services):
        for index, host in enumerate(route.host_names):
            if host not in names:
                yield Complaint(
                    ("services", name, "route", "host_names", index),
                    f"must be {one_of(names)}, the names that domain has, got {shown(host)}",
                )


def what_the_frontend_passes_on_reaches_a_service(services: Services, frontend: Frontend | None) -> Iterator[Complaint]:
    known = [pattern for _, route in _routes(services) for pattern in route.path_patterns]
    for key, pattern in _passed_on(frontend):
        if not any(_covers(pattern, path) or _covers(path, pattern) for path in known):
            yield Complaint(
                key, f"leads to no service, whose paths are {', '.join(known) or 'none'}, got {shown(pattern)}"
            )


def deployments_have_a_test_listener(services: Services, load_balancer: LoadBalancerInputs) -> Iterator[Complaint]:
    moved = [name for name, service in services.items() if service.deployment.kind != "rolling"]
    port = load_balancer.test_listener_port
    if moved and port is None:
        kind = services[moved[0]].deployment.kind
        yield Complaint(
            ("load_balancer", "test_listener_port"),
            f"is required when services.{moved[0]}.deployment.kind is {kind}: new tasks are tested there before they "
            "get requests",
        )
    elif not moved and port is not None:
        yield Complaint(
            ("load_balancer", "test_listener_port"),
            f"must be left out: every deployment is rolling, which shows nothing there, got {port}",
        )


def _routes(services: Services) -> Iterator[tuple[str, RouteInputs]]:
    return ((name, service.route) for name, service in services.items() if service.route is not None)


def _same_hosts(route: RouteInputs, earlier: RouteInputs) -> bool:
    """Whether every request for the hosts of `route` is one for those of `earlier`."""
    return not earlier.host_names or (bool(route.host_names) and {*route.host_names} <= {*earlier.host_names})


def _covers(wide: str, narrow: str) -> bool:
    """Whether every path that matches `narrow` matches `wide` too."""
    expression = "".join(WILDCARDS.get(character, re.escape(character)) for character in wide)
    return re.fullmatch(expression, narrow.replace("?", "*"), re.DOTALL) is not None


def _passed_on(frontend: Frontend | None) -> Iterator[tuple[KeyPath, str]]:
    if isinstance(frontend, StaticSiteInputs) and frontend.api is not None:
        for index, pattern in enumerate(frontend.api.path_patterns):
            yield ("frontend", "api", "path_patterns", index), pattern
    elif isinstance(frontend, AmplifySiteInputs):
        for index, path in enumerate(frontend.api_paths):
            yield ("frontend", "api_paths", index), f"{path}*"


RULES = (
    routes_have_priorities_of_their_own,
    paths_lead_to_one_service,
    narrow_paths_come_before_wide_ones,
    hosts_have_the_certificate,
    what_the_frontend_passes_on_reaches_a_service,
    deployments_have_a_test_listener,
)
