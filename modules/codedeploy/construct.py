"""Blue-green and canary deployments of an ECS service."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from modules.base.construct import Module, ModuleScope
from modules.base.iam import Statement, policy, trust_policy
from modules.base.names import ROLE_NAME_LIMIT, shortened
from modules.codedeploy.inputs import BlueGreenInputs, CanaryInputs
from resources import Ref, aws, given, json_text


@dataclass(frozen=True, kw_only=True)
class TrafficRoute:
    """A listener, and the rule in it that CodeDeploy points at one target group or the other."""

    listener_arn: str
    rule_arn: str


class CodeDeploy(Module):
    """The CodeDeploy application and deployment group of one ECS service, and the role that shifts its traffic.

    Gives `application_name` and `deployment_group_name`, both the service's name and known before any plan, and
    `parameter_name`: the value of `/<system>/<environment>/deployments/<service>` is a whole request of CodeDeploy's
    CreateDeployment, as `aws deploy create-deployment --cli-input-json` takes it. ECS lets nothing but a deployment
    change what it holds.
    """

    def __init__(
        self,
        scope: ModuleScope,
        id: str,
        inputs: BlueGreenInputs | CanaryInputs,
        *,
        cluster_name: str,
        service_name: str,
        task_role_arns: Sequence[str],
        target_group_names: Sequence[str],
        production: TrafficRoute,
        test: TrafficRoute,
        target_service: Mapping[str, Any],
        alarm_names: Sequence[str],
    ) -> None:
        """`task_role_arns` are what a task runs with; `alarm_names` take a deployment back while they ring.

        `target_service` is what a deployment puts in place: the properties of an AppSpec's AWS::ECS::Service.
        """
        super().__init__(scope, id)
        self._cluster_name = cluster_name
        self._task_role_arns, self._routes, self._alarm_names = task_role_arns, (production, test), alarm_names
        self.application_name = self.deployment_group_name = f"{self.context.name}-{self.component}"
        application = aws.CodedeployApp(self, name=self.application_name, compute_platform="ECS")
        alarms = {"alarms": list(alarm_names), "enabled": True} if alarm_names else None
        role, role_policy = self._role()
        aws.CodedeployDeploymentGroup(
            self,
            **given(alarm_configuration=alarms),
            app_name=application.name,
            deployment_group_name=self.deployment_group_name,
            deployment_config_name=self._deployment_config(inputs),
            service_role_arn=role.arn,
            deployment_style={"deployment_type": "BLUE_GREEN", "deployment_option": "WITH_TRAFFIC_CONTROL"},
            ecs_service={"cluster_name": cluster_name, "service_name": service_name},
            load_balancer_info={
                "target_group_pair_info": {
                    "prod_traffic_route": {"listener_arns": [production.listener_arn]},
                    "test_traffic_route": {"listener_arns": [test.listener_arn]},
                    "target_group": [{"name": name} for name in target_group_names],
                }
            },
            blue_green_deployment_config={
                "deployment_ready_option": _ready_option(inputs.approval_wait_minutes),
                "terminate_blue_instances_on_deployment_success": {
                    "action": "TERMINATE",
                    "termination_wait_time_in_minutes": inputs.termination_wait_minutes,
                },
            },
            auto_rollback_configuration={
                "enabled": True,
                "events": ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM", "DEPLOYMENT_STOP_ON_REQUEST"],
            },
            depends_on=[role_policy],
        )
        self.parameter_name = self._parameter(target_service)

    def _parameter(self, target_service: Mapping[str, Any]) -> Ref:
        # https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-resources.html
        service = {"Type": "AWS::ECS::Service", "Properties": target_service}
        app_spec = json_text({"version": 0.0, "Resources": [{"TargetService": service}]})
        request = {
            "applicationName": self.application_name,
            "deploymentGroupName": self.deployment_group_name,
            "revision": {"revisionType": "AppSpecContent", "appSpecContent": {"content": app_spec}},
        }
        # checkov:skip=CKV2_AWS_34: ids of subnets, a group, a task definition; a deploy role reads it without the key
        parameter = aws.SsmParameter(
            self,
            name=f"{self.context.parameter_path}deployments/{self.component}",
            description=f"How to deploy {self.application_name}: a request of CodeDeploy CreateDeployment",
            type="String",
            # `value` is sensitive to the provider: a reviewer of a plan would not see what changes.
            insecure_value=json_text(request),
        )
        self.output(
            "run", parameter.name, description=f"Parameter with the CreateDeployment request of {self.component}"
        )
        return parameter.name

    def _deployment_config(self, inputs: BlueGreenInputs | CanaryInputs) -> str:
        if isinstance(inputs, BlueGreenInputs):
            return "CodeDeployDefault.ECSAllAtOnce"
        # It cannot be changed in place: a name with its numbers lets the new one exist before the old one goes.
        name = f"{self.application_name}-{inputs.percentage}-percent-{inputs.interval_minutes}-minutes"
        config = aws.CodedeployDeploymentConfig(
            self,
            "canary",
            deployment_config_name=name,
            compute_platform="ECS",
            traffic_routing_config={
                "type": "TimeBasedCanary",
                "time_based_canary": {"percentage": inputs.percentage, "interval": inputs.interval_minutes},
            },
            lifecycle={"create_before_destroy": True},
        )
        return config.deployment_config_name

    def _role(self) -> tuple[aws.IamRole, aws.IamRolePolicy]:
        role = aws.IamRole(
            self,
            name=shortened(f"{self.application_name}-codedeploy", ROLE_NAME_LIMIT),
            assume_role_policy=trust_policy(
                "codedeploy.amazonaws.com", {"StringEquals": {"aws:SourceAccount": self.context.account_id}}
            ),
        )
        role_policy = aws.IamRolePolicy(self, name="shift-traffic", role=role.id, policy=policy(self._statements()))
        return role, role_policy

    def _statements(self) -> list[Statement]:
        service = f"{self._cluster_name}/{self.application_name}"
        statements = [
            Statement(
                sid="ReplaceTaskSets",
                actions=[
                    "ecs:CreateTaskSet",
                    "ecs:DeleteTaskSet",
                    "ecs:DescribeServices",
                    "ecs:UpdateServicePrimaryTaskSet",
                ],
                resources=[
                    self.context.arn("ecs", f"service/{service}"),
                    self.context.arn("ecs", f"task-set/{service}/*"),
                ],
            ),
            Statement(
                sid="PassTaskRoles",
                actions=["iam:PassRole"],
                resources=self._task_role_arns,
                conditions={"StringEquals": {"iam:PassedToService": "ecs-tasks.amazonaws.com"}},
            ),
            Statement(
                sid="ReadTraffic",
                actions=[
                    "elasticloadbalancing:DescribeListeners",
                    "elasticloadbalancing:DescribeRules",
                    "elasticloadbalancing:DescribeTargetGroups",
                ],
                resources=["*"],
                why_any_resource="Elastic Load Balancing has no resource-level permission for what describes",
            ),
            Statement(
                sid="ShiftTraffic",
                actions=["elasticloadbalancing:ModifyListener", "elasticloadbalancing:ModifyRule"],
                resources=[arn for route in self._routes for arn in (route.listener_arn, route.rule_arn)],
            ),
        ]
        if self._alarm_names:
            statements.append(
                Statement(
                    sid="ReadAlarms",
                    actions=["cloudwatch:DescribeAlarms"],
                    resources=[self.context.arn("cloudwatch", f"alarm:{name}") for name in self._alarm_names],
                )
            )
        return statements


def _ready_option(approval_wait_minutes: int) -> Any:
    if approval_wait_minutes == 0:
        return {"action_on_timeout": "CONTINUE_DEPLOYMENT"}
    return {"action_on_timeout": "STOP_DEPLOYMENT", "wait_time_in_minutes": approval_wait_minutes}
