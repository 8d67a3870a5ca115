from typing import Any

import pytest

from tests.review.cost.making import costs, estimated, resource, usage

GROUPS = (
    resource("aws_cloudwatch_log_group.api", name="/ecs/api", retention_in_days=365),
    resource("aws_cloudwatch_log_group.migrate", name="/ecs/migrate", retention_in_days=365),
    resource("aws_cloudwatch_log_group.flow", name="/vpc/flow", arn="arn:flow"),
    resource("aws_cloudwatch_log_group.waf", name="aws-waf-logs-shop", retention_in_days=365),
)
AROUND_GROUPS = (
    resource("aws_ecs_task_definition.api", family="api", container_definitions='[{"logs": "/ecs/api"}]'),
    resource("aws_ecs_service.api", name="api", task_definition="api"),
    resource("aws_flow_log.vpc", log_destination="arn:flow"),
)
LOGS = {"services_gib": 100, "flow_gib": 10, "firewall_gib": 1, "other_gib": 2}


def test_each_kind_of_log_has_its_own_figure():
    references = {"aws_ecs_task_definition.api": {"container_definitions": frozenset({"aws_cloudwatch_log_group.api"})}}
    found = estimated(*GROUPS, *AROUND_GROUPS, usage=usage(logs=LOGS), references=references)
    written = {line.address: line.quantity.expected for line in found.lines if "ingested" in line.price.item}
    assert {address.rpartition(".")[2]: gib for address, gib in written.items()} == {
        "api": 100,
        "migrate": 2,
        "flow": 10,
        "waf": 1,
    }


def test_a_year_of_logs_is_kept_at_a_part_of_its_size():
    group = resource("aws_cloudwatch_log_group.rest", name="rest", retention_in_days=365)
    # 12 months x 100 GB x 0.15 x 0.03.
    assert costs(estimated(group, usage=usage(logs={"other_gib": 100})))["cloudwatch.logs.stored"] == 5.40


def metric(period: int = 60) -> dict[str, Any]:
    return {"id": "m", "metric": [{"metric_name": "Errors", "period": period}]}


@pytest.mark.parametrize(
    ("values", "cost"),
    [
        ({"metric_name": "CPUUtilization", "period": 300}, {"cloudwatch.alarm": 0.10}),
        ({"metric_name": "CPUUtilization", "period": 10}, {"cloudwatch.alarm.high_resolution": 0.30}),
        ({"metric_query": [{"expression": "m1+m2"}, metric(), metric()]}, {"cloudwatch.alarm": 0.20}),
        ({"metric_query": [{"expression": "m1"}, metric(10)]}, {"cloudwatch.alarm.high_resolution": 0.30}),
        ({"metric_query": [{"expression": "ANOMALY_DETECTION_BAND(m)"}, metric()]}, {"cloudwatch.alarm": 0.30}),
    ],
)
def test_alarms_cost_by_their_metrics(values: dict[str, Any], cost: dict[str, float]):
    assert costs(estimated(resource("aws_cloudwatch_metric_alarm.a", **values))) == cost


def test_what_costs_the_same_everywhere():
    found = estimated(
        resource("aws_cloudwatch_composite_alarm.site"),
        resource("aws_cloudwatch_dashboard.all"),
        resource("aws_cloudwatch_log_metric_filter.orders", metric_transformation={"name": "orders"}),
    )
    assert costs(found) == {"cloudwatch.alarm.composite": 0.50, "cloudwatch.dashboard": 3.00, "cloudwatch.metric": 0.30}


@pytest.mark.parametrize(
    ("millions", "cost"),
    [
        # 0.38 requests a second: each is within the reservoir of one a second. 1 million x 5.00.
        (1, 5.00),
        # 26.28 million are ten a second: one and a twentieth of nine, 1.45 a second, 3.81 million x 5.00.
        (26.28, 19.05),
    ],
)
def test_traces_are_sampled(millions: float, cost: float):
    rule = resource("aws_xray_sampling_rule.all", reservoir_size=1, fixed_rate=0.05)
    assert costs(estimated(rule, usage=usage(traffic={"requests_millions": millions}))) == {"xray.traces": cost}


def test_messages_of_a_topic_that_somebody_reads():
    read, unread = resource("aws_sns_topic.p1", arn="arn:p1"), resource("aws_sns_topic.p2", arn="arn:p2")
    subscriptions = [
        resource(f"aws_sns_topic_subscription.{name}", topic_arn="arn:p1", protocol=protocol)
        for name, protocol in (("me", "email"), ("you", "email"), ("pager", "https"), ("queue", "sqs"))
    ]
    found = estimated(read, unread, *subscriptions, usage=usage(alerts_thousands=1000))
    # Half of the alerts: 2 x 500 x 0.02 and 500 x 0.0006.
    assert costs(found) == {"sns.email": 20.00, "sns.https": 0.30}


DATA_EVENTS = [{"field_selector": [{"field": "eventCategory", "equals": ["Data"]}]}]


@pytest.mark.parametrize(("selectors", "data"), [(DATA_EVENTS, True), ([], False)])
def test_a_trail(selectors: list[Any], data: bool):
    trail = resource("aws_cloudtrail.audit", advanced_event_selector=selectors)
    figures = usage(audit={"further_trail_calls_millions": 2, "data_events_millions": 3})
    expected = {"cloudtrail.management.further_copy": 40.00} | ({"cloudtrail.data": 3.00} if data else {})
    assert costs(estimated(trail, usage=figures)) == expected


def test_a_detector_and_its_features():
    found = estimated(
        resource("aws_guardduty_detector.all", enable=True),
        resource("aws_guardduty_detector_feature.s3", name="S3_DATA_EVENTS", status="ENABLED"),
        resource("aws_guardduty_detector_feature.rds", name="RDS_LOGIN_EVENTS", status="ENABLED"),
        resource("aws_guardduty_detector_feature.eks", name="EKS_AUDIT_LOGS", status="DISABLED"),
        resource("aws_guardduty_detector_feature.lambda", name="LAMBDA_NETWORK_LOGS", status="ENABLED"),
        usage=usage(
            audit={"api_calls_millions": 2, "data_events_millions": 10, "database_vcpus": 4}, logs={"flow_gib": 5}
        ),
    )
    assert costs(found) == {
        "guardduty.management_events": 8.00,
        "guardduty.logs": 5.00,
        "guardduty.s3_events": 8.00,
        "guardduty.rds_logins": 4.00,
    }
    assert [one.reason for one in found.unpriced] == [
        "LAMBDA_NETWORK_LOGS: no price of guardduty.lambda_network_logs is known"
    ]


@pytest.mark.parametrize(
    ("kind", "cost"), [("ACCOUNT", {}), ("ACCOUNT_UNUSED_ACCESS", {"access_analyzer.unused": 10.00})]
)
def test_only_looking_for_unused_access_costs(kind: str, cost: dict[str, float]):
    figures = usage(audit={"analysed_roles": 50})
    assert costs(estimated(resource("aws_accessanalyzer_analyzer.a", type=kind), usage=figures)) == cost
