"""How requests get from the load balancer to a service's tasks."""

from collections.abc import Sequence
from typing import Any

from modules.base.construct import Module
from modules.base.names import shortened
from modules.ecs_service.route import Front, RouteInputs
from resources import aws, given

TARGET_GROUP_NAME_CHARACTERS = 32


def target_group(service: Module, local_name: str, front: Front, *, name: str, vpc_id: str) -> aws.LbTargetGroup:
    """The healthy tasks. Its name is `name` with the port: the port cannot be changed in place, and a new group under a
    new name exists before the old one goes.
    """
    check = front.health_check
    full_name = "-".join(part for part in (name, str(front.port), local_name) if part)
    # checkov:skip=CKV_AWS_378: TLS ends at the load balancer, and only its security group reaches the task's port
    return aws.LbTargetGroup(
        service,
        local_name,
        name=shortened(full_name, TARGET_GROUP_NAME_CHARACTERS),
        tags={"Name": full_name},
        vpc_id=vpc_id,
        target_type="ip",
        protocol="HTTP",
        port=front.port,
        deregistration_delay=str(front.route.deregistration_delay_seconds),
        health_check={
            "path": check.path,
            "port": "traffic-port",
            "protocol": "HTTP",
            "matcher": check.success_codes,
            "interval": check.interval_seconds,
            "timeout": check.timeout_seconds,
            "healthy_threshold": check.healthy_threshold,
            "unhealthy_threshold": check.unhealthy_threshold,
        },
        lifecycle={"create_before_destroy": True},
    )


def listener_rule(
    service: Module,
    local_name: str,
    route: RouteInputs,
    *,
    listener_arn: str,
    target_group: aws.LbTargetGroup,
    ignore_changes: Sequence[str] = (),
) -> aws.LbListenerRule:
    """Sends the requests of `route` to a target group."""
    conditions: list[Any] = [{"path_pattern": {"values": list(route.path_patterns)}}]
    if route.host_names:
        conditions.append({"host_header": {"values": list(route.host_names)}})
    return aws.LbListenerRule(
        service,
        local_name,
        **given(lifecycle={"ignore_changes": list(ignore_changes)} if ignore_changes else None),
        listener_arn=listener_arn,
        priority=route.priority,
        condition=conditions,
        action=[{"type": "forward", "target_group_arn": target_group.arn}],
    )
