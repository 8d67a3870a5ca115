"""A service: a task that keeps running, behind the load balancer or as a worker."""

from collections.abc import Sequence
from typing import Any

from modules.base.construct import Module, ModuleScope
from modules.base.network_endpoint import NetworkEndpoint
from modules.codedeploy.construct import CodeDeploy, TrafficRoute
from modules.codedeploy.inputs import BlueGreenInputs, CanaryInputs
from modules.ecs_autoscaling.construct import EcsAutoscaling
from modules.ecs_cluster.construct import EcsCluster
from modules.ecs_service.inputs import EcsServiceInputs, RollingInputs
from modules.ecs_service.needs import ServiceLoadBalancer, TaskNetwork
from modules.ecs_service.placement import Placement
from modules.ecs_service.route import Front
from modules.ecs_service.security_group import allow_from_load_balancer, security_group
from modules.ecs_service.traffic import listener_rule, target_group
from modules.ecs_task.access import TaskAccess
from modules.ecs_task.construct import EcsTask
from resources import Ref, aws, given

CODEDEPLOYS_OWN = (
    "task_definition",
    "load_balancer",
    "network_configuration",
    "platform_version",
    "capacity_provider_strategy",
)
"""What only a deployment of CodeDeploy changes; ECS refuses it from anybody else, but for the last one, for which the
provider would replace the service: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html"""


class EcsService(Module):
    """Tasks on Fargate with their roles, log, security group, target group, listener rule, scaling and deployment.

    Gives `name` (known before any plan), `security_group_id`, `task_definition_arn`, `task_role_arn`,
    `execution_role_arn`, `log_group_name`, and `target_group_arn_suffixes` (two when blue-green, none for a worker).
    """

    def __init__(
        self,
        scope: ModuleScope,
        id: str,
        inputs: EcsServiceInputs,
        *,
        cluster: EcsCluster,
        network: TaskNetwork,
        load_balancer: ServiceLoadBalancer,
        access: TaskAccess,
        kms_key_arn: str,
        log_retention_days: int,
        keep_logs: bool,
        connects_to: Sequence[NetworkEndpoint] = (),
        internet_ports: Sequence[int] = (),
        alarm_names: Sequence[str] = (),
    ) -> None:
        """`connects_to` are endpoints in the VPC; `internet_ports` are ports beside 443 of what lies outside it.

        `alarm_names` roll a deployment back. Raises ValueError for internet ports without a way to the internet, for a
        blue-green service without a test listener, and for what EcsTask refuses.
        """
        super().__init__(scope, id)
        self._inputs, self._cluster, self._vpc_id, self._load_balancer = inputs, cluster, network.vpc_id, load_balancer
        self.name = f"{self.context.name}-{id}"
        self.security_group_id = security_group(
            self, self.name, network, connects_to=connects_to, internet_ports=internet_ports
        )
        self._placement = Placement(network=network, security_group_id=self.security_group_id, capacity=inputs.capacity)
        self._task = EcsTask(
            self,
            "task",
            inputs,
            access=access,
            kms_key_arn=kms_key_arn,
            log_retention_days=log_retention_days,
            keep_logs=keep_logs,
            port=inputs.container_port,
            execute_command_statements=cluster.execute_command_statements,
        )
        self.task_definition_arn = self._task.task_definition_arn
        self.task_role_arn, self.execution_role_arn = self._task.task_role_arn, self._task.execution_role_arn
        self.log_group_name = self._task.log_group_name
        self.target_group_arn_suffixes: tuple[Ref, ...] = ()
        if isinstance(inputs.deployment, RollingInputs):
            service = self._deployed_by_ecs(inputs.deployment, inputs.front, alarm_names)
        else:
            service = self._deployed_by_codedeploy(inputs.deployment, inputs.front, alarm_names)
        if inputs.autoscaling is not None:
            EcsAutoscaling(
                self,
                "autoscaling",
                inputs.autoscaling,
                cluster_name=cluster.name,
                service_name=service.name,
                load_balancer_arn_suffix=load_balancer.arn_suffix,
                target_group_arn_suffixes=self.target_group_arn_suffixes,
            )

    def _deployed_by_ecs(
        self, deployment: RollingInputs, front: Front | None, alarm_names: Sequence[str]
    ) -> aws.EcsService:
        alarms = {"alarm_names": list(alarm_names), "enable": True, "rollback": True} if alarm_names else None
        spare_tasks = deployment.maximum_percent > 100
        arguments = given(
            alarms=alarms,
            deployment_controller={"type": "ECS"},
            deployment_maximum_percent=deployment.maximum_percent,
            deployment_minimum_healthy_percent=deployment.minimum_healthy_percent,
            deployment_circuit_breaker={"enable": True, "rollback": True},
            # ECS moves a task by starting its successor first, for which there must be room.
            availability_zone_rebalancing="ENABLED" if spare_tasks else "DISABLED",
            # Without it, the provider replaces the service when its capacity providers change.
            force_new_deployment=True,
        )
        if front is None:
            return self._service(**arguments)
        group = self._target_group(front, "")
        rule = listener_rule(
            self, "", front.route, listener_arn=self._load_balancer.https_listener_arn, target_group=group
        )
        return self._service(**arguments, **self._behind(front, group), after=[rule])

    def _deployed_by_codedeploy(
        self, deployment: BlueGreenInputs | CanaryInputs, front: Front | None, alarm_names: Sequence[str]
    ) -> aws.EcsService:
        production_arn, test_arn = self._load_balancer.https_listener_arn, self._load_balancer.test_listener_arn
        if front is None or test_arn is None:
            raise ValueError(f"{self.name}: a {deployment.kind} deployment needs a load balancer with a test listener")
        blue, green = self._target_group(front, ""), self._target_group(front, "green")
        # From the first deployment on, CodeDeploy decides which of the two target groups a rule sends requests to.
        rule, test_rule = (
            listener_rule(
                self,
                local_name,
                front.route,
                listener_arn=listener_arn,
                target_group=group,
                ignore_changes=["action"],
            )
            for local_name, listener_arn, group in (("", production_arn, blue), ("test", test_arn, green))
        )
        service = self._service(
            **self._behind(front, blue),
            deployment_controller={"type": "CODE_DEPLOY"},
            ignore_changes=CODEDEPLOYS_OWN,
            after=[rule],
        )
        CodeDeploy(
            self,
            "codedeploy",
            deployment,
            cluster_name=self._cluster.name,
            service_name=service.name,
            task_role_arns=[self.task_role_arn, self.execution_role_arn],
            target_group_names=[blue.name, green.name],
            production=TrafficRoute(listener_arn=production_arn, rule_arn=rule.arn),
            test=TrafficRoute(listener_arn=test_arn, rule_arn=test_rule.arn),
            target_service={
                "TaskDefinition": self.task_definition_arn,
                "LoadBalancerInfo": {"ContainerName": self._task.container_name, "ContainerPort": front.port},
                **self._placement.app_spec,
            },
            alarm_names=alarm_names,
        )
        return service

    def _target_group(self, front: Front, local_name: str) -> aws.LbTargetGroup:
        group = target_group(self, local_name, front, name=self.name, vpc_id=self._vpc_id)
        self.target_group_arn_suffixes += (group.arn_suffix,)
        return group

    def _behind(self, front: Front, group: aws.LbTargetGroup) -> dict[str, Any]:
        allow_from_load_balancer(self, self.security_group_id, self._load_balancer.security_group_id, front.port)
        return {
            "load_balancer": [
                {
                    "target_group_arn": group.arn,
                    "container_name": self._task.container_name,
                    "container_port": front.port,
                }
            ],
            "health_check_grace_period_seconds": front.health_check.grace_period_seconds,
        }

    def _service(
        self, *, ignore_changes: Sequence[str] = (), after: Sequence[aws.LbListenerRule] = (), **arguments: Any
    ) -> aws.EcsService:
        ignored = list(ignore_changes)
        if self._inputs.autoscaling is not None:
            # Autoscaling sets the number of tasks from now on; a deploy in a busy hour must not take tasks away.
            ignored.append("desired_count")
        return aws.EcsService(
            self,
            **given(lifecycle={"ignore_changes": ignored} if ignored else None),
            **arguments,
            name=self.name,
            cluster=self._cluster.arn,
            task_definition=self.task_definition_arn,
            desired_count=self._inputs.initial_task_count,
            **self._placement.arguments,
            enable_execute_command=self._inputs.execute_command,
            enable_ecs_managed_tags=True,
            propagate_tags="SERVICE",
            # ECS refuses a target group that no listener uses, and capacity providers the cluster does not have yet.
            depends_on=[*after, self._cluster.capacity_providers],
        )
