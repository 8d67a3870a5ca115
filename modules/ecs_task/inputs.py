"""What a caller decides about a task: an image that runs with roles, configuration and a log."""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from modules.base.fields import LogRetentionDays, matching
from modules.base.inputs import Finding, Inputs
from modules.base.later import IN_PLACE, NEW_TASKS
from modules.ecs_task.fargate import MEMORY_MIB, CpuUnits, memory_choices
from modules.ecs_task.image import Image

TRACE_HEADER = "_X_AMZN_TRACE_ID"
NO_TRACE_HEADER = (
    "must not be given: the X-Ray SDK reads it as the current request's, so all requests would join one trace"
)

EnvironmentName = Annotated[
    str, matching(r"[A-Za-z_][A-Za-z0-9_]*", "the name of an environment variable such as LOG_LEVEL")
]
ConnectionName = Annotated[
    str, matching(r"[a-z][a-z0-9]*([_-][a-z0-9]+)*", "database, cache or a name of external_services or buckets")
]
ContainerPath = Annotated[str, matching(r"(/[A-Za-z0-9._-]+)+", "an absolute path such as /tmp")]
_USER = r"([a-z_][a-z0-9_-]*|\d+)"
ContainerUser = Annotated[
    str, matching(rf"(?!(0+|root)(:|$)){_USER}(:{_USER})?", "a user other than root, such as 1000:1000")
]


class ContainerHealthCheckInputs(Inputs):
    """A command that ECS runs inside the container; a task whose container fails it is replaced."""

    later = NEW_TASKS

    command: str = Field(min_length=1)
    """Shell command, run inside the container; 0 is healthy. The image must hold a shell and what the command calls."""

    interval_seconds: int = Field(default=30, ge=5, le=300)
    """Seconds between two checks."""

    timeout_seconds: int = Field(default=5, ge=2, le=60)
    """Seconds until a check that has not answered counts as failed."""

    retries: int = Field(default=3, ge=1, le=10)
    """Failed checks in a row that make the container unhealthy."""

    start_period_seconds: int = Field(default=60, ge=0, le=300)
    """Seconds after the start in which failed checks do not count."""


class ContainerInputs(Inputs):
    """How the container of a task runs."""

    later = NEW_TASKS

    user: ContainerUser = "1000:1000"
    """User and group of the process, never root."""

    read_only_root_filesystem: bool = True
    """Whether the image's files cannot be changed by the process; it writes to writable_paths only."""

    writable_paths: dict[ContainerPath, Annotated[int, Field(ge=1)]] = Field(default_factory=lambda: {"/tmp": 64})  # noqa: S108
    """Paths the process may write to when the root file system is read-only, with their MiB of the task's memory."""

    stop_timeout_seconds: int = Field(default=30, ge=2, le=120)
    """Seconds between SIGTERM and SIGKILL when a task stops; Fargate allows 120."""

    health_check: ContainerHealthCheckInputs | None = None
    """A check inside the container, beside the load balancer's."""

    def findings(self) -> Iterator[Finding]:
        if not self.read_only_root_filesystem and "writable_paths" in self.model_fields_set:
            yield Finding(
                ("writable_paths",), "must be left out when read_only_root_filesystem is false: all paths are writable"
            )


class EcsTaskInputs(Inputs):
    """A Fargate task: one image with its size, configuration, secrets and permissions."""

    later = NEW_TASKS

    image: Image
    """Image by digest, or by a tag that is never moved. A release replaces it through the variable <service>_image."""

    cpu_units: CpuUnits
    """CPU of the task; 1024 units are one vCPU."""

    memory_mib: int
    """Memory of the task in MiB, one of the sizes Fargate offers for cpu_units."""

    cpu_architecture: Literal["X86_64", "ARM64"] = "X86_64"
    """Processor the image is built for. ARM64 costs a fifth less."""

    ephemeral_storage_gib: int | None = Field(default=None, ge=21, le=200)
    """Disk of the task in GiB. 20 GiB, which cost nothing, unless given."""

    command: tuple[str, ...] = ()
    """Replaces the image's command."""

    environment: dict[EnvironmentName, str] = {}
    """Plain environment variables, beside those of what the task connects to. No secrets: they go to secrets."""

    secrets: tuple[EnvironmentName, ...] = ()
    """Names of the environment's secrets that become environment variables of the same name."""

    parameters: tuple[EnvironmentName, ...] = ()
    """Names of the environment's parameters that become environment variables of the same name when a task starts."""

    connects_to: tuple[ConnectionName, ...] = ()
    """database, cache, names of external_services and buckets: the task gets addresses, credentials, permissions."""

    user_pool_admin: Annotated[bool, IN_PLACE] = False
    """Whether the task creates, reads and lists users of the environment's user pool."""

    tracing: bool = False
    """Whether the task runs the environment's tracing sidecar and may send traces."""

    execute_command: bool = False
    """Whether `aws ecs execute-command` may open a shell in the container."""

    log_retention_days: Annotated[LogRetentionDays | None, IN_PLACE] = None
    """Days that its log keeps events, if not as many as all logs of the environment."""

    container: ContainerInputs = ContainerInputs.defaults()
    """How the container runs: user, writable paths, stop timeout, health check."""

    def findings(self) -> Iterator[Finding]:
        if self.memory_mib not in MEMORY_MIB[self.cpu_units]:
            yield Finding(
                ("memory_mib",),
                f"must be one of {memory_choices(self.cpu_units)} when cpu_units is {self.cpu_units}",
                self.memory_mib,
            )
        for index, connection in enumerate(self.connects_to):
            if connection in self.connects_to[:index]:
                yield Finding(("connects_to", index), "must not name anything twice", connection)
        yield from self._environment_findings()
        yield from self._container_findings()

    def sidecar_findings(self, cpu_units: int, memory_mib: int) -> Iterator[Finding]:
        """What is wrong when sidecars of this size run beside the container, which keeps at least half of the task."""
        for field, size, taken, unit in (
            ("cpu_units", self.cpu_units, cpu_units, "CPU units"),
            ("memory_mib", self.memory_mib, memory_mib, "MiB"),
        ):
            if taken * 2 > size:
                message = f"must be at least {taken * 2}: the sidecars beside the container take {taken} {unit}"
                yield Finding((field,), message, size)

    def _environment_findings(self) -> Iterator[Finding]:
        if TRACE_HEADER in self.environment:
            yield Finding(("environment", TRACE_HEADER), NO_TRACE_HEADER)
        for field, names in (("secrets", self.secrets), ("parameters", self.parameters)):
            taken = {*self.environment} if field == "secrets" else {*self.environment, *self.secrets}
            for position, name in enumerate(names):
                if name == TRACE_HEADER:
                    yield Finding((field, position), NO_TRACE_HEADER, name)
                if name in taken:
                    holder = "environment" if name in self.environment else "secrets"
                    yield Finding((field, position), f"must not repeat a name that {holder} has", name)
                if name in names[:position]:
                    yield Finding((field, position), f"must not name a {field[:-1]} twice", name)

    def _container_findings(self) -> Iterator[Finding]:
        container = self.container
        if self.execute_command and container.read_only_root_filesystem:
            yield Finding(
                ("container", "read_only_root_filesystem"),
                "must be false when execute_command is true: the agent of ECS Exec writes to the root file system",
                True,
            )
        writable_mib = sum(container.writable_paths.values())
        if container.read_only_root_filesystem and writable_mib * 2 > self.memory_mib:
            yield Finding(
                ("container", "writable_paths"),
                f"must add up to at most {self.memory_mib // 2} MiB, half of memory_mib, which they are part of",
                writable_mib,
            )
