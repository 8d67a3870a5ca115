"""One environment of a system: which modules it is made of, and how they are wired."""

from typing import TypedDict

from cdktf import App

from modules.alarms.construct import rollback_alarm_names
from modules.alarms.facts import CacheFacts, DatabaseFacts
from modules.ecs_cluster.construct import EcsCluster
from modules.ecs_service.construct import EcsService
from modules.encryption_key.construct import EncryptionKey
from modules.network.construct import Network
from modules.parameters.construct import Parameters
from modules.rds_postgres.construct import RdsPostgres
from modules.rds_proxy.construct import RdsProxy
from modules.redis.construct import Redis
from modules.secrets.construct import Secrets
from modules.topics.construct import Topics
from modules.tracing.construct import Tracing
from modules.user_pool.construct import UserPool
from settings.environment import EnvironmentSettings
from settings.state import StateSettings
from settings.target import Target
from stacks.alarm_facts import database_facts
from stacks.base import BaseStack
from stacks.front_door import FrontDoor
from stacks.service_access import Store, Surroundings, direct, pooled
from stacks.watch import ALARMS, watch


class _Logs(TypedDict):
    """What everything that writes logs is told about them."""

    log_retention_days: int
    kms_key_arn: str


class EnvironmentStack(BaseStack):
    """Everything one environment runs, from the VPC to the alarms. Reads top to bottom in the order of dependence."""

    def __init__(self, app: App, target: Target, settings: EnvironmentSettings, state: StateSettings) -> None:
        super().__init__(
            app,
            target.stack_id,
            context=settings.context(target),
            tags=settings.tags(target),
            state=state,
            state_key=target.state_key,
        )
        self._settings = settings
        self._key_arn = EncryptionKey(self, "encryption_key", settings.encryption_key).arn
        self._network = Network(self, "network", settings.network, **self._logs())
        self._topic_arns = Topics(
            self,
            "topics",
            settings.topics,
            kms_key_arn=self._key_arn,
            deletion_protection=settings.deletion_protection,
        ).arns
        self._front_door = FrontDoor(self, settings, network=self._network, kms_key_arn=self._key_arn)
        self._database = self._database_if_any()
        self._cache = self._cache_if_any()
        self._cluster = EcsCluster(self, "cluster", settings.cluster, **self._logs())
        self._services = self._all_services(self._surroundings())
        watch(
            self,
            settings,
            topic_arns=self._topic_arns,
            cluster_name=self._cluster.name,
            services=self._services,
            load_balancer=self._front_door.load_balancer,
            databases=self._database_facts(),
            cache=None if self._cache is None else CacheFacts(component="cache", member_ids=self._cache.member_ids),
            distributions=self._front_door.distributions,
            tags={"system": target.system, "environment": target.environment},
        )

    def _logs(self) -> _Logs:
        return {"log_retention_days": self._settings.log_retention_days, "kms_key_arn": self._key_arn}

    def _database_if_any(self) -> RdsPostgres | None:
        if self._settings.database is None:
            return None
        return RdsPostgres(
            self,
            "database",
            self._settings.database,
            vpc_id=self._network.vpc_id,
            subnet_ids=self._network.isolated_subnet_ids,
            availability_zone=self._network.first_availability_zone,
            deletion_protection=self._settings.deletion_protection,
            **self._logs(),
        )

    def _database_for_tasks(self) -> Store | None:
        """The database, or the proxy in front of it."""
        database, inputs = self._database, self._settings.database_proxy
        if database is None or inputs is None:
            return None if database is None else direct(database)
        proxy = RdsProxy(
            self,
            "database_proxy",
            inputs,
            database=database.endpoint,
            database_identifier=database.identifier,
            database_user=database.master_username,
            secret_arn=database.secret_arn,
            vpc_id=self._network.vpc_id,
            subnet_ids=self._network.isolated_subnet_ids,
            **self._logs(),
        )
        return pooled(database, proxy)

    def _cache_if_any(self) -> Redis | None:
        if self._settings.cache is None:
            return None
        return Redis(
            self,
            "cache",
            self._settings.cache,
            vpc_id=self._network.vpc_id,
            subnet_ids=self._network.isolated_subnet_ids,
            deletion_protection=self._settings.deletion_protection,
            **self._logs(),
        )

    def _surroundings(self) -> Surroundings:
        settings = self._settings
        stores = {
            "database": self._database_for_tasks(),
            "cache": None if self._cache is None else direct(self._cache),
        }
        secrets = Secrets(
            self,
            "secrets",
            settings.secrets,
            kms_key_arn=self._key_arn,
            deletion_protection=settings.deletion_protection,
        )
        traced = [f"{self.context.name}-{name}" for name, service in settings.services.items() if service.tracing]
        user_pool = settings.user_pool
        return Surroundings(
            stores={name: store for name, store in stores.items() if store is not None},
            secret_arns=secrets.arns,
            parameter_arns=Parameters(self, "parameters", settings.parameters).arns,
            tracing=Tracing(self, "tracing", settings.tracing, service_names=traced) if traced else None,
            user_pool=None
            if user_pool is None
            else UserPool(self, "user_pool", user_pool, deletion_protection=settings.deletion_protection),
            variables={"AWS_REGION": self.context.region},
        )

    def _all_services(self, surroundings: Surroundings) -> dict[str, EcsService]:
        services = {}
        for name, inputs in self._settings.services.items():
            services[name] = EcsService(
                self,
                name,
                inputs,
                cluster=self._cluster,
                network=self._network,
                load_balancer=self._front_door.load_balancer,
                access=surroundings.access(f"{self.context.name}-{name}", inputs),
                keep_logs=self._settings.deletion_protection,
                connects_to=surroundings.endpoints(inputs),
                alarm_names=rollback_alarm_names(ALARMS, self._settings.alarms, name),
                **self._logs(),
            )
            self.output(
                f"{name.replace('-', '_')}_service",
                f"{self._cluster.name}/{services[name].name}",
                description=f"ECS cluster and service of {name}",
            )
        return services

    def _database_facts(self) -> list[DatabaseFacts]:
        inputs = self._settings.database
        return [] if self._database is None or inputs is None else database_facts(self._database, inputs)
