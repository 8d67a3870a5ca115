"""What a service is made of."""

import json
from types import SimpleNamespace
from typing import Any

import pytest

from modules.base.network_endpoint import NetworkEndpoint
from modules.ecs_cluster.construct import EcsCluster
from modules.ecs_cluster.inputs import EcsClusterInputs
from modules.ecs_service.construct import CODEDEPLOYS_OWN, EcsService
from modules.ecs_service.inputs import EcsServiceInputs
from modules.ecs_task.access import TaskAccess
from tests.modules import KEY_ARN, ModuleStack

DATABASE = NetworkEndpoint(name="database", security_group_id="sg-database", port=5432)
AWS_SERVICES = NetworkEndpoint(name="aws_services", security_group_id="sg-endpoints", port=443)
NETWORK = {
    "vpc_id": "vpc-1",
    "task_subnet_ids": ("subnet-1", "subnet-2"),
    "tasks_have_public_ip": False,
    "has_internet_egress": True,
    "s3_prefix_list_id": "pl-s3",
    "aws_services": None,
}
LOAD_BALANCER = {
    "arn_suffix": "app/shop-dev/1",
    "security_group_id": "sg-load-balancer",
    "https_listener_arn": "arn:https",
    "test_listener_arn": "arn:test",
}


def service(stack: ModuleStack, *, network=None, load_balancer=None, id="api", inputs=None, **arguments) -> EcsService:
    values = {
        "image": "123456789012.dkr.ecr.us-east-1.amazonaws.com/shop-api@sha256:" + "a1" * 32,
        "container_port": 3040,
        "cpu_units": 256,
        "memory_mib": 512,
        "route": {"priority": 10, "path_patterns": ("/api/*",)},
        "health_check": {"path": "/health"},
    }
    cluster = EcsCluster(stack, "cluster", EcsClusterInputs(), kms_key_arn=KEY_ARN, log_retention_days=7)
    return EcsService(
        stack,
        id,
        EcsServiceInputs(**{**values, **(inputs or {})}),
        cluster=cluster,
        network=SimpleNamespace(**{**NETWORK, **(network or {})}),
        load_balancer=SimpleNamespace(**{**LOAD_BALANCER, **(load_balancer or {})}),
        access=TaskAccess(),
        kms_key_arn=KEY_ARN,
        log_retention_days=7,
        keep_logs=False,
        **arguments,
    )


def block(stack: ModuleStack) -> dict[str, Any]:
    return stack.block("aws_ecs_service.api")


@pytest.mark.requirement("C-14", "M-05")
def test_its_tasks_run_in_the_networks_task_subnets(stack: ModuleStack):
    service(stack, network={"tasks_have_public_ip": True})
    assert block(stack)["network_configuration"] == {
        "subnets": ["subnet-1", "subnet-2"],
        "security_groups": ["${aws_security_group.api.id}"],
        "assign_public_ip": True,
    }
    assert block(stack)["platform_version"] == "LATEST"
    assert block(stack)["task_definition"] == "${aws_ecs_task_definition.api_task.arn}"


@pytest.mark.requirement("C-13", "M-14")
@pytest.mark.parametrize(
    ("capacity", "expected"),
    [
        ({}, [{"capacity_provider": "FARGATE", "weight": 1, "base": 0}]),
        ({"fargate_weight": 0, "fargate_spot_weight": 1}, [{"capacity_provider": "FARGATE_SPOT", "weight": 1}]),
        (
            {"fargate_base": 1, "fargate_weight": 0, "fargate_spot_weight": 3},
            [
                {"capacity_provider": "FARGATE", "weight": 0, "base": 1},
                {"capacity_provider": "FARGATE_SPOT", "weight": 3},
            ],
        ),
    ],
)
def test_its_tasks_are_mixed_of_fargate_and_fargate_spot(stack: ModuleStack, capacity, expected):
    service(stack, inputs={"capacity": capacity})
    assert block(stack)["capacity_provider_strategy"] == expected
    assert block(stack)["force_new_deployment"] is True


@pytest.mark.requirement("C-20", "M-10")
def test_a_rolling_deployment_rolls_back_by_circuit_breaker_and_alarms(stack: ModuleStack):
    service(stack, alarm_names=["shop-dev-api-5xx"])
    names = ("deployment_controller", "deployment_maximum_percent", "deployment_minimum_healthy_percent")
    assert {name: block(stack)[name] for name in (*names, "deployment_circuit_breaker", "alarms")} == {
        "deployment_controller": {"type": "ECS"},
        "deployment_maximum_percent": 200,
        "deployment_minimum_healthy_percent": 100,
        "deployment_circuit_breaker": {"enable": True, "rollback": True},
        "alarms": {"alarm_names": ["shop-dev-api-5xx"], "enable": True, "rollback": True},
    }


def test_without_alarms_only_the_circuit_breaker_rolls_back(stack: ModuleStack):
    service(stack)
    assert "alarms" not in block(stack)


@pytest.mark.parametrize(("maximum_percent", "expected"), [(200, "ENABLED"), (100, "DISABLED")])
def test_zones_are_balanced_where_there_is_room_for_a_spare_task(stack: ModuleStack, maximum_percent, expected):
    deployment = {"kind": "rolling", "maximum_percent": maximum_percent, "minimum_healthy_percent": 50}
    service(stack, inputs={"deployment": deployment})
    assert block(stack)["availability_zone_rebalancing"] == expected


@pytest.mark.requirement("C-19")
def test_a_deploy_leaves_the_number_of_tasks_to_autoscaling(stack: ModuleStack):
    service(stack, inputs={"autoscaling": {"minimum_tasks": 3, "maximum_tasks": 10, "requests_per_target": 600}})
    assert block(stack)["desired_count"] == 3
    assert block(stack)["lifecycle"] == {"ignore_changes": ["desired_count"]}
    target = stack.block("aws_appautoscaling_target.api_autoscaling")
    assert target["resource_id"] == "service/shop-dev/${aws_ecs_service.api.name}"
    requests = stack.block("aws_appautoscaling_policy.api_autoscaling_requests")
    assert requests["target_tracking_scaling_policy_configuration"]["predefined_metric_specification"] == {
        "predefined_metric_type": "ALBRequestCountPerTarget",
        "resource_label": "app/shop-dev/1/${aws_lb_target_group.api.arn_suffix}",
    }


def test_without_autoscaling_the_number_of_tasks_is_terraforms(stack: ModuleStack):
    service(stack, inputs={"desired_count": 3})
    assert block(stack)["desired_count"] == 3
    assert "lifecycle" not in block(stack)
    assert stack.blocks("aws_appautoscaling_target") == {}


@pytest.mark.requirement("C-12", "E-13")
def test_its_target_group_checks_its_own_path_on_its_own_port(stack: ModuleStack):
    check = {"path": "/api/health", "success_codes": "200,204", "grace_period_seconds": 90}
    service(stack, inputs={"health_check": check})
    group = stack.block("aws_lb_target_group.api")
    assert (group["name"], group["port"], group["target_type"]) == ("shop-dev-api-3040", 3040, "ip")
    assert group["deregistration_delay"] == "30"
    assert group["health_check"] == {
        "path": "/api/health",
        "port": "traffic-port",
        "protocol": "HTTP",
        "matcher": "200,204",
        "interval": 30,
        "timeout": 5,
        "healthy_threshold": 2,
        "unhealthy_threshold": 3,
    }
    assert group["lifecycle"] == {"create_before_destroy": True}
    assert block(stack)["health_check_grace_period_seconds"] == 90


def test_a_target_group_name_fits_into_32_characters(stack: ModuleStack):
    service(stack, id="documentation-search")
    group = stack.block("aws_lb_target_group.documentation_search")
    assert len(group["name"]) <= 32
    assert group["tags"]["Name"] == "shop-dev-documentation-search-3040"


@pytest.mark.requirement("M-05")
def test_its_rule_sends_its_paths_to_its_target_group(stack: ModuleStack):
    service(stack)
    assert stack.block("aws_lb_listener_rule.api") == {
        "listener_arn": "arn:https",
        "priority": 10,
        "condition": [{"path_pattern": {"values": ["/api/*"]}}],
        "action": [{"type": "forward", "target_group_arn": "${aws_lb_target_group.api.arn}"}],
        "tags": {"component": "api"},
    }


def test_host_names_narrow_the_rule(stack: ModuleStack):
    service(stack, inputs={"route": {"priority": 10, "path_patterns": ("/*",), "host_names": ("api.example.com",)}})
    assert stack.block("aws_lb_listener_rule.api")["condition"] == [
        {"path_pattern": {"values": ["/*"]}},
        {"host_header": {"values": ["api.example.com"]}},
    ]


def test_it_is_made_after_its_rule_and_the_clusters_capacity(stack: ModuleStack):
    service(stack)
    assert block(stack)["depends_on"] == ["aws_lb_listener_rule.api", "aws_ecs_cluster_capacity_providers.cluster"]


@pytest.mark.requirement("C-10")
def test_the_container_port_is_the_same_everywhere(stack: ModuleStack):
    service(stack)
    [container] = json.loads(stack.block("aws_ecs_task_definition.api_task")["container_definitions"])
    ingress = stack.block("aws_vpc_security_group_ingress_rule.api_from_load_balancer")
    egress = stack.block("aws_vpc_security_group_egress_rule.api_from_load_balancer")
    ports = {
        container["portMappings"][0]["containerPort"],
        int(container["environment"][0]["value"]),
        block(stack)["load_balancer"][0]["container_port"],
        stack.block("aws_lb_target_group.api")["port"],
        ingress["from_port"],
        ingress["to_port"],
        egress["from_port"],
        egress["to_port"],
    }
    assert ports == {3040}


@pytest.mark.requirement("C-10")
def test_only_the_load_balancer_reaches_it(stack: ModuleStack):
    service(stack, connects_to=[DATABASE])
    into_tasks = [
        rule["referenced_security_group_id"]
        for rule in stack.blocks("aws_vpc_security_group_ingress_rule").values()
        if rule["security_group_id"] == "${aws_security_group.api.id}"
    ]
    assert into_tasks == ["sg-load-balancer"]
    out_of_load_balancer = stack.block("aws_vpc_security_group_egress_rule.api_from_load_balancer")
    assert out_of_load_balancer["security_group_id"] == "sg-load-balancer"
    assert out_of_load_balancer["referenced_security_group_id"] == "${aws_security_group.api.id}"


def egress(stack: ModuleStack) -> dict[str, tuple[str, int]]:
    """Rule -> destination and port, of what leaves the tasks."""
    return {
        name: (
            rule.get("referenced_security_group_id") or rule.get("cidr_ipv4") or rule["prefix_list_id"],
            rule["from_port"],
        )
        for name, rule in stack.blocks("aws_vpc_security_group_egress_rule").items()
        if rule["security_group_id"] == "${aws_security_group.api.id}"
    }


@pytest.mark.requirement("C-10")
def test_it_reaches_what_it_connects_to_and_https_on_the_internet(stack: ModuleStack):
    service(stack, connects_to=[DATABASE])
    assert egress(stack) == {
        "api_to_database": ("sg-database", 5432),
        "api_to_internet_443": ("0.0.0.0/0", 443),
    }


@pytest.mark.requirement("C-10", "P-01")
def test_it_reaches_further_ports_on_the_internet_where_asked(stack: ModuleStack):
    service(stack, internet_ports=[5432, 6379])
    assert egress(stack) == {
        "api_to_internet_443": ("0.0.0.0/0", 443),
        "api_to_internet_5432": ("0.0.0.0/0", 5432),
        "api_to_internet_6379": ("0.0.0.0/0", 6379),
    }


@pytest.mark.requirement("C-09", "C-10")
def test_without_the_internet_it_reaches_aws_services_and_s3(stack: ModuleStack):
    service(stack, network={"has_internet_egress": False, "aws_services": AWS_SERVICES})
    assert egress(stack) == {"api_to_aws_services": ("sg-endpoints", 443), "api_to_s3": ("pl-s3", 443)}


def test_ports_on_the_internet_need_a_way_there(stack: ModuleStack):
    expected = r"^shop-dev-api needs the internet for ports \[5432\], and its network has no way there$"
    with pytest.raises(ValueError, match=expected):
        service(stack, network={"has_internet_egress": False}, internet_ports=[5432])


@pytest.mark.parametrize("execute_command", [True, False])
def test_execute_command_is_on_only_where_asked(stack: ModuleStack, execute_command: bool):
    container = {"read_only_root_filesystem": not execute_command}
    service(stack, inputs={"execute_command": execute_command, "container": container})
    assert block(stack)["enable_execute_command"] is execute_command


@pytest.mark.requirement("C-06")
def test_its_tasks_carry_the_services_tags(stack: ModuleStack):
    service(stack)
    assert (block(stack)["propagate_tags"], block(stack)["enable_ecs_managed_tags"]) == ("SERVICE", True)


@pytest.mark.requirement("M-12")
def test_its_names_come_from_its_id(stack: ModuleStack):
    made = service(stack)
    assert (made.name, block(stack)["name"]) == ("shop-dev-api", "shop-dev-api")
    assert stack.block("aws_cloudwatch_log_group.api_task")["name"] == "/ecs/shop-dev-api"
    assert list(stack.root()["variable"]) == ["api_image"]
    assert [str(suffix) for suffix in made.target_group_arn_suffixes] == ["${aws_lb_target_group.api.arn_suffix}"]


def test_a_worker_listens_nowhere(stack: ModuleStack):
    made = service(stack, inputs={"container_port": None, "route": None, "health_check": None})
    assert {"load_balancer", "health_check_grace_period_seconds"} & set(block(stack)) == set()
    for terraform_type in ("lb_target_group", "lb_listener_rule", "vpc_security_group_ingress_rule"):
        assert stack.blocks(f"aws_{terraform_type}") == {}
    [container] = json.loads(stack.block("aws_ecs_task_definition.api_task")["container_definitions"])
    assert "portMappings" not in container
    assert made.target_group_arn_suffixes == ()
    assert block(stack)["depends_on"] == ["aws_ecs_cluster_capacity_providers.cluster"]


@pytest.mark.requirement("C-20", "M-10")
def test_blue_green_hands_task_definition_target_group_and_rules_to_codedeploy(stack: ModuleStack):
    made = service(stack, inputs={"deployment": {"kind": "blue_green"}})
    assert block(stack)["deployment_controller"] == {"type": "CODE_DEPLOY"}
    assert block(stack)["lifecycle"] == {
        "ignore_changes": [
            "task_definition",
            "load_balancer",
            "network_configuration",
            "platform_version",
            "capacity_provider_strategy",
        ]
    }
    assert {name: rule["listener_arn"] for name, rule in stack.blocks("aws_lb_listener_rule").items()} == {
        "api": "arn:https",
        "api_test": "arn:test",
    }
    for rule in stack.blocks("aws_lb_listener_rule").values():
        assert rule["lifecycle"] == {"ignore_changes": ["action"]}
    assert stack.block("aws_lb_target_group.api_green")["name"] == "shop-dev-api-3040-green"
    assert len(made.target_group_arn_suffixes) == 2


@pytest.mark.requirement("C-20", "P-04")
def test_what_the_service_ignores_goes_with_codedeploys_next_deployment(stack: ModuleStack):
    service(
        stack,
        network={"tasks_have_public_ip": True},
        inputs={"deployment": {"kind": "canary"}, "capacity": {"fargate_base": 1, "fargate_spot_weight": 3}},
    )
    request = json.loads(stack.block("aws_ssm_parameter.api_codedeploy")["insecure_value"])
    app_spec = json.loads(request["revision"]["appSpecContent"]["content"])
    assert app_spec["Resources"][0]["TargetService"]["Properties"] == {
        "TaskDefinition": "${aws_ecs_task_definition.api_task.arn}",
        "LoadBalancerInfo": {"ContainerName": "api", "ContainerPort": 3040},
        "PlatformVersion": "LATEST",
        "NetworkConfiguration": {
            "AwsvpcConfiguration": {
                "Subnets": ["subnet-1", "subnet-2"],
                "SecurityGroups": ["${aws_security_group.api.id}"],
                "AssignPublicIp": "ENABLED",
            }
        },
        "CapacityProviderStrategy": [
            {"CapacityProvider": "FARGATE", "Weight": 1, "Base": 1},
            {"CapacityProvider": "FARGATE_SPOT", "Weight": 3},
        ],
    }


@pytest.mark.requirement("C-20")
def test_codedeploy_leaves_ecs_own_deployment_settings_out(stack: ModuleStack):
    service(stack, inputs={"deployment": {"kind": "canary"}}, alarm_names=["shop-dev-api-5xx"])
    ecs_only = {"alarms", "deployment_circuit_breaker", "deployment_maximum_percent", "force_new_deployment"}
    assert ecs_only & set(block(stack)) == set()
    group = stack.block("aws_codedeploy_deployment_group.api_codedeploy")
    assert group["alarm_configuration"]["alarms"] == ["shop-dev-api-5xx"]
    assert group["ecs_service"] == {"cluster_name": "shop-dev", "service_name": "${aws_ecs_service.api.name}"}
    assert [pair["name"] for pair in group["load_balancer_info"]["target_group_pair_info"]["target_group"]] == [
        "${aws_lb_target_group.api.name}",
        "${aws_lb_target_group.api_green.name}",
    ]


@pytest.mark.requirement("C-20")
def test_a_canary_with_autoscaling_ignores_the_number_of_tasks_too(stack: ModuleStack):
    scaling = {"minimum_tasks": 2, "maximum_tasks": 4}
    service(stack, inputs={"deployment": {"kind": "canary"}, "autoscaling": scaling})
    assert block(stack)["lifecycle"] == {"ignore_changes": [*CODEDEPLOYS_OWN, "desired_count"]}


@pytest.mark.requirement("C-20")
@pytest.mark.parametrize("kind", ["blue_green", "canary"])
def test_codedeploy_needs_a_test_listener(stack: ModuleStack, kind: str):
    expected = f"^shop-dev-api: a {kind} deployment needs a load balancer with a test listener$"
    with pytest.raises(ValueError, match=expected):
        service(stack, inputs={"deployment": {"kind": kind}}, load_balancer={"test_listener_arn": None})
