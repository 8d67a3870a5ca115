"""The parts of AWS that a release talks to, and the time it waits between two looks."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

POLL_SECONDS = 6.0


@dataclass(frozen=True)
class Clients:
    """boto3 clients of one account and region."""

    ecs: Any
    codedeploy: Any
    ecr: Any
    logs: Any
    rds: Any
    ssm: Any
    sts: Any


@dataclass(frozen=True)
class Clock:
    """How time passes; tests have one of their own."""

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], object] = time.sleep
    poll_seconds: float = POLL_SECONDS

    def deadline(self, seconds: float) -> "Deadline":
        return Deadline(self, self.now() + seconds)


@dataclass(frozen=True)
class Deadline:
    """A moment until which something is waited for."""

    clock: Clock
    at: float

    @property
    def is_over(self) -> bool:
        return self.clock.now() >= self.at

    def pause(self) -> None:
        """Until the next look."""
        self.clock.sleep(self.clock.poll_seconds)
