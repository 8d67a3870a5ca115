"""DynamoDB: encryption that is changed on an existing table."""

from __future__ import annotations

from typing import Any

from local_aws.registry import Context, amend


@amend("dynamodb", "UpdateTable")
def keep_encryption(context: Context, result: dict[str, Any]) -> None:
    """moto takes it only when the table is created."""
    wanted = context.params.get("SSESpecification")
    if wanted is None:
        return
    table = context.backend("dynamodb").get_table(context.params["TableName"])
    # As moto has it after a creation: without a key of one's own, the one AWS manages.
    managed_key = table._get_default_encryption_key(context.account_id, context.region)
    table.sse_specification = {"KMSMasterKeyId": managed_key, **wanted}
    result["TableDescription"] = table.describe()["TableDescription"]
