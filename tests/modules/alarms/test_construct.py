"""What becomes of the alarms in the root: names, actions, silence, and the composite."""

import pytest

from modules.alarms.construct import Alarms, rollback_alarm_names
from modules.alarms.facts import CacheFacts, DatabaseCopyFacts
from modules.alarms.inputs import AlarmsInputs
from tests.modules.watched import API, BLUE_GREEN, DATABASE, LOAD_BALANCER, WORKER

TOPICS = {
    severity: f"arn:aws:sns:us-east-1:123456789012:shop-dev-{severity.lower()}" for severity in ("P1", "P2", "P3")
}


def alarms(stack, inputs=None, **watched):
    return Alarms(
        stack,
        "alarms",
        AlarmsInputs(**inputs or {}),
        **{"topic_arns": TOPICS, "load_balancer": LOAD_BALANCER, "services": (API,), **watched},
    )


@pytest.mark.requirement("C-25")
def test_an_alarm_tells_the_topic_of_its_severity_when_it_rings_and_when_it_is_over(stack):
    alarms(stack)
    assert stack.block("aws_cloudwatch_metric_alarm.alarms_api_cpu") == {
        "alarm_name": "shop-dev-api-cpu",
        "alarm_description": "api uses more than 80 % of the cpu its tasks reserve",
        "namespace": "AWS/ECS",
        "metric_name": "CPUUtilization",
        "dimensions": {"ClusterName": "shop-dev", "ServiceName": "shop-dev-api"},
        "statistic": "Average",
        "period": 300,
        "evaluation_periods": 2,
        "comparison_operator": "GreaterThanThreshold",
        "threshold": 80,
        "treat_missing_data": "notBreaching",
        "alarm_actions": [TOPICS["P3"]],
        "ok_actions": [TOPICS["P3"]],
        "tags": {"component": "alarms"},
    }


def test_every_alarm_says_what_missing_data_means(stack):
    alarms(stack, services=(BLUE_GREEN, WORKER), databases=(DATABASE,))
    blocks = stack.blocks("aws_cloudwatch_metric_alarm")
    breaching = [name for name, block in blocks.items() if block["treat_missing_data"] == "breaching"]
    assert sorted(breaching) == [
        "alarms_api_no_healthy_targets",
        "alarms_database_cpu",
        "alarms_worker_tasks",
    ]
    assert {block["treat_missing_data"] for block in blocks.values()} == {"breaching", "notBreaching"}


def test_a_percentile_waits_for_enough_answers(stack):
    alarms(stack)
    block = stack.block("aws_cloudwatch_metric_alarm.alarms_api_latency")
    assert block["extended_statistic"] == "p95"
    assert block["evaluate_low_sample_count_percentiles"] == "ignore"
    assert "statistic" not in block


def test_several_metrics_become_one_value(stack):
    alarms(stack, services=(BLUE_GREEN,))
    queries = stack.block("aws_cloudwatch_metric_alarm.alarms_api_target_5xx")["metric_query"]
    assert queries[0] == {
        "id": "value",
        "expression": "FILL(m1, 0) + FILL(m2, 0)",
        "label": "target_5xx",
        "return_data": True,
    }
    assert [(query["id"], query["return_data"]) for query in queries[1:]] == [("m1", False), ("m2", False)]
    assert queries[1]["metric"] == {
        "namespace": "AWS/ApplicationELB",
        "metric_name": "HTTPCode_Target_5XX_Count",
        "dimensions": {"LoadBalancer": "app/shop-dev/1", "TargetGroup": "targetgroup/api-blue/1"},
        "period": 60,
        "stat": "Sum",
    }


COPY = DatabaseCopyFacts(
    component="database", cluster_identifier="shop-dev-recovery", region="us-west-2", has_instances=False
)
TOPIC_THERE = "arn:aws:sns:us-west-2:123456789012:shop-dev-p2"


@pytest.mark.requirement("E-09")
def test_the_alarm_on_a_copy_is_where_its_metric_is(stack):
    made = alarms(stack, database_copy=COPY, recovery_topic_arns={"P2": TOPIC_THERE})
    alarm = stack.block("aws_cloudwatch_metric_alarm.alarms_database_copy_lag")
    assert (alarm["provider"], alarm["alarm_name"]) == ("aws.recovery", "shop-dev-database-copy-lag")
    assert alarm["alarm_actions"] == alarm["ok_actions"] == [TOPIC_THERE]
    [query] = alarm["metric_query"]
    assert query == {
        "id": "value",
        "expression": 'SELECT MAX(AuroraGlobalDBRPOLag) FROM "AWS/RDS" '
        "WHERE DBClusterIdentifier = 'shop-dev-recovery'",
        "label": "copy_lag",
        "return_data": True,
        "period": 300,
    }
    assert "shop-dev-database-copy-lag" not in made.names


def test_the_alarm_on_a_copy_can_be_left_out_and_needs_no_topic(stack):
    alarms(stack, {"database": {"skip": ("copy_lag",)}}, database_copy=COPY)
    assert "alarms_database_copy_lag" not in stack.blocks("aws_cloudwatch_metric_alarm")


@pytest.mark.requirement("C-26", "E-10")
def test_site_is_down_when_a_service_is_gone_or_most_requests_fail(stack):
    alarms(stack)
    down = stack.block("aws_cloudwatch_composite_alarm.alarms_site_down")
    assert down["alarm_rule"] == (
        'ALARM("${aws_cloudwatch_metric_alarm.alarms_api_no_healthy_targets.alarm_name}") OR '
        'ALARM("${aws_cloudwatch_metric_alarm.alarms_site_failed_requests.alarm_name}")'
    )
    assert (down["alarm_name"], down["alarm_actions"], down["ok_actions"]) == (
        "shop-dev-site-down",
        [TOPICS["P1"]],
        [TOPICS["P1"]],
    )


def test_parts_of_the_composite_tell_nobody(stack):
    alarms(stack)
    for name in ("alarms_api_no_healthy_targets", "alarms_site_failed_requests"):
        assert "alarm_actions" not in stack.block(f"aws_cloudwatch_metric_alarm.{name}")


def test_error_budget_exists_where_an_availability_is_promised(stack):
    alarms(stack, {"site": {"availability_percent": 99.9}})
    assert stack.block("aws_cloudwatch_metric_alarm.alarms_site_error_budget")["threshold"] == 1.44


def test_alarms_can_be_left_out_and_have_severities_of_their_own(stack):
    seen_by_load_balancer = ("5xx", "rejected_connections", "target_5xx", "latency", "unhealthy_targets")
    alarms(
        stack,
        {
            "services": {"skip": ("memory",), "severities": {"cpu": "P2"}},
            "load_balancer": {"skip": seen_by_load_balancer},
            "site": {"skip": ("down",)},
        },
    )
    assert stack.addresses() == ["aws_cloudwatch_metric_alarm.alarms_api_cpu"]
    assert stack.block("aws_cloudwatch_metric_alarm.alarms_api_cpu")["alarm_actions"] == [TOPICS["P2"]]


def test_without_topics_alarms_only_show_their_state(stack):
    alarms(stack, topic_arns={})
    blocks = stack.blocks("aws_cloudwatch_metric_alarm") | stack.blocks("aws_cloudwatch_composite_alarm")
    assert [name for name, block in blocks.items() if "alarm_actions" in block] == []


def test_a_severity_without_its_topic_is_refused(stack):
    with pytest.raises(ValueError, match=r"^alarms: no topic for P3, only for P1, P2$"):
        alarms(stack, topic_arns={severity: TOPICS[severity] for severity in ("P1", "P2")})


def test_names_and_arns_are_of_every_alarm(stack):
    made = alarms(stack, cache=CacheFacts(component="cache", member_ids=["shop-dev-001"]), databases=(DATABASE,))
    blocks = stack.blocks("aws_cloudwatch_metric_alarm") | stack.blocks("aws_cloudwatch_composite_alarm")
    assert sorted(made.names) == sorted(block["alarm_name"] for block in blocks.values())
    assert len(made.arns) == len(made.names)
    assert made.arns[made.names.index("shop-dev-site-down")] == "${aws_cloudwatch_composite_alarm.alarms_site_down.arn}"


@pytest.mark.requirement("M-11")
def test_errors_roll_a_deployment_back_and_exist_before_the_service(stack):
    names = rollback_alarm_names("alarms", AlarmsInputs(), "api")
    assert names == (
        "${aws_cloudwatch_metric_alarm.alarms_load_balancer_5xx.alarm_name}",
        "${aws_cloudwatch_metric_alarm.alarms_api_target_5xx.alarm_name}",
    )
    alarms(stack)
    made = {f"${{{address}.alarm_name}}" for address in stack.addresses()}
    assert set(names) <= made


def test_an_alarm_that_is_left_out_rolls_nothing_back():
    inputs = AlarmsInputs(load_balancer={"skip": ("5xx",)})
    assert rollback_alarm_names("alarms", inputs, "api") == (
        "${aws_cloudwatch_metric_alarm.alarms_api_target_5xx.alarm_name}",
    )
