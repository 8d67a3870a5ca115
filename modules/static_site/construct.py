"""Files in a bucket, served by CloudFront."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from modules.base.construct import Module, ModuleScope
from modules.base.iam import Statement
from modules.base.names import shortened
from modules.base.private_bucket import PrivateBucket
from modules.base.security_headers import SecurityHeadersInputs
from modules.static_site.access_logs import CLOUDFRONT_REGION, AccessLogs
from modules.static_site.inputs import STANDARD_IA_AFTER_DAYS, ApiInputs, StaticSiteInputs
from resources import Ref, aws, given

ROUTER = Path(__file__).with_name("router.js")
LONGEST_NAME = 64
SITE, API = "site", "api"
READ = ["GET", "HEAD", "OPTIONS"]
EVERY_METHOD = [*READ, "DELETE", "PATCH", "POST", "PUT"]

# Managed policies have the same ids in all accounts:
# https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html
CACHING_OPTIMIZED = "658327ea-f89d-4fab-a63d-7e88639e58f6"
CACHING_DISABLED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
# https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html
ALL_VIEWER = "216adef6-5c7f-47e4-b989-5492eafa07d3"


@dataclass(frozen=True, kw_only=True)
class ApiOrigin:
    """The load balancer that answers for the API. Its certificate must have the names of the site."""

    dns_name: str
    arn: str


class StaticSite(Module):
    """A private bucket behind a distribution, with an API beside it if asked for.

    Gives `dns_name` and `zone_id` (for alias records with IPv6 and without a health check), `distribution_id`,
    `distribution_arn`, `bucket` (for replication), and `deploy_statements`: what may upload a release and show it.

    `certificate_arn` is one of us-east-1 with all `domain_names`; `web_acl_arn` one of scope CLOUDFRONT. In an
    environment of another region give `provider="aws.us_east_1"`, as the logs of a distribution are arranged there.
    """

    def __init__(
        self,
        scope: ModuleScope,
        id: str,
        inputs: StaticSiteInputs,
        *,
        domain_names: Sequence[str],
        certificate_arn: str,
        deletion_protection: bool,
        api_origin: ApiOrigin | None = None,
        web_acl_arn: str | None = None,
        provider: str | None = None,
    ) -> None:
        super().__init__(scope, id)
        if provider is None and self.context.region != CLOUDFRONT_REGION:
            raise ValueError(f"{self.prefix} logs from {CLOUDFRONT_REGION}: give a provider of that region")
        if inputs.api is not None and api_origin is None:
            raise ValueError(f"{self.prefix} has paths of an API, and no api_origin to send them to")
        self._inputs = inputs
        self._name = shortened(f"{self.context.name}-{id.replace('_', '-')}", LONGEST_NAME)
        self.bucket = PrivateBucket(
            self,
            "bucket",
            name=id.replace("_", "-"),
            lifecycle_rules=[self._old_versions()],
            protected=deletion_protection,
        )
        api = None if inputs.api is None or api_origin is None else _Api(inputs.api, api_origin)
        distribution = self._distribution(domain_names, certificate_arn, web_acl_arn, api)
        self.bucket.set_policy(self._readers(distribution.arn))
        AccessLogs(
            self,
            "access_logs",
            name=id.replace("_", "-"),
            distribution=distribution,
            site=self.bucket,
            retention_days=inputs.access_log_retention_days,
            protected=deletion_protection,
            provider=provider,
        )
        self._give(distribution)

    def _old_versions(self) -> dict[str, Any]:
        return {
            "id": "old-versions",
            "noncurrent_version_transition": [
                {"noncurrent_days": STANDARD_IA_AFTER_DAYS, "storage_class": "STANDARD_IA"}
            ],
            "noncurrent_version_expiration": {"noncurrent_days": self._inputs.noncurrent_version_days},
            "abort_incomplete_multipart_upload": {"days_after_initiation": 1},
        }

    def _distribution(
        self, domain_names: Sequence[str], certificate_arn: str, web_acl_arn: str | None, api: "_Api | None"
    ) -> aws.CloudfrontDistribution:
        origins: list[Any] = [self._site_origin()]
        behaviours: list[Any] = []
        if api is not None:
            origins.append(self._api_origin(api))
            behaviours = [_api_behaviour(pattern) for pattern in api.inputs.path_patterns]
        # checkov:skip=CKV2_AWS_47: Log4j is among the bad inputs that every web ACL blocks; checkov also wants the list
        # of anonymous addresses, which blocks people behind a VPN and calls from other clouds
        # checkov:skip=CKV_AWS_310: a release writes the site again anywhere in minutes, so there is one bucket
        # checkov:skip=CKV_AWS_374: `blocked_countries` is for who needs it; everybody may see a site
        # checkov:skip=CKV_AWS_86: access_logs.py has it logged by a log delivery, which checkov does not know
        return aws.CloudfrontDistribution(
            self,
            comment=self._name,
            enabled=True,
            is_ipv6_enabled=True,
            http_version="http2and3",
            price_class=self._inputs.price_class,
            aliases=list(domain_names),
            default_root_object=self._inputs.index_document,
            origin=origins,
            default_cache_behavior=self._site_behaviour(),
            viewer_certificate={
                "acm_certificate_arn": certificate_arn,
                "ssl_support_method": "sni-only",
                "minimum_protocol_version": "TLSv1.2_2021",
            },
            restrictions={"geo_restriction": self._geo_restriction()},
            **given(ordered_cache_behavior=behaviours or None, web_acl_id=web_acl_arn),
        )

    def _site_origin(self) -> dict[str, Any]:
        access = aws.CloudfrontOriginAccessControl(
            self,
            name=self._name,
            description=f"Signs the requests to the bucket of {self._name}",
            origin_access_control_origin_type="s3",
            signing_behavior="always",
            signing_protocol="sigv4",
        )
        return {
            "origin_id": SITE,
            "domain_name": self.bucket.regional_domain_name,
            "origin_access_control_id": access.id,
        }

    def _api_origin(self, api: "_Api") -> dict[str, Any]:
        origin = {"origin_id": API, "domain_name": api.origin.dns_name}
        timeouts = {"origin_read_timeout": api.inputs.response_timeout_seconds}
        if api.inputs.origin_access == "internet":
            return {
                **origin,
                "custom_origin_config": {
                    "http_port": 80,
                    "https_port": 443,
                    "origin_protocol_policy": "https-only",
                    "origin_ssl_protocols": ["TLSv1.2"],
                    **timeouts,
                },
            }
        vpc_origin = aws.CloudfrontVpcOrigin(
            self,
            "api",
            vpc_origin_endpoint_config=[
                {
                    "name": self._name,
                    "arn": api.origin.arn,
                    "http_port": 80,
                    "https_port": 443,
                    "origin_protocol_policy": "https-only",
                    "origin_ssl_protocols": [{"items": ["TLSv1.2"], "quantity": 1}],
                }
            ],
        )
        return {**origin, "vpc_origin_config": {"vpc_origin_id": vpc_origin.id, **timeouts}}

    def _site_behaviour(self) -> Any:
        return {
            "target_origin_id": SITE,
            "viewer_protocol_policy": "redirect-to-https",
            "allowed_methods": READ,
            "cached_methods": ["GET", "HEAD"],
            "compress": True,
            "cache_policy_id": CACHING_OPTIMIZED,
            "response_headers_policy_id": self._headers(self._inputs.security_headers),
            "function_association": [{"event_type": "viewer-request", "function_arn": self._router()}],
        }

    def _router(self) -> Ref:
        rollout = self._inputs.staged_rollout
        values = {
            "index_document": self._inputs.index_document,
            "candidate_document": rollout.candidate_document if rollout else "",
            "candidate_percent": str(rollout.visitors_percent if rollout else 0),
        }
        code = ROUTER.read_text()
        for name, value in values.items():
            code = code.replace(f"{{{name}}}", value)
        function = aws.CloudfrontFunction(
            self,
            "router",
            name=self._name,
            comment="Serves the application's document for every path that names no file",
            runtime="cloudfront-js-2.0",
            code=code,
            publish=True,
        )
        return function.arn

    def _headers(self, headers: SecurityHeadersInputs) -> Ref:
        # checkov:skip=CKV_AWS_259: two years and all names below; `hsts_preload` is left to the owner, as a name leaves
        # the browsers' list only after months
        policy = aws.CloudfrontResponseHeadersPolicy(
            self,
            name=self._name,
            security_headers_config={
                "content_security_policy": {
                    "content_security_policy": headers.content_security_policy,
                    "override": True,
                },
                "content_type_options": {"override": True},
                "frame_options": {"frame_option": headers.frame_option, "override": True},
                "referrer_policy": {"referrer_policy": headers.referrer_policy, "override": True},
                "strict_transport_security": {
                    "access_control_max_age_sec": headers.hsts_max_age_seconds,
                    "include_subdomains": headers.hsts_include_subdomains,
                    "preload": headers.hsts_preload,
                    "override": True,
                },
            },
            custom_headers_config={
                "items": [{"header": "permissions-policy", "value": headers.permissions_policy, "override": True}]
            },
            remove_headers_config={"items": [{"header": "server"}]},
        )
        return policy.id

    def _geo_restriction(self) -> Any:
        countries = sorted(self._inputs.blocked_countries)
        if not countries:
            return {"restriction_type": "none"}
        return {"restriction_type": "blacklist", "locations": countries}

    def _readers(self, distribution_arn: str) -> list[dict[str, Any]]:
        reader = {
            "Effect": "Allow",
            "Principal": {"Service": "cloudfront.amazonaws.com"},
            "Condition": {"StringEquals": {"AWS:SourceArn": distribution_arn}},
        }
        return [
            {"Sid": "Serve", **reader, "Action": "s3:GetObject", "Resource": f"{self.bucket.arn}/*"},
            # Without it S3 answers 403 where a file is missing. No list ever gets out: the router names a file.
            {"Sid": "SayNotFound", **reader, "Action": "s3:ListBucket", "Resource": self.bucket.arn},
        ]

    def _give(self, distribution: aws.CloudfrontDistribution) -> None:
        self.distribution_id = distribution.id
        self.distribution_arn = distribution.arn
        self.dns_name = distribution.domain_name
        self.zone_id = distribution.hosted_zone_id
        self.deploy_statements = (
            Statement(sid="ListSite", actions=["s3:ListBucket"], resources=[self.bucket.arn]),
            Statement(
                sid="UploadSite",
                actions=["s3:PutObject", "s3:DeleteObject"],
                resources=[f"{self.bucket.arn}/*"],
            ),
            Statement(
                sid="ShowSite",
                actions=["cloudfront:CreateInvalidation", "cloudfront:GetInvalidation"],
                resources=[self.distribution_arn],
            ),
        )
        self.output("bucket", self.bucket.name, description="Where a release of the site is uploaded")
        self.output("distribution_id", self.distribution_id, description="What is invalidated after an upload")


@dataclass(frozen=True)
class _Api:
    """What is asked for, and what there is."""

    inputs: ApiInputs
    origin: ApiOrigin


def _api_behaviour(path_pattern: str) -> dict[str, Any]:
    return {
        "path_pattern": path_pattern,
        "target_origin_id": API,
        # A redirect would have sent credentials in clear before.
        "viewer_protocol_policy": "https-only",
        "allowed_methods": EVERY_METHOD,
        "cached_methods": ["GET", "HEAD"],
        "cache_policy_id": CACHING_DISABLED,
        # With the Host header, which the load balancer's certificate is for.
        "origin_request_policy_id": ALL_VIEWER,
    }
