"""What is shown of each part of a system."""

from collections.abc import Sequence

from modules.alarms.facts import CacheFacts, LoadBalancerFacts, ServiceFacts
from modules.base.custom_metric import CustomMetric
from modules.dashboard.facts import DistributionFacts
from modules.dashboard.widgets import Chart, Line, Section, largest, total

LATENCY_STATISTICS = ("p50", "p95", "p99")
CLOUDFRONT_METRICS_REGION = "us-east-1"


def site_section(load_balancer: LoadBalancerFacts) -> Section:
    """The whole system as people outside see it."""
    dimensions = {"LoadBalancer": load_balancer.arn_suffix}

    def line(label: str, name: str, statistic: str = "Sum") -> Line:
        return Line(label=label, namespace="AWS/ApplicationELB", name=name, statistic=statistic, dimensions=dimensions)

    return Section(
        title="Requests",
        charts=[
            Chart(title="Requests", lines=[line("requests", "RequestCount")]),
            Chart(
                title="Latency",
                lines=[line(statistic, "TargetResponseTime", statistic) for statistic in LATENCY_STATISTICS],
            ),
            Chart(
                title="Errors",
                lines=[
                    line("5XX of services", "HTTPCode_Target_5XX_Count"),
                    line("5XX of the load balancer", "HTTPCode_ELB_5XX_Count"),
                    line("4XX of services", "HTTPCode_Target_4XX_Count"),
                    line("refused connections", "RejectedConnectionCount"),
                ],
            ),
        ],
    )


def service_section(service: ServiceFacts, load_balancer: LoadBalancerFacts | None) -> Section:
    """One service: what it is asked, if it has a route, and what it needs for that."""
    routed = load_balancer is not None and service.target_group_arn_suffixes
    charts = _route_charts(service, load_balancer) if load_balancer is not None and routed else []
    return Section(title=service.component, charts=[*charts, *_task_charts(service)])


def _route_charts(service: ServiceFacts, load_balancer: LoadBalancerFacts) -> list[Chart]:
    def lines(id: str, label: str, name: str, statistic: str) -> list[Line]:
        """One line for each target group; a blue-green service has two, of which one serves at a time."""
        several = len(service.target_group_arn_suffixes) > 1
        return [
            Line(
                label=f"{label} {number}" if several else label,
                namespace="AWS/ApplicationELB",
                name=name,
                statistic=statistic,
                dimensions={"TargetGroup": suffix, "LoadBalancer": load_balancer.arn_suffix},
                id=f"{id}_{number}",
                shown=not several,
            )
            for number, suffix in enumerate(service.target_group_arn_suffixes, start=1)
        ]

    return [
        Chart(title="Requests", lines=total("requests", lines("requests", "requests", "RequestCount", "Sum"))),
        Chart(
            title="Latency",
            lines=[
                line
                for statistic in LATENCY_STATISTICS
                for line in largest(statistic, lines(statistic, statistic, "TargetResponseTime", statistic))
            ],
        ),
        Chart(
            title="Errors",
            lines=[
                *total("5XX", lines("errors5", "5XX", "HTTPCode_Target_5XX_Count", "Sum")),
                *total("4XX", lines("errors4", "4XX", "HTTPCode_Target_4XX_Count", "Sum")),
            ],
        ),
        Chart(
            title="Targets",
            lines=[
                *total("healthy", lines("healthy", "healthy", "HealthyHostCount", "Minimum")),
                *total("unhealthy", lines("unhealthy", "unhealthy", "UnHealthyHostCount", "Maximum")),
            ],
        ),
    ]


def _task_charts(service: ServiceFacts) -> list[Chart]:
    dimensions = {"ClusterName": service.cluster_name, "ServiceName": service.service_name}

    def line(label: str, namespace: str, name: str, statistic: str) -> Line:
        return Line(label=label, namespace=namespace, name=name, statistic=statistic, dimensions=dimensions)

    return [
        Chart(
            title="CPU and memory, percent of what tasks reserve",
            lines=[
                line("CPU", "AWS/ECS", "CPUUtilization", "Average"),
                line("CPU, highest task", "AWS/ECS", "CPUUtilization", "Maximum"),
                line("memory", "AWS/ECS", "MemoryUtilization", "Average"),
                line("memory, highest task", "AWS/ECS", "MemoryUtilization", "Maximum"),
            ],
        ),
        Chart(
            title="Tasks",
            lines=[
                line("running", "ECS/ContainerInsights", "RunningTaskCount", "Average"),
                line("wanted", "ECS/ContainerInsights", "DesiredTaskCount", "Average"),
            ],
        ),
    ]


def cache_section(cache: CacheFacts) -> Section:
    """The nodes of a cache side by side."""

    def chart(title: str, name: str, statistic: str = "Average") -> Chart:
        return Chart(
            title=title,
            lines=[
                Line(
                    label=f"node {number}",
                    namespace="AWS/ElastiCache",
                    name=name,
                    statistic=statistic,
                    dimensions={"CacheClusterId": member_id},
                )
                for number, member_id in enumerate(cache.member_ids, start=1)
            ],
        )

    charts = [
        chart("CPU of the thread that answers, percent", "EngineCPUUtilization"),
        chart("Memory filled, percent", "DatabaseMemoryUsagePercentage"),
        chart("Connections", "CurrConnections", "Maximum"),
        chart("Keys found, percent", "CacheHitRate"),
        chart("Keys thrown out", "Evictions", "Sum"),
    ]
    if len(cache.member_ids) > 1:
        charts.append(chart("Behind the primary, s", "ReplicationLag", "Maximum"))
    return Section(title=cache.component, charts=charts)


def distribution_section(distribution: DistributionFacts) -> Section:
    """What CloudFront serves."""
    dimensions = {"DistributionId": distribution.distribution_id, "Region": "Global"}

    def chart(title: str, lines: dict[str, str], statistic: str) -> Chart:
        return Chart(
            title=title,
            lines=[
                Line(label=label, namespace="AWS/CloudFront", name=name, statistic=statistic, dimensions=dimensions)
                for label, name in lines.items()
            ],
            region=CLOUDFRONT_METRICS_REGION,
        )

    return Section(
        title=distribution.component,
        charts=[
            chart("Requests", {"requests": "Requests"}, "Sum"),
            chart("Errors, percent", {"5XX": "5xxErrorRate", "4XX": "4xxErrorRate"}, "Average"),
            chart("Bytes sent", {"bytes": "BytesDownloaded"}, "Sum"),
        ],
    )


def custom_section(metrics: Sequence[CustomMetric]) -> Section:
    """The system's own metrics, one chart each."""
    return Section(title="Own metrics", charts=[_custom_chart(metric) for metric in metrics])


def _custom_chart(metric: CustomMetric) -> Chart:
    unit = "" if metric.unit in ("None", "Count") else f", {metric.unit.lower()}"
    return Chart(title=f"{metric.name}{unit}", lines=[_custom_line(metric)])


def _custom_line(metric: CustomMetric) -> Line:
    if not metric.dimension_names:
        return Line(label=metric.name, namespace=metric.namespace, name=metric.name, statistic=metric.statistic)
    # Which values there are is only known when they have been logged: CloudWatch looks them up.
    schema = ",".join(f'"{part}"' for part in (metric.namespace, *metric.dimension_names))
    return Line(
        label=metric.name,
        expression=f"SEARCH('{{{schema}}} MetricName=\"{metric.name}\"', '{metric.statistic}')",
        id="found",
    )
