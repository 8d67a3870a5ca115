"""What a caller decides about tracing."""

from typing import Annotated, Literal

from pydantic import Field

from modules.base.inputs import Inputs
from modules.base.later import NEW_TASKS
from modules.ecs_task.image import Image


class SamplingInputs(Inputs):
    """Which requests are traced, in X-Ray's own words."""

    reservoir_size: int = Field(default=1, ge=0, le=100)
    """Requests a second that are always traced, over all tasks."""

    fixed_rate: float = Field(default=0.05, ge=0, le=1)
    """Part of the other requests that is traced, 0 to 1."""

    priority: int = Field(default=1000, ge=1, le=9999)
    """Order among the account's sampling rules; the lowest number that matches counts."""


class TracerInputs(Inputs):
    """What holds for both kinds."""

    environment_in_names: Annotated[bool, NEW_TASKS] = True
    """Whether X-Ray knows a service as macro-ai-dev-api, as it must where an account has several environments of a
    system; else as macro-ai-api."""

    sampling: SamplingInputs = SamplingInputs.defaults()
    """Which requests are traced."""


class XrayDaemonInputs(TracerInputs):
    """The X-Ray daemon beside each traced task, for applications that use an X-Ray SDK."""

    later = NEW_TASKS

    kind: Literal["xray_daemon"]
    """The X-Ray daemon. It is in maintenance: new applications start with adot_collector."""

    image: Image = "public.ecr.aws/xray/aws-xray-daemon:3.5.0"
    """Image of the daemon."""

    cpu_units: int = Field(default=32, ge=1)
    """CPU of the task that is the daemon's."""

    memory_mib: int = Field(default=32, ge=6)
    """Memory of the task that is the daemon's."""

    debug: bool = False
    """Whether the daemon and the SDK log every segment. Not for production: it logs much, and what requests carry."""


class AdotCollectorInputs(TracerInputs):
    """The AWS Distro for OpenTelemetry collector beside each traced task; it takes X-Ray segments too."""

    later = NEW_TASKS

    kind: Literal["adot_collector"]
    """The AWS Distro for OpenTelemetry collector."""

    image: Image = "public.ecr.aws/aws-observability/aws-otel-collector:v0.43.1"
    """Image of the collector."""

    cpu_units: int = Field(default=64, ge=1)
    """CPU of the task that is the collector's."""

    memory_mib: int = Field(default=128, ge=6)
    """Memory of the task that is the collector's."""

    debug: bool = False
    """Whether the collector and the SDK log every span. Not for production: it logs much, and what requests carry."""


TracingInputs = Annotated[XrayDaemonInputs | AdotCollectorInputs, Field(discriminator="kind")]
