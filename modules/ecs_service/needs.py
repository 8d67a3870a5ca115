"""What a service needs of the network and the load balancer, whichever constructs those are."""

from typing import Protocol

from modules.base.network_endpoint import NetworkEndpoint


class TaskNetwork(Protocol):
    """Where tasks run and what they reach."""

    @property
    def vpc_id(self) -> str: ...
    @property
    def task_subnet_ids(self) -> tuple[str, ...]: ...
    @property
    def tasks_have_public_ip(self) -> bool: ...
    @property
    def has_internet_egress(self) -> bool: ...
    @property
    def s3_prefix_list_id(self) -> str: ...
    @property
    def aws_services(self) -> NetworkEndpoint | None: ...


class ServiceLoadBalancer(Protocol):
    """Where requests come from."""

    @property
    def arn_suffix(self) -> str: ...
    @property
    def security_group_id(self) -> str: ...
    @property
    def https_listener_arn(self) -> str: ...
    @property
    def test_listener_arn(self) -> str | None: ...
