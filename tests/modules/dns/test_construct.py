"""The records an environment gets."""

from modules.dns.construct import Dns
from modules.dns.inputs import DomainInputs

ZONE, TARGET_ZONE = "Z0123456789ABCDEFGHIJ", "Z35SXDOTRQ7X7K"
TARGET = "shop.us-east-1.elb.amazonaws.com"


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
    dns(stack, failover_role="SECONDARY").alias("site", "example.com", TARGET, TARGET_ZONE)
    record = stack.block("aws_route53_record.dns_site")
    assert record["failover_routing_policy"] == {"type": "SECONDARY"}
    assert record["set_identifier"] == "shop-dev-us-east-1"


def test_target_without_visible_health_takes_no_part_in_the_failover(stack):
    dns(stack, failover_role="PRIMARY").alias("site", "example.com", TARGET, TARGET_ZONE, evaluate_target_health=False)
    record = stack.block("aws_route53_record.dns_site")
    assert record["alias"]["evaluate_target_health"] is False
    assert "failover_routing_policy" not in record
    assert "set_identifier" not in record
