"""Logs, alarms, topics, traces, costs."""

from modules.base.iam import Statement
from modules.deploy_roles.names import EnvironmentNames
from modules.deploy_roles.writes.reasons import TAGGED

TRACING_NAME_LIMIT = 32


def operations(names: EnvironmentNames) -> list[Statement]:
    return [*_logs(names), *_watching(names), *_messages(names), *_costs(names)]


def _logs(names: EnvironmentNames) -> list[Statement]:
    name = names.name
    return [
        Statement(
            sid="LogGroups",
            actions=[
                "logs:AssociateKmsKey",
                "logs:CreateLogGroup",
                "logs:DeleteLogGroup",
                "logs:DeleteMetricFilter",
                "logs:DeleteRetentionPolicy",
                "logs:DisassociateKmsKey",
                "logs:PutMetricFilter",
                "logs:PutRetentionPolicy",
                "logs:TagResource",
                "logs:UntagResource",
            ],
            resources=names.arns(
                "logs",
                "log-group:/ecs/{}",
                f"log-group:/ecs/{name}/*",
                f"log-group:/vpc/{name}/*",
                "log-group:/vpc/{}",
                "log-group:/aws/*/{}",
                f"log-group:/aws/*/{name}/*",
                f"log-group:aws-waf-logs-{name}",
                f"log-group:aws-waf-logs-{name}:*",
                "log-group:aws-waf-logs-{}",
            ),
        ),
        Statement(
            # A release shows what a migration wrote before it failed.
            sid="ReadLogsOfTasks",
            actions=["logs:GetLogEvents"],
            resources=names.arns("logs", "log-group:/ecs/{}"),
        ),
        Statement(
            sid="LogDeliveries",
            actions=[
                "logs:CreateDelivery",
                "logs:DeleteDeliveryDestination",
                "logs:DeleteDeliverySource",
                "logs:PutDeliveryDestination",
                "logs:PutDeliverySource",
                "logs:TagResource",
                "logs:UntagResource",
                "logs:UpdateDeliveryConfiguration",
            ],
            resources=names.arns("logs", "delivery-source:{}", "delivery-destination:{}"),
        ),
        Statement(
            sid="CreateLogDelivery",
            actions=["logs:CreateDelivery", "logs:TagResource"],
            resources=names.arns("logs", "delivery:*"),
            conditions=names.becomes_own,
        ),
        Statement(
            sid="ChangeOwnLogDelivery",
            actions=[
                "logs:DeleteDelivery",
                "logs:TagResource",
                "logs:UntagResource",
                "logs:UpdateDeliveryConfiguration",
            ],
            resources=names.arns("logs", "delivery:*"),
            conditions=names.is_own,
        ),
        Statement(
            sid="LogsOfServices",
            actions=[
                "logs:CreateLogDelivery",
                "logs:DeleteLogDelivery",
                "logs:DeleteResourcePolicy",
                "logs:GetLogDelivery",
                "logs:ListLogDeliveries",
                "logs:PutResourcePolicy",
                "logs:UpdateLogDelivery",
            ],
            resources=["*"],
            why_any_resource="flow logs and web ACLs deliver their logs through these, which have no resource type",
        ),
    ]


def _watching(names: EnvironmentNames) -> list[Statement]:
    name = names.name
    return [
        Statement(
            sid="Alarms",
            actions=[
                "cloudwatch:DeleteAlarms",
                "cloudwatch:PutCompositeAlarm",
                "cloudwatch:PutMetricAlarm",
                "cloudwatch:TagResource",
                "cloudwatch:UntagResource",
            ],
            resources=names.arns("cloudwatch", "alarm:{}"),
        ),
        Statement(
            sid="Dashboards",
            actions=["cloudwatch:DeleteDashboards", "cloudwatch:PutDashboard"],
            resources=names.global_arns("cloudwatch", f"dashboard/{name}", "dashboard/{}"),
        ),
        Statement(
            sid="Traces",
            actions=[
                "xray:CreateGroup",
                "xray:CreateSamplingRule",
                "xray:DeleteGroup",
                "xray:DeleteSamplingRule",
                "xray:TagResource",
                "xray:UntagResource",
                "xray:UpdateGroup",
                "xray:UpdateSamplingRule",
            ],
            resources=names.arns(
                "xray",
                f"group/{name}/*",
                "group/{}",
                f"sampling-rule/{name}",
                "sampling-rule/{}",
                limit=TRACING_NAME_LIMIT,
            ),
        ),
    ]


def _messages(names: EnvironmentNames) -> list[Statement]:
    return [
        Statement(
            sid="Topics",
            actions=[
                "sns:CreateTopic",
                "sns:DeleteTopic",
                "sns:SetTopicAttributes",
                "sns:Subscribe",
                "sns:TagResource",
                "sns:UntagResource",
            ],
            resources=names.arns("sns", "{}"),
        ),
        Statement(
            sid="Subscriptions",
            actions=["sns:SetSubscriptionAttributes", "sns:Unsubscribe"],
            resources=["*"],
            why_any_resource="a subscription has no resource type",
        ),
        Statement(
            sid="Events",
            actions=[
                "events:DeleteRule",
                "events:DisableRule",
                "events:EnableRule",
                "events:PutRule",
                "events:PutTargets",
                "events:RemoveTargets",
                "events:TagResource",
                "events:UntagResource",
            ],
            resources=names.arns("events", "rule/{}"),
        ),
    ]


def _costs(names: EnvironmentNames) -> list[Statement]:
    return [
        Statement(
            sid="Budgets",
            actions=["budgets:ModifyBudget", "budgets:TagResource", "budgets:UntagResource"],
            resources=names.global_arns("budgets", f"budget/{names.name}", "budget/{}"),
        ),
        Statement(
            sid="CreateAnomalyDetection",
            actions=["ce:CreateAnomalyMonitor", "ce:CreateAnomalySubscription"],
            resources=["*"],
            why_any_resource=TAGGED,
            conditions=names.becomes_own,
        ),
        Statement(
            sid="ChangeOwnAnomalyDetection",
            actions=[
                "ce:DeleteAnomalyMonitor",
                "ce:DeleteAnomalySubscription",
                "ce:TagResource",
                "ce:UntagResource",
                "ce:UpdateAnomalyMonitor",
                "ce:UpdateAnomalySubscription",
            ],
            resources=names.global_arns("ce", "anomalymonitor/*", "anomalysubscription/*"),
            conditions=names.is_own,
        ),
    ]
