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


@patch("elbv2")
def load_balancers_are_active() -> None:
    """moto keeps a load balancer in "provisioning" until it was described a number of times."""
    from moto.elbv2.models import FakeLoadBalancer

    original = FakeLoadBalancer.__init__

    def init(self: Any, *args: Any, **kwargs: Any) -> None:
        original(self, *args, **kwargs)
        self.state = "active"

    FakeLoadBalancer.__init__ = init
