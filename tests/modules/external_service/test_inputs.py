"""What a service outside AWS may be asked for."""

import pytest

from modules.external_service.inputs import ExternalServiceInputs, RateLimitInputs, RetryInputs
from tests.modules import messages


def service(**changes):
    return ExternalServiceInputs(
        **{"description": "Vector index", "secrets": {"API_KEY": "From its console"}, **changes}
    )


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"settings": {"DIMENSIONS": "1536"}}, []),
        ({"description": ""}, ['description must be a text of 1 to 200 characters, got ""']),
        ({"port": 70000}, ["port must be between 1 and 65535, got 70000"]),
        ({"timeout_ms": 0}, ["timeout_ms must be at least 1, got 0"]),
        (
            {"secrets": {"api_key": "From its console"}},
            ['secrets.api_key must be a name of capitals, digits and underscores, got "api_key"'],
        ),
        (
            {"secrets": {"API_KEY": ""}},
            ['secrets.API_KEY must be a text of 1 to 1024 characters, got ""'],
        ),
        (
            {"settings": {"INDEX_NAME": ""}},
            ['settings.INDEX_NAME must be a text of 1 to 1024 characters without {{, got ""'],
        ),
        (
            {"settings": {"INDEX_NAME": "{{name}}"}},
            ['settings.INDEX_NAME must be a text of 1 to 1024 characters without {{, got "{{name}}"'],
        ),
        (
            {"settings": {"API_KEY": "abc"}},
            ['settings.API_KEY must not repeat a name that secrets has, got "abc"'],
        ),
        (
            {"settings": {"REQUESTS_PER_MINUTE": "60"}},
            ['settings.REQUESTS_PER_MINUTE is an input of its own: set rate_limit, retry or timeout_ms, got "60"'],
        ),
        (
            {"settings": {"RETRY_ATTEMPTS": "3"}},
            ['settings.RETRY_ATTEMPTS is an input of its own: set rate_limit, retry or timeout_ms, got "3"'],
        ),
        (
            {"settings": {"TIMEOUT_MS": "60"}},
            ['settings.TIMEOUT_MS is an input of its own: set rate_limit, retry or timeout_ms, got "60"'],
        ),
    ],
)
def test_messages(changes, expected):
    assert messages(lambda: service(**changes)) == expected


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (lambda: RateLimitInputs(requests_per_minute=0), ["requests_per_minute must be at least 1, got 0"]),
        (lambda: RetryInputs(attempts=21), ["attempts must be at most 20, got 21"]),
        (
            lambda: RetryInputs(base_delay_ms=1000, maximum_delay_ms=999),
            ["maximum_delay_ms must be at least 1000, the base_delay_ms, got 999"],
        ),
        (lambda: RetryInputs(base_delay_ms=1000, maximum_delay_ms=1000), []),
    ],
)
def test_messages_of_limits_and_retries(make, expected):
    assert messages(make) == expected


@pytest.mark.requirement("A-07")
def test_limits_and_retries_are_settings_too():
    inputs = service(
        settings={"MODEL": "gpt-4o-mini"},
        rate_limit=RateLimitInputs(requests_per_minute=500),
        retry=RetryInputs(),
        timeout_ms=30_000,
    )
    assert inputs.all_settings == {
        "MODEL": "gpt-4o-mini",
        "REQUESTS_PER_MINUTE": "500",
        "RETRY_ATTEMPTS": "5",
        "RETRY_BASE_DELAY_MS": "500",
        "RETRY_MAXIMUM_DELAY_MS": "20000",
        "TIMEOUT_MS": "30000",
    }


def test_what_is_not_given_is_no_setting():
    assert service().all_settings == {}
