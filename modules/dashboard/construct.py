"""The CloudWatch dashboard of an environment."""

from collections.abc import Iterator, Sequence

from modules.alarms.facts import CacheFacts, DatabaseCopyFacts, DatabaseFacts, LoadBalancerFacts, ServiceFacts
from modules.base.construct import Module, ModuleScope
from modules.base.custom_metric import CustomMetric
from modules.dashboard.database_sections import copy_section, database_section
from modules.dashboard.facts import DistributionFacts
from modules.dashboard.inputs import DashboardInputs
from modules.dashboard.sections import (
    cache_section,
    custom_section,
    distribution_section,
    service_section,
    site_section,
)
from modules.dashboard.widgets import Section, layout
from resources import aws, json_text

ALARMS_OF_A_WIDGET = 100
"""https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html"""


class Dashboard(Module):
    """Alarms, requests, latency and errors, every service, the databases, the cache and the system's own metrics.

    It is made of the facts that the alarms are made of. Gives `name`.
    """

    def __init__(
        self,
        scope: ModuleScope,
        id: str,
        inputs: DashboardInputs,
        *,
        load_balancer: LoadBalancerFacts | None = None,
        services: Sequence[ServiceFacts] = (),
        databases: Sequence[DatabaseFacts] = (),
        database_copy: DatabaseCopyFacts | None = None,
        cache: CacheFacts | None = None,
        distributions: Sequence[DistributionFacts] = (),
        metrics: Sequence[CustomMetric] = (),
        alarm_arns: Sequence[str] = (),
    ) -> None:
        super().__init__(scope, id)

        def sections() -> Iterator[Section]:
            if load_balancer is not None:
                yield site_section(load_balancer)
            if metrics:
                yield custom_section(metrics)
            yield from (service_section(service, load_balancer) for service in services)
            yield from (database_section(database) for database in databases)
            if database_copy is not None:
                yield copy_section(database_copy)
            if cache is not None:
                yield cache_section(cache)
            yield from (distribution_section(distribution) for distribution in distributions)

        body = {
            "start": f"-PT{inputs.hours}H",
            "periodOverride": "inherit",
            "widgets": layout(
                alarm_arns[:ALARMS_OF_A_WIDGET], list(sections()), self.context.region, inputs.period_seconds
            ),
        }
        dashboard = aws.CloudwatchDashboard(self, dashboard_name=self.context.name, dashboard_body=json_text(body))
        self.name = dashboard.dashboard_name
        self.output("url", self._url(), description="Where requests, errors and load are drawn")

    def _url(self) -> str:
        region = self.context.region
        return (
            f"https://{region}.console.aws.amazon.com/cloudwatch/home?region={region}#dashboards/dashboard/{self.name}"
        )
