"""Elastic Load Balancing: load balancers are active at once."""

from __future__ import annotations

from typing import Any

from local_aws.registry import patch


@patch("elbv2")
def load_balancers_are_active() -> None:
    """moto keeps a load balancer in "provisioning" until it was described a number of times."""
    from moto.elbv2.models import FakeLoadBalancer

    original = FakeLoadBalancer.__init__

    def init(self: Any, *args: Any, **kwargs: Any) -> None:
        original(self, *args, **kwargs)
        self.state = "active"

    FakeLoadBalancer.__init__ = init
