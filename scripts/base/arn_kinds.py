"""Which Terraform resources an ARN may belong to, and how Terraform's import calls what it names.

Only kinds that Terraform makes here: what AWS makes by itself from them (tasks, snapshots, network interfaces) carries
the same tags and is left out. Import ids: the "Import" section of each type in the provider's documentation.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Named:
    """What an ARN tells: the types it may belong to, and the id for an import; None where the ARN does not have it."""

    types: tuple[str, ...]
    import_id: str | None


def named(arn: str) -> Named | None:
    """What an ARN tells; None for kinds that Terraform does not make here."""
    _, _, service, region, account_id, resource = arn.split(":", 5)
    for pattern, types, form in KINDS:
        match = re.fullmatch(pattern, f"{service}:{resource}")
        if match:
            facts = {"arn": arn, "region": region, "account_id": account_id, **match.groupdict()}
            return Named(types, form.format_map(facts) if form else None)
    return None


def _kinds() -> Iterator[tuple[str, tuple[str, ...], str]]:
    for line in TABLE.strip().splitlines():
        pattern, types, form = [*line.split(), ""][:3]
        yield pattern.replace("ID", r"(?P<id>[^/]+)").replace("ANY", r"(?P<id>.+)"), tuple(types.split("|")), form


# ID is one part of the ARN's end, ANY all the rest of it. Without a third column the ARN does not have the import id.
TABLE = r"""
access-analyzer:analyzer/ID                            aws_accessanalyzer_analyzer                {id}
acm:certificate/ID                                     aws_acm_certificate                        {arn}
amplify:apps/ID                                        aws_amplify_app                            {id}
amplify:apps/(?P<app>[^/]+)/branches/ANY               aws_amplify_branch                         {app}/{id}
backup:backup-plan:ID                                  aws_backup_plan                            {id}
backup:backup-vault:ID                                 aws_backup_vault                           {id}
budgets:budget/ID                                      aws_budgets_budget                         {account_id}:{id}
ce:anomalymonitor/ID                                   aws_ce_anomaly_monitor                     {arn}
ce:anomalysubscription/ID                              aws_ce_anomaly_subscription                {arn}
cloudfront:distribution/ID                             aws_cloudfront_distribution                {id}
cloudfront:vpcorigin/ID                                aws_cloudfront_vpc_origin                  {id}
cloudtrail:trail/ID                                    aws_cloudtrail                             {arn}
cloudwatch:alarm:ANY                                   aws_cloudwatch_metric_alarm|aws_cloudwatch_composite_alarm {id}
codedeploy:application:ID                              aws_codedeploy_app                         {id}
codedeploy:deploymentgroup:(?P<app>[^/]+)/ID           aws_codedeploy_deployment_group            {app}:{id}
cognito-idp:userpool/ID                                aws_cognito_user_pool                      {id}
dynamodb:table/ID                                      aws_dynamodb_table                         {id}
ec2:elastic-ip/ID                                      aws_eip                                    {id}
ec2:internet-gateway/ID                                aws_internet_gateway                       {id}
ec2:natgateway/ID                                      aws_nat_gateway                            {id}
ec2:network-acl/ID                                     aws_network_acl                            {id}
ec2:route-table/ID                                     aws_route_table                            {id}
ec2:security-group/ID                                  aws_security_group                         {id}
ec2:security-group-rule/ID   aws_vpc_security_group_ingress_rule|aws_vpc_security_group_egress_rule {id}
ec2:subnet/ID                                          aws_subnet                                 {id}
ec2:vpc-endpoint/ID                                    aws_vpc_endpoint                           {id}
ec2:vpc-flow-log/ID                                    aws_flow_log                               {id}
ec2:vpc/ID                                             aws_vpc                                    {id}
ecr:repository/ANY                                     aws_ecr_repository                         {id}
ecs:cluster/ID                                         aws_ecs_cluster                            {id}
ecs:service/(?P<cluster>[^/]+)/ID                      aws_ecs_service                            {cluster}/{id}
elasticache:parametergroup:ID                          aws_elasticache_parameter_group            {id}
elasticache:replicationgroup:ID                        aws_elasticache_replication_group          {id}
elasticache:subnetgroup:ID                             aws_elasticache_subnet_group               {id}
elasticache:user:ID                                    aws_elasticache_user                       {id}
elasticache:usergroup:ID                               aws_elasticache_user_group                 {id}
elasticloadbalancing:listener-rule/app/ANY             aws_lb_listener_rule                       {arn}
elasticloadbalancing:listener/app/ANY                  aws_lb_listener                            {arn}
elasticloadbalancing:loadbalancer/app/ANY              aws_lb                                     {arn}
elasticloadbalancing:targetgroup/ANY                   aws_lb_target_group                        {arn}
events:rule/ID                                         aws_cloudwatch_event_rule                  {id}
guardduty:detector/ID                                  aws_guardduty_detector                     {id}
iam:oidc-provider/ANY                                  aws_iam_openid_connect_provider            {arn}
iam:policy/ANY                                         aws_iam_policy                             {arn}
iam:role/ID                                            aws_iam_role                               {id}
kms:key/ID                                             aws_kms_key                                {id}
logs:delivery-destination:ID                           aws_cloudwatch_log_delivery_destination    {id}
logs:delivery-source:ID                                aws_cloudwatch_log_delivery_source         {id}
logs:delivery:ID                                       aws_cloudwatch_log_delivery                {id}
logs:log-group:ANY                                     aws_cloudwatch_log_group                   {id}
rds:cluster-pg:ID                                      aws_rds_cluster_parameter_group            {id}
rds:cluster:ID                                         aws_rds_cluster                            {id}
rds:db-proxy:ID                                        aws_db_proxy
rds:db:ID                                              aws_db_instance|aws_rds_cluster_instance   {id}
rds:global-cluster:ID                                  aws_rds_global_cluster                     {id}
rds:pg:ID                                              aws_db_parameter_group                     {id}
rds:subgrp:ID                                          aws_db_subnet_group                        {id}
route53:healthcheck/ID                                 aws_route53_health_check                   {id}
route53:hostedzone/ID                                  aws_route53_zone                           {id}
s3:ID                                                  aws_s3_bucket                              {id}
secretsmanager:secret:ANY                              aws_secretsmanager_secret                  {arn}
sns:ID                                                 aws_sns_topic                              {arn}
ssm:parameter/ANY                                      aws_ssm_parameter                          /{id}
wafv2:global/webacl/(?P<name>[^/]+)/ID                 aws_wafv2_web_acl                          {id}/{name}/CLOUDFRONT
wafv2:regional/webacl/(?P<name>[^/]+)/ID               aws_wafv2_web_acl                          {id}/{name}/REGIONAL
xray:group/ANY                                         aws_xray_group                             {arn}
xray:sampling-rule/ID                                  aws_xray_sampling_rule                     {id}
"""

KINDS = tuple(_kinds())
