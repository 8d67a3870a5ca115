"""Elastic Load Balancing: load balancers are active at once, listeners keep mutual authentication."""

from __future__ import annotations

from typing import Any

from local_aws.registry import echo, patch

# moto keeps everything of a listener but mutual authentication.
echo(
    "elbv2",
    "Listener",
    "ListenerArn",
    writes=("CreateListener", "ModifyListener"),
    forgets=("DeleteListener",),
    skip=("LoadBalancerArn", "DefaultActions", "Certificates", "Port", "Protocol", "SslPolicy", "AlpnPolicy"),
)


@patch("elbv2", "moto.elbv2.models:FakeLoadBalancer.__init__")
def load_balancers_are_active(original: Any) -> Any:
    """moto keeps a load balancer in "provisioning" until it was described a number of times."""

    def init(self: Any, *args: Any, **kwargs: Any) -> None:
        original(self, *args, **kwargs)
        self.state = "active"

    return init
