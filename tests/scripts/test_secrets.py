import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto import mock_aws

TARGET = "macro-ai/dev"

pytestmark = pytest.mark.requirement("C-17")


@pytest.fixture(autouse=True)
def account(repository: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An empty account 123456789012."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "x")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "x")
    with mock_aws():
        yield


def manager() -> Any:
    return boto3.client("secretsmanager", region_name="us-east-1")


def make(name: str, **tags: str) -> None:
    """An empty secret, as modules/secrets/container.py makes it."""
    listed = [{"Key": key.replace("_", "-"), "Value": value} for key, value in tags.items()]
    manager().create_secret(Name=name, Tags=listed)


def value(name: str) -> str:
    return manager().get_secret_value(SecretId=name)["SecretString"]


@pytest.fixture
def secrets() -> None:
    make("macro-ai-dev/COOKIE_KEY", value="generated", length="48")
    make("macro-ai-dev/OPENAI_API_KEY", value="manual")
    make("macro-ai-prod/OTHER", value="generated", length="32")


@pytest.mark.usefixtures("secrets")
def test_fills_what_is_generated_and_names_what_a_person_sets(stackwright):
    done = stackwright("secrets", TARGET)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        "  COOKIE_KEY: filled now",
        "  OPENAI_API_KEY: no value",
        "stackwright secrets macro-ai/dev --set OPENAI_API_KEY",
        "Tasks read a secret when they start: those that run keep the old value until they are replaced.",
    ]
    assert len(value("macro-ai-dev/COOKIE_KEY")) == 48
    assert value("macro-ai-dev/COOKIE_KEY").isalnum()


@pytest.mark.usefixtures("secrets")
def test_again_leaves_values_alone(stackwright):
    stackwright("secrets", TARGET)
    first = value("macro-ai-dev/COOKIE_KEY")
    done = stackwright("secrets", TARGET, "--json")
    assert done.document == {
        "target": TARGET,
        "filled": [],
        "missing": ["OPENAI_API_KEY"],
        "secrets": ["COOKIE_KEY", "OPENAI_API_KEY"],
    }
    assert value("macro-ai-dev/COOKIE_KEY") == first


@pytest.mark.usefixtures("secrets")
def test_check_changes_nothing_and_fails_while_one_is_missing(stackwright, monkeypatch: pytest.MonkeyPatch):
    done = stackwright("secrets", TARGET, "--check")
    assert (done.exit_code, done.stdout.splitlines()[:2]) == (
        1,
        ["  COOKIE_KEY: no value", "  OPENAI_API_KEY: no value"],
    )
    stackwright("secrets", TARGET)
    monkeypatch.setattr("sys.stdin", io.StringIO("x"))
    stackwright("secrets", TARGET, "--set", "OPENAI_API_KEY")
    assert stackwright("secrets", TARGET, "--check").exit_code == 0


@pytest.mark.usefixtures("secrets")
def test_a_value_comes_from_standard_input_and_is_shown_nowhere(stackwright, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("s3cr3t value\n"))
    done = stackwright("secrets", TARGET, "--set", "OPENAI_API_KEY")
    assert done.exit_code == 0
    assert value("macro-ai-dev/OPENAI_API_KEY") == "s3cr3t value"
    assert "s3cr3t" not in done.stdout + done.stderr


@pytest.mark.usefixtures("secrets")
def test_on_a_terminal_the_value_is_typed_unseen(stackwright, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("scripts.base.questions.can_ask", lambda: True)
    monkeypatch.setattr("getpass.getpass", lambda question: f"answer to {question}")
    stackwright("secrets", TARGET, "--set", "OPENAI_API_KEY")
    assert value("macro-ai-dev/OPENAI_API_KEY") == "answer to Value of OPENAI_API_KEY (not shown): "


@pytest.mark.usefixtures("secrets")
@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("", "The value of OPENAI_API_KEY is empty; nothing was changed.\n"),
        ("x" * 65537, "The value of OPENAI_API_KEY is longer than the 65536 bytes a secret can hold.\n"),
    ],
)
def test_a_value_that_cannot_be_is_refused(stackwright, monkeypatch: pytest.MonkeyPatch, typed: str, message: str):
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    done = stackwright("secrets", TARGET, "--set", "OPENAI_API_KEY")
    assert (done.exit_code, done.stdout, done.stderr) == (1, "", message)


@pytest.mark.usefixtures("secrets")
def test_a_secret_that_does_not_exist(stackwright):
    done = stackwright("secrets", TARGET, "--set", "OPENAI_KEY")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == "There is no secret OPENAI_KEY; there are COOKIE_KEY, OPENAI_API_KEY.\n"


@pytest.mark.usefixtures("secrets")
def test_renew_generates_another_value(stackwright):
    stackwright("secrets", TARGET)
    first = value("macro-ai-dev/COOKIE_KEY")
    assert stackwright("secrets", TARGET, "--renew", "COOKIE_KEY").exit_code == 0
    assert value("macro-ai-dev/COOKIE_KEY") != first


@pytest.mark.usefixtures("secrets")
def test_renew_is_only_for_what_is_generated(stackwright):
    done = stackwright("secrets", TARGET, "--renew", "OPENAI_API_KEY")
    assert done.exit_code == 1
    assert done.stderr == (
        "The value of OPENAI_API_KEY comes from a person, not from a generator: use --set OPENAI_API_KEY.\n"
    )


def test_options_that_exclude_each_other(stackwright):
    done = stackwright("secrets", TARGET, "--check", "--renew", "X")
    assert done.exit_code == 2
    assert done.stderr == (
        "--set, --renew and --check do not go together. `stackwright secrets --help` lists what it takes.\n"
    )


def test_before_the_first_deploy(stackwright):
    done = stackwright("secrets", TARGET)
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == ("macro-ai/dev has no secrets in AWS yet. `stackwright deploy macro-ai/dev` makes them.\n")


class Recorder:
    """Keeps what AWS is asked for, and lets moto answer what it can."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *swallowed: str) -> None:
        self.calls: list[tuple[str, dict[str, Any]]] = []
        call = manager()._make_api_call.__func__

        def answer(client: Any, name: str, arguments: dict[str, Any]) -> Any:
            self.calls.append((name, arguments))
            return {} if name in swallowed else call(client, name, arguments)

        monkeypatch.setattr("botocore.client.BaseClient._make_api_call", answer)

    def arguments(self, name: str) -> list[dict[str, Any]]:
        return [arguments for called, arguments in self.calls if called == name]


def make_database(kind: str) -> str:
    """An RDS instance or cluster; returns its ARN."""
    rds = boto3.client("rds", region_name="us-east-1")
    given = {"Engine": "aurora-postgresql" if kind == "cluster" else "postgres", "MasterUsername": "postgres"}
    if kind == "cluster":
        rds.create_db_cluster(DBClusterIdentifier="macro-ai-dev", MasterUserPassword="unknown1", **given)
    else:
        rds.create_db_instance(
            DBInstanceIdentifier="macro-ai-dev", DBInstanceClass="db.t4g.micro", AllocatedStorage=20, **given
        )
    return f"arn:aws:rds:us-east-1:123456789012:{kind}:macro-ai-dev"


@pytest.mark.requirement("M-04")
@pytest.mark.parametrize(
    ("kind", "operation", "identifier"),
    [("db", "ModifyDBInstance", "DBInstanceIdentifier"), ("cluster", "ModifyDBCluster", "DBClusterIdentifier")],
)
def test_a_database_gets_its_password_before_anybody_can_read_it(
    stackwright, monkeypatch: pytest.MonkeyPatch, kind: str, operation: str, identifier: str
):
    make("macro-ai-dev/DATABASE_PASSWORD", value="generated", length="32", applies_to=make_database(kind))
    recorder = Recorder(monkeypatch)
    assert stackwright("secrets", TARGET).exit_code == 0
    [asked] = recorder.arguments(operation)
    kept = json.loads(value("macro-ai-dev/DATABASE_PASSWORD"))
    assert kept == {"username": "postgres", "password": asked["MasterUserPassword"]}
    assert asked == {identifier: "macro-ai-dev", "MasterUserPassword": kept["password"], "ApplyImmediately": True}
    assert (len(kept["password"]), kept["password"].isalnum()) == (32, True)
    names = [name for name, _ in recorder.calls]
    assert names.index(operation) < names.index("PutSecretValue")


def test_the_address_of_a_pager_is_subscribed_to_its_topic_and_the_old_one_goes(
    stackwright, monkeypatch: pytest.MonkeyPatch
):
    sns = boto3.client("sns", region_name="us-east-1")
    topic_arn = sns.create_topic(Name="macro-ai-dev-p1")["TopicArn"]
    make("macro-ai-dev/PAGERDUTY_P1", value="manual", applies_to=topic_arn)
    for address in ("https://events.example.com/one", "https://events.example.com/two"):
        monkeypatch.setattr("sys.stdin", io.StringIO(address))
        assert stackwright("secrets", TARGET, "--set", "PAGERDUTY_P1").exit_code == 0
        subscriptions = sns.list_subscriptions_by_topic(TopicArn=topic_arn)["Subscriptions"]
        assert [(found["Protocol"], found["Endpoint"]) for found in subscriptions] == [("https", address)]


def test_the_address_of_a_pager_is_subscribed_to_the_topics_of_both_regions(
    stackwright, monkeypatch: pytest.MonkeyPatch
):
    topics = {}
    for region in ("us-east-1", "us-west-2"):
        sns = boto3.client("sns", region_name=region)
        topics[sns.create_topic(Name="macro-ai-dev-p2")["TopicArn"]] = sns
    make("macro-ai-dev/PAGERDUTY_P2", value="manual", applies_to=" ".join(topics))
    monkeypatch.setattr("sys.stdin", io.StringIO("https://events.example.com/one"))
    assert stackwright("secrets", TARGET, "--set", "PAGERDUTY_P2").exit_code == 0
    for topic_arn, sns in topics.items():
        [found] = sns.list_subscriptions_by_topic(TopicArn=topic_arn)["Subscriptions"]
        assert found["Endpoint"] == "https://events.example.com/one"
    assert value("macro-ai-dev/PAGERDUTY_P2") == "https://events.example.com/one"


def test_a_cache_user_keeps_the_old_password_beside_the_new_one(stackwright, monkeypatch: pytest.MonkeyPatch):
    arn = "arn:aws:elasticache:us-east-1:123456789012:user:macro-ai-dev-tasks"
    make("macro-ai-dev/CACHE_PASSWORD", value="generated", length="32", applies_to=arn)
    recorder = Recorder(monkeypatch, "ModifyUser")
    stackwright("secrets", TARGET)
    first = value("macro-ai-dev/CACHE_PASSWORD")
    stackwright("secrets", TARGET, "--renew", "CACHE_PASSWORD")
    second = value("macro-ai-dev/CACHE_PASSWORD")
    assert recorder.arguments("ModifyUser") == [
        {"UserId": "macro-ai-dev-tasks", "AuthenticationMode": {"Type": "password", "Passwords": [first]}},
        {"UserId": "macro-ai-dev-tasks", "AuthenticationMode": {"Type": "password", "Passwords": [second, first]}},
    ]


def test_a_password_that_cannot_be_applied_is_not_kept(stackwright):
    arn = "arn:aws:rds:us-east-1:123456789012:db:macro-ai-dev"
    make("macro-ai-dev/DATABASE_PASSWORD", value="generated", length="32", applies_to=arn)
    done = stackwright("secrets", TARGET)
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == ("AWS refused DescribeDBInstances (DBInstanceNotFound): DBInstance macro-ai-dev not found.\n")
    assert stackwright("secrets", TARGET, "--check").exit_code == 1


def test_a_tag_that_names_something_else_is_refused(stackwright):
    make("macro-ai-dev/X", value="generated", length="32", applies_to="arn:aws:s3:us-east-1:123456789012:bucket:x")
    done = stackwright("secrets", TARGET)
    assert done.exit_code == 1
    assert "which takes no value from a secret." in done.stderr
