"""What the web ACL may be asked for."""

import pytest

from modules.web_acl.inputs import RateLimitInputs, WebAclInputs
from tests.modules import messages

COMMON = "AWSManagedRulesCommonRuleSet"
REPUTATION = "AWSManagedRulesAmazonIpReputationList"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"requests": 9}, ["requests must be at least 10, got 9"]),
        ({"requests": 2_000_000_001}, ["requests must be at most 2000000000, got 2000000001"]),
        ({"window_seconds": 90}, ["window_seconds must be one of 60, 120, 300, 600, got 90"]),
    ],
)
def test_refuses_rates(changes, expected):
    assert messages(lambda: RateLimitInputs(**changes)) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"blocked_countries": ("UK",)},
            ['blocked_countries[0] must be a country code of ISO 3166 in capitals such as DE or GB, got "UK"'],
        ),
        (
            {"blocked_countries": ("KP", "IR", "KP")},
            ['blocked_countries must name each country once, got ["KP", "IR", "KP"]'],
        ),
        (
            {"blocked_countries": ("DE",) * 51},
            ["blocked_countries must have at most 50 elements, got 51"],
        ),
        (
            {"counted_rules": {COMMON: ("SizeRestriction_BODY",)}},
            [
                f"counted_rules.{COMMON}[0] must be a rule of this group, such as SizeRestrictions_BODY, "
                'got "SizeRestriction_BODY"'
            ],
        ),
        (
            {"counted_rules": {REPUTATION: ("Everything",)}},
            [
                f"counted_rules.{REPUTATION}[0] must be one of AWSManagedIPReputationList, "
                'AWSManagedReconnaissanceList, AWSManagedIPDDoSList, got "Everything"'
            ],
        ),
        (
            {"counted_rules": {REPUTATION: ("AWSManagedIPDDoSList",)}, "ip_reputation": False},
            [f"counted_rules.{REPUTATION} needs ip_reputation to be true"],
        ),
        (
            {"redacted_headers": ("cookie", "x-api-key", "x-api-key")},
            [
                'redacted_headers[0] is hidden already, got "cookie"',
                'redacted_headers[2] is hidden already, got "x-api-key"',
            ],
        ),
        (
            {"redacted_headers": ("X-Api-Key",)},
            ['redacted_headers[0] must be a header name in lower case such as x-api-key, got "X-Api-Key"'],
        ),
        (
            {"logged_requests": "none"},
            ['logged_requests must be one of "blocked_and_counted", "all", got "none"'],
        ),
    ],
)
def test_refuses(changes, expected):
    assert messages(lambda: WebAclInputs(**changes)) == expected


def test_takes_everything_at_its_limit():
    inputs = WebAclInputs(
        rate_limit=RateLimitInputs(requests=10, window_seconds=60),
        blocked_countries=("GB", "XK"),
        counted_rules={COMMON: ("SizeRestrictions_BODY",), REPUTATION: ("AWSManagedIPDDoSList",)},
        redacted_headers=("x-api-key",),
    )
    assert inputs.rate_limit.requests == 10


def test_unknown_rule_group_is_refused():
    refused = messages(lambda: WebAclInputs(counted_rules={"AWSManagedRulesBotControlRuleSet": ()}))
    assert len(refused) == 1
    assert refused[0].endswith('got "AWSManagedRulesBotControlRuleSet"')
