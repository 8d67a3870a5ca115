"""What a caller decides about a health check from outside."""

from typing import Annotated, Literal

from pydantic import Field

from modules.base.fields import matching
from modules.base.inputs import Inputs
from modules.base.severity import Severity

Path = Annotated[str, matching(r"/\S{0,254}", "a path such as /health")]


class HealthCheckInputs(Inputs):
    """Route 53 asks for a page from several places of the world, and takes the answer for the health of the whole."""

    path: Path = "/health"
    """What is asked for over HTTPS; 2xx or 3xx within two seconds of connecting is healthy."""

    search_string: str | None = Field(default=None, min_length=1, max_length=255)
    """Text that the first 5,120 bytes of the answer must have, such as "status":"ok"."""

    failure_threshold: int = Field(default=3, ge=1, le=10)
    """Answers in a row that change the opinion of a checker."""

    request_interval_seconds: Literal[10, 30] = 30
    """Seconds between two requests of one checker; there are about fifteen. 10 costs more."""

    severity: Severity = "P1"
    """Severity of the topic that is told."""
