"""The figures of a running environment in its busiest hour, as CloudWatch knows them."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from advice.figures import Figures
from modules.aurora_postgres.inputs import AuroraPostgresInputs
from modules.base.names import shortened
from modules.load_balancer.inputs import LONGEST_NAME
from modules.rds_postgres.inputs import RdsPostgresInputs
from release.facts import facts
from scripts.base.aws import Aws
from scripts.base.aws_client import client, in_sentences
from settings.environment import EnvironmentSettings
from settings.load import Loaded
from toolchain.errors import UserError

DAYS = 14
"""How far back is looked: two of each weekday."""
HOUR_SECONDS = 3600


def cloudwatch_figures(loaded: Loaded[EnvironmentSettings], service: str, aws: Aws) -> Figures:
    """CPU and memory of a service, connections and response time, each in its busiest hour of two weeks.

    CloudWatch knows neither users nor revenue. Raises UserError when it knows nothing of the environment.
    """
    region = loaded.settings.region
    with in_sentences():
        queries = dict(_queries(loaded, service, client("elbv2", region, aws.environment)))
        answer = _busiest(client("cloudwatch", region, aws.environment), queries)
    if not answer:
        raise UserError(f"CloudWatch has no figures of {loaded.target} in the last {DAYS} days. Does it run?")
    database, connections = loaded.settings.database, answer.get("connections")
    if connections is not None and isinstance(database, RdsPostgresInputs | AuroraPostgresInputs):
        connections = 100 * connections / database.connection_limit
    return Figures(
        cpu_percent=_rounded(answer.get("cpu")),
        memory_percent=_rounded(answer.get("memory")),
        connections_percent=_rounded(connections),
        response_seconds=_rounded(answer.get("response")),
    )


def _queries(loaded: Loaded[EnvironmentSettings], service: str, elbv2: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Figure -> what CloudWatch is asked for."""
    known = facts(loaded.target, loaded.settings)
    ecs = {"ClusterName": known.cluster, "ServiceName": known.services[service].ecs_name}
    yield "cpu", _metric("AWS/ECS", "CPUUtilization", "Average", ecs)
    yield "memory", _metric("AWS/ECS", "MemoryUtilization", "Average", ecs)
    name = f"{known.name}-database"
    if isinstance(loaded.settings.database, RdsPostgresInputs):
        yield "connections", _metric("AWS/RDS", "DatabaseConnections", "Maximum", {"DBInstanceIdentifier": name})
    elif isinstance(loaded.settings.database, AuroraPostgresInputs):
        yield "connections", _metric("AWS/RDS", "DatabaseConnections", "Maximum", {"DBClusterIdentifier": name})
    balancer = _load_balancer(elbv2, shortened(known.name, LONGEST_NAME))
    if balancer is not None:
        yield "response", _metric("AWS/ApplicationELB", "TargetResponseTime", "p95", {"LoadBalancer": balancer})


def _load_balancer(elbv2: Any, name: str) -> str | None:
    """What CloudWatch calls the load balancer, `app/macro-ai-dev/50dc6c49`; None when there is none."""
    for page in elbv2.get_paginator("describe_load_balancers").paginate():
        for found in page["LoadBalancers"]:
            if found["LoadBalancerName"] == name:
                return found["LoadBalancerArn"].partition("loadbalancer/")[2]
    return None


def _metric(namespace: str, name: str, statistic: str, dimensions: Mapping[str, str]) -> dict[str, Any]:
    found = [{"Name": key, "Value": value} for key, value in dimensions.items()]
    metric = {"Namespace": namespace, "MetricName": name, "Dimensions": found}
    return {"MetricStat": {"Metric": metric, "Period": HOUR_SECONDS, "Stat": statistic}}


def _busiest(cloudwatch: Any, queries: Mapping[str, dict[str, Any]]) -> dict[str, float]:
    """The largest value of each figure that has any."""
    now = datetime.now(UTC)
    pages = cloudwatch.get_paginator("get_metric_data").paginate(
        MetricDataQueries=[{"Id": name, **query} for name, query in queries.items()],
        StartTime=now - timedelta(days=DAYS),
        EndTime=now,
    )
    found: dict[str, float] = {}
    for page in pages:
        for result in page["MetricDataResults"]:
            if result["Values"]:
                found[result["Id"]] = max(found.get(result["Id"], 0.0), *result["Values"])
    return found


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)
