"""What a caller decides about who is told of alarms."""

import re
from collections.abc import Iterator, Mapping
from typing import Annotated

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from modules.base.fields import EmailAddress, refused
from modules.base.inputs import FINDING, Inputs

# Hosts whose addresses hold a key: whoever knows the address can raise or close incidents.
KEYED_HOSTS = ("pagerduty.com", "opsgenie.com", "slack.com", "webhook.office.com", "discord.com")


def _without_a_key(value: str) -> str:
    host = re.fullmatch(r"https://([a-z0-9.-]+)(:\d+)?(/[^?#\s]*)?", value)
    if host is None:
        raise refused("an address such as https://alerts.example.com/sns, without user, query or fragment", value)
    if any(host[1] == keyed or host[1].endswith(f".{keyed}") for keyed in KEYED_HOSTS):
        # Not shown again: the address is the key.
        raise refused(
            "an address without a key in it; keep this one as a secret and give pagerduty_secret_name instead", host[1]
        )
    return value


def _name_of_a_secret(value: str) -> str:
    if not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", value):
        # Not shown: it may be the secret itself.
        raise PydanticCustomError(
            FINDING, "{text}", {"text": "must be the name of a secret such as PAGERDUTY_P1, not its value"}
        )
    return value


HttpsUrl = Annotated[str, AfterValidator(_without_a_key)]
SecretName = Annotated[str, AfterValidator(_name_of_a_secret)]


class TopicInputs(Inputs):
    """An SNS topic of one severity, and who hears of it."""

    email_addresses: tuple[EmailAddress, ...] = ()
    """People or lists that get an email. Each has to confirm the first one."""

    https_endpoints: tuple[HttpsUrl, ...] = ()
    """Addresses that SNS posts to and that confirm by themselves. They lie in the state, so none may hold a key."""

    pagerduty_secret_name: SecretName | None = None
    """Name in `secrets` whose value is PagerDuty's integration address, subscribed outside Terraform."""


def secrets_used(topics: Mapping[str, TopicInputs]) -> Iterator[tuple[str, str]]:
    """Severity and name of every secret that holds an address to subscribe, for the rule that each is declared."""
    for severity, topic in topics.items():
        if topic.pagerduty_secret_name is not None:
            yield severity, topic.pagerduty_secret_name
