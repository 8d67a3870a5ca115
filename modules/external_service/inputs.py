"""What a caller decides about a service outside AWS."""

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from modules.base.fields import Port, matching
from modules.base.inputs import Finding, Inputs
from modules.base.later import NEW_TASKS, NEXT_TASKS
from modules.base.task_settings import SettingName

# Parameter Store takes {{ for a reference.
SettingValue = Annotated[str, matching(r"(?s)(?!.*\{\{).{1,1024}", "a text of 1 to 1024 characters without {{")]


class RetryInputs(Inputs):
    """How tasks repeat a request that failed for a while: with a 429, a 5XX, or no answer."""

    later = NEXT_TASKS

    attempts: int = Field(default=5, ge=1, le=20)
    """Requests in all, the first one included."""

    base_delay_ms: int = Field(default=500, ge=1, le=60_000)
    """Milliseconds before the second one; each further wait is twice as long, and random within it."""

    maximum_delay_ms: int = Field(default=20_000, ge=1, le=300_000)
    """Milliseconds of the longest wait."""

    def findings(self) -> Iterator[Finding]:
        if self.maximum_delay_ms < self.base_delay_ms:
            yield Finding(
                ("maximum_delay_ms",),
                f"must be at least {self.base_delay_ms}, the base_delay_ms",
                self.maximum_delay_ms,
            )


class RateLimitInputs(Inputs):
    """What the account may ask for; tasks hold back requests beyond it instead of failing with a 429."""

    later = NEXT_TASKS

    requests_per_minute: int = Field(ge=1)
    """Requests of all tasks together."""

    tokens_per_minute: int | None = Field(default=None, ge=1)
    """Tokens of all tasks together, where the service counts them as language models do."""


TYPED_SETTINGS = frozenset(
    {
        *(name.upper() for name in RateLimitInputs.model_fields),
        *(f"RETRY_{name.upper()}" for name in RetryInputs.model_fields),
        "TIMEOUT_MS",
    }
)


class ExternalServiceInputs(Inputs):
    """An API outside AWS, such as Pinecone, OpenAI or Sentry. Its name begins the names of all its variables."""

    description: Annotated[str, matching(r".{1,200}", "a text of 1 to 200 characters")]
    """What it is used for."""

    secrets: Annotated[
        dict[SettingName, Annotated[str, matching(r"(?s).{1,1024}", "a text of 1 to 1024 characters")]], NEW_TASKS
    ] = {}
    """Secrets that a person sets, with where to find each: { API_KEY = "..." } of `pinecone` is PINECONE_API_KEY."""

    settings: Annotated[dict[SettingName, SettingValue], NEXT_TASKS] = {}
    """Parameters of the tasks that use it: { INDEX_NAME = "documents" } of `pinecone` is PINECONE_INDEX_NAME."""

    rate_limit: RateLimitInputs | None = None
    """What the account may ask for, as parameters."""

    retry: RetryInputs | None = None
    """How failed requests are repeated, as parameters."""

    timeout_ms: Annotated[int | None, NEXT_TASKS] = Field(default=None, ge=1, le=600_000)
    """Milliseconds to wait for an answer, as a parameter."""

    port: Port = 443
    """Port that tasks may connect to on the internet."""

    @property
    def all_settings(self) -> dict[str, str]:
        """Every setting by its name without the prefix."""
        found = dict(self.settings)
        for prefix, part in (("", self.rate_limit), ("RETRY_", self.retry)):
            if part is not None:
                found |= {f"{prefix}{name.upper()}": str(value) for name, value in part if value is not None}
        if self.timeout_ms is not None:
            found["TIMEOUT_MS"] = str(self.timeout_ms)
        return found

    def findings(self) -> Iterator[Finding]:
        for name, value in self.settings.items():
            if name in self.secrets:
                yield Finding(("settings", name), "must not repeat a name that secrets has", value)
            if name in TYPED_SETTINGS:
                yield Finding(("settings", name), "is an input of its own: set rate_limit, retry or timeout_ms", value)
