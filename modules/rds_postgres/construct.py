"""An RDS for PostgreSQL database."""

from collections.abc import Sequence
from typing import Any

from modules.base.construct import Module, ModuleScope
from modules.base.names import shortened
from modules.base.network_endpoint import NetworkEndpoint
from modules.postgres.client_access import PORT, client_environment, log_in_statements
from modules.postgres.master_password import password_arguments, password_secret
from modules.postgres.parameter_group import parameter_group_arguments
from modules.rds_postgres.inputs import RdsPostgresInputs
from modules.rds_postgres.observation import observation
from modules.rds_postgres.read_replica import ReadReplica
from modules.secrets.container import SecretReplica
from resources import aws, given

IDENTIFIER_LIMIT = 63


class RdsPostgres(Module):
    """A PostgreSQL instance, encrypted, reachable over TLS only, in a security group that lets nobody in by itself.

    Gives `endpoint`, `environment`, `secrets`, `secret_arns` and `statements` for the tasks that use it, `identifier`,
    `arn`, `connection_limit`, `master_username`, `secret_arn`, and `replica_identifiers` by name.
    """

    def __init__(
        self,
        scope: ModuleScope,
        id: str,
        inputs: RdsPostgresInputs,
        *,
        vpc_id: str,
        subnet_ids: Sequence[str],
        availability_zone: str,
        kms_key_arn: str,
        deletion_protection: bool,
        log_retention_days: int,
        secret_replica: SecretReplica | None = None,
    ) -> None:
        """`availability_zone` is where the instance runs unless it is multi-AZ.

        `secret_replica` is where a generated password is copied to.
        """
        super().__init__(scope, id)
        self._inputs = inputs
        self._kms_key_arn = kms_key_arn
        self._deletion_protection = deletion_protection
        self._log_retention_days = log_retention_days
        self._name = shortened(f"{self.context.name}-{id.replace('_', '-')}", IDENTIFIER_LIMIT)
        self.connection_limit = inputs.connection_limit
        self.master_username = inputs.master_username
        self._group = aws.SecurityGroup(
            self,
            name=self._name,
            description=f"PostgreSQL database {self._name}",
            vpc_id=vpc_id,
            tags={"Name": self._name},
        )
        self._subnets = aws.DbSubnetGroup(
            self,
            name=self._name,
            description=f"Isolated subnets of {self.context.name}",
            subnet_ids=list(subnet_ids),
        )
        self._parameters = aws.DbParameterGroup(
            self,
            **parameter_group_arguments(
                inputs,
                name=self._name,
                engine="postgres",
                engine_version=inputs.engine_version,
                connection_limit=inputs.connection_limit,
            ),
        )
        self._instance = self._primary(availability_zone)
        self.arn = self._instance.arn
        self.identifier = self._instance.identifier
        self.secret_arn = password_secret(
            self,
            inputs.master_password,
            self._instance,
            server_arn=self.context.arn("rds", f"db:{self._name}"),
            server_name=self._name,
            kms_key_arn=kms_key_arn,
            deletion_protection=deletion_protection,
            replica=secret_replica,
        )
        self._give_what_tasks_need()
        self._replicas()

    def _shared_arguments(self) -> dict[str, Any]:
        """What the instance and its replicas have in common."""
        inputs = self._inputs
        return {
            "vpc_security_group_ids": [self._group.id],
            "parameter_group_name": self._parameters.name,
            "publicly_accessible": False,
            "storage_type": "gp3",
            "storage_encrypted": True,
            "iam_database_authentication_enabled": True,
            "ca_cert_identifier": inputs.ca_certificate,
            "maintenance_window": inputs.maintenance_window,
            "apply_immediately": inputs.apply_immediately,
            # With a minor version spelt out, AWS's upgrade would be a difference to the settings at the next plan.
            "auto_minor_version_upgrade": "." not in inputs.engine_version,
            "copy_tags_to_snapshot": True,
            **given(max_allocated_storage=inputs.storage.maximum_gib),
        }

    def _primary(self, availability_zone: str) -> aws.DbInstance:
        inputs = self._inputs
        observed = observation(
            self,
            inputs.monitoring,
            identifier=self._name,
            kms_key_arn=self._kms_key_arn,
            log_retention_days=self._log_retention_days,
        )
        return aws.DbInstance(
            self,
            identifier=self._name,
            engine="postgres",
            engine_version=inputs.engine_version,
            allow_major_version_upgrade=True,
            instance_class=inputs.instance_class,
            multi_az=inputs.multi_az,
            db_name=inputs.database_name,
            username=inputs.master_username,
            port=PORT,
            db_subnet_group_name=self._subnets.name,
            allocated_storage=inputs.storage.allocated_gib,
            kms_key_id=self._kms_key_arn,
            backup_retention_period=inputs.backup_retention_days,
            backup_window=inputs.backup_window,
            deletion_protection=self._deletion_protection,
            delete_automated_backups=not self._deletion_protection,
            skip_final_snapshot=not self._deletion_protection,
            # Where it is put when it is made. Later RDS may have failed over, and another zone would replace it.
            lifecycle={"prevent_destroy": self._deletion_protection, "ignore_changes": ["availability_zone"]},
            depends_on=observed.log_groups,
            **given(
                availability_zone=None if inputs.multi_az else availability_zone,
                iops=inputs.storage.iops,
                storage_throughput=inputs.storage.throughput_mibps,
                final_snapshot_identifier=f"{self._name}-final" if self._deletion_protection else None,
            ),
            **password_arguments(inputs.master_password, self._kms_key_arn, argument="password"),
            **self._shared_arguments(),
            **observed.arguments,
        )

    def _give_what_tasks_need(self) -> None:
        self.endpoint = NetworkEndpoint(name=self.component, security_group_id=self._group.id, port=PORT)
        self.environment = client_environment(self._instance.address, self._inputs.database_name, self.master_username)
        self.secrets = {"DATABASE_PASSWORD": f"{self.secret_arn}:password::"}
        self.secret_arns = (self.secret_arn,)
        self.statements = log_in_statements(self.context, self._instance.resource_id, self._inputs.iam_users)

    def _replicas(self) -> None:
        self.replica_identifiers: dict[str, str] = {}
        for name, inputs in self._inputs.read_replicas.items():
            replica = ReadReplica(
                self,
                name,
                inputs,
                source=self._instance,
                identifier=shortened(f"{self._name}-{name}", IDENTIFIER_LIMIT),
                like_source=self._shared_arguments(),
                monitoring=self._inputs.monitoring,
                kms_key_arn=self._kms_key_arn,
                log_retention_days=self._log_retention_days,
            )
            self.replica_identifiers[name] = replica.identifier
            self.environment[f"DATABASE_{name.upper()}_HOST"] = replica.address
