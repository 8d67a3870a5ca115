"""A plan of somebody else may hold anything: an estimate says what it can, and never ends with an exception."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review.cost.as_json import document
from review.cost.commitments import commitments
from review.cost.kinds import PRICED
from review.cost.tables import lines, services, sources
from review.model import Mark, Resource
from tests.review.cost.making import estimated

ARGUMENTS = (
    "advanced_event_selector", "allocated_storage", "arn", "backup_retention_period", "billing_mode", "capacity_provider_strategy",
    "cluster", "cluster_identifier", "container_definitions", "cpu", "database_insights_mode", "desired_count", "enable",
    "enable_key_rotation", "engine", "ephemeral_storage", "event_selector", "family", "fixed_rate", "global_cluster_identifier",
    "id", "instance_class", "internal", "launch_type", "load_balancer_type", "max_allocated_storage", "max_capacity", "memory",
    "metric_query", "metric_transformation", "min_capacity", "multi_az", "name", "network_configuration", "node_type",
    "num_cache_clusters", "num_node_groups", "origin", "period", "policy_type", "protocol", "region", "replica",
    "replicas_per_node_group", "replicate_source_db", "request_interval", "reservoir_size", "resource_id", "resources",
    "retention_in_days", "rule", "runtime_platform", "scalable_target_action", "schedule", "scope",
    "serverlessv2_scaling_configuration", "setting", "snapshot_retention_limit", "staging", "status", "storage_type",
    "subnet_ids", "subnets", "tags", "task_definition", "tier", "topic_arn", "type", "user_pool_tier", "vpc_endpoint_type",
)  # fmt: skip
INSIDE = (
    "base", "capacity_provider", "cpu_architecture", "equals", "expression", "field", "field_selector", "max_capacity",
    "metric", "min_capacity", "name", "period", "size_in_gib", "status", "value", "vpc_origin_config", "weight",
)  # fmt: skip
TYPES = (*PRICED, "aws_appautoscaling_target", "aws_appautoscaling_scheduled_action", "aws_ecs_task_definition")
ODD: tuple[Any, ...] = (
    None, True, -3, 5, 1e308, float("nan"), float("inf"), "", "a", "nan", "-1", "1e999", "FARGATE", "db.r6g.axlarge",
    [], {}, ["a"], [["a"]], {"a": 1}, *Mark,
)  # fmt: skip
VALUES = st.one_of(
    st.sampled_from(ODD),
    st.dictionaries(st.sampled_from(INSIDE), st.sampled_from(ODD), max_size=3).map(lambda block: [block]),
)
RESOURCES = st.tuples(st.sampled_from(TYPES), st.dictionaries(st.sampled_from(ARGUMENTS), VALUES, max_size=12))
SENSE = {"task_definition": "api", "family": "api", "launch_type": "FARGATE", "cluster": "api", "name": "api"}


@given(st.lists(RESOURCES, max_size=5))
@settings(max_examples=150, deadline=None)
def test_whatever_the_values_are(resources: list[tuple[str, dict[str, Any]]]):
    made = [
        Resource(f"{kind}.r{index}", kind, f"r{index}", SENSE | values)
        for index, (kind, values) in enumerate(resources)
    ]
    found = estimated(*made)
    assert 0 <= found.cost.low <= found.cost.expected <= found.cost.high < float("inf")
    json.dumps(document(found), allow_nan=False)
    commitments(found)
    for table in (services, lines, sources):
        table(found).lines()


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("aws_ecs_service", {"capacity_provider_strategy": {"capacity_provider": ["a"]}}),
        ("aws_ecs_cluster", {"setting": {"name": {"a": 1}}}),
        ("aws_db_instance", {"instance_class": "db.r6g.axlarge", "database_insights_mode": "advanced"}),
        ("aws_lb", {"subnets": 5}),
    ],
)
def test_values_that_ended_with_an_exception(kind: str, values: dict[str, Any]):
    assert estimated(Resource(f"{kind}.r", kind, "r", SENSE | values)).cost.low >= 0
