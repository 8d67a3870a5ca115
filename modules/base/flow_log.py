"""Who connected to what in a VPC, in a log group."""

from typing import Literal

from modules.base.construct import Module
from modules.base.iam import Statement, policy, trust_policy
from resources import aws, given


def flow_log(
    module: Module,
    *,
    name: str,
    vpc_id: str,
    traffic_type: Literal["ALL", "ACCEPT", "REJECT"],
    aggregation_seconds: Literal[60, 600],
    log_retention_days: int,
    kms_key_arn: str,
    provider: str | None = None,
) -> None:
    """The flow log of a VPC called `name`, its log group `/vpc/<name>/flow-log`, and the role that writes it.

    `provider` is that of the VPC, when it lies in another region than the stack; `kms_key_arn` is then a key of there.
    """
    elsewhere = given(provider=provider)
    # checkov:skip=CKV_AWS_338: each environment says how long it keeps logs, in log_retention_days
    log_group = aws.CloudwatchLogGroup(
        module,
        "flow_log",
        name=f"/vpc/{name}/flow-log",
        retention_in_days=log_retention_days,
        kms_key_id=kms_key_arn,
        **elsewhere,
    )
    same_account = {"StringEquals": {"aws:SourceAccount": module.context.account_id}}
    role = aws.IamRole(
        module,
        "flow_log",
        name=f"{name}-flow-log",
        assume_role_policy=trust_policy("vpc-flow-logs.amazonaws.com", same_account),
    )
    write = Statement(
        sid="WriteFlowLog",
        actions=["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
        resources=[f"{log_group.arn}:*"],
    )
    aws.IamRolePolicy(module, "flow_log", name="write-flow-log", role=role.id, policy=policy([write]))
    aws.FlowLog(
        module,
        vpc_id=vpc_id,
        traffic_type=traffic_type,
        log_destination=log_group.arn,
        iam_role_arn=role.arn,
        max_aggregation_interval=aggregation_seconds,
        tags={"Name": name},
        **elsewhere,
    )
