"""Names, certificates, sites, distributions, web ACLs."""

from collections.abc import Sequence

from modules.base.iam import Statement
from modules.deploy_roles.names import EnvironmentNames
from modules.deploy_roles.writes.network import LOAD_BALANCER_NAME_LIMIT
from modules.deploy_roles.writes.reasons import TAGGED

SITE_PARTS = ("CachePolicy", "OriginAccessControl", "OriginRequestPolicy", "ResponseHeadersPolicy")


def edge(names: EnvironmentNames, hosted_zone_ids: Sequence[str]) -> list[Statement]:
    return [*_names(names, hosted_zone_ids), *_sites(names), _web_acls(names)]


def _names(names: EnvironmentNames, hosted_zone_ids: Sequence[str]) -> list[Statement]:
    zones = [f"arn:{names.partition}:route53:::hostedzone/{zone_id}" for zone_id in hosted_zone_ids]
    records = Statement(sid="Records", actions=["route53:ChangeResourceRecordSets"], resources=zones)
    return [
        *([records] if zones else []),
        Statement(
            sid="CreateHealthCheck",
            actions=["route53:CreateHealthCheck"],
            resources=["*"],
            why_any_resource="making one has no resource type",
        ),
        Statement(
            sid="HealthChecks",
            actions=["route53:ChangeTagsForResource", "route53:DeleteHealthCheck", "route53:UpdateHealthCheck"],
            # They have ids, and IAM does not know their tags.
            resources=[f"arn:{names.partition}:route53:::healthcheck/*"],
        ),
    ]


def _sites(names: EnvironmentNames) -> list[Statement]:
    return [
        Statement(
            sid="CreateSite",
            actions=[
                "acm:AddTagsToCertificate",
                "acm:RequestCertificate",
                "amplify:CreateApp",
                "amplify:TagResource",
                "cloudfront:CreateDistribution",
                "cloudfront:CreateVpcOrigin",
                "cloudfront:TagResource",
            ],
            resources=["*"],
            why_any_resource=TAGGED,
            conditions=names.becomes_own,
        ),
        Statement(
            sid="ChangeOwnSite",
            actions=[
                "acm:AddTagsToCertificate",
                "acm:DeleteCertificate",
                "acm:RemoveTagsFromCertificate",
                "acm:UpdateCertificateOptions",
                "amplify:CreateBranch",
                "amplify:CreateDomainAssociation",
                "amplify:DeleteApp",
                "amplify:DeleteBranch",
                "amplify:DeleteDomainAssociation",
                "amplify:TagResource",
                "amplify:UntagResource",
                "amplify:UpdateApp",
                "amplify:UpdateBranch",
                "amplify:UpdateDomainAssociation",
                "cloudfront:CreateInvalidation",
                "cloudfront:DeleteDistribution",
                "cloudfront:DeleteVpcOrigin",
                "cloudfront:TagResource",
                "cloudfront:UntagResource",
                "cloudfront:UpdateDistribution",
                "cloudfront:UpdateVpcOrigin",
            ],
            resources=["*"],
            why_any_resource=TAGGED,
            conditions=names.is_own,
        ),
        Statement(
            sid="BuildSite",
            actions=["amplify:StartJob", "amplify:StopJob"],
            # IAM knows no tags of a job, nor the name of its app.
            resources=names.arns("amplify", "apps/*/branches/*/jobs/*"),
        ),
        Statement(
            sid="SiteParts",
            actions=[f"cloudfront:{verb}{part}" for part in SITE_PARTS for verb in ("Create", "Delete", "Update")],
            resources=["*"],
            why_any_resource="they have ids and no tags, and making one has no resource type",
        ),
        Statement(
            sid="CreateSiteFunction",
            actions=["cloudfront:CreateFunction"],
            resources=["*"],
            why_any_resource="making one has no resource type",
        ),
        Statement(
            sid="SiteFunctions",
            actions=["cloudfront:DeleteFunction", "cloudfront:PublishFunction", "cloudfront:UpdateFunction"],
            resources=names.global_arns("cloudfront", "function/{}"),
        ),
        Statement(
            sid="SiteLogs",
            actions=["cloudfront:AllowVendedLogDeliveryForResource"],
            resources=names.global_arns("cloudfront", "distribution/*"),
            conditions=names.is_own,
        ),
    ]


def _web_acls(names: EnvironmentNames) -> Statement:
    return Statement(
        sid="WebAcls",
        actions=[
            "wafv2:AssociateWebACL",
            "wafv2:CreateWebACL",
            "wafv2:DeleteLoggingConfiguration",
            "wafv2:DeleteWebACL",
            "wafv2:DisassociateWebACL",
            "wafv2:PutLoggingConfiguration",
            "wafv2:TagResource",
            "wafv2:UntagResource",
            "wafv2:UpdateWebACL",
        ],
        resources=[
            *names.arns("wafv2", f"*/webacl/{names.name}/*", "*/webacl/{}", "*/managedruleset/*"),
            *names.arns(
                "elasticloadbalancing",
                f"loadbalancer/app/{names.name}/*",
                "loadbalancer/app/{}",
                limit=LOAD_BALANCER_NAME_LIMIT,
            ),
        ],
    )
