"""What a task gets from the other modules of its stack."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from modules.base.iam import Statement


@dataclass(frozen=True, kw_only=True)
class Sidecar:
    """A container beside the task's own; the task goes on without it when it fails."""

    name: str
    image: str
    cpu_units: int
    memory_mib: int
    ports: Sequence[tuple[int, str]]
    """Port and protocol: (2000, "udp")."""
    environment: Mapping[str, str] = field(default_factory=dict)
    command: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True)
class TaskAccess:
    """Configuration, credentials and permissions, from what the task uses."""

    environment: Mapping[str, str] = field(default_factory=dict)
    """Plain environment variables; the inputs of the task may replace them."""
    secrets: Mapping[str, str] = field(default_factory=dict)
    """Environment variable -> ARN of a secret or parameter, with `:json-key::` after it where only one key is meant."""
    secret_arns: Sequence[str] = ()
    """Secrets Manager secrets that `secrets` refers to."""
    parameter_arns: Sequence[str] = ()
    """Parameter Store parameters that `secrets` refers to."""
    statements: Sequence[Statement] = ()
    """What the process itself may call."""
    sidecars: Sequence[Sidecar] = ()
