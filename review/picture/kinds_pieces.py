"""What is drawn as a piece of another resource, and the kind of any type."""

from collections.abc import Mapping
from functools import cache
from typing import Final

from review.picture.kinds import UNKNOWN_ICON, Kind, Tier, box, grouped, piece
from review.picture.kinds_aws import BOXES, GROUPS

ANY_ARGUMENT: Final = "*"
VPC: Final = "aws_vpc"
"""The one type that is a frame."""


def _network(noun: str, *owner: str) -> Kind:
    return piece(noun, *owner, group="Network", tier=Tier.PRIVATE, icon="network")


def _permission(noun: str, *owner: str) -> Kind:
    return piece(noun, *owner, group="Permissions", icon="identity")


_RULE: Final = _network("security group rule", "security_group_id")

PIECES: Final[Mapping[str, Kind]] = {
    "aws_amplify_branch": piece("branch", "app_id"),
    "aws_amplify_domain_association": piece("domain", "app_id"),
    "aws_appautoscaling_target": piece("scaling target", "resource_id"),
    "aws_appautoscaling_policy": piece("scaling policy", "resource_id"),
    "aws_appautoscaling_scheduled_action": piece("scheduled scaling", "resource_id"),
    "aws_autoscaling_policy": piece("scaling policy", "autoscaling_group_name"),
    "aws_backup_selection": piece("selection", "plan_id", group="Backup", icon="backup"),
    "aws_cloudfront_function": piece("edge function"),
    "aws_cloudfront_origin_access_control": piece("origin access"),
    "aws_cloudfront_response_headers_policy": piece("headers policy"),
    "aws_cloudfront_cache_policy": piece("cache policy"),
    "aws_cloudfront_vpc_origin": piece("VPC origin"),
    "aws_cloudwatch_event_target": piece("event target", "rule", group="Events", icon="clock"),
    "aws_cloudwatch_log_delivery": piece("log delivery", "delivery_source_name"),
    "aws_cloudwatch_log_delivery_source": piece("log source", "resource_arn"),
    "aws_cloudwatch_log_delivery_destination": piece("log destination"),
    "aws_cloudwatch_log_resource_policy": grouped(Tier.OPERATIONS, "Logs", "resource policy", "log"),
    "aws_cloudwatch_log_subscription_filter": piece("log subscription", "log_group_name"),
    "aws_cloudwatch_log_stream": piece("log stream", "log_group_name"),
    "aws_db_parameter_group": piece("parameter group"),
    "aws_db_option_group": piece("option group"),
    "aws_db_subnet_group": piece("subnet group"),
    "aws_default_security_group": _network("default security group", "vpc_id"),
    "aws_default_network_acl": _network("default network ACL", "default_network_acl_id"),
    "aws_default_route_table": _network("default route table", "default_route_table_id"),
    "aws_docdb_subnet_group": piece("subnet group"),
    "aws_docdb_cluster_parameter_group": piece("parameter group"),
    "aws_ecr_lifecycle_policy": piece("lifecycle policy", "repository"),
    "aws_ecr_registry_scanning_configuration": grouped(Tier.STORE, "Registry", "scanning configuration", "registry"),
    "aws_ecr_replication_configuration": grouped(Tier.STORE, "Registry", "replication configuration", "registry"),
    "aws_ecs_task_definition": Kind(Tier.PRIVATE, "task definition", "service", owned=True, standing=True),
    "aws_efs_mount_target": piece("mount target", "file_system_id"),
    "aws_efs_access_point": piece("access point", "file_system_id"),
    "aws_eip": _network("elastic IP"),
    "aws_elasticache_parameter_group": piece("parameter group"),
    "aws_elasticache_subnet_group": piece("subnet group"),
    "aws_elasticache_user": piece("cache user"),
    "aws_elasticache_user_group": piece("user group"),
    "aws_flow_log": _network("flow log", "vpc_id"),
    "aws_iam_instance_profile": _permission("instance profile"),
    "aws_iam_policy": _permission("policy"),
    "aws_iam_role": _permission("role"),
    "aws_iam_role_policy": _permission("role policy", "role"),
    "aws_iam_role_policy_attachment": _permission("policy attachment", "role"),
    "aws_iam_user_policy": _permission("user policy", "user"),
    "aws_internet_gateway": _network("internet gateway", "vpc_id"),
    "aws_internet_gateway_attachment": _network("internet gateway", "vpc_id"),
    "aws_egress_only_internet_gateway": _network("egress-only gateway", "vpc_id"),
    "aws_key_pair": piece("key pair"),
    "aws_kms_alias": piece("alias", "target_key_id"),
    "aws_lambda_alias": piece("alias", "function_name"),
    "aws_lambda_event_source_mapping": piece("event source", "function_name"),
    "aws_lambda_layer_version": piece("layer"),
    "aws_lambda_permission": piece("permission", "function_name"),
    "aws_launch_template": piece("launch template"),
    "aws_launch_configuration": piece("launch configuration"),
    "aws_lb_listener": piece("listener", "load_balancer_arn"),
    "aws_lb_listener_certificate": piece("listener certificate", "listener_arn"),
    "aws_lb_listener_rule": piece("listener rule", "action", "listener_arn"),
    "aws_lb_target_group": piece("target group"),
    "aws_lb_target_group_attachment": piece("target", "target_group_arn"),
    "aws_main_route_table_association": _network("route table association", "vpc_id"),
    "aws_network_acl": _network("network ACL", "vpc_id"),
    "aws_network_acl_rule": _network("network ACL rule", "network_acl_id"),
    "aws_network_acl_association": _network("network ACL association", "network_acl_id"),
    "aws_rds_cluster_parameter_group": piece("parameter group"),
    "aws_route": _network("route", "route_table_id"),
    "aws_route53_query_log": piece("query log", "zone_id"),
    "aws_route53_record": piece("DNS record", "zone_id", group="DNS", tier=Tier.EDGE, icon="sign"),
    "aws_route_table": _network("route table", "vpc_id"),
    "aws_route_table_association": _network("route table association", "route_table_id"),
    "aws_security_group": _network("security group"),
    "aws_security_group_rule": _RULE,
    "aws_subnet": _network("subnet", "vpc_id"),
    "aws_vpc_security_group_egress_rule": _RULE,
    "aws_vpc_security_group_ingress_rule": _RULE,
    "aws_wafv2_ip_set": piece("IP set"),
    "aws_wafv2_regex_pattern_set": piece("pattern set"),
    "aws_wafv2_rule_group": piece("rule group"),
}
_FRAME: Final = box(Tier.PRIVATE, "VPC", "network")
_EXACT: Final[Mapping[str, Kind]] = {**BOXES, **GROUPS, **PIECES, VPC: _FRAME}
_ORDER: Final[Mapping[str, int]] = {terraform_type: place for place, terraform_type in enumerate(_EXACT)}
_PARENTS: Final = frozenset(BOXES) | frozenset(GROUPS) | {VPC}


@cache
def kind_of(terraform_type: str) -> Kind:
    """The kind of a type.

    A type that is not known, but whose name begins with a known one's, as `aws_s3_bucket_versioning` does, is a piece
    of that. All others are boxes by type in the last tier.
    """
    if exact := _EXACT.get(terraform_type):
        return exact
    parent = parent_type(terraform_type)
    if parent is None:
        return grouped(Tier.OTHER, terraform_type, "resource", UNKNOWN_ICON)
    noun = terraform_type.removeprefix(f"{parent}_").replace("_", " ")
    kind = _EXACT[parent]
    return piece(noun, ANY_ARGUMENT, group=kind.group or "Settings", tier=kind.tier if kind.group else Tier.OPERATIONS)


@cache
def parent_type(terraform_type: str) -> str | None:
    """The longest known type of a box or group that the name of a type begins with: `aws_s3_bucket`."""
    words = terraform_type.split("_")
    for count in range(len(words) - 1, 1, -1):
        if (parent := "_".join(words[:count])) in _PARENTS:
            return parent
    return None


def place_of(terraform_type: str) -> int:
    """Where boxes of a type come among the boxes of their tier."""
    return _ORDER.get(terraform_type, len(_ORDER))
