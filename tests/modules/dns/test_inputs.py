"""What the names of an environment may be."""

import pytest

from modules.dns.inputs import DomainInputs
from tests.modules import messages

ZONE = "Z0123456789ABCDEFGHIJ"


def domain(**changes):
    return DomainInputs(**{"name": "shop.example.com", "hosted_zone_id": ZONE, **changes})


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"name": "Example.com"}, ['name must be a domain name such as dev.example.com, got "Example.com"']),
        (
            {"hosted_zone_id": "/hostedzone/Z1"},
            ['hosted_zone_id must be a Route 53 hosted zone id such as Z0123456789ABCDEFGHIJ, got "/hostedzone/Z1"'],
        ),
        (
            {"alternative_names": ("shop.example.com", "a.example.com", "a.example.com")},
            [
                'alternative_names[0] must not repeat a name, got "shop.example.com"',
                'alternative_names[2] must not repeat a name, got "a.example.com"',
            ],
        ),
        (
            {"alternative_names": ("www.example.org",)},
            ['alternative_names[0] must lie in the hosted zone of shop.example.com, got "www.example.org"'],
        ),
        (
            {"alternative_names": tuple(f"n{n}.example.com" for n in range(10))},
            ["alternative_names must have at most 9 elements, got 10"],
        ),
        (
            {"api_name": "shop.example.com"},
            ['api_name must differ from name, which leads to the frontend, got "shop.example.com"'],
        ),
        (
            {"api_name": "api.example.org"},
            ['api_name must lie in the hosted zone of shop.example.com, got "api.example.org"'],
        ),
        (
            {"failover": {"role": "primary"}},
            ['failover.role must be one of "PRIMARY", "SECONDARY", got "primary"'],
        ),
        (
            {"failover": {"role": "SECONDARY", "secondary": {"dns_name": "b.example.com", "hosted_zone_id": "Z1"}}},
            ["failover.secondary must be left out when role is SECONDARY, which is this environment itself"],
        ),
    ],
)
def test_refuses(changes, expected):
    assert messages(lambda: domain(**changes)) == expected


def test_takes_names_of_one_zone():
    inputs = domain(alternative_names=("example.com", "www.example.com"))
    assert inputs.names == ("shop.example.com", "example.com", "www.example.com")
