"""What a release of an environment does beside replacing tasks."""

from modules.base.inputs import Inputs
from modules.ecs_task.inputs import EnvironmentName


class ReleaseSettings(Inputs):
    """How `stackwright release` goes about it; nothing of this is deployed."""

    snapshot_before: bool = False
    """Whether a snapshot of the database is taken, and waited for, before anything else."""

    health_keys: tuple[EnvironmentName, ...] = ()
    """What the JSON answer of a service's health check must have, such as ["status", "version", "database"], and say
    well of. An answer that has a status must say well of that in any case."""
