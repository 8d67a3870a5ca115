"""What a user pool may be asked for."""

import pytest

from modules.user_pool.inputs import UserPoolInputs
from tests.modules import messages

CALLBACK = "https://dev.example.com/auth/callback"


def user_pool(**changes):
    return UserPoolInputs(**{"domain_prefix": "shop-dev", "callback_urls": (CALLBACK,), **changes})


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"domain_prefix": "Shop_Dev"},
            [
                "domain_prefix must be 1 to 63 lower case letters, digits and dashes, no dash at either end, "
                'got "Shop_Dev"'
            ],
        ),
        (
            {"domain_prefix": "my-cognito"},
            ['domain_prefix must not contain "cognito", which AWS keeps for itself, got "my-cognito"'],
        ),
        ({"callback_urls": ()}, ["callback_urls must have at least 1 element, got 0"]),
        (
            {"callback_urls": ("http://dev.example.com/callback",)},
            [
                "callback_urls[0] must be an https:// address, or http://localhost for development, without a fragment, "
                'got "http://dev.example.com/callback"'
            ],
        ),
        (
            {"logout_urls": ("https://dev.example.com/#bye",)},
            [
                "logout_urls[0] must be an https:// address, or http://localhost for development, without a fragment, "
                'got "https://dev.example.com/#bye"'
            ],
        ),
        ({"password_minimum_length": 6}, ["password_minimum_length must be at least 8, got 6"]),
        ({"access_token_validity_minutes": 1441}, ["access_token_validity_minutes must be at most 1440, got 1441"]),
        (
            {"threat_protection": "AUDIT"},
            ['threat_protection must be "OFF" when user_pool_tier is "ESSENTIALS": only "PLUS" has it, got "AUDIT"'],
        ),
        (
            {"user_pool_tier": "LITE", "password_history_size": 5},
            [
                'password_history_size must be 0 when user_pool_tier is "LITE": only "ESSENTIALS" and "PLUS" remember '
                "passwords, got 5"
            ],
        ),
        (
            {"auth_flows": ("ADMIN_USER_PASSWORD_AUTH",)},
            [
                'auth_flows[0] must be one of "USER_SRP_AUTH", "USER_PASSWORD_AUTH", "CUSTOM_AUTH", '
                'got "ADMIN_USER_PASSWORD_AUTH"'
            ],
        ),
    ],
)
def test_refuses(changes, expected):
    assert messages(lambda: user_pool(**changes)) == expected


@pytest.mark.parametrize("url", ["http://localhost", "http://localhost:3000/auth/callback"])
def test_takes_localhost_without_tls(url):
    assert user_pool(callback_urls=(CALLBACK, url)).callback_urls == (CALLBACK, url)


def test_takes_threat_protection_in_the_plus_plan():
    assert user_pool(user_pool_tier="PLUS", threat_protection="ENFORCED").threat_protection == "ENFORCED"
