"""Who may be told of alarms."""

import pytest

from modules.topics.inputs import TopicInputs
from tests.modules import messages

PAGERDUTY = "https://events.pagerduty.com/integration/0123456789abcdef0123456789abcdef/enqueue"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"email_addresses": ("oncall@example.com", "oncall")},
            ['email_addresses[1] must be an email address, got "oncall"'],
        ),
        (
            {"https_endpoints": ("http://alerts.example.com/sns",)},
            [
                "https_endpoints[0] must be an address such as https://alerts.example.com/sns, without user, query or "
                'fragment, got "http://alerts.example.com/sns"'
            ],
        ),
    ],
)
def test_refuses(changes, expected):
    assert messages(lambda: TopicInputs(**changes)) == expected


@pytest.mark.requirement("C-17")
def test_refuses_an_address_that_is_a_key_without_showing_it():
    assert messages(lambda: TopicInputs(https_endpoints=(PAGERDUTY,))) == [
        "https_endpoints[0] must be an address without a key in it; PagerDuty's is given with "
        '`pagerduty = true`, got "events.pagerduty.com"'
    ]


@pytest.mark.requirement("C-17")
@pytest.mark.parametrize(
    "url", ["https://someone:pa55word@alerts.example.com/sns", "https://alerts.example.com/sns?api_key=0123456789"]
)
def test_refuses_a_key_beside_the_address_without_showing_it(url):
    assert messages(lambda: TopicInputs(https_endpoints=(url,))) == [
        "https_endpoints[0] must be an address such as https://alerts.example.com/sns, without user, query or fragment, "
        'got "https://alerts.example.com/sns"'
    ]


def test_takes_an_address_without_a_key():
    assert TopicInputs(https_endpoints=("https://alerts.example.com:8443/sns",)).https_endpoints
