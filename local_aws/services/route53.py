"""Route 53: chosen zone ids, private zones."""

from __future__ import annotations

from typing import Any

from local_aws.hosted_zones import chosen_ids, rename, unadopted
from local_aws.registry import PASS, Context, Pass, Result, amend, operation, patch, remember


@operation("route53", "CreateHostedZone", override="adopts the zones that were given an id when the server started")
def create_hosted_zone(context: Context) -> Result | Pass:
    zone_id = chosen_ids(context.store).get(_name(context), "")
    seeded = (context.account_id, zone_id)
    if seeded not in unadopted(context.store) or "VPC" in context.params:
        return PASS
    unadopted(context.store).discard(seeded)
    zone = context.backend("route53", "aws").zones.get(zone_id)
    if zone is None:
        return PASS
    zone.comment = context.params.get("HostedZoneConfig", {}).get("Comment")
    zone.caller_reference = context.params["CallerReference"]
    return {
        "HostedZone": zone,
        "ChangeInfo": {"Id": "/change/C1PA6795UKMFR9", "Status": "INSYNC", "SubmittedAt": "2026-01-01T00:00:00Z"},
        "DelegationSet": zone.delegation_set,
        "Location": f"{context.endpoint}/2013-04-01/hostedzone/{zone_id}",
    }


@amend("route53", "CreateHostedZone")
def give_chosen_id(context: Context, result: dict[str, Any]) -> None:
    """A zone with a chosen id gets it again after it was deleted, and in an account it was not seeded in."""
    zone_id = chosen_ids(context.store).get(_name(context))
    zones = context.backend("route53", "aws").zones
    if zone_id is None or zone_id in zones or "VPC" in context.params:
        return
    rename(context.backend("route53", "aws"), result["HostedZone"]["Id"].removeprefix("/hostedzone/"), zone_id)
    result["HostedZone"]["Id"] = f"/hostedzone/{zone_id}"


@patch("route53", "moto.route53.responses:Route53.create_hosted_zone")
def zones_with_a_vpc_are_private(original: Any) -> Any:
    """moto takes a zone for private only when the request says so itself; AWS goes by the VPC."""

    def create_hosted_zone(self: Any) -> Any:
        if self.params.get("VPC"):
            self.params.setdefault("HostedZoneConfig", {})["PrivateZone"] = True
        return original(self)

    return create_hosted_zone


@amend("route53", "CreateHealthCheck", "UpdateHealthCheck", "GetHealthCheck")
def echo_health_check(context: Context, result: dict[str, Any]) -> None:
    """moto's UpdateHealthCheck forgets lists, such as the regions."""
    check = result["HealthCheck"]
    held = context.table("health checks").setdefault(check["Id"], {})
    held.update(context.params.get("HealthCheckConfig", {}))
    if context.operation == "UpdateHealthCheck":
        held.update(remember(context.params, "HealthCheckId", "HealthCheckVersion", "ResetElements"))
    check["HealthCheckConfig"].update(held)


@amend("route53", "DeleteHealthCheck")
def forget_health_check(context: Context, result: dict[str, Any]) -> None:
    """What echo_health_check kept."""
    del result
    context.table("health checks").pop(context.params["HealthCheckId"], None)


@operation("route53", "CreateQueryLoggingConfig", override="moto accepts a log group's ARN only with the suffix :*")
def create_query_logging_config(context: Context) -> Result:
    arn = context.params["CloudWatchLogsLogGroupArn"]
    config = context.backend("route53", "aws").create_query_logging_config(
        context.params["HostedZoneId"], f"{arn.removesuffix(':*')}:*"
    )
    config.cloud_watch_logs_log_group_arn = arn
    return {"QueryLoggingConfig": config, "Location": config.location}


def _name(context: Context) -> str:
    return f"{context.params['Name'].rstrip('.')}."
