"""Rules between the frontend of an environment and what stands behind it."""

from collections.abc import Iterator

from modules.amplify_site.inputs import AmplifySiteInputs
from modules.base.inputs import shown
from modules.dns.inputs import DomainInputs
from modules.load_balancer.inputs import ANYWHERE, LoadBalancerInputs
from modules.static_site.inputs import StaticSiteInputs
from modules.web_acl.inputs import WebAclInputs
from settings.complaints import Complaint

Frontend = StaticSiteInputs | AmplifySiteInputs


def frontend_lies_in_us_east_1(region: str, frontend: Frontend | None) -> Iterator[Complaint]:
    """CloudFront takes its certificate, its firewall and that firewall's key from there."""
    if frontend is not None and region != "us-east-1":
        yield Complaint(
            ("frontend",), f"needs the region us-east-1, from where CloudFront takes certificates, got {shown(region)}"
        )


def load_balancer_is_reached_one_way(
    frontend: Frontend | None, load_balancer: LoadBalancerInputs
) -> Iterator[Complaint]:
    api = frontend.api if isinstance(frontend, StaticSiteInputs) else None
    privately = api is not None and api.origin_access == "vpc_origin"
    if privately and not load_balancer.internal:
        yield Complaint(
            ("load_balancer", "internal"),
            'must be true when frontend.api.origin_access is "vpc_origin": else the firewall could be gone around, '
            "got false",
        )
    if load_balancer.internal and not privately:
        yield Complaint(
            ("load_balancer", "internal"),
            'must be false unless a static_site passes its api on with origin_access "vpc_origin": nobody could reach '
            "it, got true",
        )


def api_has_a_name(frontend: Frontend | None, domain: DomainInputs) -> Iterator[Complaint]:
    """With a frontend that does not pass requests on by itself, the load balancer needs a name of its own."""
    passes_on = isinstance(frontend, StaticSiteInputs) and frontend.api is not None
    if frontend is not None and not passes_on and domain.api_name is None:
        yield Complaint(
            ("domain", "api_name"),
            "is required when the other names lead to the frontend: else nothing leads to the load balancer",
        )
    if domain.api_name is not None and (frontend is None or passes_on):
        yield Complaint(
            ("domain", "api_name"),
            f"must be left out: domain.name leads to the API already, got {shown(domain.api_name)}",
        )


def names_that_fail_over_lead_to_the_load_balancer(
    frontend: Frontend | None, domain: DomainInputs
) -> Iterator[Complaint]:
    """CloudFront takes each name for one distribution only, and Amplify writes the records of its names itself."""
    if domain.failover is not None and frontend is not None and domain.api_name is None:
        yield Complaint(
            ("domain", "failover"), "must be left out: the names lead to the frontend, which cannot be in two regions"
        )


def requests_do_not_get_past_the_firewall(
    frontend: Frontend | None, web_acl: WebAclInputs | None, load_balancer: LoadBalancerInputs
) -> Iterator[Complaint]:
    if web_acl is None:
        return
    if isinstance(frontend, AmplifySiteInputs) and frontend.api_paths:
        yield Complaint(
            ("frontend", "api_paths"),
            "must be empty when there is a web_acl: Amplify passes requests on from a few addresses of its own, so the "
            "rate limit would hold for all visitors together; let browsers call domain.api_name, got "
            f"{shown(frontend.api_paths)}",
        )
    api = frontend.api if isinstance(frontend, StaticSiteInputs) else None
    everybody = ANYWHERE in (load_balancer.ingress_cidr_blocks or (ANYWHERE,))
    if api is not None and api.origin_access == "internet" and everybody:
        yield Complaint(
            ("frontend", "api", "origin_access"),
            'must be "vpc_origin" when there is a web_acl, or load_balancer.ingress_cidr_blocks be limited: the load '
            'balancer\'s own address leads past the firewall, got "internet"',
        )


def candidate_has_a_name_of_its_own(frontend: Frontend | None, domain: DomainInputs) -> Iterator[Complaint]:
    candidate = frontend.candidate if isinstance(frontend, AmplifySiteInputs) else None
    if candidate is None:
        return
    name = f"{candidate.prefix}.{domain.name}"
    if name in (*domain.names, domain.api_name):
        yield Complaint(
            ("frontend", "candidate", "prefix"),
            f"makes {name}, which domain has, got {shown(candidate.prefix)}",
        )


RULES = (
    frontend_lies_in_us_east_1,
    load_balancer_is_reached_one_way,
    api_has_a_name,
    names_that_fail_over_lead_to_the_load_balancer,
    requests_do_not_get_past_the_firewall,
    candidate_has_a_name_of_its_own,
)
