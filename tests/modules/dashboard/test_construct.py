"""What an environment's dashboard shows."""

import json
from dataclasses import replace

import pytest

from modules.alarms.facts import CacheFacts, DatabaseCopyFacts, DatabaseFacts
from modules.base.custom_metric import CustomMetric
from modules.dashboard.construct import Dashboard
from modules.dashboard.facts import DistributionFacts
from modules.dashboard.inputs import DashboardInputs
from tests.modules import messages
from tests.modules.watched import API, BLUE_GREEN, DATABASE, LOAD_BALANCER, WORKER

T3 = replace(DATABASE, is_burstable=True)


def shown(stack, inputs=None, **watched):
    """Section -> chart title -> [metric or expression, statistic] of each line."""
    Dashboard(stack, "dashboard", DashboardInputs(**inputs or {}), **watched)
    body = json.loads(stack.block("aws_cloudwatch_dashboard.dashboard")["dashboard_body"])
    sections: dict = {}
    for widget in body["widgets"]:
        properties = widget["properties"]
        if widget["type"] == "text":
            charts = sections.setdefault(properties["markdown"].removeprefix("## "), {})
        elif widget["type"] == "metric":
            charts[properties["title"]] = [
                line[0]["expression"] if isinstance(line[0], dict) else (line[1], line[-1]["stat"])
                for line in properties["metrics"]
            ]
    return sections


@pytest.mark.requirement("C-27", "E-08")
def test_requests_latency_and_errors_of_the_site(stack):
    assert shown(stack, load_balancer=LOAD_BALANCER) == {
        "Requests": {
            "Requests": [("RequestCount", "Sum")],
            "Latency": [("TargetResponseTime", "p50"), ("TargetResponseTime", "p95"), ("TargetResponseTime", "p99")],
            "Errors": [
                ("HTTPCode_Target_5XX_Count", "Sum"),
                ("HTTPCode_ELB_5XX_Count", "Sum"),
                ("HTTPCode_Target_4XX_Count", "Sum"),
                ("RejectedConnectionCount", "Sum"),
            ],
        }
    }


@pytest.mark.requirement("C-27")
def test_a_service_with_a_route_shows_what_it_is_asked_and_what_it_needs(stack):
    charts = shown(stack, load_balancer=LOAD_BALANCER, services=(API,))["api"]
    assert list(charts) == [
        "Requests",
        "Latency",
        "Errors",
        "Targets",
        "CPU and memory, percent of what tasks reserve",
        "Tasks",
    ]
    assert charts["Requests"] == [("RequestCount", "Sum")]
    assert charts["CPU and memory, percent of what tasks reserve"] == [
        ("CPUUtilization", "Average"),
        ("CPUUtilization", "Maximum"),
        ("MemoryUtilization", "Average"),
        ("MemoryUtilization", "Maximum"),
    ]


def test_a_service_without_a_route_shows_its_tasks(stack):
    charts = shown(stack, load_balancer=LOAD_BALANCER, services=(WORKER,))["worker"]
    assert list(charts) == ["CPU and memory, percent of what tasks reserve", "Tasks"]


def test_both_target_groups_of_a_blue_green_service_become_one_line(stack):
    charts = shown(stack, load_balancer=LOAD_BALANCER, services=(BLUE_GREEN,))["api"]
    assert charts["Requests"] == [
        "FILL(requests_1, 0) + FILL(requests_2, 0)",
        ("RequestCount", "Sum"),
        ("RequestCount", "Sum"),
    ]
    assert charts["Latency"][0] == "MAX([FILL(p50_1, 0), FILL(p50_2, 0)])"


@pytest.mark.requirement("C-27")
def test_a_database_shows_what_applies_to_it(stack):
    charts = shown(stack, databases=(T3,))["database"]
    assert charts["CPU"] == [("CPUUtilization", "Average"), ("CPUCreditBalance", "Average")]
    assert charts["Room"] == [("FreeableMemory", "Average"), ("FreeStorageSpace", "Average")]
    assert not [title for title in charts if title.startswith("Behind")]


def test_an_aurora_reader_shows_capacity_and_lag_and_no_storage(stack):
    reader = DatabaseFacts(
        component="database_reader_1",
        identifier="shop-dev-reader-1",
        connection_limit=189,
        memory_mib=2048,
        is_replica=True,
        is_aurora=True,
        is_serverless=True,
    )
    charts = shown(stack, databases=(reader,))["database reader 1"]
    assert charts["CPU"] == [("CPUUtilization", "Average"), ("ServerlessDatabaseCapacity", "Average")]
    assert charts["Room"] == [("FreeableMemory", "Average")]
    assert charts["Behind the primary, ms"] == [("AuroraReplicaLag", "Maximum")]


def test_a_replica_of_an_instance_counts_its_lag_in_seconds(stack):
    replica = DatabaseFacts(
        component="database_replica", identifier="r", connection_limit=84, memory_mib=1024, is_replica=True
    )
    assert shown(stack, databases=(replica,))["database replica"]["Behind the primary, s"] == [
        ("ReplicaLag", "Maximum")
    ]


@pytest.mark.requirement("C-27")
@pytest.mark.parametrize(("nodes", "lag"), [(1, False), (2, True)])
def test_cache_nodes_are_side_by_side(stack, nodes, lag):
    charts = shown(stack, cache=CacheFacts(component="cache", member_ids=["a", "b"][:nodes]))["cache"]
    assert charts["Keys found, percent"] == [("CacheHitRate", "Average")] * nodes
    assert ("Behind the primary, s" in charts) is lag


@pytest.mark.requirement("C-27")
def test_a_distribution_is_measured_in_us_east_1(stack):
    Dashboard(
        stack,
        "dashboard",
        DashboardInputs(),
        distributions=(DistributionFacts(component="frontend", distribution_id="E1"),),
    )
    body = json.loads(stack.block("aws_cloudwatch_dashboard.dashboard")["dashboard_body"])
    chart = body["widgets"][1]["properties"]
    assert chart["region"] == "us-east-1"
    assert chart["metrics"][0][:6] == ["AWS/CloudFront", "Requests", "DistributionId", "E1", "Region", "Global"]


@pytest.mark.requirement("C-27", "A-11", "E-08")
def test_own_metrics_have_a_chart_each(stack):
    charts = shown(
        stack,
        metrics=(
            CustomMetric(namespace="shop-dev", name="workflow_failed", statistic="Sum", unit="Count"),
            CustomMetric(
                namespace="shop-dev",
                name="workflow_duration",
                statistic="p95",
                unit="Milliseconds",
                dimension_names=("kind",),
            ),
        ),
    )["Own metrics"]
    assert charts == {
        "workflow_failed": [("workflow_failed", "Sum")],
        "workflow_duration, milliseconds": ['SEARCH(\'{"shop-dev","kind"} MetricName="workflow_duration"\', \'p95\')'],
    }


def test_alarms_are_on_top_and_never_more_than_cloudwatch_takes(stack):
    Dashboard(stack, "dashboard", DashboardInputs(), alarm_arns=[f"arn:{number}" for number in range(130)])
    body = json.loads(stack.block("aws_cloudwatch_dashboard.dashboard")["dashboard_body"])
    assert [widget["type"] for widget in body["widgets"]] == ["alarm"]
    assert len(body["widgets"][0]["properties"]["alarms"]) == 100


def test_opens_with_the_hours_asked_for_and_says_where_it_is(stack):
    Dashboard(stack, "dashboard", DashboardInputs(hours=24, period_seconds=300), load_balancer=LOAD_BALANCER)
    block = stack.block("aws_cloudwatch_dashboard.dashboard")
    body = json.loads(block["dashboard_body"])
    assert (block["dashboard_name"], body["start"]) == ("shop-dev", "-PT24H")
    assert {widget["properties"].get("period") for widget in body["widgets"][1:]} == {300}
    assert stack.root()["output"]["dashboard_url"]["value"] == (
        "https://us-east-1.console.aws.amazon.com/cloudwatch/home?region=us-east-1#dashboards/dashboard/"
        "${aws_cloudwatch_dashboard.dashboard.dashboard_name}"
    )


def test_refuses_hours_that_cannot_be_shown():
    assert len(messages(lambda: DashboardInputs(hours=0))) == 1


@pytest.mark.requirement("C-27", "E-09")
def test_the_copy_of_a_database_in_another_region(stack):
    copy = DatabaseCopyFacts(
        component="database", cluster_identifier="shop-dev-recovery", region="us-west-2", has_instances=False
    )
    search = 'SEARCH(\'Namespace="AWS/RDS" MetricName="{}" DBClusterIdentifier="shop-dev-recovery"\', \'Maximum\')'
    assert shown(stack, database_copy=copy) == {
        "database in us-west-2": {
            "Commits that the copy does not have yet, ms": [search.format("AuroraGlobalDBRPOLag")],
            "Way of a change to the copy, ms": [search.format("AuroraGlobalDBReplicationLag")],
        }
    }
    widgets = json.loads(stack.block("aws_cloudwatch_dashboard.dashboard")["dashboard_body"])["widgets"]
    assert {widget["properties"]["region"] for widget in widgets if widget["type"] == "metric"} == {"us-west-2"}
