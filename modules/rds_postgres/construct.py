"""An RDS for PostgreSQL database."""

from collections.abc import Sequence
from typing import Any

from modules.base.construct import Module, ModuleScope
from modules.base.iam import Statement
from modules.base.names import shortened
from modules.base.network_endpoint import NetworkEndpoint
from modules.rds_postgres.engine import apply_method, major_version, parameters
from modules.rds_postgres.inputs import GeneratedPassword, ManagedPassword, RdsPostgresInputs
from modules.rds_postgres.observation import Observation
from modules.rds_postgres.read_replica import ReadReplica
from modules.secrets.container import secret_container
from resources import aws, given

PORT = 5432
IDENTIFIER_LIMIT = 63


class RdsPostgres(Module):
    """A PostgreSQL instance, encrypted, reachable over TLS only, in a security group that lets nobody in by itself.

    Gives `endpoint`, `environment`, `secrets`, `secret_arns` and `statements` for the tasks that use it, `identifier`,
    `connection_limit`, `master_username`, `secret_arn`, and `replica_identifiers` by name.
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
    ) -> None:
        """`availability_zone` is where the instance runs unless it is multi-AZ."""
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
        self._parameters = self._parameter_group()
        self._instance = self._primary(availability_zone)
        self.identifier = self._instance.identifier
        self.secret_arn = self._secret_arn()
        self._give_what_tasks_need()
        self._replicas()

    def _parameter_group(self) -> aws.DbParameterGroup:
        inputs = self._inputs
        chosen = parameters(
            extensions=inputs.extensions,
            max_connections=inputs.connection_limit,
            slow_query_milliseconds=inputs.monitoring.slow_query_milliseconds,
            changes=inputs.parameters,
        )
        family = f"postgres{major_version(inputs.engine_version)}"
        return aws.DbParameterGroup(
            self,
            name=f"{self._name}-{family}",
            family=family,
            description=f"Parameters of {self._name}",
            parameter=[
                {"name": name, "value": value, "apply_method": apply_method(name)} for name, value in chosen.items()
            ],
            # A major upgrade needs the next family's group while the instance still uses this one.
            lifecycle={"create_before_destroy": True},
        )

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
        observation = Observation(
            self,
            "monitoring",
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
            lifecycle={"prevent_destroy": self._deletion_protection},
            depends_on=observation.log_groups,
            **given(
                availability_zone=None if inputs.multi_az else availability_zone,
                iops=inputs.storage.iops,
                storage_throughput=inputs.storage.throughput_mibps,
                final_snapshot_identifier=f"{self._name}-final" if self._deletion_protection else None,
            ),
            **self._password_arguments(),
            **self._shared_arguments(),
            **observation.arguments,
        )

    def _password_arguments(self) -> dict[str, Any]:
        if isinstance(self._inputs.master_password, ManagedPassword):
            return {"manage_master_user_password": True, "master_user_secret_kms_key_id": self._kms_key_arn}
        # A random value that exists only while the instance is made and that nobody has seen; `stackwright secrets`
        # replaces it. A write-only argument is in no plan and no state.
        return {"password_wo": "${uuid()}", "password_wo_version": 1}

    def _secret_arn(self) -> str:
        password = self._inputs.master_password
        if isinstance(password, GeneratedPassword):
            return secret_container(
                self,
                "password",
                name="DATABASE_PASSWORD",
                description=f'JSON with "username" and "password" of the master user of {self._name}',
                kms_key_arn=self._kms_key_arn,
                deletion_protection=self._deletion_protection,
                generated_length=password.length,
                applies_to=self.context.arn("rds", f"db:{self._name}"),
            ).arn
        arn = self._instance.master_user_secret.at(0).attr("secret_arn")
        # AWS's own schedule is every seven days, and tasks only read the password when they start.
        aws.SecretsmanagerSecretRotation(
            self,
            secret_id=arn,
            rotate_immediately=False,
            rotation_rules={"automatically_after_days": password.rotation_days},
        )
        return arn

    def _give_what_tasks_need(self) -> None:
        self.endpoint = NetworkEndpoint(name=self.component, security_group_id=self._group.id, port=PORT)
        self.environment: dict[str, str] = {
            "DATABASE_HOST": self._instance.address,
            "DATABASE_PORT": str(PORT),
            "DATABASE_NAME": self._inputs.database_name,
            "DATABASE_USER": self.master_username,
            "DATABASE_SSL_MODE": "require",
        }
        self.secrets = {"DATABASE_PASSWORD": f"{self.secret_arn}:password::"}
        self.secret_arns = (self.secret_arn,)
        self.statements: tuple[Statement, ...] = ()
        if self._inputs.iam_users:
            self.statements = (
                Statement(
                    sid="LogInToTheDatabase",
                    actions=["rds-db:connect"],
                    resources=[
                        self.context.arn("rds-db", f"dbuser:{self._instance.resource_id}/{user}")
                        for user in self._inputs.iam_users
                    ],
                ),
            )

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
