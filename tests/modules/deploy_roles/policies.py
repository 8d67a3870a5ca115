"""Helpers: IAM actions as AWS's own service models know them."""

from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from functools import cache

from botocore.session import get_session

from modules.base.iam import Statement
from modules.deploy_roles.names import EnvironmentNames

NAMES = EnvironmentNames(
    partition="aws", account_id="123456789012", system="macro-ai", environment="prod", name="macro-ai-prod"
)
LONGEST = EnvironmentNames(
    partition="aws-us-gov",
    account_id="123456789012",
    system="s" * 30,
    environment="e" * 9,
    name=f"{'s' * 30}-{'e' * 9}",
)

# IAM's name of a service -> botocore's, where they differ.
SERVICE_MODELS = {
    "access-analyzer": "accessanalyzer",
    "elasticloadbalancing": "elbv2",
}

# Actions that are no operation of an API, or are called otherwise there.
# https://docs.aws.amazon.com/service-authorization/latest/reference/
WITHOUT_OPERATION = frozenset({
    "backup-storage:MountCapsule",
    "budgets:ModifyBudget",
    "budgets:ViewBudget",
    "cloudfront:AllowVendedLogDeliveryForResource",
    "elasticloadbalancing:CreateWebACLAssociation",
    "elasticloadbalancing:DeleteWebACLAssociation",
    "elasticloadbalancing:SetWebAcl",
    "iam:PassRole",
    "logs:CreateLogDelivery",
    "logs:DeleteLogDelivery",
    "logs:GetLogDelivery",
    "logs:ListLogDeliveries",
    "logs:UpdateLogDelivery",
    "s3:DeleteObjectVersion",
    "s3:GetAccelerateConfiguration",
    "s3:GetEncryptionConfiguration",
    "s3:GetIntelligentTieringConfiguration",
    "s3:GetLifecycleConfiguration",
    "s3:GetReplicationConfiguration",
    "s3:ListBucket",
    "s3:ListBucketVersions",
    "s3:PutAccelerateConfiguration",
    "s3:PutEncryptionConfiguration",
    "s3:PutIntelligentTieringConfiguration",
    "s3:PutLifecycleConfiguration",
    "s3:PutReplicationConfiguration",
})  # fmt: skip


@cache
def operations(service: str) -> tuple[str, ...]:
    model = get_session().get_service_model(SERVICE_MODELS.get(service, service))
    return tuple(model.operation_names)


def meant(action: str) -> list[str]:
    """The operations that an action or a pattern of actions lets in; itself, when it is known to be no operation."""
    if action in WITHOUT_OPERATION:
        return [action.partition(":")[2]]
    service, _, pattern = action.partition(":")
    return [operation for operation in operations(service) if fnmatchcase(operation.lower(), pattern.lower())]


def actions(statements: Sequence[Statement]) -> Iterator[str]:
    for statement in statements:
        yield from statement.actions
