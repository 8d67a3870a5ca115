"""Work that ends, such as a database migration."""

from collections.abc import Sequence
from typing import Any

from modules.base.construct import Module, ModuleScope
from modules.base.network_endpoint import NetworkEndpoint
from modules.ecs_cluster.construct import EcsCluster
from modules.ecs_service.needs import TaskNetwork
from modules.ecs_service.security_group import security_group
from modules.ecs_task.access import TaskAccess
from modules.ecs_task.construct import EcsTask
from modules.ecs_task.inputs import EcsTaskInputs
from modules.one_off_task.inputs import OneOffTaskInputs
from resources import aws, json_text


class OneOffTask(Module):
    """A task definition with its roles, log and security group, and a parameter that says how to run it.

    Gives `parameter_name`: the value of `/<system>/<environment>/tasks/<id>` is a whole request of ECS's RunTask, as
    `aws ecs run-task --cli-input-json` takes it; its tags `runs` and `timeout-seconds` are for whoever runs it. Besides
    `name`, `security_group_id`, `task_definition_arn`, `task_role_arn`, `execution_role_arn` and `log_group_name`.
    """

    def __init__(
        self,
        scope: ModuleScope,
        id: str,
        inputs: OneOffTaskInputs,
        *,
        service: EcsTaskInputs,
        cluster: EcsCluster,
        network: TaskNetwork,
        access: TaskAccess,
        kms_key_arn: str,
        log_retention_days: int,
        keep_logs: bool,
        connects_to: Sequence[NetworkEndpoint] = (),
        internet_ports: Sequence[int] = (),
    ) -> None:
        """`service` is what `from_service` names. `connects_to` are endpoints in the VPC; `internet_ports` are ports
        beside 443 of what lies outside it. Raises ValueError for internet ports without a way to the internet.
        """
        super().__init__(scope, id)
        self.name = f"{self.context.name}-{id}"
        self._cluster, self._network = cluster, network
        self.security_group_id = security_group(
            self, self.name, network, connects_to=connects_to, internet_ports=internet_ports
        )
        task = EcsTask(
            self,
            "task",
            inputs.task_inputs(service),
            access=access,
            kms_key_arn=kms_key_arn,
            log_retention_days=log_retention_days,
            keep_logs=keep_logs,
            image_of=inputs.from_service,
        )
        self.task_definition_arn = task.task_definition_arn
        self.task_role_arn, self.execution_role_arn = task.task_role_arn, task.execution_role_arn
        self.log_group_name = task.log_group_name
        # checkov:skip=CKV2_AWS_34: ids of a cluster, subnets and a group; a deploy role reads them without the key
        parameter = aws.SsmParameter(
            self,
            name=f"{self.context.parameter_path}tasks/{id}",
            description=f"How to run {self.name}: a request of ECS RunTask",
            type="String",
            # `value` is sensitive to the provider: a reviewer of a plan would not see what changes.
            insecure_value=json_text(self._request()),
            tags={"runs": inputs.runs, "timeout-seconds": str(inputs.timeout_seconds)},
        )
        self.parameter_name = parameter.name
        self.output("run", parameter.name, description=f"Parameter with the RunTask request of {id}")

    def _request(self) -> dict[str, Any]:
        network = {
            "subnets": list(self._network.task_subnet_ids),
            "securityGroups": [self.security_group_id],
            "assignPublicIp": "ENABLED" if self._network.tasks_have_public_ip else "DISABLED",
        }
        return {
            "cluster": self._cluster.arn,
            "taskDefinition": self.task_definition_arn,
            "count": 1,
            "launchType": "FARGATE",
            "platformVersion": "LATEST",
            "networkConfiguration": {"awsvpcConfiguration": network},
            "enableECSManagedTags": True,
            "propagateTags": "TASK_DEFINITION",
        }
