"""One environment of a system: which modules it is made of, and how they are wired."""

from cdktf import App

from modules.alarms.construct import rollback_alarm_names
from modules.ecs_cluster.construct import EcsCluster
from modules.ecs_service.construct import EcsService
from modules.encryption_key.construct import EncryptionKey
from modules.external_service.construct import ExternalService
from modules.network.construct import Network
from modules.one_off_task.construct import OneOffTask
from modules.parameters.construct import Parameters
from modules.secrets.construct import Secrets
from modules.topics.construct import Topics
from modules.tracing.construct import Tracing
from modules.user_pool.construct import UserPool
from settings.environment import EnvironmentSettings
from settings.stack import SCALE_OUTPUT
from settings.state import StateSettings
from settings.target import Target
from stacks.base import BaseStack
from stacks.buckets import buckets
from stacks.front_door import FrontDoor
from stacks.previous import beside_previous
from stacks.recovery import Recovery
from stacks.service_access import Store, Surroundings, external
from stacks.stores import Logs, Protected, Stores
from stacks.watch import ALARMS, watch


class EnvironmentStack(BaseStack):
    """Everything one environment runs, from the VPC to the alarms. Reads top to bottom in the order of dependence."""

    def __init__(self, app: App, target: Target, settings: EnvironmentSettings, state: StateSettings) -> None:
        region = settings.recovery_region
        super().__init__(
            app,
            target,
            settings,
            state,
            aliases={} if region is None else {"recovery": region.region},
            role_boundary_arn=settings.permissions_boundary_arn,
        )
        self._settings = settings
        if settings.deployed_as is not None:
            self.output(SCALE_OUTPUT, target.id, description="Which of its scales the deployment has")
        self._key_arn = EncryptionKey(self, "encryption_key", settings.encryption_key).arn
        self._logs: Logs = {"log_retention_days": settings.log_retention_days, "kms_key_arn": self._key_arn}
        self._recovery = Recovery(self, settings)
        topics = Topics(
            self,
            "topics",
            settings.topics,
            kms_key_arn=self._key_arn,
            deletion_protection=settings.deletion_protection,
            recovery=self._recovery.topics,
        )
        self._network = Network(self, "network", settings.network, **self._logs)
        self._front_door = FrontDoor(
            self, settings, network=self._network, kms_key_arn=self._key_arn, topic_arns=topics.arns
        )
        stores = Stores(
            self,
            settings,
            network=self._network,
            logs=self._logs,
            topic_arns=topics.arns,
            recovery=self._recovery,
        )
        if self._front_door.site is not None:
            self._recovery.replicate_bucket("frontend", self._front_door.site.bucket)
        self._cluster = EcsCluster(self, "cluster", settings.cluster, **self._logs)
        self._surroundings = self._what_tasks_may_use(stores)
        services = {name: self._service(name) for name in settings.services}
        for name in settings.tasks:
            self._one_off_task(name)
        watch(
            self,
            settings,
            topics=topics,
            cluster_name=self._cluster.name,
            services=services,
            load_balancer=self._front_door.load_balancer,
            stores=stores,
            distributions=self._front_door.distributions,
            tags={"system": self.context.system, "environment": self.context.environment},
        )

    def _what_tasks_may_use(self, stores: Stores) -> Surroundings:
        settings = self._settings
        protected: Protected = {
            "kms_key_arn": self._key_arn,
            "deletion_protection": settings.deletion_protection,
            "replica": self._recovery.secret_replica,
        }
        outside: dict[str, Store] = {
            name: external(ExternalService(self, name, inputs, **protected))
            for name, inputs in settings.external_services.items()
        }
        traced = [name for name, service in settings.services.items() if service.tracing]
        kept = buckets(self, settings, kms_key_arn=self._key_arn, recovery=self._recovery)
        return Surroundings(
            stores={**beside_previous(stores.for_tasks, self, settings, protected), **outside, **kept},
            secret_arns=Secrets(self, "secrets", settings.secrets, **protected).arns,
            parameter_arns=Parameters(self, "parameters", settings.parameters).arns,
            tracing=Tracing(self, "tracing", settings.tracing, services=traced) if traced else None,
            user_pool=self._user_pool_if_any(),
            variables={"AWS_REGION": self.context.region},
        )

    def _user_pool_if_any(self) -> UserPool | None:
        inputs = self._settings.user_pool
        if inputs is None:
            return None
        return UserPool(self, "user_pool", inputs, deletion_protection=self._settings.deletion_protection)

    def _service(self, name: str) -> EcsService:
        inputs = self._settings.services[name]
        service = EcsService(
            self,
            name,
            inputs,
            cluster=self._cluster,
            network=self._network,
            load_balancer=self._front_door.load_balancer,
            access=self._surroundings.access(name, inputs),
            keep_logs=self._settings.deletion_protection,
            connects_to=self._surroundings.endpoints(inputs),
            internet_ports=self._surroundings.internet_ports(inputs),
            alarm_names=rollback_alarm_names(ALARMS, self._settings.alarms, name),
            **self._logs,
        )
        self.output(
            f"{name.replace('-', '_')}_service",
            f"{self._cluster.name}/{service.name}",
            description=f"ECS cluster and service of {name}",
        )
        return service

    def _one_off_task(self, name: str) -> None:
        inputs = self._settings.tasks[name]
        service = self._settings.services[inputs.from_service]
        own = inputs.task_inputs(service)
        OneOffTask(
            self,
            name,
            inputs,
            service=service,
            cluster=self._cluster,
            network=self._network,
            access=self._surroundings.access(name, own),
            keep_logs=self._settings.deletion_protection,
            connects_to=self._surroundings.endpoints(own),
            internet_ports=self._surroundings.internet_ports(own),
            **self._logs,
        )
