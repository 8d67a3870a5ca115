import pytest

from tests.review.cost.making import costs, estimated, resource, usage

TRAFFIC = {"requests_millions": 10, "response_gib": 100}
SITE = {"requests_millions": 5, "served_gib": 50}
API_ORIGIN = [{"origin_id": "site"}, {"origin_id": "api", "vpc_origin_config": [{"vpc_origin_id": "x"}]}]


def test_an_internal_load_balancer_has_no_addresses_and_sends_nothing_out():
    found = estimated(resource("aws_lb.inside", internal=True, subnets=["a", "b"]), usage=usage(traffic=TRAFFIC))
    assert set(costs(found)) == {"load_balancer.application.hour", "load_balancer.application.capacity"}


def test_a_network_load_balancer():
    found = estimated(resource("aws_lb.tcp", load_balancer_type="network", internal=True))
    assert costs(found)["load_balancer.network.hour"] == 16.43


def test_a_distribution_before_the_services_carries_their_answers():
    distribution = resource("aws_cloudfront_distribution.site", origin=API_ORIGIN)
    balancer = resource("aws_lb.public", internal=False, subnets=["a", "b"])
    found = costs(estimated(distribution, balancer, usage=usage(traffic=TRAFFIC, site=SITE)))
    # 15 million requests; 150 GB x 0.085. From an origin to CloudFront data comes for nothing.
    assert (found["cloudfront.requests"], found["cloudfront.data"]) == (15.00, 12.75)
    assert "transfer.internet" not in found


def test_a_staging_distribution_shares_the_requests_of_the_live_one():
    live = resource("aws_cloudfront_distribution.live")
    staging = resource("aws_cloudfront_distribution.staging", staging=True)
    found = estimated(live, staging, usage=usage(site=SITE))
    assert {line.address for line in found.lines} == {"aws_cloudfront_distribution.live"}
    assert costs(found)["cloudfront.requests"] == 5.00


def test_amplify():
    found = estimated(
        resource("aws_amplify_app.site"), usage=usage(site={"served_gib": 100, "stored_gib": 10, "build_minutes": 60})
    )
    assert costs(found) == {"amplify.data": 15.00, "amplify.storage": 0.23, "amplify.build": 0.60}


@pytest.mark.parametrize(("scope", "cost"), [("REGIONAL", 6.00), ("CLOUDFRONT", 9.00)])
def test_a_firewall_before_a_distribution_sees_requests_for_the_site_too(scope: str, cost: float):
    found = estimated(resource("aws_wafv2_web_acl.acl", scope=scope), usage=usage(traffic=TRAFFIC, site=SITE))
    assert costs(found)["waf.requests"] == cost


def test_a_zone_with_its_queries():
    assert costs(estimated(resource("aws_route53_zone.zone"), usage=usage(traffic=TRAFFIC))) == {
        "route53.zone": 0.50,
        "route53.queries": 4.00,
    }


def test_options_of_a_health_check_cost_each():
    plain = resource("aws_route53_health_check.plain", type="HTTP", request_interval=30)
    quick = resource("aws_route53_health_check.quick", type="HTTPS_STR_MATCH", request_interval=10)
    assert costs(estimated(plain)) == {"route53.health_check": 0.75}
    assert costs(estimated(quick)) == {"route53.health_check": 0.75, "route53.health_check.option": 6.00}
