"""A database outside AWS: secrets, and what tasks are told."""

import pytest

from modules.external_database.construct import ExternalDatabase
from modules.external_database.inputs import OWN_VARIABLES, ExternalDatabaseInputs
from tests.modules import KEY_ARN, REPLICA_BLOCK, SECRET_REPLICA


def make(stack, *, deletion_protection=True, replica=None, **changes):
    return ExternalDatabase(
        stack,
        "database",
        ExternalDatabaseInputs(**{"provider": "Neon", **changes}),
        kms_key_arn=KEY_ARN,
        deletion_protection=deletion_protection,
        replica=replica,
    )


@pytest.mark.requirement("C-21", "P-01", "P-02")
def test_nothing_is_in_aws_but_a_secret_without_a_value(stack):
    database = make(stack)
    assert stack.addresses() == ["aws_secretsmanager_secret.database_url"]
    assert stack.block("aws_secretsmanager_secret.database_url") == {
        "name": "shop-dev/DATABASE_URL",
        "description": "URL of the database at Neon, set by hand: "
        "postgresql://<user>:<password>@<host>/<database>?sslmode=require",
        "kms_key_id": KEY_ARN,
        "recovery_window_in_days": 30,
        "tags": {"component": "database", "value": "manual"},
    }
    assert database.secrets == {"DATABASE_URL": "${aws_secretsmanager_secret.database_url.arn}"}
    assert database.secret_arns == ("${aws_secretsmanager_secret.database_url.arn}",)
    assert database.statements == ()


def test_the_url_is_copied_to_another_region_where_asked(stack):
    make(stack, replica=SECRET_REPLICA)
    assert stack.block("aws_secretsmanager_secret.database_url")["replica"] == REPLICA_BLOCK


def test_without_deletion_protection_the_name_is_free_at_once(stack):
    make(stack, deletion_protection=False)
    assert stack.block("aws_secretsmanager_secret.database_url")["recovery_window_in_days"] == 0


def test_migrations_may_go_past_the_pool(stack):
    database = make(stack, direct_url=True)
    assert list(database.secrets) == ["DATABASE_URL", "DATABASE_DIRECT_URL"]
    secret = stack.block("aws_secretsmanager_secret.database_direct_url")
    assert secret["name"] == "shop-dev/DATABASE_DIRECT_URL"
    assert secret["description"].endswith("?sslmode=require, past the connection pool")


def test_tasks_have_to_reach_its_port_on_the_internet(stack):
    assert make(stack, port=6543).internet_ports == (6543,)


def test_tasks_learn_its_settings(stack):
    database = make(stack, connection_limit=100, settings={"DATABASE_POOL_SIZE": "5"})
    assert database.environment == {
        "DATABASE_SSL_MODE": "require",
        "DATABASE_POOL_SIZE": "5",
        "DATABASE_CONNECTION_LIMIT": "100",
    }


def test_nothing_is_said_of_an_unknown_limit(stack):
    assert make(stack).environment == {"DATABASE_SSL_MODE": "require"}


def test_every_variable_it_gives_is_refused_as_a_setting(stack):
    database = make(stack, direct_url=True, connection_limit=1)
    assert {*database.environment, *database.secrets} == set(OWN_VARIABLES)
