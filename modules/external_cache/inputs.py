"""What a caller decides about a cache outside AWS."""

from collections.abc import Iterator
from typing import Annotated, Literal

from modules.base.fields import Port, matching
from modules.base.inputs import Finding, Inputs
from modules.base.later import NEW_TASKS
from modules.base.task_settings import SettingName, setting_findings

PREFIX = "REDIS_"
OWN_VARIABLES = ("REDIS_URL", "REDIS_TLS")


class ExternalCacheInputs(Inputs):
    """A cache that speaks Redis and that somebody else runs, such as Upstash. Its address and token are a secret."""

    kind: Literal["external_cache"] = "external_cache"
    """A cache outside AWS, reached through the internet."""

    provider: Annotated[str, matching(r".{1,100}", "a name of 1 to 100 characters")]
    """Who runs it, such as Upstash: where a person finds the connection URL."""

    port: Port = 6379
    """Port that tasks may connect to on the internet, with TLS."""

    settings: Annotated[dict[SettingName, str], NEW_TASKS] = {}
    """Further variables of the tasks that use it: { REDIS_KEY_PREFIX = "hobby:" }."""

    def findings(self) -> Iterator[Finding]:
        yield from setting_findings(self.settings, PREFIX, OWN_VARIABLES)
