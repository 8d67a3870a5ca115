"""The secrets of a target in Secrets Manager, and those who must be told their values. No value is shown or logged."""

import json
from dataclasses import dataclass
from typing import Any, Literal

from scripts.base.aws import Aws
from scripts.base.aws_client import client
from settings.target import Deployment
from toolchain.errors import UserError

DEFAULT_LENGTH = 32


@dataclass(frozen=True)
class Secret:
    """A secret as its tags describe it (modules/secrets/container.py writes them).

    `name` is without the deployment's prefix; `applies_to` are the ARNs of what else takes the value: a database, a
    cache user, topics.
    """

    name: str
    arn: str
    source: Literal["generated", "manual"]
    length: int
    applies_to: tuple[str, ...]
    has_value: bool


class SecretStore:
    """Lists and fills secrets. Errors of AWS come out as boto3 raises them."""

    def __init__(self, deployment: Deployment, region: str, aws: Aws) -> None:
        self._prefix = f"{deployment.name}/"
        self._region = region
        self._aws = aws
        self._manager = self._client("secretsmanager")

    def secrets(self) -> list[Secret]:
        """All of the deployment, by name."""
        pages = self._manager.get_paginator("list_secrets").paginate(
            Filters=[{"Key": "name", "Values": [self._prefix]}]
        )
        entries = [entry for page in pages for entry in page["SecretList"]]
        found = (self._secret(entry) for entry in entries if entry["Name"].startswith(self._prefix))
        return sorted(found, key=lambda secret: secret.name)

    def generate(self, secret: Secret) -> None:
        """Gives it a new random value of letters and digits, which no connection string needs to escape."""
        answer = self._manager.get_random_password(PasswordLength=secret.length, ExcludePunctuation=True)
        self.put(secret, answer["RandomPassword"])

    def put(self, secret: Secret, value: str) -> None:
        """Gives it a value. What the value applies to gets it first: if that fails, nobody relies on it yet."""
        text = value
        for arn in secret.applies_to:
            text = self._apply(secret, arn, value)
        self._manager.put_secret_value(SecretId=secret.arn, SecretString=text)

    def _apply(self, secret: Secret, arn: str, value: str) -> str:
        """Tells the one who takes the value. Returns the text that the secret is to hold."""
        _, _, service, _, _, *rest = arn.split(":")
        match service, *rest:
            case "rds", "db" | "cluster" as kind, identifier:
                return self._set_database_password(kind, identifier, value)
            case "elasticache", "user", identifier:
                # A user may have two passwords, so tasks that hold the old one stay connected.
                self._client("elasticache").modify_user(
                    UserId=identifier,
                    AuthenticationMode={"Type": "password", "Passwords": [value, *self._old_value(secret)]},
                )
            case "sns", _:
                self._subscribe(arn, value, self._old_value(secret))
            case _:
                raise UserError(f"The tag applies-to of {secret.arn} names {arn}, which takes no value from a secret.")
        return value

    def _set_database_password(self, kind: str, identifier: str, password: str) -> str:
        rds = self._client("rds")
        if kind == "db":
            [found] = rds.describe_db_instances(DBInstanceIdentifier=identifier)["DBInstances"]
            rds.modify_db_instance(DBInstanceIdentifier=identifier, MasterUserPassword=password, ApplyImmediately=True)
        else:
            [found] = rds.describe_db_clusters(DBClusterIdentifier=identifier)["DBClusters"]
            rds.modify_db_cluster(DBClusterIdentifier=identifier, MasterUserPassword=password, ApplyImmediately=True)
        # As RDS writes the secrets that it manages itself, so that readers need not know which kind it is.
        return json.dumps({"username": found["MasterUsername"], "password": password})

    def _subscribe(self, topic_arn: str, address: str, old_addresses: list[str]) -> None:
        sns = self._client("sns", region=topic_arn.split(":")[3])
        sns.subscribe(TopicArn=topic_arn, Protocol="https", Endpoint=address)
        pages = sns.get_paginator("list_subscriptions_by_topic").paginate(TopicArn=topic_arn)
        for subscription in [one for page in pages for one in page["Subscriptions"]]:
            endpoint, arn = subscription["Endpoint"], subscription["SubscriptionArn"]
            # One that was never confirmed has no ARN yet, and AWS drops it by itself.
            if endpoint in old_addresses and endpoint != address and arn.startswith("arn:"):
                sns.unsubscribe(SubscriptionArn=arn)

    def _old_value(self, secret: Secret) -> list[str]:
        return [self._manager.get_secret_value(SecretId=secret.arn)["SecretString"]] if secret.has_value else []

    def _secret(self, entry: dict[str, Any]) -> Secret:
        tags = {tag["Key"]: tag["Value"] for tag in entry.get("Tags", [])}
        stages = [stage for stages in entry.get("SecretVersionsToStages", {}).values() for stage in stages]
        return Secret(
            name=entry["Name"].removeprefix(self._prefix),
            arn=entry["ARN"],
            source="generated" if tags.get("value") == "generated" else "manual",
            length=int(tags.get("length", DEFAULT_LENGTH)),
            applies_to=tuple(tags.get("applies-to", "").split()),
            has_value="AWSCURRENT" in stages,
        )

    def _client(self, service: str, *, region: str | None = None) -> Any:
        return client(service, region or self._region, self._aws.environment)
