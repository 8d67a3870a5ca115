"""Who may talk to whom: security group rules that name groups, never addresses."""

from dataclasses import dataclass

from modules.base.construct import Module
from resources import aws


@dataclass(frozen=True, kw_only=True)
class NetworkEndpoint:
    """Something that listens: a database, a cache, a task behind a load balancer."""

    name: str
    """Its component, for the rules' addresses and descriptions: "database"."""
    security_group_id: str
    port: int


def allow(client: Module, client_security_group_id: str, endpoint: NetworkEndpoint) -> None:
    """Lets `client` open TCP connections to `endpoint`: its own egress rule and the endpoint's ingress rule.

    Both belong to the client, so that an endpoint does not know its clients and a removed client takes
    its rules along.
    """
    aws.VpcSecurityGroupEgressRule(
        client,
        f"to_{endpoint.name}",
        security_group_id=client_security_group_id,
        description=f"{client.component} to {endpoint.name}",
        referenced_security_group_id=endpoint.security_group_id,
        ip_protocol="tcp",
        from_port=endpoint.port,
        to_port=endpoint.port,
    )
    aws.VpcSecurityGroupIngressRule(
        client,
        f"into_{endpoint.name}",
        security_group_id=endpoint.security_group_id,
        description=f"{client.component} to {endpoint.name}",
        referenced_security_group_id=client_security_group_id,
        ip_protocol="tcp",
        from_port=endpoint.port,
        to_port=endpoint.port,
    )
