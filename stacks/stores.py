"""What holds data: database, cache, what copies and backs them up, and how tasks see them."""

from collections.abc import Mapping
from typing import TypedDict

from modules.alarms.facts import CacheFacts, DatabaseCopyFacts, DatabaseFacts
from modules.aurora_postgres.construct import AuroraPostgres
from modules.aurora_postgres.inputs import AuroraPostgresInputs
from modules.backup.construct import Backup
from modules.backup.facts import BackupSources
from modules.base.severity import Severity
from modules.external_cache.construct import ExternalCache
from modules.external_cache.inputs import ExternalCacheInputs
from modules.external_database.construct import ExternalDatabase
from modules.external_database.inputs import ExternalDatabaseInputs
from modules.network.construct import Network
from modules.rds_postgres.construct import RdsPostgres
from modules.rds_postgres.inputs import RdsPostgresInputs
from modules.rds_proxy.construct import RdsProxy
from modules.redis.construct import Redis
from modules.redis.inputs import RedisInputs
from modules.secrets.container import SecretReplica
from settings.environment import EnvironmentSettings
from stacks.alarm_facts import aurora_facts, copy_facts, rds_facts
from stacks.base import BaseStack
from stacks.recovery import Recovery
from stacks.service_access import Store, direct, external, pooled


class Logs(TypedDict):
    """What everything that writes logs is told about them."""

    log_retention_days: int
    kms_key_arn: str


class Protected(TypedDict):
    """What everything that keeps secrets is told about them."""

    kms_key_arn: str
    deletion_protection: bool
    replica: SecretReplica | None


class Stores:
    """Gives `for_tasks`, by the name that `connects_to` uses, and facts for the alarms: `databases`, `database_copy`,
    `cache`.
    """

    def __init__(
        self,
        stack: BaseStack,
        settings: EnvironmentSettings,
        *,
        network: Network,
        logs: Logs,
        topic_arns: Mapping[Severity, str],
        recovery: Recovery,
    ) -> None:
        self._stack, self._settings, self._network, self._logs = stack, settings, network, logs
        self._recovery = recovery
        self.for_tasks: dict[str, Store] = {}
        self.databases: list[DatabaseFacts] = []
        self.database_copy: DatabaseCopyFacts | None = None
        self.cache: CacheFacts | None = None
        instances: list[str] = []
        clusters: list[str] = []
        match settings.database:
            case RdsPostgresInputs() as inputs:
                instances.append(self._rds_postgres(inputs).arn)
            case AuroraPostgresInputs() as inputs:
                clusters.append(self._aurora_postgres(inputs).arn)
            case ExternalDatabaseInputs() as inputs:
                database = ExternalDatabase(stack, "database", inputs, **self._secrets())
                self.for_tasks["database"] = external(database)
        match settings.cache:
            case RedisInputs() as inputs:
                self._redis(inputs)
            case ExternalCacheInputs() as inputs:
                self.for_tasks["cache"] = external(ExternalCache(stack, "cache", inputs, **self._secrets()))
        if settings.backup is not None:
            Backup(
                stack,
                "backup",
                settings.backup,
                sources=BackupSources(database_instance_arns=instances, database_cluster_arns=clusters),
                recovery_key_arn=recovery.key_arn,
                topic_arn=topic_arns.get(settings.backup.severity),
                kms_key_arn=logs["kms_key_arn"],
                deletion_protection=settings.deletion_protection,
            )

    def _secrets(self) -> Protected:
        return {
            "kms_key_arn": self._logs["kms_key_arn"],
            "deletion_protection": self._settings.deletion_protection,
            "replica": self._recovery.secret_replica,
        }

    def _rds_postgres(self, inputs: RdsPostgresInputs) -> RdsPostgres:
        network = self._network
        database = RdsPostgres(
            self._stack,
            "database",
            inputs,
            vpc_id=network.vpc_id,
            subnet_ids=network.isolated_subnet_ids,
            availability_zone=network.first_availability_zone,
            deletion_protection=self._settings.deletion_protection,
            secret_replica=self._recovery.secret_replica,
            **self._logs,
        )
        self.databases += rds_facts(database, inputs)
        self.for_tasks["database"] = self._behind_proxy_if_any(database)
        self._recovery.replicate_backups("database", database.arn, retention_days=inputs.backup_retention_days)
        return database

    def _behind_proxy_if_any(self, database: RdsPostgres) -> Store:
        inputs = self._settings.database_proxy
        if inputs is None:
            return direct(database)
        proxy = RdsProxy(
            self._stack,
            "database_proxy",
            inputs,
            database=database.endpoint,
            database_identifier=database.identifier,
            database_user=database.master_username,
            secret_arn=database.secret_arn,
            vpc_id=self._network.vpc_id,
            # It needs 10 free addresses or more in each, and an isolated subnet has 11 for everything.
            subnet_ids=self._network.private_subnet_ids,
            **self._logs,
        )
        return pooled(database, proxy)

    def _aurora_postgres(self, inputs: AuroraPostgresInputs) -> AuroraPostgres:
        network, place = self._network, self._recovery.database_place
        database = AuroraPostgres(
            self._stack,
            "database",
            inputs,
            vpc_id=network.vpc_id,
            subnet_ids=network.isolated_subnet_ids,
            availability_zones=self._settings.network.availability_zones,
            deletion_protection=self._settings.deletion_protection,
            recovery=place,
            secret_replica=self._recovery.secret_replica,
            **self._logs,
        )
        self.databases += aurora_facts(database, inputs)
        self.database_copy = None if place is None else copy_facts(database, inputs, place.region)
        self.for_tasks["database"] = direct(database)
        return database

    def _redis(self, inputs: RedisInputs) -> None:
        cache = Redis(
            self._stack,
            "cache",
            inputs,
            vpc_id=self._network.vpc_id,
            subnet_ids=self._network.isolated_subnet_ids,
            deletion_protection=self._settings.deletion_protection,
            **self._logs,
        )
        self.cache = CacheFacts(component="cache", member_ids=cache.member_ids)
        self.for_tasks["cache"] = direct(cache)
