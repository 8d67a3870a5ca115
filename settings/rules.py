"""Rules between sections of an environment's settings.

A rule names the sections it needs as parameters and yields a complaint for each value that contradicts another one.
`load` runs it as soon as those sections are valid by themselves.
"""

import difflib
from collections.abc import Iterable, Iterator

from modules.alarms.inputs import GROUPS, AlarmsInputs, severities_used
from modules.base.inputs import shown
from modules.ecs_service.inputs import EcsServiceInputs
from modules.ecs_task.image import ecr_repository_arn
from modules.load_balancer.inputs import LoadBalancerInputs
from modules.network.inputs import NetworkInputs
from modules.parameters.inputs import ParameterInputs
from modules.rds_postgres.inputs import RdsPostgresInputs
from modules.rds_proxy.inputs import RdsProxyInputs
from modules.redis.inputs import RedisInputs
from modules.secrets.inputs import SecretInputs
from modules.topics.inputs import TopicInputs
from modules.tracing.inputs import AdotCollectorInputs, XrayDaemonInputs
from modules.user_pool.inputs import UserPoolInputs
from settings.complaints import Complaint

Services = dict[str, EcsServiceInputs]

# Component names of the other modules: a service of that name would get the same addresses.
COMPONENTS = (
    "alarms", "cache", "certificate", "cluster", "database", "database-proxy", "dns", "encryption-key",
    "load-balancer", "network", "parameters", "secrets", "topics", "tracing", "user-pool",
)  # fmt: skip


def zones_lie_in_the_region(region: str, network: NetworkInputs) -> Iterator[Complaint]:
    for index, zone in enumerate(network.availability_zones):
        if zone[:-1] != region:
            yield Complaint(
                ("network", "availability_zones", index), f"must be a zone of the region {region}, got {shown(zone)}"
            )


def services_have_names_of_their_own(services: Services) -> Iterator[Complaint]:
    for name in services:
        if name in COMPONENTS:
            yield Complaint(("services", name), "is the name of another part of the system; call the service otherwise")


def routes_have_priorities_of_their_own(services: Services) -> Iterator[Complaint]:
    first: dict[int, str] = {}
    for name, service in services.items():
        if service.route is None:
            continue
        other = first.setdefault(service.route.priority, name)
        if other != name:
            yield Complaint(
                ("services", name, "route", "priority"),
                f"must differ from that of services.{other}: the load balancer tries its rules in this order, "
                f"got {service.route.priority}",
            )


def paths_lead_to_one_service(services: Services) -> Iterator[Complaint]:
    first: dict[str, str] = {}
    for name, service in services.items():
        for index, pattern in enumerate(service.route.path_patterns if service.route else ()):
            other = first.setdefault(pattern, name)
            if other != name:
                yield Complaint(
                    ("services", name, "route", "path_patterns", index),
                    f"leads to services.{other} already, got {shown(pattern)}",
                )


def connections_lead_somewhere(
    services: Services, database: RdsPostgresInputs | None, cache: RedisInputs | None
) -> Iterator[Complaint]:
    present = {"database": database is not None, "cache": cache is not None}
    for name, service in services.items():
        for index, connection in enumerate(service.connects_to):
            if not present[connection]:
                yield Complaint(
                    ("services", name, "connects_to", index),
                    f"names the {connection}, but this environment has no {connection} section",
                )


def proxy_has_a_database(
    database: RdsPostgresInputs | None, database_proxy: RdsProxyInputs | None
) -> Iterator[Complaint]:
    if database_proxy is not None and database is None:
        yield Complaint(("database_proxy",), "has nothing to connect to: this environment has no database section")


def protected_data_has_backups(deletion_protection: bool, database: RdsPostgresInputs | None) -> Iterator[Complaint]:
    if deletion_protection and database is not None and database.backup_retention_days == 0:
        yield Complaint(
            ("database", "backup_retention_days"),
            "must be at least 1 when deletion_protection is true: what may not be deleted must not be lost, got 0",
        )


def given_variables_are_not_given_twice(
    services: Services,
    secrets: dict[str, SecretInputs],
    database: RdsPostgresInputs | None,
    cache: RedisInputs | None,
    user_pool: UserPoolInputs | None,
) -> Iterator[Complaint]:
    """What the stack puts into a task's environment would be hidden, or would hide a secret."""
    givers = {"DATABASE_": database, "REDIS_": cache, "COGNITO_": user_pool}
    prefixes = tuple(prefix for prefix, giver in givers.items() if giver is not None)
    if not prefixes:
        return
    message = f"must not begin with {', '.join(prefixes)}, which the stack gives to tasks itself"
    for name, service in services.items():
        for variable in service.environment:
            if variable.startswith(prefixes):
                yield Complaint(("services", name, "environment", variable), message)
    for variable in secrets:
        if variable.startswith(prefixes):
            yield Complaint(("secrets", variable), message)


def secrets_of_services_are_declared(services: Services, secrets: dict[str, SecretInputs]) -> Iterator[Complaint]:
    yield from _undeclared(services, "secrets", secrets)


def parameters_of_services_are_declared(
    services: Services, parameters: dict[str, ParameterInputs]
) -> Iterator[Complaint]:
    yield from _undeclared(services, "parameters", parameters)


def user_pool_exists_where_used(services: Services, user_pool: UserPoolInputs | None) -> Iterator[Complaint]:
    for name, service in services.items():
        if service.user_pool_admin and user_pool is None:
            yield Complaint(
                ("services", name, "user_pool_admin"),
                "must be false, or left out, because this environment has no user_pool section, got true",
            )


def sidecars_fit_beside_their_container(
    services: Services, tracing: XrayDaemonInputs | AdotCollectorInputs
) -> Iterator[Complaint]:
    for name, service in services.items():
        if service.tracing:
            for finding in service.sidecar_findings(tracing.cpu_units, tracing.memory_mib):
                yield Complaint(("services", name, *finding.path), str(finding))


def sidecar_image_can_be_pulled(
    services: Services, tracing: XrayDaemonInputs | AdotCollectorInputs, network: NetworkInputs
) -> Iterator[Complaint]:
    is_traced = any(service.tracing for service in services.values())
    reaches_the_internet = network.task_subnets == "public" or network.nat_gateway_count > 0
    if is_traced and not reaches_the_internet and ecr_repository_arn(tracing.image) is None:
        yield Complaint(
            ("tracing", "image"),
            "must lie in ECR, because without a NAT gateway tasks reach no other registry; copy it there, "
            f"got {shown(tracing.image)}",
        )


def deployments_have_a_test_listener(services: Services, load_balancer: LoadBalancerInputs) -> Iterator[Complaint]:
    moved = [name for name, service in services.items() if service.deployment.kind != "rolling"]
    if moved and load_balancer.test_listener_port is None:
        kind = services[moved[0]].deployment.kind
        yield Complaint(
            ("load_balancer", "test_listener_port"),
            f"is required when services.{moved[0]}.deployment.kind is {kind}: new tasks are tested there before they "
            "get requests",
        )


def severities_have_a_topic(
    alarms: AlarmsInputs,
    topics: dict[str, TopicInputs],
    database: RdsPostgresInputs | None,
    cache: RedisInputs | None,
) -> Iterator[Complaint]:
    """Without any topic the alarms only show their state, which is a choice; with some of them it is a gap."""
    absent = {"database": database is None, "cache": cache is None}
    missing = sorted(severities_used(alarms, [group for group in GROUPS if not absent.get(group)]) - set(topics))
    if topics and missing:
        yield Complaint(
            ("topics",),
            f"must have {', '.join(missing)}, which alarms are sent to, got {', '.join(topics)}",
        )


def placement_is_consistent(network: NetworkInputs, database: RdsPostgresInputs | None) -> Iterator[Complaint]:
    zones = network.task_availability_zone_count or len(network.availability_zones)
    if database is not None and database.multi_az and zones < 2:
        yield Complaint(
            ("network", "task_availability_zone_count"),
            "must be at least 2 when database.multi_az is true: the tasks would be lost with their only zone, got 1",
        )


def _undeclared(services: Services, section: str, declared: Iterable[str]) -> Iterator[Complaint]:
    for name, service in services.items():
        for index, wanted in enumerate(getattr(service, section)):
            if wanted in declared:
                continue
            near = difflib.get_close_matches(wanted, list(declared), n=1)
            hint = f"did you mean {near[0]}?" if near else "declare it there"
            yield Complaint(
                ("services", name, section, index), f"is not declared in {section}, got {shown(wanted)}; {hint}"
            )


RULES = (
    zones_lie_in_the_region,
    services_have_names_of_their_own,
    routes_have_priorities_of_their_own,
    paths_lead_to_one_service,
    connections_lead_somewhere,
    proxy_has_a_database,
    protected_data_has_backups,
    given_variables_are_not_given_twice,
    secrets_of_services_are_declared,
    parameters_of_services_are_declared,
    user_pool_exists_where_used,
    severities_have_a_topic,
    placement_is_consistent,
    sidecars_fit_beside_their_container,
    sidecar_image_can_be_pulled,
    deployments_have_a_test_listener,
)
