"""A site for the tests."""

from typing import Any

from modules.static_site.construct import ApiOrigin, StaticSite
from modules.static_site.inputs import StaticSiteInputs
from tests.modules import CONTEXT, ModuleStack

CERTIFICATE_ARN = CONTEXT.arn("acm", "certificate/11111111-2222-3333-4444-555555555555")
LOAD_BALANCER = ApiOrigin(
    dns_name="internal-shop-dev-1.us-east-1.elb.amazonaws.com",
    arn=CONTEXT.arn("elasticloadbalancing", "loadbalancer/app/shop-dev/1234567890abcdef"),
)


def static_site(
    stack: ModuleStack,
    *,
    deletion_protection: bool = True,
    api_origin: ApiOrigin | None = None,
    web_acl_arn: str | None = None,
    provider: str | None = None,
    **inputs: Any,
) -> StaticSite:
    return StaticSite(
        stack,
        "frontend",
        StaticSiteInputs(kind="static_site", **inputs),
        domain_names=("example.com", "www.example.com"),
        certificate_arn=CERTIFICATE_ARN,
        deletion_protection=deletion_protection,
        api_origin=api_origin,
        web_acl_arn=web_acl_arn,
        provider=provider,
    )


def code_of_router(stack: ModuleStack, **inputs: Any) -> str:
    static_site(stack, **inputs)
    return stack.block("aws_cloudfront_function.frontend_router")["code"]
