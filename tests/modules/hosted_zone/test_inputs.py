"""What a zone may be called, and who may issue certificates for it."""

import pytest

from modules.hosted_zone.inputs import HostedZoneInputs
from tests.modules import messages


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"name": "Example.com"}, 'name must be a domain name such as dev.example.com, got "Example.com"'),
        (
            {"hosted_zone_id": "/hostedzone/Z1"},
            'hosted_zone_id must be a Route 53 hosted zone id such as Z0123456789ABCDEFGHIJ, got "/hostedzone/Z1"',
        ),
        ({"certificate_authorities": ()}, "certificate_authorities must have at least 1 element, got 0"),
        (
            {"certificate_authorities": ('amazon.com"',)},
            'certificate_authorities[0] must be a domain name such as dev.example.com, got "amazon.com\\""',
        ),
        ({"report_email": "security"}, 'report_email must be an email address, got "security"'),
    ],
)
def test_refuses(changes, expected):
    assert messages(lambda: HostedZoneInputs(**{"name": "example.com", **changes})) == [expected]


def test_logs_and_lets_only_amazon_issue_by_default():
    inputs = HostedZoneInputs(name="example.com")
    assert (inputs.certificate_authorities, inputs.query_logging, inputs.dnssec) == (("amazon.com",), True, False)
