"""A cache outside AWS: a secret, and what tasks are told."""

import pytest

from modules.external_cache.construct import ExternalCache
from modules.external_cache.inputs import OWN_VARIABLES, ExternalCacheInputs
from tests.modules import KEY_ARN, REPLICA_BLOCK, SECRET_REPLICA


def make(stack, *, deletion_protection=True, replica=None, **changes):
    return ExternalCache(
        stack,
        "cache",
        ExternalCacheInputs(**{"provider": "Upstash", **changes}),
        kms_key_arn=KEY_ARN,
        deletion_protection=deletion_protection,
        replica=replica,
    )


@pytest.mark.requirement("C-22", "P-01", "P-02")
def test_nothing_is_in_aws_but_a_secret_without_a_value(stack):
    cache = make(stack)
    assert stack.addresses() == ["aws_secretsmanager_secret.cache_url"]
    assert stack.block("aws_secretsmanager_secret.cache_url") == {
        "name": "shop-dev/REDIS_URL",
        "description": "URL of the cache at Upstash, set by hand: rediss://<user>:<password>@<host>:6379",
        "kms_key_id": KEY_ARN,
        "recovery_window_in_days": 30,
        "tags": {"component": "cache", "value": "manual"},
    }
    assert cache.secrets == {"REDIS_URL": "${aws_secretsmanager_secret.cache_url.arn}"}
    assert cache.secret_arns == ("${aws_secretsmanager_secret.cache_url.arn}",)
    assert cache.statements == ()


def test_the_url_is_copied_to_another_region_where_asked(stack):
    make(stack, replica=SECRET_REPLICA)
    assert stack.block("aws_secretsmanager_secret.cache_url")["replica"] == REPLICA_BLOCK


def test_without_deletion_protection_the_name_is_free_at_once(stack):
    make(stack, deletion_protection=False)
    assert stack.block("aws_secretsmanager_secret.cache_url")["recovery_window_in_days"] == 0


def test_tasks_have_to_reach_its_port_on_the_internet(stack):
    assert make(stack, port=6380).internet_ports == (6380,)


def test_tasks_learn_its_settings(stack):
    assert make(stack, settings={"REDIS_KEY_PREFIX": "hobby:"}).environment == {
        "REDIS_TLS": "true",
        "REDIS_KEY_PREFIX": "hobby:",
    }


def test_every_variable_it_gives_is_refused_as_a_setting(stack):
    cache = make(stack)
    assert {*cache.environment, *cache.secrets} == set(OWN_VARIABLES)
