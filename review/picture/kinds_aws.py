"""The kinds of AWS resources, in the order in which a tier shows them. What is not here goes to the tier `Other`."""

from collections.abc import Mapping
from typing import Final

from review.picture.kinds import Kind, Tier, box, grouped

_ALARMS: Final = grouped(Tier.OPERATIONS, "Alarms", "alarm", "alarm")
_TOPICS: Final = grouped(Tier.OPERATIONS, "Topics", "topic", "topic")
_CACHES: Final = box(Tier.DATA, "cache", "cache")


def _backup(noun: str) -> Kind:
    return grouped(Tier.OPERATIONS, "Backup", noun, "backup")


def _budget(noun: str) -> Kind:
    return grouped(Tier.OPERATIONS, "Budget", noun, "budget")


def _deployment(noun: str) -> Kind:
    return grouped(Tier.OPERATIONS, "Deployment", noun, "deployment")


def _threats(noun: str) -> Kind:
    return grouped(Tier.OPERATIONS, "Audit and threats", noun, "shield")


BOXES: Final[Mapping[str, Kind]] = {
    "aws_cloudfront_distribution": box(Tier.EDGE, "CloudFront distribution", "globe"),
    "aws_amplify_app": box(Tier.EDGE, "Amplify app", "globe"),
    "aws_apigatewayv2_api": box(Tier.EDGE, "API Gateway", "balancer"),
    "aws_api_gateway_rest_api": box(Tier.EDGE, "API Gateway", "balancer"),
    "aws_globalaccelerator_accelerator": box(Tier.EDGE, "Global Accelerator", "globe"),
    "aws_wafv2_web_acl": box(Tier.EDGE, "WAF", "shield"),
    "aws_route53_zone": box(Tier.EDGE, "Route 53 zone", "sign"),
    "aws_acm_certificate": box(Tier.EDGE, "ACM certificate", "lock"),
    "aws_cognito_user_pool": box(Tier.EDGE, "Cognito user pool", "identity"),
    "aws_lb": box(Tier.PUBLIC, "load balancer", "balancer"),
    "aws_alb": box(Tier.PUBLIC, "load balancer", "balancer"),
    "aws_elb": box(Tier.PUBLIC, "load balancer", "balancer"),
    "aws_nat_gateway": box(Tier.PUBLIC, "NAT gateway", "network"),
    "aws_ecs_service": box(Tier.PRIVATE, "ECS service", "service"),
    "aws_eks_cluster": box(Tier.PRIVATE, "EKS cluster", "service"),
    "aws_eks_node_group": box(Tier.PRIVATE, "EKS node group", "service"),
    "aws_autoscaling_group": box(Tier.PRIVATE, "Auto Scaling group", "service"),
    "aws_instance": box(Tier.PRIVATE, "EC2 instance", "service"),
    "aws_lambda_function": box(Tier.SERVERLESS, "Lambda function", "function"),
    "aws_sfn_state_machine": box(Tier.SERVERLESS, "state machine", "function"),
    "aws_apprunner_service": box(Tier.SERVERLESS, "App Runner service", "service"),
    "aws_batch_job_queue": box(Tier.PRIVATE, "Batch job queue", "queue"),
    "aws_ecs_cluster": box(Tier.PRIVATE, "ECS cluster", "service"),
    "aws_db_proxy": box(Tier.DATA, "RDS proxy", "proxy"),
    "aws_rds_cluster": box(Tier.DATA, "Aurora cluster", "database"),
    "aws_db_instance": box(Tier.DATA, "RDS instance", "database"),
    "aws_docdb_cluster": box(Tier.DATA, "DocumentDB cluster", "database"),
    "aws_neptune_cluster": box(Tier.DATA, "Neptune cluster", "database"),
    "aws_redshift_cluster": box(Tier.DATA, "Redshift cluster", "database"),
    "aws_opensearch_domain": box(Tier.DATA, "OpenSearch domain", "database"),
    "aws_elasticache_replication_group": _CACHES,
    "aws_elasticache_cluster": _CACHES,
    "aws_elasticache_serverless_cache": _CACHES,
    "aws_memorydb_cluster": _CACHES,
    "aws_efs_file_system": box(Tier.DATA, "EFS file system", "bucket"),
    "aws_msk_cluster": box(Tier.DATA, "MSK cluster", "queue"),
    "aws_mq_broker": box(Tier.DATA, "MQ broker", "queue"),
    "aws_rds_global_cluster": box(Tier.STORE, "Aurora global database", "database"),
    "aws_dynamodb_table": box(Tier.STORE, "DynamoDB table", "database"),
    "aws_s3_bucket": box(Tier.STORE, "S3 bucket", "bucket"),
    "aws_sqs_queue": box(Tier.STORE, "SQS queue", "queue"),
    "aws_kinesis_stream": box(Tier.STORE, "Kinesis stream", "queue"),
    "aws_ecr_repository": box(Tier.STORE, "ECR repository", "registry"),
}

GROUPS: Final[Mapping[str, Kind]] = {
    "aws_vpc_endpoint": grouped(Tier.PRIVATE, "VPC endpoints", "VPC endpoint", "network"),
    "aws_secretsmanager_secret": grouped(Tier.STORE, "Secrets", "secret", "lock"),
    "aws_ssm_parameter": grouped(Tier.STORE, "Parameters", "parameter", "settings"),
    "aws_kms_key": grouped(Tier.STORE, "Keys", "KMS key", "lock"),
    "aws_db_instance_automated_backups_replication": grouped(Tier.STORE, "Backup copies", "backup copy", "backup"),
    "aws_db_snapshot_copy": grouped(Tier.STORE, "Backup copies", "backup copy", "backup"),
    "aws_cloudwatch_metric_alarm": _ALARMS,
    "aws_cloudwatch_composite_alarm": _ALARMS,
    "aws_sns_topic": _TOPICS,
    "aws_cloudwatch_log_group": grouped(Tier.OPERATIONS, "Logs", "log group", "log"),
    "aws_cloudwatch_log_metric_filter": grouped(Tier.OPERATIONS, "Log metrics", "metric filter", "log"),
    "aws_cloudwatch_dashboard": grouped(Tier.OPERATIONS, "Dashboards", "dashboard", "chart"),
    "aws_xray_group": grouped(Tier.OPERATIONS, "Tracing", "group", "chart"),
    "aws_xray_sampling_rule": grouped(Tier.OPERATIONS, "Tracing", "sampling rule", "chart"),
    "aws_cloudwatch_event_rule": grouped(Tier.OPERATIONS, "Events", "event rule", "clock"),
    "aws_scheduler_schedule": grouped(Tier.OPERATIONS, "Events", "schedule", "clock"),
    "aws_route53_health_check": grouped(Tier.OPERATIONS, "Health checks", "health check", "chart"),
    "aws_backup_vault": _backup("backup vault"),
    "aws_backup_plan": _backup("backup plan"),
    "aws_codedeploy_app": _deployment("application"),
    "aws_codedeploy_deployment_group": _deployment("deployment group"),
    "aws_codedeploy_deployment_config": _deployment("configuration"),
    "aws_codepipeline": _deployment("pipeline"),
    "aws_codebuild_project": _deployment("build project"),
    "aws_budgets_budget": _budget("budget"),
    "aws_ce_anomaly_monitor": _budget("anomaly monitor"),
    "aws_ce_anomaly_subscription": _budget("anomaly subscription"),
    "aws_ce_cost_allocation_tag": _budget("cost allocation tag"),
    "aws_cloudtrail": _threats("trail"),
    "aws_guardduty_detector": _threats("detector"),
    "aws_accessanalyzer_analyzer": _threats("access analyzer"),
    "aws_config_configuration_recorder": _threats("configuration recorder"),
    "aws_iam_openid_connect_provider": grouped(Tier.OPERATIONS, "Permissions", "identity provider", "identity"),
    "aws_iam_user": grouped(Tier.OPERATIONS, "Permissions", "user", "identity"),
    "aws_iam_group": grouped(Tier.OPERATIONS, "Permissions", "group", "identity"),
}
