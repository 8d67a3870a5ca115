"""Services, their deployments, scaling and roles, and the user pool."""

from modules.base.iam import Statement
from modules.deploy_roles.names import EnvironmentNames
from modules.deploy_roles.writes.reasons import TAGGED

ATTACHED = ("AmazonRDSEnhancedMonitoringRole",)
"""AWS's own policies that roles of a stack carry. To attach just any one would let an apply raise itself."""

PASSED_TO = (
    "amplify", "backup", "codedeploy", "ecs-tasks", "monitoring.rds", "rds", "s3", "vpc-flow-logs",
)  # fmt: skip

LINKED = (
    "backup", "ecs", "ecs.application-autoscaling", "elasticache", "elasticloadbalancing", "rds",
    "vpcorigin.cloudfront", "wafv2",
)  # fmt: skip
"""Services that need a role of theirs in the account before the first resource of their kind."""


def services(names: EnvironmentNames) -> list[Statement]:
    return [*_ecs(names), *_deployments(names), *_scaling(names), *_roles(names), *_user_pool(names)]


def _ecs(names: EnvironmentNames) -> list[Statement]:
    return [
        Statement(
            sid="Services",
            actions=[
                "ecs:CreateCluster",
                "ecs:CreateService",
                "ecs:DeleteCluster",
                "ecs:DeleteService",
                "ecs:PutClusterCapacityProviders",
                "ecs:RegisterTaskDefinition",
                "ecs:RunTask",
                "ecs:StopTask",
                "ecs:TagResource",
                "ecs:UntagResource",
                "ecs:UpdateCluster",
                "ecs:UpdateClusterSettings",
                "ecs:UpdateService",
            ],
            resources=names.arns(
                "ecs",
                f"cluster/{names.name}",
                f"service/{names.name}/*",
                f"task/{names.name}/*",
                "task-definition/{}",
            ),
        ),
        Statement(
            sid="RetireTaskDefinitions",
            actions=["ecs:DeregisterTaskDefinition"],
            resources=["*"],
            why_any_resource="deregistering has no resource type; what runs keeps running",
        ),
    ]


def _deployments(names: EnvironmentNames) -> list[Statement]:
    return [
        Statement(
            sid="Deployments",
            actions=[
                "codedeploy:CreateApplication",
                "codedeploy:CreateDeployment",
                "codedeploy:CreateDeploymentConfig",
                "codedeploy:CreateDeploymentGroup",
                "codedeploy:DeleteApplication",
                "codedeploy:DeleteDeploymentConfig",
                "codedeploy:DeleteDeploymentGroup",
                "codedeploy:RegisterApplicationRevision",
                "codedeploy:TagResource",
                "codedeploy:UntagResource",
                "codedeploy:UpdateApplication",
                "codedeploy:UpdateDeploymentGroup",
            ],
            resources=names.arns("codedeploy", "application:{}", "deploymentgroup:{}", "deploymentconfig:{}"),
        ),
        Statement(
            sid="SteerDeployments",
            actions=["codedeploy:ContinueDeployment", "codedeploy:StopDeployment"],
            resources=["*"],
            why_any_resource="a running deployment has an id and no resource type",
        ),
    ]


def _scaling(names: EnvironmentNames) -> list[Statement]:
    targets = names.arns("application-autoscaling", "scalable-target/*")
    return [
        Statement(
            sid="CreateScaling",
            actions=["application-autoscaling:RegisterScalableTarget", "application-autoscaling:TagResource"],
            resources=targets,
            conditions=names.becomes_own,
        ),
        Statement(
            sid="ChangeOwnScaling",
            actions=[
                "application-autoscaling:DeleteScalingPolicy",
                "application-autoscaling:DeleteScheduledAction",
                "application-autoscaling:DeregisterScalableTarget",
                "application-autoscaling:PutScalingPolicy",
                "application-autoscaling:PutScheduledAction",
                "application-autoscaling:RegisterScalableTarget",
                "application-autoscaling:TagResource",
                "application-autoscaling:UntagResource",
            ],
            resources=targets,
            conditions=names.is_own,
        ),
    ]


def _roles(names: EnvironmentNames) -> list[Statement]:
    roles = names.global_arns("iam", "role/{}")
    attached = [f"arn:{names.partition}:iam::aws:policy/service-role/{name}" for name in ATTACHED]
    bounded: dict[str, dict[str, str]] = {}
    if names.role_boundary_arn is not None:
        # Without it an apply could give a role more than it has itself, and a service that role.
        bounded = {"StringEquals": {"iam:PermissionsBoundary": names.role_boundary_arn}}
    return [
        Statement(
            sid="Roles",
            actions=[
                "iam:DeleteRole",
                "iam:TagRole",
                "iam:UntagRole",
                "iam:UpdateAssumeRolePolicy",
                "iam:UpdateRole",
                "iam:UpdateRoleDescription",
            ],
            resources=roles,
        ),
        Statement(
            sid="WhatRolesMayDo",
            actions=[
                "iam:CreateRole",
                "iam:DeleteRolePolicy",
                "iam:PutRolePolicy",
                *(["iam:PutRolePermissionsBoundary"] if bounded else []),
            ],
            resources=roles,
            conditions=bounded,
        ),
        Statement(
            sid="AttachKnownPolicies",
            actions=["iam:AttachRolePolicy", "iam:DetachRolePolicy"],
            resources=roles,
            conditions={"ArnEquals": {"iam:PolicyARN": attached}, **bounded},
        ),
        Statement(
            sid="GiveRolesToServices",
            actions=["iam:PassRole"],
            resources=roles,
            conditions={"StringEquals": {"iam:PassedToService": [f"{name}.amazonaws.com" for name in PASSED_TO]}},
        ),
        Statement(
            sid="ServiceLinkedRoles",
            actions=["iam:CreateServiceLinkedRole"],
            resources=names.global_arns("iam", "role/aws-service-role/*"),
            conditions={"StringEquals": {"iam:AWSServiceName": [f"{name}.amazonaws.com" for name in LINKED]}},
        ),
    ]


def _user_pool(names: EnvironmentNames) -> list[Statement]:
    return [
        Statement(
            sid="CreateUserPool",
            actions=["cognito-idp:CreateUserPool", "cognito-idp:TagResource"],
            resources=["*"],
            why_any_resource=TAGGED,
            conditions=names.becomes_own,
        ),
        Statement(
            sid="ChangeOwnUserPool",
            actions=[
                "cognito-idp:AddCustomAttributes",
                "cognito-idp:CreateUserPoolClient",
                "cognito-idp:CreateUserPoolDomain",
                "cognito-idp:DeleteUserPool",
                "cognito-idp:DeleteUserPoolClient",
                "cognito-idp:DeleteUserPoolDomain",
                "cognito-idp:SetRiskConfiguration",
                "cognito-idp:SetUserPoolMfaConfig",
                "cognito-idp:TagResource",
                "cognito-idp:UntagResource",
                "cognito-idp:UpdateUserPool",
                "cognito-idp:UpdateUserPoolClient",
                "cognito-idp:UpdateUserPoolDomain",
            ],
            resources=names.arns("cognito-idp", "userpool/*"),
            conditions=names.is_own,
        ),
    ]
