"""What blue-green and canary deployments are made of."""

import json
from typing import Any

import pytest

from modules.codedeploy.construct import CodeDeploy, TrafficRoute
from modules.codedeploy.inputs import BlueGreenInputs, CanaryInputs
from tests.modules import ModuleStack

ROLES = ["arn:aws:iam::123456789012:role/shop-dev-api-task", "arn:aws:iam::123456789012:role/shop-dev-api-execution"]


def codedeploy(
    stack: ModuleStack, inputs: BlueGreenInputs | CanaryInputs, alarm_names=("shop-dev-api-5xx",)
) -> CodeDeploy:
    return CodeDeploy(
        stack,
        "api",
        inputs,
        cluster_name="shop-dev",
        service_name="shop-dev-api",
        task_role_arns=ROLES,
        target_group_names=["blue", "green"],
        production=TrafficRoute(listener_arn="arn:production", rule_arn="arn:production-rule"),
        test=TrafficRoute(listener_arn="arn:test", rule_arn="arn:test-rule"),
        target_service={"TaskDefinition": "${aws_ecs_task_definition.api.arn}"},
        alarm_names=alarm_names,
    )


def blue_green(**changes) -> BlueGreenInputs:
    return BlueGreenInputs(**{"kind": "blue_green", **changes})


def statements(stack: ModuleStack) -> dict[str, dict[str, Any]]:
    document = json.loads(stack.block("aws_iam_role_policy.api")["policy"])
    return {statement.pop("Sid"): statement for statement in document["Statement"]}


@pytest.mark.requirement("C-20", "M-10")
def test_traffic_moves_between_two_target_groups_behind_two_listeners(stack: ModuleStack):
    codedeploy(stack, blue_green())
    group = stack.block("aws_codedeploy_deployment_group.api")
    assert group["deployment_style"] == {
        "deployment_type": "BLUE_GREEN",
        "deployment_option": "WITH_TRAFFIC_CONTROL",
    }
    assert group["ecs_service"] == {"cluster_name": "shop-dev", "service_name": "shop-dev-api"}
    assert group["load_balancer_info"] == {
        "target_group_pair_info": {
            "prod_traffic_route": {"listener_arns": ["arn:production"]},
            "test_traffic_route": {"listener_arns": ["arn:test"]},
            "target_group": [{"name": "blue"}, {"name": "green"}],
        }
    }


@pytest.mark.requirement("C-20", "M-10")
def test_blue_green_moves_all_traffic_at_once(stack: ModuleStack):
    codedeploy(stack, blue_green())
    group = stack.block("aws_codedeploy_deployment_group.api")
    assert group["deployment_config_name"] == "CodeDeployDefault.ECSAllAtOnce"
    assert stack.blocks("aws_codedeploy_deployment_config") == {}


@pytest.mark.requirement("C-20", "M-10")
def test_a_canary_moves_a_part_first(stack: ModuleStack):
    codedeploy(stack, CanaryInputs(kind="canary", percentage=20, interval_minutes=7))
    assert stack.block("aws_codedeploy_deployment_config.api_canary") == {
        "deployment_config_name": "shop-dev-api-20-percent-7-minutes",
        "compute_platform": "ECS",
        "traffic_routing_config": {
            "type": "TimeBasedCanary",
            "time_based_canary": {"percentage": 20, "interval": 7},
        },
        "lifecycle": {"create_before_destroy": True},
    }
    group = stack.block("aws_codedeploy_deployment_group.api")
    assert group["deployment_config_name"] == "${aws_codedeploy_deployment_config.api_canary.deployment_config_name}"


@pytest.mark.requirement("C-20", "M-11")
def test_an_alarm_a_failure_or_a_stop_brings_the_old_version_back(stack: ModuleStack):
    codedeploy(stack, blue_green())
    group = stack.block("aws_codedeploy_deployment_group.api")
    assert group["alarm_configuration"] == {"alarms": ["shop-dev-api-5xx"], "enabled": True}
    assert group["auto_rollback_configuration"] == {
        "enabled": True,
        "events": ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM", "DEPLOYMENT_STOP_ON_REQUEST"],
    }


def test_without_alarms_none_are_asked(stack: ModuleStack):
    codedeploy(stack, blue_green(), alarm_names=())
    assert "alarm_configuration" not in stack.block("aws_codedeploy_deployment_group.api")
    assert "ReadAlarms" not in statements(stack)


@pytest.mark.parametrize(
    ("approval_wait_minutes", "expected"),
    [
        (0, {"action_on_timeout": "CONTINUE_DEPLOYMENT"}),
        (30, {"action_on_timeout": "STOP_DEPLOYMENT", "wait_time_in_minutes": 30}),
    ],
)
def test_the_new_version_waits_for_approval_only_where_asked(stack: ModuleStack, approval_wait_minutes, expected):
    codedeploy(stack, blue_green(approval_wait_minutes=approval_wait_minutes, termination_wait_minutes=15))
    assert stack.block("aws_codedeploy_deployment_group.api")["blue_green_deployment_config"] == {
        "deployment_ready_option": expected,
        "terminate_blue_instances_on_deployment_success": {
            "action": "TERMINATE",
            "termination_wait_time_in_minutes": 15,
        },
    }


@pytest.mark.requirement("C-16")
def test_its_role_moves_this_services_traffic_only(stack: ModuleStack):
    codedeploy(stack, blue_green())
    found = statements(stack)
    assert {sid: statement["Resource"] for sid, statement in found.items()} == {
        "ReplaceTaskSets": [
            "arn:aws:ecs:us-east-1:123456789012:service/shop-dev/shop-dev-api",
            "arn:aws:ecs:us-east-1:123456789012:task-set/shop-dev/shop-dev-api/*",
        ],
        "PassTaskRoles": ROLES,
        "ReadTraffic": ["*"],
        "ShiftTraffic": ["arn:production", "arn:production-rule", "arn:test", "arn:test-rule"],
        "ReadAlarms": ["arn:aws:cloudwatch:us-east-1:123456789012:alarm:shop-dev-api-5xx"],
    }
    assert found["PassTaskRoles"]["Condition"] == {"StringEquals": {"iam:PassedToService": "ecs-tasks.amazonaws.com"}}


def test_its_names_are_known_before_any_plan(stack: ModuleStack):
    made = codedeploy(stack, blue_green())
    assert (made.application_name, made.deployment_group_name) == ("shop-dev-api", "shop-dev-api")
    assert stack.block("aws_codedeploy_app.api")["name"] == "shop-dev-api"
    assert stack.block("aws_codedeploy_deployment_group.api")["deployment_group_name"] == "shop-dev-api"


def test_a_deployment_group_works_only_after_its_roles_permissions(stack: ModuleStack):
    codedeploy(stack, blue_green())
    assert stack.block("aws_codedeploy_deployment_group.api")["depends_on"] == ["aws_iam_role_policy.api"]


@pytest.mark.requirement("C-20")
def test_a_parameter_holds_the_request_that_deploys_the_service_as_it_should_be(stack: ModuleStack):
    made = codedeploy(stack, blue_green())
    parameter = stack.block("aws_ssm_parameter.api")
    assert (parameter["name"], parameter["type"]) == ("/shop/dev/deployments/api", "String")
    request = json.loads(parameter["insecure_value"])
    app_spec = json.loads(request["revision"]["appSpecContent"].pop("content"))
    assert request == {
        "applicationName": made.application_name,
        "deploymentGroupName": made.deployment_group_name,
        "revision": {"revisionType": "AppSpecContent", "appSpecContent": {}},
    }
    assert app_spec == {
        "version": 0.0,
        "Resources": [
            {
                "TargetService": {
                    "Type": "AWS::ECS::Service",
                    "Properties": {"TaskDefinition": "${aws_ecs_task_definition.api.arn}"},
                }
            }
        ],
    }
    assert made.parameter_name == "${aws_ssm_parameter.api.name}"
