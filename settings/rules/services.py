"""Rules between services and what they use."""

import difflib
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from modules.base.inputs import Inputs, one_of, shown
from modules.bucket.inputs import BucketInputs, bucket_variable
from modules.dns.inputs import DomainInputs
from modules.ecs_service.inputs import EcsServiceInputs
from modules.ecs_task.image import ecr_repository_arn
from modules.external_service.inputs import ExternalServiceInputs
from modules.network.inputs import NetworkInputs
from modules.one_off_task.inputs import OneOffTaskInputs
from modules.parameters.inputs import ParameterInputs
from modules.secrets.inputs import SecretInputs
from modules.tracing.inputs import AdotCollectorInputs, XrayDaemonInputs
from modules.user_pool.inputs import UserPoolInputs
from settings.complaints import Complaint
from settings.problem import KeyPath

Services = dict[str, EcsServiceInputs]
Tasks = dict[str, OneOffTaskInputs]

# Component names of the other modules: a service of that name would get the same addresses.
COMPONENTS = (
    "alarms", "backup", "bucket-access-logs", "budget", "cache", "certificate", "cluster", "dashboard", "database",
    "database-proxy", "dns", "encryption-key", "frontend", "frontend-replication", "health-check", "load-balancer",
    "log-metrics", "network", "parameters", "previous", "recovery-region", "secrets", "topics", "tracing", "user-pool",
    "web-acl",
)  # fmt: skip
ALWAYS_GIVEN = ("AWS_REGION",)


def names_are_taken_once(
    services: Services,
    tasks: Tasks,
    external_services: dict[str, ExternalServiceInputs],
    buckets: dict[str, BucketInputs],
) -> Iterator[Complaint]:
    """Each is a component, whose name begins the addresses of its resources."""
    taken = {*COMPONENTS, *(f"{name}-replication" for name in buckets)}
    named = {"services": services, "tasks": tasks, "external_services": external_services, "buckets": buckets}
    for section, names in named.items():
        for name in names:
            if name in taken:
                yield Complaint((section, name), "has the name of another part of the system; call it otherwise")
            taken.add(name)


def tasks_have_the_image_of_a_service(services: Services, tasks: Tasks) -> Iterator[Complaint]:
    for name, task in tasks.items():
        if task.from_service not in services:
            yield Complaint(
                ("tasks", name, "from_service"), f"must be {one_of(tuple(services))}, got {shown(task.from_service)}"
            )


def secrets_of_tasks_are_declared(
    services: Services, tasks: Tasks, secrets: dict[str, SecretInputs]
) -> Iterator[Complaint]:
    yield from _undeclared(services, tasks, "secrets", secrets)


def parameters_of_tasks_are_declared(
    services: Services, tasks: Tasks, parameters: dict[str, ParameterInputs]
) -> Iterator[Complaint]:
    yield from _undeclared(services, tasks, "parameters", parameters)


def a_name_is_a_secret_or_a_parameter(
    secrets: dict[str, SecretInputs], parameters: dict[str, ParameterInputs]
) -> Iterator[Complaint]:
    for name in parameters:
        if name in secrets:
            yield Complaint(("parameters", name), "has the name of a secret; call it otherwise")


def user_pool_exists_where_used(services: Services, user_pool: UserPoolInputs | None) -> Iterator[Complaint]:
    for name, service in services.items():
        if service.user_pool_admin and user_pool is None:
            yield Complaint(
                ("services", name, "user_pool_admin"),
                "must be false, or left out, because this environment has no user_pool section, got true",
            )


def given_variables_are_not_given_twice(
    services: Services,
    secrets: dict[str, SecretInputs],
    database: Inputs | None,
    cache: Inputs | None,
    user_pool: UserPoolInputs | None,
    buckets: dict[str, BucketInputs],
) -> Iterator[Complaint]:
    """What the stack puts into a task's environment would be hidden, or would hide a secret."""
    givers = {"DATABASE_": database, "REDIS_": cache, "COGNITO_": user_pool}
    prefixes = tuple(prefix for prefix, giver in givers.items() if giver is not None)
    bucket_variables = [bucket_variable(name) for name in buckets]
    chosen: list[KeyPath] = [
        ("services", name, "environment", variable)
        for name, service in services.items()
        for variable in service.environment
    ]
    chosen += [("secrets", variable) for variable in secrets]
    for key in chosen:
        if prefixes and str(key[-1]).startswith(prefixes):
            yield Complaint(key, f"must not begin with {', '.join(prefixes)}, which the stack gives to tasks itself")
        elif key[-1] in bucket_variables:
            yield Complaint(key, "must be called otherwise: the stack gives tasks the name of a bucket in it")
        elif key[-1] in ALWAYS_GIVEN:
            yield Complaint(key, "must be left out: the stack gives it to every task")


def people_come_back_to_the_system(user_pool: UserPoolInputs | None, domain: DomainInputs) -> Iterator[Complaint]:
    """Where people land after signing in or out: an address of another environment is left over from a copy."""
    if user_pool is None:
        return
    for field in ("callback_urls", "logout_urls"):
        for index, url in enumerate(getattr(user_pool, field)):
            host = urlsplit(url).hostname or ""
            if host != "localhost" and not any(f".{host}".endswith(f".{name}") for name in domain.names):
                yield Complaint(
                    ("user_pool", field, index),
                    f"must lead to {domain.name}, another name of domain, or localhost, got {shown(url)}",
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


def _undeclared(services: Services, tasks: Tasks, section: str, declared: Iterable[str]) -> Iterator[Complaint]:
    for users, tasks_or_services in (("services", services), ("tasks", tasks)):
        for name, user in tasks_or_services.items():
            for index, wanted in enumerate(getattr(user, section)):
                if wanted in declared:
                    continue
                near = difflib.get_close_matches(wanted, list(declared), n=1)
                hint = f"did you mean {near[0]}?" if near else "declare it there"
                yield Complaint(
                    (users, name, section, index), f"is not declared in {section}, got {shown(wanted)}; {hint}"
                )


RULES = (
    names_are_taken_once,
    tasks_have_the_image_of_a_service,
    secrets_of_tasks_are_declared,
    parameters_of_tasks_are_declared,
    a_name_is_a_secret_or_a_parameter,
    user_pool_exists_where_used,
    people_come_back_to_the_system,
    given_variables_are_not_given_twice,
    sidecars_fit_beside_their_container,
    sidecar_image_can_be_pulled,
)
