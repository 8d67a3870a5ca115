"""What a caller decides about work that ends, such as a database migration."""

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import Field

from modules.base.fields import LogRetentionDays, matching
from modules.base.inputs import Finding, Inputs
from modules.base.later import NEXT_RUN
from modules.ecs_task.fargate import CpuUnits
from modules.ecs_task.inputs import ConnectionName, ContainerInputs, EcsTaskInputs, EnvironmentName

ServiceName = Annotated[
    str, matching(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", "a service name of lower case letters, digits and single dashes")
]


class OneOffTaskInputs(Inputs):
    """Work that ends: the image of a service with another command, started by a release or by a person."""

    later = NEXT_RUN

    from_service: ServiceName
    """The service whose image it runs, on the same kind of processor. All else is its own."""

    command: tuple[str, ...] = Field(min_length=1)
    """What to run, such as ["alembic", "upgrade", "head"]. It ends with 0 when the work is done."""

    runs: Literal["before_deployment", "by_hand"] = "by_hand"
    """Whether each release runs it, with the new image, before requests reach that; else a person starts it."""

    timeout_seconds: int = Field(default=900, ge=60, le=86_400)
    """Seconds after which whoever started it stops it and counts it as failed."""

    cpu_units: CpuUnits = 256
    """CPU of the task; 1024 units are one vCPU."""

    memory_mib: int = 512
    """Memory of the task in MiB, one of the sizes Fargate offers for cpu_units."""

    environment: dict[EnvironmentName, str] = {}
    """Plain environment variables, beside those of what the task connects to. No secrets: they go to secrets."""

    secrets: tuple[EnvironmentName, ...] = ()
    """Names of the environment's secrets that become environment variables of the same name."""

    parameters: tuple[EnvironmentName, ...] = ()
    """Names of the environment's parameters that become environment variables of the same name when a task starts."""

    connects_to: tuple[ConnectionName, ...] = ("database",)
    """What the task opens connections to: it gets the address, the credentials and the network path."""

    log_retention_days: LogRetentionDays | None = None
    """Days that its log keeps events, if not as many as all logs of the environment."""

    container: ContainerInputs = ContainerInputs.defaults()
    """How the container runs: user, writable paths, stop timeout."""

    def task_inputs(self, service: EcsTaskInputs) -> EcsTaskInputs:
        """The whole task, with what it has of the service."""
        return EcsTaskInputs(image=service.image, cpu_architecture=service.cpu_architecture, **self._own())

    def findings(self) -> Iterator[Finding]:
        # The same rules as for every task; none of them is about the image.
        yield from EcsTaskInputs.model_construct(image="", **self._own()).findings()

    def _own(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in EcsTaskInputs.model_fields if name in type(self).model_fields}
