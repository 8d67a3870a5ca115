"""CloudWatch, X-Ray, SNS and what audits the account."""

from collections import Counter
from collections.abc import Iterator

from review.cost.amount import Amount
from review.cost.line import Estimator, Part
from review.cost.surroundings import Surroundings, as_number, blocks, number, text, true
from review.model import Resource

SECONDS = 730 * 3600
# https://aws.amazon.com/cloudwatch/pricing/: its examples take a log to shrink to 0.15 of its size in the archive.
STORED_SHARE = 0.15
DAYS = 365 / 12
KEPT_FOREVER_DAYS = 365
"""How long an estimate looks ahead where logs are never deleted."""
HIGH_RESOLUTION_SECONDS = 60
ANOMALY_METRICS = 3
"""What an alarm on anomalies counts as: the metric and both borders of its band."""
NOUNS = {"services": "services", "flow": "the network's flow", "firewall": "the firewall", "other": "the rest"}


def log_group(resource: Resource, around: Surroundings) -> Iterator[Part]:
    """What is written in a month, and what is kept of all months in the archive."""
    groups = around.of_type("aws_cloudwatch_log_group")
    counts = around.remembered("kinds of log groups", lambda: Counter(_kind(group, around) for group in groups))
    kind = _kind(resource, around)
    figure = f"logs.{kind}_gib"
    written = around.usage.amount(figure) * (1 / counts[kind])
    kept_days = number(resource, "retention_in_days") or KEPT_FOREVER_DAYS
    yield Part("cloudwatch.logs.ingested", f"logs of {NOUNS[kind]}", written, (figure,))
    stored = written * (STORED_SHARE * kept_days / DAYS)
    yield Part("cloudwatch.logs.stored", f"logs of {NOUNS[kind]}, kept", stored, (figure,))


def _kind(group: Resource, around: Surroundings) -> str:
    if text(group, "name").startswith("aws-waf-logs-"):
        return "firewall"
    if around.referring(group, "log_destination", "aws_flow_log"):
        return "flow"
    definitions = around.referring(group, "container_definitions", "aws_ecs_task_definition")
    used = any(around.referring(one, "task_definition", "aws_ecs_service") for one in definitions)
    return "services" if used else "other"


def alarm(resource: Resource, around: Surroundings) -> Iterator[Part]:
    """By the metrics that an alarm looks at."""
    queries = blocks(resource.values, "metric_query")
    metrics = [metric for query in queries for metric in blocks(query, "metric")]
    periods = [as_number(metric.get("period")) for metric in metrics] or [number(resource, "period", 60.0)]
    count = len(metrics) or 1
    if any("ANOMALY_DETECTION_BAND" in str(query.get("expression", "")) for query in queries):
        count = ANOMALY_METRICS
    quick = any(0 < period < HIGH_RESOLUTION_SECONDS for period in periods)
    item = "cloudwatch.alarm.high_resolution" if quick else "cloudwatch.alarm"
    yield Part(item, "alarm", Amount.always(count))


def composite_alarm(resource: Resource, around: Surroundings) -> Iterator[Part]:
    yield Part("cloudwatch.alarm.composite", "composite alarm", Amount.always(1))


def dashboard(resource: Resource, around: Surroundings) -> Iterator[Part]:
    yield Part("cloudwatch.dashboard", "dashboard", Amount.always(1))


def log_metric(resource: Resource, around: Surroundings) -> Iterator[Part]:
    """A metric of one's own for each transformation; with dimensions there may be more."""
    yield Part("cloudwatch.metric", "own metric", Amount.always(len(blocks(resource.values, "metric_transformation"))))


def sampling_rule(resource: Resource, around: Surroundings) -> Iterator[Part]:
    """Requests are taken to come evenly: of each second's, the reservoir is traced and a share of the rest."""
    reservoir, rate = number(resource, "reservoir_size"), number(resource, "fixed_rate")

    def traced(millions: float) -> float:
        in_a_second = millions * 1e6 / SECONDS
        kept = min(in_a_second, reservoir) + rate * max(0.0, in_a_second - reservoir)
        return kept * SECONDS / 1e6

    traces = around.usage.traffic.requests_millions.each(traced) * around.share("aws_xray_sampling_rule")
    yield Part("xray.traces", "traces", traces, ("traffic.requests_millions",))


def topic(resource: Resource, around: Surroundings) -> Iterator[Part]:
    """Messages to each of those who are told by email or by a request. Those to AWS's own services are free."""
    told = [text(one, "protocol") for one in around.referring(resource, "topic_arn", "aws_sns_topic_subscription")]
    alerts = around.usage.alerts_thousands * around.share("aws_sns_topic")
    for item, what, protocols in (
        ("sns.email", "emails", ("email", "email-json")),
        ("sns.https", "requests", ("http", "https")),
    ):
        count = sum(protocol in protocols for protocol in told)
        if count:
            yield Part(item, what, alerts * count, ("alerts_thousands",))


def trail(resource: Resource, around: Surroundings) -> Iterator[Part]:
    """The first copy of management events is free."""
    usage = around.usage.audit
    copies = usage.further_trail_calls_millions
    yield Part(
        "cloudtrail.management.further_copy", "calls another trail has", copies, ("audit.further_trail_calls_millions",)
    )
    selectors = blocks(resource.values, "advanced_event_selector")
    fields = [field for selector in selectors for field in blocks(selector, "field_selector")]
    categories = [field.get("equals") or () for field in fields if field.get("field") == "eventCategory"]
    if any("Data" in category for category in categories) or blocks(resource.values, "event_selector"):
        data_events = usage.data_events_millions
        yield Part("cloudtrail.data", "reads and writes of data", data_events, ("audit.data_events_millions",))


def detector(resource: Resource, around: Surroundings) -> Iterator[Part]:
    if true(resource, "enable"):
        calls, flow = around.usage.audit.api_calls_millions, around.usage.logs.flow_gib
        yield Part("guardduty.management_events", "calls", calls, ("audit.api_calls_millions",))
        yield Part("guardduty.logs", "flow and DNS", flow, ("logs.flow_gib",))


def detector_feature(resource: Resource, around: Surroundings) -> Iterator[Part]:
    """A feature that is off costs nothing."""
    if text(resource, "status") != "ENABLED":
        return
    name = text(resource, "name")
    if name == "S3_DATA_EVENTS":
        events = around.usage.audit.data_events_millions
        yield Part("guardduty.s3_events", "reads and writes of data", events, ("audit.data_events_millions",))
    elif name == "RDS_LOGIN_EVENTS":
        watched = around.usage.audit.database_vcpus
        yield Part("guardduty.rds_logins", "vCPUs of databases", watched, ("audit.database_vcpus",))
    else:
        yield Part(f"guardduty.{name.lower()}", name, Amount.always(1))


def analyzer(resource: Resource, around: Surroundings) -> Iterator[Part]:
    """Looking for outside access is free, for unused access is not."""
    if "UNUSED_ACCESS" in text(resource, "type"):
        roles = around.usage.audit.analysed_roles
        yield Part("access_analyzer.unused", "roles and users", roles, ("audit.analysed_roles",))


PRICED: dict[str, Estimator] = {
    "aws_cloudwatch_log_group": log_group,
    "aws_cloudwatch_metric_alarm": alarm,
    "aws_cloudwatch_composite_alarm": composite_alarm,
    "aws_cloudwatch_dashboard": dashboard,
    "aws_cloudwatch_log_metric_filter": log_metric,
    "aws_xray_sampling_rule": sampling_rule,
    "aws_sns_topic": topic,
    "aws_cloudtrail": trail,
    "aws_guardduty_detector": detector,
    "aws_guardduty_detector_feature": detector_feature,
    "aws_accessanalyzer_analyzer": analyzer,
}
