"""Which action makes a resource of each type, and what IAM calls it then."""

from typing import NamedTuple


class CreatedBy(NamedTuple):
    """`arn` has the arguments of the resource in braces; None where IAM knows it by tags or not at all."""

    action: str
    arn: str | None = None


ACCOUNT = "123456789012"
REGION = "us-east-1"


def _named(action: str, resource: str) -> CreatedBy:
    return CreatedBy(action, f"arn:aws:{action.partition(':')[0]}:{REGION}:{ACCOUNT}:{resource}")


def _global(action: str, resource: str) -> CreatedBy:
    return CreatedBy(action, f"arn:aws:{action.partition(':')[0]}::{ACCOUNT}:{resource}")


def _bucket(action: str) -> CreatedBy:
    return CreatedBy(f"s3:{action}", "arn:aws:s3:::{bucket}")


WAITS = frozenset({"aws_acm_certificate_validation"})
"""Types that make nothing in AWS."""

CREATED_BY = {
    "aws_acm_certificate": CreatedBy("acm:RequestCertificate"),
    "aws_amplify_app": CreatedBy("amplify:CreateApp"),
    "aws_amplify_branch": CreatedBy("amplify:CreateBranch"),
    "aws_amplify_domain_association": CreatedBy("amplify:CreateDomainAssociation"),
    "aws_appautoscaling_policy": CreatedBy("application-autoscaling:PutScalingPolicy"),
    "aws_appautoscaling_scheduled_action": CreatedBy("application-autoscaling:PutScheduledAction"),
    "aws_appautoscaling_target": CreatedBy("application-autoscaling:RegisterScalableTarget"),
    "aws_backup_plan": CreatedBy("backup:CreateBackupPlan"),
    "aws_backup_selection": CreatedBy("backup:CreateBackupSelection"),
    "aws_backup_vault": _named("backup:CreateBackupVault", "backup-vault:{name}"),
    "aws_backup_vault_lock_configuration": CreatedBy("backup:PutBackupVaultLockConfiguration"),
    "aws_backup_vault_policy": CreatedBy("backup:PutBackupVaultAccessPolicy"),
    "aws_budgets_budget": _global("budgets:ModifyBudget", "budget/{name}"),
    "aws_ce_anomaly_monitor": CreatedBy("ce:CreateAnomalyMonitor"),
    "aws_ce_anomaly_subscription": CreatedBy("ce:CreateAnomalySubscription"),
    "aws_cloudfront_distribution": CreatedBy("cloudfront:CreateDistribution"),
    "aws_cloudfront_function": CreatedBy("cloudfront:CreateFunction"),
    "aws_cloudfront_origin_access_control": CreatedBy("cloudfront:CreateOriginAccessControl"),
    "aws_cloudfront_response_headers_policy": CreatedBy("cloudfront:CreateResponseHeadersPolicy"),
    "aws_cloudfront_vpc_origin": CreatedBy("cloudfront:CreateVpcOrigin"),
    "aws_cloudwatch_composite_alarm": _named("cloudwatch:PutCompositeAlarm", "alarm:{alarm_name}"),
    "aws_cloudwatch_dashboard": _global("cloudwatch:PutDashboard", "dashboard/{dashboard_name}"),
    "aws_cloudwatch_event_rule": _named("events:PutRule", "rule/{name}"),
    "aws_cloudwatch_event_target": CreatedBy("events:PutTargets"),
    "aws_cloudwatch_log_delivery": CreatedBy("logs:CreateDelivery"),
    "aws_cloudwatch_log_delivery_destination": _named("logs:PutDeliveryDestination", "delivery-destination:{name}"),
    "aws_cloudwatch_log_delivery_source": _named("logs:PutDeliverySource", "delivery-source:{name}"),
    "aws_cloudwatch_log_group": _named("logs:CreateLogGroup", "log-group:{name}"),
    "aws_cloudwatch_log_metric_filter": CreatedBy("logs:PutMetricFilter"),
    "aws_cloudwatch_log_resource_policy": CreatedBy("logs:PutResourcePolicy"),
    "aws_cloudwatch_metric_alarm": _named("cloudwatch:PutMetricAlarm", "alarm:{alarm_name}"),
    "aws_codedeploy_app": _named("codedeploy:CreateApplication", "application:{name}"),
    "aws_codedeploy_deployment_config": _named(
        "codedeploy:CreateDeploymentConfig", "deploymentconfig:{deployment_config_name}"
    ),
    "aws_codedeploy_deployment_group": CreatedBy("codedeploy:CreateDeploymentGroup"),
    "aws_cognito_risk_configuration": CreatedBy("cognito-idp:SetRiskConfiguration"),
    "aws_cognito_user_pool": CreatedBy("cognito-idp:CreateUserPool"),
    "aws_cognito_user_pool_client": CreatedBy("cognito-idp:CreateUserPoolClient"),
    "aws_cognito_user_pool_domain": CreatedBy("cognito-idp:CreateUserPoolDomain"),
    "aws_db_instance": _named("rds:CreateDBInstance", "db:{identifier}"),
    "aws_db_instance_automated_backups_replication": CreatedBy("rds:StartDBInstanceAutomatedBackupsReplication"),
    "aws_db_parameter_group": _named("rds:CreateDBParameterGroup", "pg:{name}"),
    "aws_db_proxy": CreatedBy("rds:CreateDBProxy"),
    "aws_db_proxy_default_target_group": CreatedBy("rds:ModifyDBProxyTargetGroup"),
    "aws_db_proxy_target": CreatedBy("rds:RegisterDBProxyTargets"),
    "aws_db_subnet_group": _named("rds:CreateDBSubnetGroup", "subgrp:{name}"),
    "aws_default_security_group": CreatedBy("ec2:RevokeSecurityGroupIngress"),
    "aws_ecs_cluster": _named("ecs:CreateCluster", "cluster/{name}"),
    "aws_ecs_cluster_capacity_providers": CreatedBy("ecs:PutClusterCapacityProviders"),
    "aws_ecs_service": CreatedBy("ecs:CreateService"),
    "aws_ecs_task_definition": _named("ecs:RegisterTaskDefinition", "task-definition/{family}:1"),
    "aws_eip": CreatedBy("ec2:AllocateAddress"),
    "aws_elasticache_parameter_group": _named("elasticache:CreateCacheParameterGroup", "parametergroup:{name}"),
    "aws_elasticache_replication_group": _named(
        "elasticache:CreateReplicationGroup", "replicationgroup:{replication_group_id}"
    ),
    "aws_elasticache_subnet_group": _named("elasticache:CreateCacheSubnetGroup", "subnetgroup:{name}"),
    "aws_elasticache_user": _named("elasticache:CreateUser", "user:{user_id}"),
    "aws_elasticache_user_group": _named("elasticache:CreateUserGroup", "usergroup:{user_group_id}"),
    "aws_flow_log": CreatedBy("ec2:CreateFlowLogs"),
    "aws_iam_role": _global("iam:CreateRole", "role/{name}"),
    "aws_iam_role_policy": CreatedBy("iam:PutRolePolicy"),
    "aws_iam_role_policy_attachment": CreatedBy("iam:AttachRolePolicy"),
    "aws_internet_gateway": CreatedBy("ec2:CreateInternetGateway"),
    "aws_kms_alias": _named("kms:CreateAlias", "{name}"),
    "aws_kms_key": CreatedBy("kms:CreateKey"),
    "aws_lb": _named("elasticloadbalancing:CreateLoadBalancer", "loadbalancer/app/{name}/0123456789abcdef"),
    "aws_lb_listener": CreatedBy("elasticloadbalancing:CreateListener"),
    "aws_lb_listener_rule": CreatedBy("elasticloadbalancing:CreateRule"),
    "aws_lb_target_group": _named("elasticloadbalancing:CreateTargetGroup", "targetgroup/{name}/0123456789abcdef"),
    "aws_nat_gateway": CreatedBy("ec2:CreateNatGateway"),
    "aws_network_acl": CreatedBy("ec2:CreateNetworkAcl"),
    "aws_network_acl_rule": CreatedBy("ec2:CreateNetworkAclEntry"),
    "aws_rds_cluster": _named("rds:CreateDBCluster", "cluster:{cluster_identifier}"),
    "aws_rds_cluster_instance": _named("rds:CreateDBInstance", "db:{identifier}"),
    "aws_rds_cluster_parameter_group": _named("rds:CreateDBClusterParameterGroup", "cluster-pg:{name}"),
    "aws_rds_global_cluster": _global("rds:CreateGlobalCluster", "global-cluster:{global_cluster_identifier}"),
    "aws_route": CreatedBy("ec2:CreateRoute"),
    "aws_route53_health_check": CreatedBy("route53:CreateHealthCheck"),
    "aws_route53_record": CreatedBy("route53:ChangeResourceRecordSets", "arn:aws:route53:::hostedzone/{zone_id}"),
    "aws_route_table": CreatedBy("ec2:CreateRouteTable"),
    "aws_route_table_association": CreatedBy("ec2:AssociateRouteTable"),
    "aws_s3_bucket": _bucket("CreateBucket"),
    "aws_s3_bucket_cors_configuration": _bucket("PutBucketCORS"),
    "aws_s3_bucket_lifecycle_configuration": _bucket("PutLifecycleConfiguration"),
    "aws_s3_bucket_logging": _bucket("PutBucketLogging"),
    "aws_s3_bucket_object_lock_configuration": _bucket("PutBucketObjectLockConfiguration"),
    "aws_s3_bucket_ownership_controls": _bucket("PutBucketOwnershipControls"),
    "aws_s3_bucket_policy": _bucket("PutBucketPolicy"),
    "aws_s3_bucket_public_access_block": _bucket("PutBucketPublicAccessBlock"),
    "aws_s3_bucket_replication_configuration": _bucket("PutReplicationConfiguration"),
    "aws_s3_bucket_server_side_encryption_configuration": _bucket("PutEncryptionConfiguration"),
    "aws_s3_bucket_versioning": _bucket("PutBucketVersioning"),
    "aws_secretsmanager_secret": _named("secretsmanager:CreateSecret", "secret:{name}-aBcDeF"),
    "aws_secretsmanager_secret_rotation": CreatedBy("secretsmanager:RotateSecret"),
    "aws_security_group": CreatedBy("ec2:CreateSecurityGroup"),
    "aws_sns_topic": _named("sns:CreateTopic", "{name}"),
    "aws_sns_topic_policy": CreatedBy("sns:SetTopicAttributes"),
    "aws_sns_topic_subscription": CreatedBy("sns:Subscribe"),
    "aws_ssm_parameter": _named("ssm:PutParameter", "parameter{name}"),
    "aws_subnet": CreatedBy("ec2:CreateSubnet"),
    "aws_vpc": CreatedBy("ec2:CreateVpc"),
    "aws_vpc_endpoint": CreatedBy("ec2:CreateVpcEndpoint"),
    "aws_vpc_security_group_egress_rule": CreatedBy("ec2:AuthorizeSecurityGroupEgress"),
    "aws_vpc_security_group_ingress_rule": CreatedBy("ec2:AuthorizeSecurityGroupIngress"),
    "aws_wafv2_web_acl": _named("wafv2:CreateWebACL", "regional/webacl/{name}/01234567-89ab-cdef-0123-456789abcdef"),
    "aws_wafv2_web_acl_association": CreatedBy("wafv2:AssociateWebACL"),
    "aws_wafv2_web_acl_logging_configuration": CreatedBy("wafv2:PutLoggingConfiguration"),
    "aws_xray_group": _named("xray:CreateGroup", "group/{group_name}/ABC"),
    "aws_xray_sampling_rule": _named("xray:CreateSamplingRule", "sampling-rule/{rule_name}"),
}
