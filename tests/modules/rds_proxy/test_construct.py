"""The pool of connections: whom it lets in, what it may read, how much it takes."""

import json

import pytest

from modules.base.network_endpoint import NetworkEndpoint
from modules.rds_proxy.construct import RdsProxy
from modules.rds_proxy.inputs import RdsProxyInputs
from tests.modules import CONTEXT, KEY_ARN

SECRET_ARN = CONTEXT.arn("secretsmanager", "secret:shop-dev/DATABASE_PASSWORD-AbCdEf")


def make(stack, **changes):
    return RdsProxy(
        stack,
        "database_proxy",
        RdsProxyInputs(**changes),
        database=NetworkEndpoint(name="database", security_group_id="sg-database", port=5432),
        database_identifier="shop-dev-database",
        database_user="postgres",
        secret_arn=SECRET_ARN,
        vpc_id="vpc-1",
        subnet_ids=("subnet-1", "subnet-2"),
        kms_key_arn=KEY_ARN,
        log_retention_days=7,
    )


@pytest.mark.requirement("M-06", "A-03")
def test_proxy_pools_connections_to_the_database(stack):
    make(stack, maximum_connections_percent=80, maximum_idle_connections_percent=20, borrow_timeout_seconds=10)
    assert stack.block("aws_db_proxy_target.database_proxy") == {
        "db_proxy_name": "${aws_db_proxy.database_proxy.name}",
        "target_group_name": "${aws_db_proxy_default_target_group.database_proxy.name}",
        "db_instance_identifier": "shop-dev-database",
    }
    assert stack.block("aws_db_proxy_default_target_group.database_proxy")["connection_pool_config"] == {
        "max_connections_percent": 80,
        "max_idle_connections_percent": 20,
        "connection_borrow_timeout": 10,
    }


def test_only_tls_gets_in(stack):
    make(stack)
    assert stack.block("aws_db_proxy.database_proxy")["require_tls"] is True


@pytest.mark.requirement("C-10")
def test_proxy_reaches_the_database_and_nothing_else(stack):
    proxy = make(stack)
    assert stack.block("aws_vpc_security_group_egress_rule.database_proxy_to_database") == {
        "security_group_id": "${aws_security_group.database_proxy.id}",
        "description": "database_proxy to database",
        "referenced_security_group_id": "sg-database",
        "ip_protocol": "tcp",
        "from_port": 5432,
        "to_port": 5432,
        "tags": {"component": "database_proxy"},
    }
    assert list(stack.blocks("aws_vpc_security_group_egress_rule")) == ["database_proxy_to_database"]
    ingress = stack.blocks("aws_vpc_security_group_ingress_rule")
    assert [rule["security_group_id"] for rule in ingress.values()] == ["sg-database"]
    assert proxy.endpoint == NetworkEndpoint(
        name="database_proxy", security_group_id="${aws_security_group.database_proxy.id}", port=5432
    )


@pytest.mark.requirement("C-16")
def test_role_reads_this_secret_only(stack):
    make(stack)
    statements = json.loads(stack.block("aws_iam_role_policy.database_proxy")["policy"])["Statement"]
    assert statements == [
        {
            "Sid": "ReadDatabasePassword",
            "Effect": "Allow",
            "Action": ["secretsmanager:GetSecretValue"],
            "Resource": [SECRET_ARN],
        },
        {
            "Sid": "DecryptDatabasePassword",
            "Effect": "Allow",
            "Action": ["kms:Decrypt"],
            "Resource": [KEY_ARN],
            "Condition": {"StringEquals": {"kms:ViaService": "secretsmanager.us-east-1.amazonaws.com"}},
        },
    ]


def test_clients_log_in_with_the_password(stack):
    proxy = make(stack)
    assert stack.block("aws_db_proxy.database_proxy")["auth"] == [
        {
            "auth_scheme": "SECRETS",
            "secret_arn": SECRET_ARN,
            "iam_auth": "DISABLED",
            "client_password_auth_type": "POSTGRES_SCRAM_SHA_256",
        }
    ]
    assert proxy.statements == ()


def test_clients_log_in_with_iam(stack):
    (statement,) = make(stack, client_authentication="iam").statements
    assert stack.block("aws_db_proxy.database_proxy")["auth"] == [
        {"auth_scheme": "SECRETS", "secret_arn": SECRET_ARN, "iam_auth": "REQUIRED"}
    ]
    assert statement.actions == ["rds-db:connect"]
    assert statement.resources == [
        'arn:aws:rds-db:us-east-1:123456789012:dbuser:${split(":", aws_db_proxy.database_proxy.arn)[6]}/postgres'
    ]


def test_log_group_is_there_before_the_proxy(stack):
    make(stack)
    assert stack.block("aws_cloudwatch_log_group.database_proxy") == {
        "name": "/aws/rds/proxy/shop-dev-database-proxy",
        "retention_in_days": 7,
        "kms_key_id": KEY_ARN,
        "tags": {"component": "database_proxy"},
    }
    assert stack.block("aws_db_proxy.database_proxy")["depends_on"] == ["aws_cloudwatch_log_group.database_proxy"]


def test_clients_learn_the_host_of_the_proxy(stack):
    assert make(stack).environment == {"DATABASE_HOST": "${aws_db_proxy.database_proxy.endpoint}"}
