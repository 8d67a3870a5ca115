"""What an external database may be asked for."""

import pytest

from modules.external_database.inputs import ExternalDatabaseInputs
from tests.modules import messages


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"settings": {"DATABASE_POOL_SIZE": "5"}}, []),
        ({"provider": ""}, ['provider must be a name of 1 to 100 characters, got ""']),
        ({"port": 0}, ["port must be between 1 and 65535, got 0"]),
        ({"connection_limit": 0}, ["connection_limit must be at least 1, got 0"]),
        (
            {"settings": {"POOL_SIZE": "5"}},
            ['settings.POOL_SIZE must begin with DATABASE_; other variables belong to the service, got "5"'],
        ),
        (
            {"settings": {"DATABASE_URL": "postgresql://host/shop"}},
            ['settings.DATABASE_URL is given by this section itself: leave it out, got "postgresql://host/shop"'],
        ),
        (
            {"settings": {"database_pool": "5"}},
            ['settings.database_pool must be a name of capitals, digits and underscores, got "database_pool"'],
        ),
    ],
)
def test_messages(changes, expected):
    assert messages(lambda: ExternalDatabaseInputs(**{"provider": "Neon", **changes})) == expected
