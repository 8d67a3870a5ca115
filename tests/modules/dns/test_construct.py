"""The records an environment gets."""

import pytest

from modules.dns.construct import Dns
from modules.dns.inputs import DomainInputs

ZONE, TARGET_ZONE = "Z0123456789ABCDEFGHIJ", "Z35SXDOTRQ7X7K"
TARGET = "shop.us-east-1.elb.amazonaws.com"
ELSEWHERE = "shop.us-west-2.elb.amazonaws.com"


def dns(stack, **changes):
    return Dns(stack, "dns", DomainInputs(**{"name": "example.com", "hosted_zone_id": ZONE, **changes}))


def test_makes_nothing_by_itself(stack):
    dns(stack)
    assert stack.addresses() == []


def test_alias_points_a_name_at_its_target(stack):
    dns(stack).alias("site", "example.com", TARGET, TARGET_ZONE)
    assert stack.blocks("aws_route53_record") == {
        "dns_site": {
            "zone_id": ZONE,
            "name": "example.com",
            "type": "A",
            "alias": {"name": TARGET, "zone_id": TARGET_ZONE, "evaluate_target_health": True},
        }
    }


def test_alias_of_a_target_with_ipv6_has_two_records(stack):
    dns(stack).alias("site", "example.com", TARGET, TARGET_ZONE, ipv6=True)
    records = stack.blocks("aws_route53_record")
    assert {name: record["type"] for name, record in records.items()} == {"dns_site": "A", "dns_site_ipv6": "AAAA"}
    assert records["dns_site"]["alias"] == records["dns_site_ipv6"]["alias"]


def test_failover_answers_by_health(stack):
    dns(stack, failover={"role": "SECONDARY"}).alias("site", "example.com", TARGET, TARGET_ZONE)
    record = stack.block("aws_route53_record.dns_site")
    assert record["failover_routing_policy"] == {"type": "SECONDARY"}
    assert record["set_identifier"] == "shop-dev-us-east-1"


@pytest.mark.requirement("G-05")
def test_the_other_answer_is_a_load_balancer_elsewhere(stack):
    failover = {"secondary": {"dns_name": ELSEWHERE, "hosted_zone_id": "Z1H1FL5HABSF5"}}
    dns(stack, failover=failover).alias("site", "example.com", TARGET, TARGET_ZONE, health_check_id="check-1")
    records = stack.blocks("aws_route53_record")
    assert records["dns_site"]["health_check_id"] == "check-1"
    assert records["dns_site"]["failover_routing_policy"] == {"type": "PRIMARY"}
    assert records["dns_site_secondary"] == {
        "zone_id": ZONE,
        "name": "example.com",
        "type": "A",
        "alias": {"name": ELSEWHERE, "zone_id": "Z1H1FL5HABSF5", "evaluate_target_health": True},
        "set_identifier": "shop-dev-secondary",
        "failover_routing_policy": {"type": "SECONDARY"},
    }


def test_a_health_check_has_no_say_where_nothing_fails_over(stack):
    dns(stack).alias("site", "example.com", TARGET, TARGET_ZONE, health_check_id="check-1")
    assert "health_check_id" not in stack.block("aws_route53_record.dns_site")


def test_target_without_visible_health_takes_no_part_in_the_failover(stack):
    failover = {"secondary": {"dns_name": ELSEWHERE, "hosted_zone_id": "Z1H1FL5HABSF5"}}
    dns(stack, failover=failover).alias("site", "example.com", TARGET, TARGET_ZONE, evaluate_target_health=False)
    [record] = stack.blocks("aws_route53_record").values()
    assert record["alias"]["evaluate_target_health"] is False
    assert "failover_routing_policy" not in record
    assert "set_identifier" not in record
