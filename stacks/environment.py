"""One environment of a system: which modules it is made of, and how they are wired."""

from cdktf import App
from modules.certificate.construct import Certificate
from modules.ecs_cluster.construct import EcsCluster
from modules.encryption_key.construct import EncryptionKey
from modules.load_balancer.construct import LoadBalancer

from modules.network.construct import Network
from settings.environment import EnvironmentSettings
from settings.state import StateSettings
from settings.target import Target
from stacks.base import BaseStack


class EnvironmentStack(BaseStack):
    """Everything one environment runs, from the VPC to the alarms."""

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
        self._foundation()
        self._front_door()
        self._data()
        self._services()
        self._watch()

    def _foundation(self) -> None:
        settings = self._settings
        self._key_arn = EncryptionKey(self, "encryption_key", settings.encryption_key).arn
        self._network = Network(
            self,
            "network",
            settings.network,
            log_retention_days=settings.log_retention_days,
            kms_key_arn=self._key_arn,
        )
        self._cluster = EcsCluster(
            self,
            "cluster",
            settings.cluster,
            log_retention_days=settings.log_retention_days,
            kms_key_arn=self._key_arn,
        )

    def _front_door(self) -> None:
        settings = self._settings
        certificate = Certificate(
            self,
            "certificate",
            domain_name=settings.domain.name,
            alternative_names=settings.domain.alternative_names,
            hosted_zone_id=settings.domain.hosted_zone_id,
        )
        self._load_balancer = LoadBalancer(
            self,
            "load_balancer",
            settings.load_balancer,
            vpc_id=self._network.vpc_id,
            subnet_ids=self._network.public_subnet_ids,
            certificate_arn=certificate.arn,
            deletion_protection=settings.deletion_protection,
        )
