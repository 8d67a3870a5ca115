"""What a pool of connections may be asked for."""

import pytest

from modules.rds_proxy.inputs import RdsProxyInputs
from tests.modules import messages


@pytest.mark.parametrize(
    ("inputs", "expected"),
    [
        ({"maximum_connections_percent": 0}, ["maximum_connections_percent must be at least 1, got 0"]),
        ({"maximum_connections_percent": 101}, ["maximum_connections_percent must be at most 100, got 101"]),
        (
            {"maximum_connections_percent": 40},
            ["maximum_idle_connections_percent must be at most 40, the maximum_connections_percent, got 50"],
        ),
        ({"maximum_connections_percent": 50}, []),
        ({"borrow_timeout_seconds": 301}, ["borrow_timeout_seconds must be at most 300, got 301"]),
        ({"idle_client_timeout_seconds": 28801}, ["idle_client_timeout_seconds must be at most 28800, got 28801"]),
        ({"client_authentication": "none"}, ['client_authentication must be one of "password", "iam", got "none"']),
        ({}, []),
    ],
)
def test_messages(inputs, expected):
    assert messages(lambda: RdsProxyInputs(**inputs)) == expected
