"""`stackwright secrets`: values for the secrets that Terraform makes empty. No value is ever shown, logged or kept."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from scripts.base.aws import Aws, choose
from scripts.base.aws_client import client, in_sentences
from scripts.base.boundary import UsageError
from scripts.base.options import Json, Local, TargetName
from scripts.base.program import program
from scripts.base.questions import ask_hidden
from scripts.base.screen import Screen
from scripts.base.settings import load
from settings.target import Target, find_root
from toolchain.errors import UserError

VALUE_BYTES = 65536
"""https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html"""


@dataclass(frozen=True)
class Secret:
    """A secret as its tags describe it (modules/secrets/container.py writes them).

    `name` is without the target's prefix; `applies_to` the ARN of a database or cache user that takes the same value.
    """

    name: str
    arn: str
    source: Literal["generated", "manual"]
    length: int
    applies_to: str | None
    has_value: bool


def main(
    target_name: TargetName,
    name: Annotated[
        str | None,
        typer.Option("--set", metavar="NAME", help="Give this secret a value, typed unseen or from standard input."),
    ] = None,
    renew: Annotated[
        str | None, typer.Option("--renew", metavar="NAME", help="Generate a new value for this secret.")
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Change nothing; end with 1 when a secret has no value.")
    ] = False,
    local: Local = False,
    as_json: Json = False,
) -> int:
    """Show which secrets have no value yet, and fill them.

    Secrets with `generate = true` get a random value. Values of the others come from a person: --set NAME.
    """
    if sum((name is not None, renew is not None, check)) > 1:
        raise UsageError("--set, --renew and --check do not go together")
    root = find_root(Path.cwd())
    screen = Screen(as_json=as_json)
    target = Target.existing(target_name, root)
    settings = load(target, root).settings
    aws = choose(settings, root, screen, use_local=local)
    with in_sentences():
        store = Store(target, settings.region, aws)
        secrets = store.secrets()
        if not secrets:
            raise UserError(
                f"{target} has no secrets in AWS yet. `stackwright deploy {target}{aws.option}` makes them."
            )
        filled = _fill(store, secrets, name, renew) if not check else []
    missing = [secret.name for secret in secrets if not secret.has_value and secret.name not in filled]
    for secret in secrets:
        state = "filled now" if secret.name in filled else "no value" if secret.name in missing else "has a value"
        screen.say(f"  {secret.name}: {state}", style="red" if secret.name in missing else "green")
    for secret in secrets:
        if secret.name in missing and secret.source == "manual":
            screen.say(f"{program()} secrets {target} --set {secret.name}{aws.option}")
    if filled:
        screen.say("Tasks read a secret when they start: those that run keep the old value until they are replaced.")
    screen.document(
        {"target": target.id, "filled": filled, "missing": missing, "secrets": [one.name for one in secrets]}
    )
    return 1 if check and missing else 0


class Store:
    """The secrets of one target in Secrets Manager."""

    def __init__(self, target: Target, region: str, aws: Aws) -> None:
        self._prefix = f"{target.name}/"
        self._region = region
        self._aws = aws
        self._manager = self._client("secretsmanager")

    def secrets(self) -> list[Secret]:
        """All of them, by name."""
        pages = self._manager.get_paginator("list_secrets").paginate(
            Filters=[{"Key": "name", "Values": [self._prefix]}]
        )
        entries = [entry for page in pages for entry in page["SecretList"]]
        return sorted(
            (self._secret(entry) for entry in entries if entry["Name"].startswith(self._prefix)),
            key=lambda secret: secret.name,
        )

    def generate(self, secret: Secret) -> None:
        """Gives it a new random value of letters and digits, which no connection string needs to escape."""
        answer = self._manager.get_random_password(PasswordLength=secret.length, ExcludePunctuation=True)
        self.put(secret, answer["RandomPassword"])

    def put(self, secret: Secret, value: str) -> None:
        """Gives it a value. What the value applies to gets it first: if that fails, nobody relies on it yet."""
        if secret.applies_to:
            self._apply(secret, secret.applies_to, value)
        self._manager.put_secret_value(SecretId=secret.arn, SecretString=value)

    def _apply(self, secret: Secret, arn: str, value: str) -> None:
        _, _, service, _, _, kind, identifier = arn.split(":", 6)
        if (service, kind) == ("rds", "db"):
            self._client("rds").modify_db_instance(
                DBInstanceIdentifier=identifier, MasterUserPassword=value, ApplyImmediately=True
            )
        elif (service, kind) == ("elasticache", "user"):
            # A user may have two passwords, so tasks that hold the old one stay connected.
            old = [self._manager.get_secret_value(SecretId=secret.arn)["SecretString"]] if secret.has_value else []
            self._client("elasticache").modify_user(
                UserId=identifier, AuthenticationMode={"Type": "password", "Passwords": [value, *old]}
            )
        else:
            raise UserError(f"The tag applies-to of {secret.arn} names {arn}, which is no database and no cache user.")

    def _secret(self, entry: dict[str, Any]) -> Secret:
        tags = {tag["Key"]: tag["Value"] for tag in entry.get("Tags", [])}
        stages = [stage for stages in entry.get("SecretVersionsToStages", {}).values() for stage in stages]
        return Secret(
            name=entry["Name"].removeprefix(self._prefix),
            arn=entry["ARN"],
            source="generated" if tags.get("value") == "generated" else "manual",
            length=int(tags.get("length", 32)),
            applies_to=tags.get("applies-to"),
            has_value="AWSCURRENT" in stages,
        )

    def _client(self, service: str) -> Any:
        return client(service, self._region, self._aws.environment)


def _fill(store: Store, secrets: list[Secret], name: str | None, renew: str | None) -> list[str]:
    """The names of the secrets that got a value."""
    if name is not None:
        secret = _named(secrets, name)
        store.put(secret, _typed_value(name))
        return [name]
    if renew is not None:
        secret = _named(secrets, renew)
        if secret.source != "generated":
            raise UserError(f"The value of {renew} comes from a person, not from a generator: use --set {renew}.")
        store.generate(secret)
        return [renew]
    waiting = [secret for secret in secrets if secret.source == "generated" and not secret.has_value]
    for secret in waiting:
        store.generate(secret)
    return [secret.name for secret in waiting]


def _named(secrets: list[Secret], name: str) -> Secret:
    for secret in secrets:
        if secret.name == name:
            return secret
    raise UserError(f"There is no secret {name}; there are {', '.join(secret.name for secret in secrets)}.")


def _typed_value(name: str) -> str:
    value = ask_hidden(f"Value of {name} (not shown):")
    if not value:
        raise UserError(f"The value of {name} is empty; nothing was changed.")
    if len(value.encode()) > VALUE_BYTES:
        raise UserError(f"The value of {name} is longer than the {VALUE_BYTES} bytes a secret can hold.")
    return value
