"""What a caller decides about the load balancer."""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from modules.base.fields import CidrBlock, Port
from modules.base.inputs import Finding, Inputs
from modules.base.later import replaces

ANYWHERE = "0.0.0.0/0"
HTTP, HTTPS = 80, 443
LONGEST_NAME = 32
"""Characters that AWS allows the name of a load balancer."""

# https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/LocationsOfEdgeServers.html: CloudFront's list
# counts as this many of the 60 rules that a security group may have for one direction.
SECURITY_GROUP_RULES, CLOUDFRONT_RULES = 60, 55

# https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html: nothing below TLS 1.2.
SslPolicy = Literal[
    "ELBSecurityPolicy-TLS13-1-2-2021-06",
    "ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
    "ELBSecurityPolicy-TLS13-1-2-FIPS-2023-04",
    "ELBSecurityPolicy-TLS13-1-3-2021-06",
]


class LoadBalancerInputs(Inputs):
    """An application load balancer: HTTPS for everybody who reaches it, HTTP only to be sent to HTTPS."""

    internal: Annotated[bool, replaces("aws_lb")] = False
    """Whether it has private addresses only: reached through CloudFront's VPC origin, or from inside the VPC."""

    ssl_policy: SslPolicy = "ELBSecurityPolicy-TLS13-1-2-2021-06"
    """TLS versions and ciphers of the HTTPS listeners. The default speaks TLS 1.3 and 1.2."""

    idle_timeout_seconds: int = Field(default=60, ge=1, le=4000)
    """Seconds a connection may be silent. The container must keep its connections alive for longer."""

    desync_mitigation_mode: Literal["defensive", "strictest"] = "defensive"
    """What happens to requests that could be read in two ways; `strictest` takes only those that follow RFC 7230."""

    ingress_cidr_blocks: tuple[CidrBlock, ...] | None = Field(default=None, min_length=1)
    """Who may open connections to ports 80 and 443: everybody unless given, or CloudFront alone when internal, which
    reaches 443 in any case."""

    test_listener_port: Port | None = None
    """Port of a second HTTPS listener that shows the next version during a blue-green or canary deployment."""

    test_listener_cidr_blocks: tuple[CidrBlock, ...] = ()
    """Who may open connections to the test listener, such as an office network."""

    access_log_retention_days: int = Field(default=90, ge=1)
    """Days that the access logs stay in their bucket."""

    def findings(self) -> Iterator[Finding]:
        if self.test_listener_port is None and self.test_listener_cidr_blocks:
            yield Finding(
                ("test_listener_cidr_blocks",), "needs a test_listener_port to apply to", self.test_listener_cidr_blocks
            )
        if self.test_listener_port is not None and not self.test_listener_cidr_blocks:
            yield Finding(
                ("test_listener_cidr_blocks",),
                "is required with test_listener_port, which nobody reaches otherwise",
            )
        if self.test_listener_port in (HTTP, HTTPS):
            yield Finding(
                ("test_listener_port",),
                f"must differ from {HTTP} and {HTTPS}, which serve users",
                self.test_listener_port,
            )
        rules = 2 * len(self.ingress_cidr_blocks or ()) + len(self.test_listener_cidr_blocks)
        if self.internal and rules > SECURITY_GROUP_RULES - CLOUDFRONT_RULES:
            yield Finding(
                ("ingress_cidr_blocks",),
                f"make {rules} rules with test_listener_cidr_blocks, and must make at most "
                f"{SECURITY_GROUP_RULES - CLOUDFRONT_RULES} when internal is true: CloudFront's addresses are "
                f"{CLOUDFRONT_RULES} of the {SECURITY_GROUP_RULES} that a security group can have",
            )
        for name in ("ingress_cidr_blocks", "test_listener_cidr_blocks"):
            blocks = getattr(self, name) or ()
            for index, block in enumerate(blocks):
                if block in blocks[:index]:
                    yield Finding((name, index), "must not name a range twice", block)
        if ANYWHERE in self.test_listener_cidr_blocks:
            yield Finding(
                ("test_listener_cidr_blocks", self.test_listener_cidr_blocks.index(ANYWHERE)),
                "must not be the whole internet: a version that is not released yet is shown there",
                ANYWHERE,
            )
