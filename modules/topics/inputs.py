"""What a caller decides about who is told of alarms."""

import re
from typing import Annotated

from pydantic import AfterValidator

from modules.base.fields import EmailAddress, refused
from modules.base.inputs import Inputs

# Hosts whose addresses hold a key: whoever knows the address can raise or close incidents.
KEYED_HOSTS = ("pagerduty.com", "opsgenie.com", "slack.com", "webhook.office.com", "discord.com")


def _without_a_key(value: str) -> str:
    host = re.fullmatch(r"https://([a-z0-9.-]+)(:\d+)?(/[^?#\s]*)?", value)
    if host is None:
        raise refused(
            "an address such as https://alerts.example.com/sns, without user, query or fragment", _harmless(value)
        )
    if any(host[1] == keyed or host[1].endswith(f".{keyed}") for keyed in KEYED_HOSTS):
        # Not shown again: the address is the key.
        raise refused("an address without a key in it; PagerDuty's is given with `pagerduty = true`", host[1])
    return value


def _harmless(value: str) -> str:
    """The part of an address that holds no key."""
    return re.sub(r"//[^/]*@", "//", re.split(r"[?#]", value)[0])


HttpsUrl = Annotated[str, AfterValidator(_without_a_key)]


class TopicInputs(Inputs):
    """An SNS topic of one severity, and who hears of it."""

    email_addresses: tuple[EmailAddress, ...] = ()
    """People or lists that get an email. Each has to confirm the first one."""

    https_endpoints: tuple[HttpsUrl, ...] = ()
    """Addresses that SNS posts to and that confirm by themselves. They lie in the state, so none may hold a key."""

    pagerduty: bool = False
    """Whether PagerDuty hears of it. Its address is a secret: `stackwright secrets <target> --set PAGERDUTY_P1`."""
