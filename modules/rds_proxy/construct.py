"""A pool of connections in front of an RDS PostgreSQL database."""

from collections.abc import Sequence
from typing import Any

from modules.base.construct import Module, ModuleScope
from modules.base.iam import Statement, policy, trust_policy
from modules.base.names import shortened
from modules.base.network_endpoint import NetworkEndpoint, allow
from modules.rds_proxy.inputs import RdsProxyInputs
from resources import aws

NAME_LIMIT = 63


class RdsProxy(Module):
    """An RDS Proxy that logs in to the database with its secret, reachable over TLS only.

    Gives `endpoint`, `environment` and `statements` for the tasks that use it in place of the database's own.
    """

    def __init__(
        self,
        scope: ModuleScope,
        id: str,
        inputs: RdsProxyInputs,
        *,
        database: NetworkEndpoint,
        database_identifier: str,
        database_user: str,
        secret_arn: str,
        vpc_id: str,
        subnet_ids: Sequence[str],
        kms_key_arn: str,
        log_retention_days: int,
    ) -> None:
        """`secret_arn` holds JSON with username and password of `database_user`, encrypted with `kms_key_arn`."""
        super().__init__(scope, id)
        self._name = shortened(f"{self.context.name}-{id.replace('_', '-')}", NAME_LIMIT)
        # checkov:skip=CKV2_AWS_5: it is the proxy's; checkov does not know that a proxy has security groups
        group = aws.SecurityGroup(
            self,
            name=self._name,
            description=f"Connection pool {self._name}",
            vpc_id=vpc_id,
            tags={"Name": self._name},
        )
        allow(self, group.id, database)
        # checkov:skip=CKV_AWS_338: each environment says how long it keeps logs, in log_retention_days
        log_group = aws.CloudwatchLogGroup(
            self, name=f"/aws/rds/proxy/{self._name}", retention_in_days=log_retention_days, kms_key_id=kms_key_arn
        )
        self._proxy = aws.DbProxy(
            self,
            name=self._name,
            engine_family="POSTGRESQL",
            require_tls=True,
            idle_client_timeout=inputs.idle_client_timeout_seconds,
            role_arn=self._role(secret_arn, kms_key_arn).arn,
            vpc_security_group_ids=[group.id],
            vpc_subnet_ids=list(subnet_ids),
            auth=[self._authentication(inputs, secret_arn)],
            depends_on=[log_group],
        )
        self._target(inputs, database_identifier)
        self.endpoint = NetworkEndpoint(name=self.component, security_group_id=group.id, port=database.port)
        self.environment: dict[str, str] = {"DATABASE_HOST": self._proxy.endpoint}
        self.statements: tuple[Statement, ...] = ()
        if inputs.client_authentication == "iam":
            self.statements = (self._log_in(database_user),)

    def _authentication(self, inputs: RdsProxyInputs, secret_arn: str) -> Any:
        authentication = {"auth_scheme": "SECRETS", "secret_arn": secret_arn}
        if inputs.client_authentication == "iam":
            return {**authentication, "iam_auth": "REQUIRED"}
        return {**authentication, "iam_auth": "DISABLED", "client_password_auth_type": "POSTGRES_SCRAM_SHA_256"}

    def _target(self, inputs: RdsProxyInputs, database_identifier: str) -> None:
        targets = aws.DbProxyDefaultTargetGroup(
            self,
            db_proxy_name=self._proxy.name,
            connection_pool_config={
                "max_connections_percent": inputs.maximum_connections_percent,
                "max_idle_connections_percent": inputs.maximum_idle_connections_percent,
                "connection_borrow_timeout": inputs.borrow_timeout_seconds,
            },
        )
        aws.DbProxyTarget(
            self,
            db_proxy_name=self._proxy.name,
            target_group_name=targets.name,
            db_instance_identifier=database_identifier,
        )

    def _role(self, secret_arn: str, kms_key_arn: str) -> aws.IamRole:
        role = aws.IamRole(
            self,
            name=self._name,
            assume_role_policy=trust_policy(
                "rds.amazonaws.com", {"StringEquals": {"aws:SourceAccount": self.context.account_id}}
            ),
        )
        secrets_manager = f"secretsmanager.{self.context.region}.amazonaws.com"
        aws.IamRolePolicy(
            self,
            name="read-database-password",
            role=role.id,
            policy=policy(
                [
                    Statement(
                        sid="ReadDatabasePassword",
                        actions=["secretsmanager:GetSecretValue"],
                        resources=[secret_arn],
                    ),
                    Statement(
                        sid="DecryptDatabasePassword",
                        actions=["kms:Decrypt"],
                        resources=[kms_key_arn],
                        conditions={"StringEquals": {"kms:ViaService": secrets_manager}},
                    ),
                ]
            ),
        )
        return role

    def _log_in(self, database_user: str) -> Statement:
        # The proxy's resource id (prx-…) is the last part of its ARN.
        resource_id = f'${{split(":", {self._proxy.arn.expression})[6]}}'
        return Statement(
            sid="LogInThroughTheProxy",
            actions=["rds-db:connect"],
            resources=[self.context.arn("rds-db", f"dbuser:{resource_id}/{database_user}")],
        )
