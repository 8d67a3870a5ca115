"""What the internet reaches: load balancers, CloudFront, Amplify, WAF, DNS."""

from collections.abc import Iterator

from review.cost.amount import HOURS, Amount
from review.cost.line import Estimator, Part
from review.cost.surroundings import Surroundings, blocks, text, true, value
from review.model import Resource

# https://aws.amazon.com/elasticloadbalancing/pricing/: an LCU is 25 new connections a second, 3,000 active ones, 1 GB
# an hour or 1,000 rule evaluations a second, whichever is used most. Each request is taken to be a new connection.
REQUESTS_MILLIONS_OF_A_CAPACITY_UNIT_HOUR = 25 * 3600 / 1e6
REQUESTS, RESPONSES = "traffic.requests_millions", "traffic.response_gib"
SITE_REQUESTS, SITE_DATA = "site.requests_millions", "site.served_gib"


def load_balancer(resource: Resource, around: Surroundings) -> Iterator[Part]:
    """Hours, capacity units, an address in each subnet and answers to the internet unless it is internal."""
    kind = text(resource, "load_balancer_type", "application")
    usage, share = around.usage.traffic, around.share("aws_lb")
    yield Part(f"load_balancer.{kind}.hour", "hours", Amount.always(HOURS))
    by_requests = usage.requests_millions.each(lambda millions: millions / REQUESTS_MILLIONS_OF_A_CAPACITY_UNIT_HOUR)
    capacity = by_requests.with_each(usage.response_gib, max) * share
    yield Part(f"load_balancer.{kind}.capacity", "capacity units", capacity, (REQUESTS, RESPONSES))
    if true(resource, "internal"):
        return
    subnets = max(1, around.counted(resource, "subnets", "aws_subnet"), len(blocks(resource.values, "subnet_mapping")))
    yield Part("public_ipv4.hour", "addresses", Amount.always(HOURS * subnets))
    if not any(map(passes_requests_on, around.of_type("aws_cloudfront_distribution"))):
        yield Part("transfer.internet", "answers to the internet", usage.response_gib * share, (RESPONSES,))


def distribution(resource: Resource, around: Surroundings) -> Iterator[Part]:
    """Requests and answers, with those that it passes on to the services. From its origins data comes for nothing."""
    site, traffic = around.usage.site, around.usage.traffic
    live = [one for one in around.of_type("aws_cloudfront_distribution") if not true(one, "staging")]
    if true(resource, "staging") and live:
        return
    share = 1 / len(live or [resource])
    if passes_requests_on(resource):
        requests, counted = site.requests_millions + traffic.requests_millions, (SITE_REQUESTS, REQUESTS)
        data, served = site.served_gib + traffic.response_gib, (SITE_DATA, RESPONSES)
    else:
        requests, counted = site.requests_millions, (SITE_REQUESTS,)
        data, served = site.served_gib, (SITE_DATA,)
    yield Part("cloudfront.requests", "requests", requests * share, counted)
    yield Part("cloudfront.data", "answers to the internet", data * share, served)


def passes_requests_on(resource: Resource) -> bool:
    """Whether a distribution has an origin that is not a bucket."""
    return any(
        blocks(origin, "vpc_origin_config") or blocks(origin, "custom_origin_config")
        for origin in blocks(resource.values, "origin")
    )


def function(resource: Resource, around: Surroundings) -> Iterator[Part]:
    share = around.share("aws_cloudfront_function")
    yield Part("cloudfront.functions", "runs", around.usage.site.requests_millions * share, (SITE_REQUESTS,))


def amplify_app(resource: Resource, around: Surroundings) -> Iterator[Part]:
    site, share = around.usage.site, around.share("aws_amplify_app")
    yield Part("amplify.data", "answers to the internet", site.served_gib * share, (SITE_DATA,))
    yield Part("amplify.storage", "builds that are kept", site.stored_gib * share, ("site.stored_gib",))
    yield Part("amplify.build", "builds", site.build_minutes * share, ("site.build_minutes",))


def web_acl(resource: Resource, around: Surroundings) -> Iterator[Part]:
    """The list, each rule or group of rules, and requests."""
    usage, share = around.usage, around.share("aws_wafv2_web_acl")
    yield Part("waf.web_acl", "web ACL", Amount.always(1))
    yield Part("waf.rule", "rules", Amount.always(len(blocks(resource.values, "rule"))))
    requests, counted = usage.traffic.requests_millions, (REQUESTS,)
    if text(resource, "scope") == "CLOUDFRONT":
        requests, counted = requests + usage.site.requests_millions, (REQUESTS, SITE_REQUESTS)
    yield Part("waf.requests", "requests", requests * share, counted)


def zone(resource: Resource, around: Surroundings) -> Iterator[Part]:
    """A zone and its queries; those for aliases of AWS's own names are free, which this leaves aside."""
    share = around.share("aws_route53_zone")
    yield Part("route53.zone", "zone", Amount.always(1))
    yield Part("route53.queries", "queries", around.usage.traffic.requests_millions * share, (REQUESTS,))


def health_check(resource: Resource, around: Surroundings) -> Iterator[Part]:
    kind = text(resource, "type")
    options = ["HTTPS" in kind, "STR_MATCH" in kind, value(resource, "request_interval") == 10]
    options.append(true(resource, "measure_latency"))
    yield Part("route53.health_check", "health check", Amount.always(1))
    if any(options):
        yield Part("route53.health_check.option", "options", Amount.always(sum(options)))


PRICED: dict[str, Estimator] = {
    "aws_lb": load_balancer,
    "aws_cloudfront_distribution": distribution,
    "aws_cloudfront_function": function,
    "aws_amplify_app": amplify_app,
    "aws_wafv2_web_acl": web_acl,
    "aws_route53_zone": zone,
    "aws_route53_health_check": health_check,
}
