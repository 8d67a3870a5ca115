"""Which types the rules know. Of others a review says that nobody judged them."""

from collections.abc import Iterable
from typing import Final

from review.risk import stateful
from review.risk.policies import unread
from review.risk.rule import Rule
from review.risk.subject import Subject
from review.risk.surroundings import Surroundings

NOTHING_TO_LOSE: Final = frozenset(
    (
        # They describe, observe, count or group. One that goes can be made again, and no request waits for it.
        *("aws_accessanalyzer_archive_rule", "aws_acm_certificate_validation", "aws_budgets_budget"),
        *("aws_ce_anomaly_monitor", "aws_ce_anomaly_subscription", "aws_ce_cost_allocation_tag"),
        *("aws_chatbot_slack_channel_configuration", "aws_cloudfront_cache_policy", "aws_cloudfront_key_group"),
        *("aws_cloudfront_monitoring_subscription", "aws_cloudfront_origin_request_policy"),
        *("aws_cloudfront_public_key", "aws_cloudfront_realtime_log_config", "aws_cloudfront_response_headers_policy"),
        *("aws_cloudwatch_composite_alarm", "aws_cloudwatch_dashboard", "aws_cloudwatch_event_bus"),
        *("aws_cloudwatch_log_account_policy", "aws_cloudwatch_log_anomaly_detector", "aws_cloudwatch_log_delivery"),
        *("aws_cloudwatch_log_delivery_destination", "aws_cloudwatch_log_delivery_source"),
        *("aws_cloudwatch_log_metric_filter", "aws_cloudwatch_log_subscription_filter", "aws_cloudwatch_metric_alarm"),
        *("aws_cloudwatch_metric_stream", "aws_cloudwatch_query_definition", "aws_codedeploy_app"),
        *("aws_codedeploy_deployment_config", "aws_codedeploy_deployment_group", "aws_cognito_risk_configuration"),
        *("aws_cognito_user_group", "aws_cognito_user_pool_ui_customization", "aws_config_config_rule"),
        *("aws_config_delivery_channel", "aws_db_event_subscription", "aws_db_parameter_group", "aws_db_subnet_group"),
        *("aws_default_network_acl", "aws_default_route_table", "aws_default_security_group"),
        *("aws_ecr_lifecycle_policy", "aws_ecr_pull_through_cache_rule", "aws_ecr_registry_scanning_configuration"),
        *("aws_ecs_account_setting_default", "aws_ecs_task_definition", "aws_elasticache_parameter_group"),
        *("aws_elasticache_subnet_group", "aws_guardduty_detector_feature", "aws_guardduty_publishing_destination"),
        *("aws_iam_account_password_policy", "aws_iam_openid_connect_provider", "aws_iam_role_policies_exclusive"),
        *("aws_iam_role_policy_attachments_exclusive", "aws_iam_service_linked_role", "aws_internetmonitor_monitor"),
        *("aws_kinesis_firehose_delivery_stream", "aws_kms_alias", "aws_lambda_function_event_invoke_config"),
        *("aws_launch_configuration", "aws_launch_template", "aws_network_acl_association"),
        *("aws_rds_cluster_parameter_group", "aws_route53_health_check", "aws_route53_hosted_zone_dnssec"),
        *("aws_route53_key_signing_key", "aws_route53_zone_association", "aws_s3_bucket_acl"),
        *("aws_s3_bucket_cors_configuration", "aws_s3_bucket_intelligent_tiering_configuration"),
        *("aws_s3_bucket_lifecycle_configuration", "aws_s3_bucket_notification", "aws_s3_bucket_ownership_controls"),
        *("aws_s3_bucket_public_access_block", "aws_s3_account_public_access_block", "aws_s3_object"),
        *("aws_s3_bucket_server_side_encryption_configuration", "aws_s3_bucket_versioning"),
        *(
            "aws_scheduler_schedule_group",
            "aws_secretsmanager_secret_version",
            "aws_securityhub_standards_subscription",
        ),
        *("aws_sqs_queue_redrive_policy", "aws_ssm_document", "aws_ssm_parameter", "aws_synthetics_canary"),
        *("aws_vpc_dhcp_options", "aws_vpc_dhcp_options_association", "aws_wafv2_ip_set"),
        *("aws_wafv2_regex_pattern_set", "aws_wafv2_rule_group", "aws_xray_encryption_config", "aws_xray_group"),
        *("aws_xray_sampling_rule", "aws_backup_vault_notifications", "aws_appautoscaling_scheduled_action"),
        # Of other providers: they keep nothing but what the plan shows.
        *("terraform_data", "null_resource"),
    )
)


def judged(rules: Iterable[Rule]) -> frozenset[str]:
    """The types that are known: by a table, or by a rule that is about them."""
    by_rules = (rule.types for rule in rules if rule.types is not None)
    return NOTHING_TO_LOSE.union(stateful.AWS, *by_rules)


def why_not_judged(subject: Subject, surroundings: Surroundings, known: frozenset[str]) -> str | None:
    """Why the rules say less of a change than they could, or nothing when they say all they can."""
    if subject.type not in known and not stateful.sounds_stateful(subject.type):
        return "no rule knows what depends on it or what is lost with it"
    return unread(subject, surroundings)
