"""The ECS cluster of an environment."""

from modules.base.construct import Module, ModuleScope
from modules.base.iam import Statement
from modules.ecs_cluster.inputs import EcsClusterInputs
from resources import aws


class EcsCluster(Module):
    """A cluster with FARGATE and FARGATE_SPOT, whose ECS Exec sessions are encrypted and logged.

    Gives `name` (known before any plan), `arn`, `capacity_providers` (a service must be made after them and destroyed
    before them) and `execute_command_statements`, what a task role needs for ECS Exec in this cluster.
    """

    def __init__(
        self, scope: ModuleScope, id: str, inputs: EcsClusterInputs, *, kms_key_arn: str, log_retention_days: int
    ) -> None:
        super().__init__(scope, id)
        self.name = self.context.name
        self._kms_key_arn = kms_key_arn
        # checkov:skip=CKV_AWS_338: each environment says how long it keeps logs, in log_retention_days
        self._sessions = aws.CloudwatchLogGroup(
            self,
            "execute_command",
            name=f"/ecs/{self.name}/execute-command",
            retention_in_days=log_retention_days,
            kms_key_id=kms_key_arn,
        )
        cluster = aws.EcsCluster(
            self,
            name=self.name,
            setting=[{"name": "containerInsights", "value": inputs.container_insights}],
            configuration={
                "execute_command_configuration": {
                    "kms_key_id": kms_key_arn,
                    "logging": "OVERRIDE",
                    "log_configuration": {
                        "cloud_watch_encryption_enabled": True,
                        "cloud_watch_log_group_name": self._sessions.name,
                    },
                }
            },
        )
        self.arn = cluster.arn
        self.capacity_providers = aws.EcsClusterCapacityProviders(
            self,
            cluster_name=cluster.name,
            capacity_providers=["FARGATE", "FARGATE_SPOT"],
            default_capacity_provider_strategy=[{"capacity_provider": "FARGATE", "weight": 1}],
        )
        self.execute_command_statements = self._execute_command_statements()

    def _execute_command_statements(self) -> tuple[Statement, ...]:
        # https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html, "Required permissions"
        return (
            Statement(
                sid="OpenSession",
                actions=[
                    "ssmmessages:CreateControlChannel",
                    "ssmmessages:CreateDataChannel",
                    "ssmmessages:OpenControlChannel",
                    "ssmmessages:OpenDataChannel",
                ],
                resources=["*"],
                why_any_resource="ssmmessages has no resource types",
            ),
            Statement(
                sid="FindSessionLog",
                actions=["logs:DescribeLogGroups"],
                resources=[self.context.arn("logs", "log-group:*")],
            ),
            Statement(
                sid="WriteSessionLog",
                actions=["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
                resources=[f"{self._sessions.arn}:*"],
            ),
            Statement(sid="DecryptSession", actions=["kms:Decrypt"], resources=[self._kms_key_arn]),
        )
