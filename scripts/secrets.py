"""`stackwright secrets`: values for the secrets that Terraform makes empty. No value is ever shown, logged or kept."""

from pathlib import Path
from typing import Annotated

import typer

from scripts.base.aws import choose
from scripts.base.aws_client import in_sentences
from scripts.base.boundary import UsageError
from scripts.base.options import Json, Local, TargetName
from scripts.base.program import program
from scripts.base.questions import ask_hidden
from scripts.base.screen import Screen
from scripts.base.secret_store import Secret, SecretStore
from scripts.base.settings import load
from settings.target import Target, find_root
from toolchain.errors import UserError

VALUE_BYTES = 65536
"""https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html"""


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

    Examples:
    stackwright secrets macro-ai/dev
    stackwright secrets macro-ai/dev --set OPENAI_API_KEY
    stackwright secrets macro-ai/prod --check
    """
    if sum((name is not None, renew is not None, check)) > 1:
        raise UsageError("--set, --renew and --check do not go together")
    root = find_root(Path.cwd())
    screen = Screen(as_json=as_json)
    target = Target.existing(target_name, root)
    loaded = load(target, root)
    aws = choose(loaded.settings, root, screen, use_local=local)
    with in_sentences():
        store = SecretStore(loaded.deployment, loaded.settings.region, aws)
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


def _fill(store: SecretStore, secrets: list[Secret], name: str | None, renew: str | None) -> list[str]:
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
