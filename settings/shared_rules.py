"""Rules between sections of a system's shared settings."""

from collections.abc import Iterator

from modules.access_analyzer.inputs import AccessAnalyzerInputs
from modules.base.inputs import shown
from modules.base.severity import Severity
from modules.budget.inputs import BudgetInputs
from modules.container_registry.inputs import RegistryInputs, RepositoryInputs
from modules.cost_monitoring.inputs import CostMonitoringInputs
from modules.guardduty.inputs import GuarddutyInputs
from modules.hosted_zone.inputs import HostedZoneInputs
from modules.topics.inputs import TopicInputs
from settings.complaints import Complaint
from settings.environment import EnvironmentSettings
from settings.promotion import PromotionSettings
from settings.setting_paths import covers, setting_paths

Topics = dict[Severity, TopicInputs]

DNS_REGION = "us-east-1"
"""https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/query-logs.html, and the keys of signed zones."""


def zone_is_logged_and_signed_where_route_53_does(
    region: str, hosted_zone: HostedZoneInputs | None
) -> Iterator[Complaint]:
    if hosted_zone is None or region == DNS_REGION:
        return
    for name in ("query_logging", "dnssec"):
        if getattr(hosted_zone, name):
            yield Complaint(
                ("hosted_zone", name),
                f"must be false when region is {region}, as Route 53 logs and signs with what lies in {DNS_REGION}, "
                "got true",
            )


def copies_of_images_lie_elsewhere(region: str, registry: RegistryInputs | None) -> Iterator[Complaint]:
    if registry is not None and registry.replica_region == region:
        yield Complaint(
            ("registry", "replica_region"), f"must be another region than that of the images, got {shown(region)}"
        )


def there_are_images_to_copy(
    registry: RegistryInputs | None, repositories: dict[str, RepositoryInputs]
) -> Iterator[Complaint]:
    if registry is not None and registry.replica_region is not None and not repositories:
        yield Complaint(
            ("registry", "replica_region"),
            f"needs repositories to copy, but there are none, got {shown(registry.replica_region)}",
        )


def budget_tells_somebody(account_budget: BudgetInputs | None, topics: Topics) -> Iterator[Complaint]:
    if account_budget is not None and not account_budget.email_addresses:
        yield from _untold("account_budget", account_budget.severity, topics)


def anomalies_tell_somebody(cost_monitoring: CostMonitoringInputs | None, topics: Topics) -> Iterator[Complaint]:
    anomalies = None if cost_monitoring is None else cost_monitoring.anomalies
    if anomalies is not None and not anomalies.email_addresses:
        yield from _untold("cost_monitoring", anomalies.severity, topics, "anomalies")


def threats_tell_somebody(guardduty: GuarddutyInputs | None, topics: Topics) -> Iterator[Complaint]:
    if guardduty is not None:
        yield from _untold("guardduty", guardduty.severity, topics)


def open_access_tells_somebody(access_analyzer: AccessAnalyzerInputs | None, topics: Topics) -> Iterator[Complaint]:
    if access_analyzer is not None:
        yield from _untold("access_analyzer", access_analyzer.severity, topics)


def promotion_is_about_settings_there_are(promotion: PromotionSettings | None) -> Iterator[Complaint]:
    if promotion is None:
        return
    paths = setting_paths(EnvironmentSettings)
    for action, patterns in promotion.by_action.items():
        for pattern in patterns:
            if not any(covers(pattern, path) for path in paths):
                yield Complaint(("promotion", action, pattern), "means no setting that an environment can have")


def _untold(section: str, severity: Severity, topics: Topics, *inside: str) -> Iterator[Complaint]:
    if severity not in topics:
        yield Complaint(
            (section, *inside, "severity"),
            f"must be one that topics has, or nobody is told, got {shown(severity)}; topics has "
            f"{', '.join(topics) or 'none'}",
        )


RULES = (
    zone_is_logged_and_signed_where_route_53_does,
    copies_of_images_lie_elsewhere,
    there_are_images_to_copy,
    budget_tells_somebody,
    anomalies_tell_somebody,
    threats_tell_somebody,
    open_access_tells_somebody,
    promotion_is_about_settings_there_are,
)
