"""What requests pass through, and what stops while it is gone."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from review.model import Severity


@dataclass(frozen=True, slots=True)
class Path:
    """A type in the path of requests: what does not work without it, and how bad that is.

    `identity`: what others know it by, which a new one does not have, even one that is made before the old one goes.
    """

    stops: str
    severity: Severity = Severity.HIGH
    identity: str | None = None


_ENTRY: Final = "requests to it fail"
_RULE: Final = Severity.MEDIUM

AWS: Final[Mapping[str, Path]] = {
    # entry points
    "aws_lb": Path("all requests through the load balancer fail", identity="DNS name"),
    "aws_alb": Path("all requests through the load balancer fail", identity="DNS name"),
    "aws_elb": Path("all requests through the load balancer fail", identity="DNS name"),
    "aws_lb_listener": Path("requests to its port fail"),
    "aws_alb_listener": Path("requests to its port fail"),
    "aws_lb_listener_rule": Path("the requests it matches go to the default action", _RULE),
    "aws_lb_listener_certificate": Path("names that only its certificate covers cannot be reached", _RULE),
    "aws_lb_target_group": Path("requests have no targets"),
    "aws_lb_target_group_attachment": Path("the target gets no requests", _RULE),
    "aws_cloudfront_distribution": Path("everything behind the distribution fails", identity="domain name"),
    "aws_cloudfront_function": Path("requests that it handles are not rewritten", _RULE),
    "aws_cloudfront_origin_access_control": Path("the distribution cannot read its origin"),
    "aws_cloudfront_vpc_origin": Path("the distribution cannot reach its origin"),
    "aws_globalaccelerator_accelerator": Path(_ENTRY, identity="addresses"),
    "aws_globalaccelerator_listener": Path(_ENTRY),
    "aws_globalaccelerator_endpoint_group": Path(_ENTRY),
    "aws_api_gateway_rest_api": Path(_ENTRY, identity="address"),
    "aws_api_gateway_stage": Path(_ENTRY),
    "aws_api_gateway_domain_name": Path("requests to the name fail"),
    "aws_apigatewayv2_api": Path(_ENTRY, identity="address"),
    "aws_apigatewayv2_stage": Path(_ENTRY),
    "aws_apigatewayv2_route": Path("requests to the route fail"),
    "aws_apigatewayv2_domain_name": Path("requests to the name fail"),
    "aws_route53_record": Path("the name cannot be found, and caches remember that"),
    "aws_acm_certificate": Path("what uses the certificate cannot be reached"),
    "aws_amplify_app": Path("the site fails", identity="domain name"),
    "aws_amplify_branch": Path("the branch's site fails"),
    "aws_amplify_domain_association": Path("the site's names fail until they are verified again"),
    "aws_apprunner_service": Path(_ENTRY, identity="address"),
    "aws_elastic_beanstalk_environment": Path(_ENTRY, identity="address"),
    "aws_lambda_function_url": Path(_ENTRY, identity="address"),
    # what answers
    "aws_ecs_cluster": Path("nothing runs that ran in the cluster"),
    "aws_ecs_service": Path("no task of the service runs"),
    "aws_ecs_cluster_capacity_providers": Path("no new tasks can be placed", _RULE),
    "aws_ecs_capacity_provider": Path("no new tasks can be placed", _RULE),
    "aws_lambda_function": Path("calls of the function fail"),
    "aws_lambda_alias": Path("calls of the alias fail"),
    "aws_lambda_permission": Path("who was allowed to call the function no longer is", _RULE),
    "aws_lambda_event_source_mapping": Path("events wait and nobody handles them", _RULE),
    "aws_autoscaling_group": Path("no instance of the group runs"),
    "aws_eks_cluster": Path("nothing runs that ran in the cluster", identity="endpoint"),
    "aws_eks_node_group": Path("the nodes of the group go, with what runs on them"),
    "aws_eks_fargate_profile": Path("the pods it selects go"),
    "aws_rds_cluster_instance": Path("connections to the instance fail"),
    "aws_rds_cluster_endpoint": Path("connections to the endpoint fail", identity="address"),
    "aws_rds_global_cluster": Path("the regions no longer follow one another", _RULE),
    "aws_docdb_cluster_instance": Path("connections to the instance fail"),
    "aws_neptune_cluster_instance": Path("connections to the instance fail"),
    "aws_elasticache_global_replication_group": Path("the regions no longer follow one another", _RULE),
    "aws_elasticache_user": Path("who logs in as this user cannot", _RULE),
    "aws_elasticache_user_group": Path("nobody can log in to the cache"),
    "aws_elasticache_user_group_association": Path("who logs in as this user cannot", _RULE),
    "aws_db_proxy": Path("connections through the proxy fail", identity="endpoint"),
    "aws_db_proxy_endpoint": Path("connections to the endpoint fail", identity="address"),
    "aws_db_proxy_target": Path("connections through the proxy fail"),
    "aws_db_proxy_default_target_group": Path("connections through the proxy fail"),
    "aws_service_discovery_http_namespace": Path("services do not find one another"),
    "aws_service_discovery_private_dns_namespace": Path("services do not find one another"),
    "aws_service_discovery_service": Path("others do not find the service"),
    # sign-in
    "aws_cognito_user_pool_client": Path("nobody can sign in", identity="client id"),
    "aws_cognito_user_pool_domain": Path("the sign-in pages cannot be reached"),
    "aws_cognito_resource_server": Path("tokens no longer carry its scopes", _RULE),
    # network
    "aws_vpc": Path("everything in the network fails"),
    "aws_subnet": Path("everything in the subnet fails"),
    "aws_internet_gateway": Path("nothing in the network reaches the internet or is reached"),
    "aws_nat_gateway": Path("private subnets do not reach the internet", identity="address"),
    "aws_eip": Path("what others know by this address cannot be reached", identity="address"),
    "aws_eip_association": Path("what others know by this address cannot be reached"),
    "aws_route": Path("packets for its range are dropped"),
    "aws_route_table": Path("its subnets fall back to the main route table"),
    "aws_route_table_association": Path("the subnet falls back to the main route table"),
    "aws_network_acl": Path("its subnets fall back to the default network ACL", _RULE),
    "aws_network_acl_rule": Path("what it lets through is dropped", _RULE),
    "aws_security_group": Path("what only this group lets through is dropped"),
    "aws_security_group_rule": Path("what only this rule lets through is dropped", _RULE),
    "aws_vpc_security_group_ingress_rule": Path("what only this rule lets in is dropped", _RULE),
    "aws_vpc_security_group_egress_rule": Path("what only this rule lets out is dropped", _RULE),
    "aws_vpc_endpoint": Path("the service behind the endpoint cannot be reached through it"),
    "aws_vpc_endpoint_subnet_association": Path("the subnet loses its way to the service", _RULE),
    "aws_vpc_endpoint_route_table_association": Path("the subnets lose their way to the service", _RULE),
    "aws_vpc_peering_connection": Path("the two networks do not reach each other"),
    "aws_vpn_connection": Path("the other side of the VPN cannot be reached", identity="addresses"),
    "aws_vpn_gateway": Path("the other side of the VPN cannot be reached"),
    "aws_dx_connection": Path("the other side of the line cannot be reached"),
    "aws_ec2_transit_gateway": Path("the networks on it do not reach each other"),
    "aws_ec2_transit_gateway_vpc_attachment": Path("the network is cut off from the others"),
    # permissions without which what runs stops working
    "aws_iam_role": Path("what runs with the role may do nothing", identity="id"),
    "aws_iam_role_policy": Path("what runs with the role may no longer do what it allows", _RULE),
    "aws_iam_role_policy_attachment": Path("what runs with the role may no longer do what it allows", _RULE),
    "aws_iam_policy": Path("who it is attached to may no longer do what it allows", _RULE),
    "aws_iam_instance_profile": Path("what runs on its instances may do nothing"),
    # messages
    "aws_sns_topic": Path("messages to the topic fail", identity="subscriptions"),
    "aws_sns_topic_subscription": Path("the subscriber gets no messages", _RULE),
    "aws_cloudwatch_event_rule": Path("its events reach nobody", _RULE),
    "aws_cloudwatch_event_target": Path("its events no longer reach the target", _RULE),
    "aws_scheduler_schedule": Path("what it starts does not run", _RULE),
    "aws_appautoscaling_target": Path("the service no longer scales", _RULE),
    "aws_appautoscaling_policy": Path("the service no longer scales by it", _RULE),
}
