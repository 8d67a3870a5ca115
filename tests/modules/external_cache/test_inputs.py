"""What an external cache may be asked for."""

import pytest

from modules.external_cache.inputs import ExternalCacheInputs
from tests.modules import messages


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"settings": {"REDIS_KEY_PREFIX": "hobby:"}}, []),
        ({"provider": ""}, ['provider must be a name of 1 to 100 characters, got ""']),
        ({"port": 65536}, ["port must be between 1 and 65535, got 65536"]),
        (
            {"settings": {"CACHE_SECONDS": "5"}},
            ['settings.CACHE_SECONDS must begin with REDIS_; other variables belong to the service, got "5"'],
        ),
        (
            {"settings": {"REDIS_TLS": "false"}},
            ['settings.REDIS_TLS is given by this section itself: leave it out, got "false"'],
        ),
    ],
)
def test_messages(changes, expected):
    assert messages(lambda: ExternalCacheInputs(**{"provider": "Upstash", **changes})) == expected
