"""Container definitions, in ECS's own JSON."""

from collections.abc import Mapping
from typing import Any

from modules.ecs_task.access import Sidecar, TaskAccess
from modules.ecs_task.inputs import ContainerInputs, EcsTaskInputs
from resources import given


def container(
    name: str,
    image: str,
    inputs: EcsTaskInputs,
    access: TaskAccess,
    *,
    port: int | None,
    logging: Mapping[str, Any],
) -> dict[str, Any]:
    """The task's own container, with all of the task's CPU and memory that the sidecars leave."""
    settings = inputs.container
    port_variable = {} if port is None else {"PORT": str(port)}
    return given(
        name=name,
        image=image,
        essential=True,
        cpu=inputs.cpu_units - sum(sidecar.cpu_units for sidecar in access.sidecars),
        memory=inputs.memory_mib - sum(sidecar.memory_mib for sidecar in access.sidecars),
        command=list(inputs.command) or None,
        portMappings=None if port is None else [_port_mapping(port, "tcp")],
        environment=_environment({**port_variable, **access.environment, **inputs.environment}),
        secrets=[{"name": name, "valueFrom": arn} for name, arn in sorted(access.secrets.items())],
        user=settings.user,
        readonlyRootFilesystem=settings.read_only_root_filesystem,
        linuxParameters=_linux_parameters(settings),
        stopTimeout=settings.stop_timeout_seconds,
        healthCheck=_health_check(settings),
        logConfiguration=logging,
    )


def sidecar_container(sidecar: Sidecar, logging: Mapping[str, Any]) -> dict[str, Any]:
    return given(
        name=sidecar.name,
        image=sidecar.image,
        essential=False,
        cpu=sidecar.cpu_units,
        memory=sidecar.memory_mib,
        command=list(sidecar.command) or None,
        portMappings=[_port_mapping(port, protocol) for port, protocol in sidecar.ports],
        environment=_environment(sidecar.environment),
        readonlyRootFilesystem=True,
        linuxParameters={"capabilities": {"drop": ["ALL"]}},
        logConfiguration=logging,
    )


def _port_mapping(port: int, protocol: str) -> dict[str, Any]:
    return {"containerPort": port, "hostPort": port, "protocol": protocol}


def _environment(values: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"name": name, "value": value} for name, value in sorted(values.items())]


def _linux_parameters(settings: ContainerInputs) -> dict[str, Any]:
    parameters: dict[str, Any] = {
        # PID 1 that passes SIGTERM on and reaps what ECS Exec sessions and child processes leave behind.
        "initProcessEnabled": True,
        "capabilities": {"drop": ["ALL"]},
    }
    if settings.read_only_root_filesystem and settings.writable_paths:
        # Bind mounts belong to root unless the image has a VOLUME there; tmpfs, on Fargate since January 2026, is
        # writable for every user: https://github.com/aws/containers-roadmap/issues/736 and 938.
        parameters["tmpfs"] = [
            {"containerPath": path, "size": size_mib, "mountOptions": ["nosuid", "nodev"]}
            for path, size_mib in sorted(settings.writable_paths.items())
        ]
    return parameters


def _health_check(settings: ContainerInputs) -> dict[str, Any] | None:
    check = settings.health_check
    if check is None:
        return None
    return {
        "command": ["CMD-SHELL", check.command],
        "interval": check.interval_seconds,
        "timeout": check.timeout_seconds,
        "retries": check.retries,
        "startPeriod": check.start_period_seconds,
    }
