"""What a service's tasks may connect to, and who connects to them."""

from collections.abc import Sequence
from typing import Any

from modules.base.construct import Module
from modules.base.network_endpoint import NetworkEndpoint, allow
from modules.ecs_service.needs import TaskNetwork
from resources import Ref, aws

HTTPS = 443
ANYWHERE = "0.0.0.0/0"


def security_group(
    service: Module,
    name: str,
    network: TaskNetwork,
    *,
    connects_to: Sequence[NetworkEndpoint],
    internet_ports: Sequence[int],
) -> Ref:
    """The id of a group that reaches `connects_to`, AWS, and `internet_ports` on the internet; nothing reaches it yet.

    Raises ValueError for internet ports in a network without a way to the internet. DNS needs no rule: the VPC's
    resolver is not subject to security groups.
    """
    if internet_ports and not network.has_internet_egress:
        raise ValueError(
            f"{name} needs the internet for ports {list(internet_ports)}, and its network has no way there"
        )
    # checkov:skip=CKV2_AWS_5: that of a one-off task is given when the task is run
    group = aws.SecurityGroup(
        service, name=name, description=f"Tasks of {service.component}", vpc_id=network.vpc_id, tags={"Name": name}
    )
    for endpoint in connects_to:
        allow(service, group.id, endpoint)
    if network.aws_services is not None:
        allow(service, group.id, network.aws_services)
    if not network.has_internet_egress:
        # Image layers lie in S3.
        _egress(service, "s3", group.id, HTTPS, prefix_list_id=network.s3_prefix_list_id)
        return group.id
    for port in (HTTPS, *internet_ports):
        _egress(service, f"internet_{port}", group.id, port, cidr_ipv4=ANYWHERE)
    return group.id


def allow_from_load_balancer(service: Module, security_group_id: str, load_balancer_group_id: str, port: int) -> None:
    """Both sides of the way from the load balancer to the tasks; they go when the service goes."""
    description = f"load balancer to {service.component}"
    aws.VpcSecurityGroupIngressRule(
        service,
        "from_load_balancer",
        security_group_id=security_group_id,
        referenced_security_group_id=load_balancer_group_id,
        description=description,
        ip_protocol="tcp",
        from_port=port,
        to_port=port,
    )
    aws.VpcSecurityGroupEgressRule(
        service,
        "from_load_balancer",
        security_group_id=load_balancer_group_id,
        referenced_security_group_id=security_group_id,
        description=description,
        ip_protocol="tcp",
        from_port=port,
        to_port=port,
    )


def _egress(service: Module, destination: str, security_group_id: str, port: int, **target: Any) -> None:
    aws.VpcSecurityGroupEgressRule(
        service,
        f"to_{destination}",
        **target,
        security_group_id=security_group_id,
        description=f"{service.component} to {destination.split('_')[0]}",
        ip_protocol="tcp",
        from_port=port,
        to_port=port,
    )
