"""Alarms, topics, logs and traces: rows C-14, C-25, C-26, C-28, M-11 to M-13 on macro-ai."""

import re
from typing import Any

import pytest

from tests.plans import on
from tests.plans.plan import Plan

DEV, STAGING, PROD = "macro-ai/dev", "macro-ai/staging", "macro-ai/prod"

Alarm = tuple[str, str, float, int, str]


def alarm(plan: Plan, name: str) -> Alarm:
    """Metric, comparison, threshold, periods, and what missing data means."""
    values = plan.resources[f"aws_cloudwatch_metric_alarm.alarms_{name}"]
    return (
        values["metric_name"],
        values["comparison_operator"],
        values["threshold"],
        values["evaluation_periods"],
        values["treat_missing_data"],
    )


def topics(plan: Plan, address: str, argument: str) -> set[str]:
    found = plan.references(address, argument)
    return {name.removeprefix("aws_sns_topic.topics_") for name in found if re.fullmatch(r"aws_sns_topic\.\w+", name)}


@on(DEV, STAGING, PROD)
@pytest.mark.requirement("C-25", "M-11")
@pytest.mark.parametrize("service", ["api", "ui"])
def test_c25_cpu_and_memory_of_each_service(plan: Plan, service: str):
    assert alarm(plan, f"{service}_cpu") == ("CPUUtilization", "GreaterThanThreshold", 80, 2, "notBreaching")
    assert alarm(plan, f"{service}_memory") == ("MemoryUtilization", "GreaterThanThreshold", 85, 2, "notBreaching")
    dimensions = plan.resources[f"aws_cloudwatch_metric_alarm.alarms_{service}_cpu"]["dimensions"]
    assert dimensions == {"ClusterName": plan.deployment.name, "ServiceName": f"{plan.deployment.name}-{service}"}


@pytest.mark.parametrize(
    ("plan", "allowed", "threshold"), [(DEV, 84, 67), (STAGING, 168, 134), (PROD, 1351, 1080)], indirect=["plan"]
)
@pytest.mark.requirement("C-25", "M-11")
def test_c25_connections_at_80_percent_of_what_the_instance_allows(plan: Plan, allowed: int, threshold: int):
    parameters = plan.resources["aws_db_parameter_group.database"]["parameter"]
    assert {parameter["name"]: parameter["value"] for parameter in parameters}["max_connections"] == str(allowed)
    found = alarm(plan, "database_connections")
    assert found == ("DatabaseConnections", "GreaterThanThreshold", threshold, 2, "notBreaching")


@on(DEV, STAGING)
@pytest.mark.requirement("C-25", "M-11")
@pytest.mark.parametrize(
    ("name", "metric"),
    [
        ("load_balancer_5xx", "HTTPCode_ELB_5XX_Count"),
        ("api_target_5xx", "HTTPCode_Target_5XX_Count"),
        ("ui_target_5xx", "HTTPCode_Target_5XX_Count"),
    ],
)
def test_c25_more_than_ten_5xx_twice(plan: Plan, name: str, metric: str):
    assert alarm(plan, name) == (metric, "GreaterThanThreshold", 10, 2, "notBreaching")
    assert plan.resources[f"aws_cloudwatch_metric_alarm.alarms_{name}"]["statistic"] == "Sum"


@on(DEV, STAGING)
@pytest.mark.requirement("C-25")
@pytest.mark.parametrize("service", ["api", "ui"])
def test_c25_latency_and_unhealthy_hosts(plan: Plan, service: str):
    assert alarm(plan, f"{service}_latency") == ("TargetResponseTime", "GreaterThanThreshold", 1, 2, "notBreaching")
    assert plan.resources[f"aws_cloudwatch_metric_alarm.alarms_{service}_latency"]["extended_statistic"] == "p95"
    unhealthy = alarm(plan, f"{service}_unhealthy_targets")
    assert unhealthy == ("UnHealthyHostCount", "GreaterThanThreshold", 0, 2, "notBreaching")


@on(DEV, STAGING, PROD)
@pytest.mark.requirement("C-25")
def test_c25_every_alarm_tells_the_same_topic_when_it_is_over(plan: Plan):
    for address in plan.of_type("aws_cloudwatch_metric_alarm"):
        arguments = plan.arguments(address)
        assert arguments.get("alarm_actions") == arguments.get("ok_actions"), address
        assert arguments["treat_missing_data"] in ("breaching", "notBreaching"), address


@on(DEV, STAGING)
@pytest.mark.requirement("M-11")
@pytest.mark.parametrize("service", ["api", "ui"])
def test_m11_5xx_rolls_a_deployment_back(plan: Plan, service: str):
    [alarms] = (plan.arguments_of_type("aws_ecs_service")[f"aws_ecs_service.{service}"]["alarms"],)
    assert alarms == {
        "alarm_names": [
            "${aws_cloudwatch_metric_alarm.alarms_load_balancer_5xx.alarm_name}",
            f"${{aws_cloudwatch_metric_alarm.alarms_{service}_target_5xx.alarm_name}}",
        ],
        "enable": True,
        "rollback": True,
    }


@on(DEV, STAGING, PROD)
@pytest.mark.requirement("C-26")
def test_c26_site_down_goes_to_p1(plan: Plan):
    site_down, name = "aws_cloudwatch_composite_alarm.alarms_site_down", plan.deployment.name
    assert plan.resources[site_down]["alarm_rule"] == (
        f'ALARM("{name}-api-no-healthy-targets") OR ALARM("{name}-ui-no-healthy-targets") '
        f'OR ALARM("{name}-site-failed-requests")'
    )
    assert topics(plan, site_down, "alarm_actions") == topics(plan, site_down, "ok_actions") == {"p1"}


@on(DEV, STAGING, PROD)
@pytest.mark.requirement("C-26")
def test_c26_topics_by_severity_with_their_addresses(plan: Plan):
    subscribed: dict[str, Any] = {}
    for address, values in plan.of_type("aws_sns_topic_subscription").items():
        [topic] = topics(plan, address, "topic_arn")
        subscribed[topic] = (values["protocol"], values["endpoint"])
    assert subscribed == {
        "p1": ("email", "oncall@macro-ai.com"),
        "p2": ("email", "oncall@macro-ai.com"),
        "p3": ("email", "dev-team@macro-ai.com"),
    }
    assert all("aws_kms_key.encryption_key" in plan.references(topic, "kms_master_key_id")
               for topic in plan.of_type("aws_sns_topic"))  # fmt: skip


@on(DEV, STAGING, PROD)
@pytest.mark.requirement("C-28", "M-13")
def test_c28_xray_daemon_beside_the_api(plan: Plan):
    [_, daemon] = plan.document("aws_ecs_task_definition.api_task", "container_definitions")
    assert (daemon["name"], daemon["essential"], daemon["cpu"], daemon["memory"]) == ("xray-daemon", False, 32, 32)
    assert daemon["portMappings"] == [{"containerPort": 2000, "hostPort": 2000, "protocol": "udp"}]
    assert len(plan.document("aws_ecs_task_definition.ui_task", "container_definitions")) == 1


@on(DEV, STAGING, PROD)
@pytest.mark.requirement("C-28", "M-13")
def test_c28_the_task_may_send_traces(plan: Plan):
    found = plan.document("aws_iam_role_policy.api_task_task", "policy")["Statement"]
    [traces] = [statement for statement in found if statement["Sid"] == "SendTraces"]
    assert traces["Action"] == [
        "xray:PutTraceSegments",
        "xray:PutTelemetryRecords",
        "xray:GetSamplingRules",
        "xray:GetSamplingTargets",
    ]


@pytest.mark.parametrize(
    ("plan", "name"), [(DEV, "macro-ai-dev-api"), (STAGING, "macro-ai-staging-api"), (PROD, "macro-ai-api")],
    indirect=["plan"],
)  # fmt: skip
@pytest.mark.requirement("M-13")
def test_m13_application_sampling_and_group_have_the_tracing_name_and_know_the_daemon(plan: Plan, name: str):
    [api, *_] = plan.document("aws_ecs_task_definition.api_task", "container_definitions")
    environment = {variable["name"]: variable["value"] for variable in api["environment"]}
    assert environment["AWS_XRAY_TRACING_NAME"] == name
    [rule] = plan.of_type("aws_xray_sampling_rule").values()
    [group] = plan.of_type("aws_xray_group").values()
    assert (rule["service_name"], group["filter_expression"]) == (name, f'service("{name}")')
    assert environment["AWS_XRAY_DAEMON_ADDRESS"] == "127.0.0.1:2000"
    assert "_X_AMZN_TRACE_ID" not in environment


@on("macro-ai/dev")
@pytest.mark.requirement("M-12")
def test_m12_log_group_of_each_service_has_the_environment_in_its_name(plan: Plan):
    names = {plan.resources[f"aws_cloudwatch_log_group.{service}_task"]["name"] for service in ("api", "ui")}
    assert names == {"/ecs/macro-ai-dev-api", "/ecs/macro-ai-dev-ui"}
    assert not any(group.get("skip_destroy") for group in plan.of_type("aws_cloudwatch_log_group").values())


@on("macro-ai/dev")
@pytest.mark.requirement("C-14", "M-01")
def test_m01_all_logs_are_kept_seven_days(plan: Plan):
    groups = plan.of_type("aws_cloudwatch_log_group")
    assert {address: group["retention_in_days"] for address, group in groups.items()} == dict.fromkeys(groups, 7)


@on(PROD)
@pytest.mark.requirement("C-25", "M-03", "M-11")
def test_c25_5xx_of_a_service_with_two_target_groups_are_added_up(plan: Plan):
    values = plan.resources["aws_cloudwatch_metric_alarm.alarms_api_target_5xx"]
    assert (values["comparison_operator"], values["threshold"], values["evaluation_periods"]) == (
        "GreaterThanThreshold",
        10,
        2,
    )
    queries = {query["id"]: query for query in values["metric_query"]}
    assert queries["value"]["expression"] == "FILL(m1, 0) + FILL(m2, 0)"
    for query in ("m1", "m2"):
        [metric] = queries[query]["metric"]
        assert (metric["metric_name"], metric["stat"]) == ("HTTPCode_Target_5XX_Count", "Sum")
    groups = plan.references("aws_cloudwatch_metric_alarm.alarms_api_target_5xx", "metric_query")
    assert groups >= {"aws_lb_target_group.api", "aws_lb_target_group.api_green"}
