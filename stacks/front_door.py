"""What people reach first: names, certificate, load balancer, firewall, frontend."""

from collections.abc import Mapping

from modules.amplify_site.construct import AmplifySite
from modules.amplify_site.inputs import AmplifySiteInputs
from modules.base.severity import Severity
from modules.certificate.construct import Certificate
from modules.dashboard.facts import DistributionFacts
from modules.dns.construct import Dns
from modules.load_balancer.construct import LoadBalancer
from modules.network.construct import Network
from modules.static_site.construct import ApiOrigin, StaticSite
from modules.static_site.inputs import StaticSiteInputs
from modules.web_acl.construct import WebAcl
from settings.environment import EnvironmentSettings
from stacks.base import BaseStack


class FrontDoor:
    """Gives `load_balancer` for the services, `distributions` for the dashboard, and `site` for its replica."""

    def __init__(
        self,
        stack: BaseStack,
        settings: EnvironmentSettings,
        *,
        network: Network,
        kms_key_arn: str,
        topic_arns: Mapping[Severity, str],
    ) -> None:
        self._stack, self._settings, self._kms_key_arn = stack, settings, kms_key_arn
        self._dns = Dns(stack, "dns", settings.domain)
        self._certificate_arn = self._certificate()
        self.load_balancer = self._load_balancer(network)
        self._health_check_id = self._health_check_if_any(topic_arns)
        self._web_acl = self._web_acl_if_any()
        self.site: StaticSite | None = None
        self.distributions: list[DistributionFacts] = []
        match settings.frontend:
            case StaticSiteInputs() as inputs:
                self._static_site(inputs)
            case AmplifySiteInputs() as inputs:
                self._amplify_site(inputs)
            case None:
                self._point_at_load_balancer(*settings.domain.names)
        if settings.domain.api_name is not None:
            self._point_at_load_balancer(settings.domain.api_name)
        stack.output("url", f"https://{settings.domain.name}", description="Where people reach the system")

    @property
    def _serves_api(self) -> bool:
        """Whether the distribution stands before the load balancer, so that it is where the firewall belongs."""
        frontend = self._settings.frontend
        return isinstance(frontend, StaticSiteInputs) and frontend.api is not None

    def _certificate(self) -> str:
        domain = self._settings.domain
        names = [*domain.names, *([domain.api_name] if domain.api_name else [])]
        if isinstance(self._settings.frontend, AmplifySiteInputs) and domain.api_name:
            names = [domain.api_name]  # Amplify has a certificate of its own for its names.
        return Certificate(
            self._stack,
            "certificate",
            domain_name=names[0],
            alternative_names=names[1:],
            hosted_zone_id=domain.hosted_zone_id,
        ).arn

    def _load_balancer(self, network: Network) -> LoadBalancer:
        inputs = self._settings.load_balancer
        return LoadBalancer(
            self._stack,
            "load_balancer",
            inputs,
            vpc_id=network.vpc_id,
            subnet_ids=network.private_subnet_ids if inputs.internal else network.public_subnet_ids,
            certificate_arn=self._certificate_arn,
            deletion_protection=self._settings.deletion_protection,
        )

    def _health_check_if_any(self, topic_arns: Mapping[Severity, str]) -> str | None:
        failover = self._settings.domain.failover
        if failover is None or failover.health_check is None:
            return None
        from modules.health_check.construct import METRICS_REGION, HealthCheck

        inputs = failover.health_check
        return HealthCheck(
            self._stack,
            "health_check",
            inputs,
            host_name=self.load_balancer.dns_name,
            topic_arn=topic_arns.get(inputs.severity) if self._stack.context.region == METRICS_REGION else None,
        ).health_check_id

    def _web_acl_if_any(self) -> WebAcl | None:
        settings = self._settings
        if settings.web_acl is None:
            return None
        web_acl = WebAcl(
            self._stack,
            "web_acl",
            settings.web_acl,
            acl_scope="CLOUDFRONT" if self._serves_api else "REGIONAL",
            kms_key_arn=self._kms_key_arn,
            log_retention_days=settings.log_retention_days,
        )
        if not self._serves_api:
            web_acl.protect("load_balancer", self.load_balancer.arn)
        return web_acl

    def _static_site(self, inputs: StaticSiteInputs) -> None:
        names = self._settings.domain.names
        self.site = StaticSite(
            self._stack,
            "frontend",
            inputs,
            domain_names=names,
            certificate_arn=self._certificate_arn,
            deletion_protection=self._settings.deletion_protection,
            api_origin=ApiOrigin(dns_name=self.load_balancer.dns_name, arn=self.load_balancer.arn)
            if inputs.api
            else None,
            web_acl_arn=self._web_acl.arn if self._web_acl and self._serves_api else None,
        )
        for name in names:
            self._dns.alias(
                name.replace(".", "_"),
                name,
                self.site.dns_name,
                self.site.zone_id,
                evaluate_target_health=False,
                ipv6=True,
            )
        self.distributions.append(DistributionFacts(component="frontend", distribution_id=self.site.distribution_id))

    def _amplify_site(self, inputs: AmplifySiteInputs) -> None:
        domain = self._settings.domain
        AmplifySite(
            self._stack,
            "frontend",
            inputs,
            domain_names=domain.names,
            deletion_protection=self._settings.deletion_protection,
            api_url=f"https://{domain.api_name}" if domain.api_name else None,
        )

    def _point_at_load_balancer(self, *names: str) -> None:
        for name in names:
            balancer = self.load_balancer
            self._dns.alias(
                name.replace(".", "_"),
                name,
                balancer.dns_name,
                balancer.zone_id,
                health_check_id=self._health_check_id,
            )
