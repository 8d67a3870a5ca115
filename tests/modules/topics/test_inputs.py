"""Who may be told of alarms."""

import pytest

from modules.topics.inputs import TopicInputs, secrets_used
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
        "https_endpoints[0] must be an address without a key in it; keep this one as a secret and give "
        'pagerduty_secret_name instead, got "events.pagerduty.com"'
    ]


@pytest.mark.requirement("C-17")
def test_refuses_an_address_in_place_of_a_secrets_name_without_showing_it():
    assert messages(lambda: TopicInputs(pagerduty_secret_name=PAGERDUTY)) == [
        "pagerduty_secret_name must be the name of a secret such as PAGERDUTY_P1, not its value"
    ]


def test_takes_an_address_without_a_key():
    assert TopicInputs(https_endpoints=("https://alerts.example.com:8443/sns",)).https_endpoints


def test_lists_the_secrets_that_hold_addresses():
    topics = {"P1": TopicInputs(pagerduty_secret_name="PAGERDUTY_P1"), "P3": TopicInputs()}
    assert list(secrets_used(topics)) == [("P1", "PAGERDUTY_P1")]
