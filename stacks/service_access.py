"""What a task gets from the rest of its environment: addresses, credentials, permissions, sidecars."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Self

from modules.aurora_postgres.construct import AuroraPostgres
from modules.base.iam import Statement
from modules.base.network_endpoint import NetworkEndpoint
from modules.bucket.construct import Bucket
from modules.ecs_task.access import TaskAccess
from modules.ecs_task.inputs import EcsTaskInputs
from modules.external_cache.construct import ExternalCache
from modules.external_database.construct import ExternalDatabase
from modules.external_service.construct import ExternalService
from modules.rds_postgres.construct import RdsPostgres
from modules.rds_proxy.construct import RdsProxy
from modules.redis.construct import Redis
from modules.tracing.construct import Tracing
from modules.user_pool.construct import UserPool


@dataclass(frozen=True, kw_only=True)
class Store:
    """A database, a cache, a bucket or a service outside AWS as tasks see it."""

    endpoints: Sequence[NetworkEndpoint] = ()
    """In the VPC."""
    internet_ports: Sequence[int] = ()
    """Beside 443, of what lies outside it."""
    environment: Mapping[str, str]
    secrets: Mapping[str, str] = field(default_factory=dict)
    secret_arns: Sequence[str] = ()
    parameters: Mapping[str, str] = field(default_factory=dict)
    statements: Sequence[Statement]

    def also_reaching(self, other: Self) -> Self:
        """This store, with the ways and permissions to another one whose secrets tasks are not given, though."""
        return replace(
            self,
            internet_ports=(*self.internet_ports, *other.internet_ports),
            secret_arns=(*self.secret_arns, *other.secret_arns),
        )


def direct(store: RdsPostgres | AuroraPostgres | Redis) -> Store:
    """Tasks connect to the database or cache itself."""
    return Store(
        endpoints=[store.endpoint],
        environment=store.environment,
        secrets=store.secrets,
        secret_arns=store.secret_arns,
        statements=store.statements,
    )


def pooled(database: RdsPostgres, proxy: RdsProxy) -> Store:
    """Tasks connect to the proxy; read replicas, which it does not know, they reach themselves."""
    return Store(
        endpoints=[proxy.endpoint, database.endpoint] if database.replica_identifiers else [proxy.endpoint],
        environment={**database.environment, **proxy.environment},
        secrets=database.secrets,
        secret_arns=database.secret_arns,
        statements=(*database.statements, *proxy.statements),
    )


def external(store: ExternalDatabase | ExternalCache | ExternalService) -> Store:
    """Tasks connect through the internet."""
    return Store(
        internet_ports=store.internet_ports,
        environment=store.environment,
        secrets=store.secrets,
        secret_arns=store.secret_arns,
        parameters=store.parameters if isinstance(store, ExternalService) else {},
        statements=store.statements,
    )


def files(bucket: Bucket) -> Store:
    """Tasks reach S3 through the VPC's gateway endpoint, for which no rule is needed."""
    return Store(environment=bucket.environment, statements=bucket.statements)


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """Everything an environment offers to its tasks. A task gets the part that its inputs ask for."""

    stores: Mapping[str, Store]
    """By the name that `connects_to` uses."""
    secret_arns: Mapping[str, str]
    parameter_arns: Mapping[str, str]
    tracing: Tracing | None
    user_pool: UserPool | None
    variables: Mapping[str, str] = field(default_factory=dict)
    """Environment variables of every task."""

    def endpoints(self, inputs: EcsTaskInputs) -> list[NetworkEndpoint]:
        return [endpoint for name in inputs.connects_to for endpoint in self.stores[name].endpoints]

    def internet_ports(self, inputs: EcsTaskInputs) -> list[int]:
        return sorted({port for name in inputs.connects_to for port in self.stores[name].internet_ports})

    def access(self, name: str, inputs: EcsTaskInputs) -> TaskAccess:
        """`name` is that of the service or task in the settings, which are checked: every name in its inputs exists."""
        environment = dict(self.variables)
        secrets = {secret: self.secret_arns[secret] for secret in inputs.secrets}
        secret_arns = list(secrets.values())
        parameters = {parameter: self.parameter_arns[parameter] for parameter in inputs.parameters}
        statements: list[Statement] = []
        for connection in inputs.connects_to:
            store = self.stores[connection]
            environment |= store.environment
            secrets |= store.secrets
            secret_arns += store.secret_arns
            parameters |= store.parameters
            statements += store.statements
        if self.user_pool is not None:
            environment |= self.user_pool.environment
        if inputs.user_pool_admin and self.user_pool is not None:
            statements.append(self.user_pool.admin_statement)
        sidecars = []
        if inputs.tracing and self.tracing is not None:
            environment |= self.tracing.environment(name)
            statements += self.tracing.statements
            sidecars.append(self.tracing.sidecar)
        return TaskAccess(
            environment=environment,
            secrets=secrets | parameters,
            secret_arns=secret_arns,
            parameter_arns=list(parameters.values()),
            statements=statements,
            sidecars=sidecars,
        )
