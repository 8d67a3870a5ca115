"""CloudFront: distributions as they were sent, functions' stages, and the policies, none of which moto has."""

from __future__ import annotations

import copy
import string
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from local_aws.registry import AwsError, Context, Pass, Result, amend, find, operation, patch, random_id, remember

_EMPTY = {"Quantity": 0}
_GLOBAL = "aws"


def _etag() -> str:
    return f"E{random_id(13, string.ascii_uppercase + string.digits)}"


# Distributions


@patch("cloudfront", "moto.cloudfront.models:DistributionConfig.__init__")
def accept_origin_groups_as_targets(original: Any) -> Any:
    """moto takes only an origin as the default behaviour's target; the answer shows what was sent in any case."""

    def init(self: Any, config: dict[str, Any]) -> None:
        kept = copy.deepcopy(config)
        groups = {group["Id"]: group for group in (kept.get("OriginGroups") or {}).get("Items") or []}
        behaviour = kept.get("DefaultCacheBehavior", {})
        if behaviour.get("TargetOriginId") in groups:
            behaviour["TargetOriginId"] = groups[behaviour["TargetOriginId"]]["Members"]["Items"][0]["OriginId"]
        original(self, kept)

    return init


@amend("cloudfront", "CreateDistribution", "CreateDistributionWithTags", "UpdateDistribution", "GetDistribution")
def echo_distribution(context: Context, result: dict[str, Any]) -> None:
    """moto drops what it has no field for."""
    distribution = result["Distribution"]
    sent = context.params.get("DistributionConfig")
    if sent is None and "DistributionConfigWithTags" in context.params:
        sent = context.params["DistributionConfigWithTags"]["DistributionConfig"]
    if sent is not None:
        context.table("distributions")[distribution["Id"]] = _with_defaults(sent)
    distribution["DistributionConfig"] = context.table("distributions")[distribution["Id"]]


@amend("cloudfront", "GetDistributionConfig")
def echo_distribution_config(context: Context, result: dict[str, Any]) -> None:
    result["DistributionConfig"] = context.table("distributions")[context.params["Id"]]


@amend("cloudfront", "DeleteDistribution")
def forget_distribution(context: Context, result: dict[str, Any]) -> None:
    """What echo_distribution kept."""
    del result
    context.table("distributions").pop(context.params["Id"], None)


def _with_defaults(sent: dict[str, Any]) -> dict[str, Any]:
    config = copy.deepcopy(sent)
    for name in ("Aliases", "CustomErrorResponses", "CacheBehaviors", "OriginGroups"):
        config.setdefault(name, dict(_EMPTY))
    config.setdefault("Logging", {"Enabled": False, "IncludeCookies": False, "Bucket": "", "Prefix": ""})
    config.setdefault("ViewerCertificate", {"CloudFrontDefaultCertificate": True, "MinimumProtocolVersion": "TLSv1"})
    config.setdefault("Restrictions", {"GeoRestriction": {"RestrictionType": "none", "Quantity": 0}})
    return config


@operation("cloudfront", "CreateMonitoringSubscription")
def create_monitoring_subscription(context: Context) -> Result:
    subscription = context.params["MonitoringSubscription"]
    context.table("monitoring subscriptions")[context.params["DistributionId"]] = subscription
    return {"MonitoringSubscription": subscription}


@operation("cloudfront", "GetMonitoringSubscription")
def get_monitoring_subscription(context: Context) -> Result:
    held, key = context.table("monitoring subscriptions"), context.params["DistributionId"]
    return {"MonitoringSubscription": find(held, key, "NoSuchMonitoringSubscription", "Monitoring subscription")}


@operation("cloudfront", "DeleteMonitoringSubscription")
def delete_monitoring_subscription(context: Context) -> None:
    context.table("monitoring subscriptions").pop(context.params["DistributionId"], None)


# VPC origins


def _vpc_origin(context: Context) -> dict[str, Any]:
    return find(context.table("VPC origins"), context.params["Id"], "EntityNotFound", "VPC origin")


@operation("cloudfront", "CreateVpcOrigin")
def create_vpc_origin(context: Context) -> Result:
    identifier, now = f"vo_{random_id(20)}", datetime.now(UTC)
    origin = {
        "Id": identifier,
        "Arn": context.arn(f"vpcorigin/{identifier}", region=""),
        "AccountId": context.account_id,
        "Status": "Deployed",
        "CreatedTime": now,
        "LastModifiedTime": now,
        "VpcOriginEndpointConfig": copy.deepcopy(context.params["VpcOriginEndpointConfig"]),
    }
    context.table("VPC origins")[identifier] = origin
    tags = (context.params.get("Tags") or {}).get("Items") or []
    context.backend("cloudfront", _GLOBAL).tagger.tag_resource(origin["Arn"], tags)
    return {"VpcOrigin": origin, "ETag": _etag(), "Location": f"{context.endpoint}/{identifier}"}


@operation("cloudfront", "GetVpcOrigin", "UpdateVpcOrigin")
def change_vpc_origin(context: Context) -> Result:
    origin = _vpc_origin(context)
    if context.operation == "UpdateVpcOrigin":
        origin["VpcOriginEndpointConfig"] = copy.deepcopy(context.params["VpcOriginEndpointConfig"])
    return {"VpcOrigin": origin, "ETag": _etag()}


@operation("cloudfront", "DeleteVpcOrigin")
def delete_vpc_origin(context: Context) -> Result:
    origin = _vpc_origin(context)
    del context.table("VPC origins")[origin["Id"]]
    context.backend("cloudfront", _GLOBAL).tagger.delete_all_tags_for_resource(origin["Arn"])
    return {"VpcOrigin": origin, "ETag": _etag()}


# Functions


def _function(context: Context) -> Any:
    held = context.backend("cloudfront", _GLOBAL).functions
    functions = held.values() if isinstance(held, dict) else held
    for function in functions:
        if function.name == context.params["Name"]:
            return function
    raise AwsError("NoSuchFunctionExists", f"Function {context.params['Name']} does not exist")


@operation("cloudfront", "PublishFunction")
def publish_function(context: Context) -> Result:
    function = _function(context)
    function.status = "UNASSOCIATED"
    summary = function.function_summary
    return {"FunctionSummary": {**summary, "FunctionMetadata": {**summary["FunctionMetadata"], "Stage": "LIVE"}}}


@operation("cloudfront", "UpdateFunction")
def update_function(context: Context) -> Result:
    function = _function(context)
    function.config, function.code = context.params["FunctionConfig"], context.params["FunctionCode"]
    return {"FunctionSummary": function.function_summary, "ETag": function.etag}


# Policies and other resources that have only an id and a configuration


@dataclass(frozen=True)
class _Kind:
    """A CloudFront resource of the form {Id, <name>Config}, as its operations name it."""

    name: str
    plural: str
    missing: str
    managed: tuple[tuple[str, dict[str, Any]], ...] = ()

    @property
    def config(self) -> str:
        return f"{self.name}Config"


def _cache_policy(name: str, min_ttl: int, default_ttl: int, max_ttl: int) -> dict[str, Any]:
    return {"Name": name, "Comment": "", "MinTTL": min_ttl, "DefaultTTL": default_ttl, "MaxTTL": max_ttl}


def _origin_request_policy(name: str, headers: str) -> dict[str, Any]:
    return {
        "Name": name,
        "Comment": "",
        "HeadersConfig": {"HeaderBehavior": headers},
        "CookiesConfig": {"CookieBehavior": "all"},
        "QueryStringsConfig": {"QueryStringBehavior": "all"},
    }


# The ids of AWS's managed policies are the same in every account.
_KINDS = (
    _Kind(
        "CachePolicy",
        "CachePolicies",
        "NoSuchCachePolicy",
        (
            ("658327ea-f89d-4fab-a63d-7e88639e58f6", _cache_policy("Managed-CachingOptimized", 1, 86400, 31536000)),
            ("4135ea2d-6df8-44a3-9df3-4b5a84be39ad", _cache_policy("Managed-CachingDisabled", 0, 0, 0)),
        ),
    ),
    _Kind(
        "OriginRequestPolicy",
        "OriginRequestPolicies",
        "NoSuchOriginRequestPolicy",
        (
            ("216adef6-5c7f-47e4-b989-5492eafa07d3", _origin_request_policy("Managed-AllViewer", "allViewer")),
            (
                "b689b0a8-53d0-40ab-baf2-68738e2966ac",
                {
                    **_origin_request_policy("Managed-AllViewerExceptHostHeader", "allExcept"),
                    "HeadersConfig": {"HeaderBehavior": "allExcept", "Headers": {"Quantity": 1, "Items": ["host"]}},
                },
            ),
        ),
    ),
    _Kind(
        "ResponseHeadersPolicy",
        "ResponseHeadersPolicies",
        "NoSuchResponseHeadersPolicy",
        (("67f7725c-6f97-4210-82d7-5512b31e9d03", {"Name": "Managed-SecurityHeadersPolicy", "Comment": ""}),),
    ),
)


def _serve(kind: _Kind) -> None:
    """Register the operations of a kind."""

    def item(context: Context, identifier: str) -> dict[str, Any]:
        held = {**dict(kind.managed), **context.table(kind.name)}
        config = find(held, identifier, kind.missing, kind.name)
        return {"Id": identifier, "LastModifiedTime": datetime.now(UTC), kind.config: config}

    @operation("cloudfront", f"Create{kind.name}")
    def create(context: Context) -> Result:
        identifier = str(uuid.uuid4())
        context.table(kind.name)[identifier] = remember(context.params[kind.config])
        return {kind.name: item(context, identifier), "ETag": _etag(), "Location": f"{context.endpoint}/{identifier}"}

    @operation("cloudfront", f"Get{kind.name}")
    def get(context: Context) -> Result:
        return {kind.name: item(context, context.params["Id"]), "ETag": _etag()}

    @operation("cloudfront", f"Get{kind.name}Config")
    def get_config(context: Context) -> Result:
        return {kind.config: item(context, context.params["Id"])[kind.config], "ETag": _etag()}

    @operation("cloudfront", f"Update{kind.name}")
    def update(context: Context) -> Result:
        find(context.table(kind.name), context.params["Id"], kind.missing, kind.name)
        context.table(kind.name)[context.params["Id"]] = remember(context.params[kind.config])
        return {kind.name: item(context, context.params["Id"]), "ETag": _etag()}

    @operation("cloudfront", f"Delete{kind.name}")
    def delete(context: Context) -> None:
        find(context.table(kind.name), context.params["Id"], kind.missing, kind.name)
        del context.table(kind.name)[context.params["Id"]]

    @operation("cloudfront", f"List{kind.plural}")
    def list_all(context: Context) -> Result:
        managed = [identifier for identifier, _ in kind.managed]
        kinds = {**dict.fromkeys(managed, "managed"), **dict.fromkeys(context.table(kind.name), "custom")}
        wanted = context.params.get("Type")
        items = [
            {"Type": what, kind.name: item(context, identifier)}
            for identifier, what in kinds.items()
            if wanted in (None, what)
        ]
        return {f"{kind.name}List": {"MaxItems": 100, "Quantity": len(items), "Items": items}}


for _kind in _KINDS:
    _serve(_kind)


# Key groups and public keys


@operation("cloudfront", "UpdateKeyGroup")
def update_key_group(context: Context) -> Result:
    group = find(context.backend("cloudfront", _GLOBAL).key_groups, context.params["Id"], "NoSuchResource", "Key group")
    config = context.params["KeyGroupConfig"]
    group.name, group.items = config["Name"], config["Items"]
    return {"KeyGroup": group, "ETag": group.etag}


@operation("cloudfront", "DeleteKeyGroup")
def delete_key_group(context: Context) -> None:
    groups = context.backend("cloudfront", _GLOBAL).key_groups
    find(groups, context.params["Id"], "NoSuchResource", "Key group")
    del groups[context.params["Id"]]


# Real-time logs


@operation("cloudfront", "CreateRealtimeLogConfig")
def create_realtime_log_config(context: Context) -> Result:
    arn = context.arn(f"realtime-log-config/{context.params['Name']}", region="")
    context.table("realtime log configs")[arn] = {**remember(context.params), "ARN": arn}
    return {"RealtimeLogConfig": context.table("realtime log configs")[arn]}


@operation("cloudfront", "GetRealtimeLogConfig", "UpdateRealtimeLogConfig", "DeleteRealtimeLogConfig")
def change_realtime_log_config(context: Context) -> Result | Pass | None:
    arn = context.params.get("ARN") or context.arn(f"realtime-log-config/{context.params['Name']}", region="")
    config = find(context.table("realtime log configs"), arn, "NoSuchRealtimeLogConfig", "Real-time log config")
    if context.operation == "DeleteRealtimeLogConfig":
        del context.table("realtime log configs")[arn]
        return None
    config.update(remember(context.params, "ARN"))
    return {"RealtimeLogConfig": config}
