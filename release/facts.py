"""What a release has to know of an environment. Names follow from the settings, so nothing is looked up."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from modules.aurora_postgres.inputs import AuroraPostgresInputs
from modules.ecs_service.inputs import EcsServiceInputs
from modules.ecs_service.route import Front
from modules.rds_postgres.inputs import RdsPostgresInputs
from modules.static_site.inputs import StaticSiteInputs
from settings.environment import EnvironmentSettings
from settings.target import Target

Strategy = Literal["rolling", "blue_green", "canary"]
CONTROLLERS: Mapping[Strategy, str] = {"rolling": "ECS", "blue_green": "CODE_DEPLOY", "canary": "CODE_DEPLOY"}


@dataclass(frozen=True)
class HealthUrl:
    """Where people would ask whether a service is well, and which HTTP codes say so."""

    url: str
    success_codes: str


@dataclass(frozen=True)
class Service:
    """An ECS service: `api`, which ECS knows as `macro-ai-dev-api`."""

    name: str
    ecs_name: str
    strategy: Strategy
    image: str
    """The image that the tfvars file names."""
    port: int | None = None
    health: HealthUrl | None = None
    """None where no request from outside reaches the health check's path."""

    @property
    def container(self) -> str:
        """The container in its task definition that runs the image."""
        return self.name


@dataclass(frozen=True)
class Task:
    """A one-off task that each release runs, such as a migration."""

    name: str
    parameter: str
    """The parameter that holds its request of RunTask."""
    from_service: str
    """The service whose image it runs."""
    timeout_seconds: int

    @property
    def container(self) -> str:
        """The container in its task definition that runs the image."""
        return self.name


@dataclass(frozen=True)
class Database:
    """What a snapshot is taken of."""

    identifier: str
    is_cluster: bool


@dataclass(frozen=True)
class Facts:
    """One environment."""

    target: str
    account_id: str
    region: str
    name: str
    """What the names of its resources begin with, and its cluster's name."""
    parameter_path: str
    services: Mapping[str, Service]
    tasks: tuple[Task, ...] = ()
    """In the order of the tfvars file, which is the order they run in."""
    database: Database | None = None
    """Only where the settings ask for a snapshot before each release."""
    health_keys: tuple[str, ...] = ()
    """What the answer of a health check must have, beside a good status."""

    @property
    def cluster(self) -> str:
        return self.name


def facts(target: Target, settings: EnvironmentSettings) -> Facts:
    """From the checked settings of an environment."""
    deployment = settings.deployment(target)
    services = {name: _service(name, inputs, settings, deployment.name) for name, inputs in settings.services.items()}
    return Facts(
        target=target.id,
        account_id=settings.account_id,
        region=settings.region,
        name=deployment.name,
        parameter_path=deployment.parameter_path,
        services=services,
        tasks=tuple(
            Task(name, f"{deployment.parameter_path}tasks/{name}", inputs.from_service, inputs.timeout_seconds)
            for name, inputs in settings.tasks.items()
            if inputs.runs == "before_deployment"
        ),
        database=_database(settings, deployment.name) if settings.release.snapshot_before else None,
        health_keys=settings.release.health_keys,
    )


def _service(name: str, inputs: EcsServiceInputs, settings: EnvironmentSettings, prefix: str) -> Service:
    front = inputs.front
    return Service(
        name=name,
        ecs_name=f"{prefix}-{name}",
        strategy=inputs.deployment.kind,
        image=inputs.image,
        port=inputs.container_port,
        health=None if front is None else _health(front, settings),
    )


def _health(front: Front, settings: EnvironmentSettings) -> HealthUrl | None:
    """None where requests from outside do not reach the path: through the distribution, or the load balancer itself."""
    path, frontend, domain = front.health_check.path, settings.frontend, settings.domain
    if not any(matches(pattern, path) for pattern in front.route.path_patterns):
        return None
    host = next(iter(front.route.host_names), None) or domain.api_name or domain.name
    if isinstance(frontend, StaticSiteInputs):
        passed_on = frontend.api.path_patterns if frontend.api else ()
        if not any(matches(pattern, path) for pattern in passed_on):
            return None
    elif settings.load_balancer.internal:
        return None
    return HealthUrl(f"https://{host}{path}", front.health_check.success_codes)


def matches(pattern: str, path: str) -> bool:
    """Whether a path pattern of the load balancer takes this path: * is any text, ? any character."""
    expression = "".join({"*": ".*", "?": "."}.get(character, re.escape(character)) for character in pattern)
    return re.fullmatch(expression, path) is not None


def _database(settings: EnvironmentSettings, prefix: str) -> Database | None:
    match settings.database:
        case RdsPostgresInputs():
            return Database(f"{prefix}-database", is_cluster=False)
        case AuroraPostgresInputs():
            return Database(f"{prefix}-database", is_cluster=True)
    return None
