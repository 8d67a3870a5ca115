"""A Fargate task definition with its roles and log."""

from collections.abc import Sequence
from typing import Any

from modules.base.construct import Module, ModuleScope
from modules.base.iam import Statement, policy, trust_policy
from modules.base.names import ROLE_NAME_LIMIT, shortened
from modules.ecs_task.access import TaskAccess
from modules.ecs_task.containers import container, sidecar_container
from modules.ecs_task.image import ecr_repository_arn, image_variable
from modules.ecs_task.inputs import EcsTaskInputs
from resources import Ref, aws, given, json_text


class EcsTask(Module):
    """A task definition, the role ECS starts it with, the role its process has, and its log group.

    For a service, or by itself for work that ends, such as a migration: `aws ecs run-task`. Gives `name` and
    `container_name`, `task_definition_arn`, `execution_role_arn`, `task_role_arn`, `log_group_name`.
    """

    def __init__(
        self,
        scope: ModuleScope,
        id: str,
        inputs: EcsTaskInputs,
        *,
        access: TaskAccess,
        kms_key_arn: str,
        log_retention_days: int,
        keep_logs: bool,
        port: int | None = None,
        image_of: str | None = None,
        execute_command_statements: Sequence[Statement] = (),
    ) -> None:
        """`port` is where the container listens; its process finds it in PORT.

        `image_of` names the service whose image this task always has, by that service's variable; the image in the
        inputs is then the service's too. `keep_logs` leaves the log group when the task is destroyed.
        `execute_command_statements` come from the cluster, and are used when the inputs allow ECS Exec. Raises
        ValueError when a secret and a plain variable have one name, or when the sidecars leave too little room.
        """
        super().__init__(scope, id)
        _check(inputs, access)
        self._inputs, self._access, self._kms_key_arn = inputs, access, kms_key_arn
        self.container_name = self.component
        self.name = f"{self.context.name}-{self.component}"
        image = self._image_variable() if image_of is None else Ref(f"var.{image_variable(image_of)}", "string")
        # checkov:skip=CKV_AWS_338: each environment says how long it keeps logs, in log_retention_days
        self._log_group = aws.CloudwatchLogGroup(
            self,
            name=f"/ecs/{self.name}",
            retention_in_days=inputs.log_retention_days or log_retention_days,
            kms_key_id=kms_key_arn,
            skip_destroy=keep_logs,
        )
        self.log_group_name = self._log_group.name
        execution_role = self._role("execution")
        task_role = self._role("task")
        self.execution_role_arn, self.task_role_arn = execution_role.arn, task_role.arn
        statements = [*access.statements, *(execute_command_statements if inputs.execute_command else ())]
        policies = [self._policy("execution", execution_role, self._execution_statements())]
        if statements:
            policies.append(self._policy("task", task_role, statements))
        task_definition = aws.EcsTaskDefinition(
            self,
            **given(ephemeral_storage=_ephemeral_storage(inputs.ephemeral_storage_gib)),
            family=self.name,
            requires_compatibilities=["FARGATE"],
            network_mode="awsvpc",
            cpu=str(inputs.cpu_units),
            memory=str(inputs.memory_mib),
            runtime_platform={"operating_system_family": "LINUX", "cpu_architecture": inputs.cpu_architecture},
            execution_role_arn=execution_role.arn,
            task_role_arn=task_role.arn,
            container_definitions=json_text(self._containers(image, port)),
            # A rollback needs the revision before: Terraform would deregister it, and ECS starts no deregistered one.
            skip_destroy=True,
            # ECS pulls the image and reads secrets with these the moment a task starts.
            depends_on=policies,
        )
        self.task_definition_arn = task_definition.arn

    def _image_variable(self) -> Ref:
        return self.variable(
            image_variable(self.component),
            type="string",
            default=self._inputs.image,
            description=f"Image of {self.component}, by digest, from the repository it always comes from",
        )

    def _containers(self, image: str, port: int | None) -> list[dict[str, Any]]:
        logging = {
            "logDriver": "awslogs",
            "options": {
                "awslogs-group": self.log_group_name,
                "awslogs-region": self.context.region,
                "awslogs-stream-prefix": "ecs",
            },
        }
        own = container(self.container_name, image, self._inputs, self._access, port=port, logging=logging)
        return [own, *(sidecar_container(sidecar, logging) for sidecar in self._access.sidecars)]

    def _role(self, purpose: str) -> aws.IamRole:
        # https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html: only tasks of this account.
        conditions = {
            "StringEquals": {"aws:SourceAccount": self.context.account_id},
            "ArnLike": {"aws:SourceArn": self.context.arn("ecs", "*")},
        }
        return aws.IamRole(
            self,
            purpose,
            name=shortened(f"{self.name}-{purpose}", ROLE_NAME_LIMIT),
            assume_role_policy=trust_policy("ecs-tasks.amazonaws.com", conditions),
        )

    def _policy(self, purpose: str, role: aws.IamRole, statements: Sequence[Statement]) -> aws.IamRolePolicy:
        return aws.IamRolePolicy(self, purpose, name=purpose, role=role.id, policy=policy(statements))

    def _execution_statements(self) -> list[Statement]:
        access = self._access
        images = [self._inputs.image, *(sidecar.image for sidecar in access.sidecars)]
        repositories = [arn for image in images if (arn := ecr_repository_arn(image))]
        statements = [
            Statement(
                sid="WriteLog",
                actions=["logs:CreateLogStream", "logs:PutLogEvents"],
                resources=[f"{self._log_group.arn}:*"],
            )
        ]
        if repositories:
            statements += [
                Statement(
                    sid="PullImage",
                    actions=["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
                    resources=repositories,
                ),
                Statement(
                    sid="LogInToRegistry",
                    actions=["ecr:GetAuthorizationToken"],
                    resources=["*"],
                    why_any_resource="the token is the registry's, not a repository's",
                ),
            ]
        if access.secret_arns:
            via = f"secretsmanager.{self.context.region}.amazonaws.com"
            statements += [
                Statement(sid="ReadSecrets", actions=["secretsmanager:GetSecretValue"], resources=access.secret_arns),
                Statement(
                    sid="DecryptSecrets",
                    actions=["kms:Decrypt"],
                    resources=[self._kms_key_arn],
                    conditions={"StringEquals": {"kms:ViaService": via}},
                ),
            ]
        if access.parameter_arns:
            statements.append(
                Statement(sid="ReadParameters", actions=["ssm:GetParameters"], resources=access.parameter_arns)
            )
        return statements


def _ephemeral_storage(size_gib: int | None) -> dict[str, int] | None:
    return None if size_gib is None else {"size_in_gib": size_gib}


def _check(inputs: EcsTaskInputs, access: TaskAccess) -> None:
    plain = {*access.environment, *inputs.environment}
    if twice := sorted(plain & set(access.secrets)):
        raise ValueError(f"{', '.join(twice)}: an environment variable cannot be both plain and a secret")
    cpu_units = sum(sidecar.cpu_units for sidecar in access.sidecars)
    memory_mib = sum(sidecar.memory_mib for sidecar in access.sidecars)
    if findings := list(inputs.sidecar_findings(cpu_units, memory_mib)):
        raise ValueError("; ".join(f"{'.'.join(map(str, finding.path))} {finding}" for finding in findings))
