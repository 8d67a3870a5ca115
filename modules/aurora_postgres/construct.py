"""An Aurora PostgreSQL cluster of Serverless v2 instances."""

from collections.abc import Sequence

from modules.aurora_postgres.cluster_parts import ClusterParts
from modules.aurora_postgres.inputs import AuroraPostgresInputs
from modules.aurora_postgres.recovery_cluster import RecoveryCluster, RecoveryPlace
from modules.base.construct import Module, ModuleScope
from modules.base.names import shortened
from modules.base.network_endpoint import NetworkEndpoint
from modules.postgres.client_access import PORT, client_environment, log_in_statements
from modules.postgres.master_password import password_arguments, password_secret
from modules.secrets.container import SecretReplica
from resources import Ref, aws, given
from resources.resource import Lifecycle

# "-15" of the last instance has to fit into the 63 characters of an identifier.
IDENTIFIER_LIMIT = 60


class AuroraPostgres(Module):
    """A PostgreSQL cluster, encrypted, reachable over TLS only, in a security group that lets nobody in by itself.

    Gives what RdsPostgres gives: `endpoint`, `environment`, `secrets`, `secret_arns` and `statements` for the tasks
    that use it, `identifier` (of the cluster), `connection_limit` (of each instance), `master_username`, `secret_arn`.
    Besides `arn`, and for alarms `member_identifiers` (of the instances, the one made as writer first), `memory_mib` of
    a member at its largest, and `copy_identifier` (of the cluster that follows in the recovery region, if any).
    """

    def __init__(
        self,
        scope: ModuleScope,
        id: str,
        inputs: AuroraPostgresInputs,
        *,
        vpc_id: str,
        subnet_ids: Sequence[str],
        availability_zones: Sequence[str],
        kms_key_arn: str,
        deletion_protection: bool,
        log_retention_days: int,
        recovery: RecoveryPlace | None = None,
        secret_replica: SecretReplica | None = None,
    ) -> None:
        """`availability_zones` are where the instances run, in turn; the subnets must lie in them.

        `recovery` is where the copy of a global database goes, `secret_replica` where a generated password is copied
        to. Raises ValueError for a global database without a place.
        """
        super().__init__(scope, id)
        if inputs.global_database is not None and recovery is None:
            raise ValueError(f"{self.prefix}: a global database needs a place in the recovery region")
        self._inputs = inputs
        self._kms_key_arn = kms_key_arn
        self._deletion_protection = deletion_protection
        self._name = shortened(f"{self.context.name}-{id.replace('_', '-')}", IDENTIFIER_LIMIT)
        self._parts = ClusterParts(
            self,
            inputs,
            identifier=self._name,
            instance_count=1 + inputs.reader_count,
            vpc_id=vpc_id,
            subnet_ids=subnet_ids,
            kms_key_arn=kms_key_arn,
            log_retention_days=log_retention_days,
            region=self.context.region,
        )
        self._cluster = self._primary()
        members = self._parts.instances(self._cluster, availability_zones)
        self.identifier = self._cluster.cluster_identifier
        self.arn = self._cluster.arn
        self.member_identifiers = tuple(member.identifier for member in members)
        self.memory_mib = int(inputs.memory_gib * 1024)
        self.connection_limit = inputs.connection_limit
        self.master_username = inputs.master_username
        self.secret_arn = password_secret(
            self,
            inputs.master_password,
            self._cluster,
            server_arn=self.context.arn("rds", f"cluster:{self._name}"),
            server_name=self._name,
            kms_key_arn=kms_key_arn,
            deletion_protection=deletion_protection,
            replica=secret_replica,
        )
        self._give_what_tasks_need()
        self.copy_identifier: Ref | None = None
        if inputs.global_database is not None and recovery is not None:
            self._global_database(recovery, inputs.global_database.instance_count, members, log_retention_days)

    def _primary(self) -> aws.RdsCluster:
        inputs, protected = self._inputs, self._deletion_protection
        lifecycle: Lifecycle = {"prevent_destroy": protected}
        if inputs.global_database is not None:
            # The global database is made from this cluster, which shows the other's name from then on.
            lifecycle["ignore_changes"] = ["global_cluster_identifier"]
        return aws.RdsCluster(
            self,
            database_name=inputs.database_name,
            master_username=inputs.master_username,
            allow_major_version_upgrade=True,
            deletion_protection=protected,
            delete_automated_backups=not protected,
            skip_final_snapshot=not protected,
            depends_on=self._parts.log_groups,
            lifecycle=lifecycle,
            **given(final_snapshot_identifier=f"{self._name}-final" if protected else None),
            **password_arguments(inputs.master_password, self._kms_key_arn, argument="master_password"),
            **self._parts.cluster_arguments,
        )

    def _give_what_tasks_need(self) -> None:
        cluster = self._cluster
        self.endpoint = NetworkEndpoint(name=self.component, security_group_id=self._parts.security_group_id, port=PORT)
        # Without readers the reader endpoint leads to the writer, so tasks may always use both.
        self.environment = client_environment(cluster.endpoint, self._inputs.database_name, self.master_username) | {
            "DATABASE_READER_HOST": cluster.reader_endpoint
        }
        self.secrets = {"DATABASE_PASSWORD": f"{self.secret_arn}:password::"}
        self.secret_arns = (self.secret_arn,)
        self.statements = log_in_statements(self.context, cluster.cluster_resource_id, self._inputs.iam_users)

    def _global_database(
        self,
        recovery: RecoveryPlace,
        instance_count: int,
        members: Sequence[aws.RdsClusterInstance],
        log_retention_days: int,
    ) -> None:
        # Made from the cluster, so that one that is there already can get a copy. It takes over engine, version and
        # encryption, and the API refuses to be told them too.
        global_cluster = aws.RdsGlobalCluster(
            self,
            global_cluster_identifier=self._name,
            source_db_cluster_identifier=self._cluster.arn,
            # Removes the cluster from the global database when that is destroyed; the cluster itself stays.
            force_destroy=True,
            deletion_protection=self._deletion_protection,
        )
        copy = RecoveryCluster(
            self,
            "recovery",
            self._inputs,
            place=recovery,
            identifier=shortened(f"{self._name}-recovery", IDENTIFIER_LIMIT),
            global_cluster=global_cluster,
            source=self._cluster,
            # Replication starts from a cluster with a writer.
            after=members,
            instance_count=instance_count,
            deletion_protection=self._deletion_protection,
            log_retention_days=log_retention_days,
        )
        self.copy_identifier = copy.identifier
        self.output("global_cluster", global_cluster.id, description="Global database, for a failover")
        self.output(
            "recovery_cluster_arn", copy.arn, description="Copy of the database that a failover makes the first"
        )
