"""What Terraform needs of the place where it keeps its state: one object, its locks, the key."""

from dataclasses import dataclass

from modules.base.context import Context
from modules.base.iam import Statement


@dataclass(frozen=True, kw_only=True)
class StateFacts:
    """Where the state lies."""

    context: Context
    """Of the state bucket's account and region."""
    bucket_name: str
    lock_table_name: str
    key_alias: str
    """The alias of the key that encrypts it, such as alias/stackwright-state."""

    def reading(self, state_key: str) -> list[Statement]:
        """To read the state object `state_key` and to hold its locks, in S3 and in DynamoDB."""
        return [
            Statement(
                sid="FindState",
                actions=["s3:ListBucket"],
                resources=[self._bucket_arn],
                # Terraform lists `env:/`, where other workspaces would be.
                conditions={"StringLike": {"s3:prefix": [state_key, "env:/*"]}},
            ),
            Statement(sid="ReadState", actions=["s3:GetObject"], resources=[f"{self._bucket_arn}/{state_key}"]),
            Statement(
                sid="LockState",
                actions=["s3:DeleteObject", "s3:GetObject", "s3:PutObject"],
                resources=[f"{self._bucket_arn}/{state_key}.tflock"],
            ),
            self._items("LockStateInTable", ["DeleteItem", "GetItem", "PutItem"], f"{self.bucket_name}/{state_key}"),
            self._items("CompareDigest", ["GetItem"], f"{self.bucket_name}/{state_key}-md5"),
            Statement(
                sid="UseStateKey",
                actions=["kms:Decrypt", "kms:GenerateDataKey"],
                # The key's id is not known here; its alias is, and the condition holds it.
                resources=[self.context.arn("kms", "key/*")],
                conditions={
                    "ForAnyValue:StringEquals": {"kms:ResourceAliases": [self.key_alias]},
                    "StringLike": {"kms:ViaService": ["s3.*.amazonaws.com", "dynamodb.*.amazonaws.com"]},
                },
            ),
        ]

    def writing(self, state_key: str) -> list[Statement]:
        """To replace the state object, beside reading it."""
        return [
            Statement(sid="WriteState", actions=["s3:PutObject"], resources=[f"{self._bucket_arn}/{state_key}"]),
            self._items("WriteDigest", ["DeleteItem", "PutItem"], f"{self.bucket_name}/{state_key}-md5"),
        ]

    @property
    def _bucket_arn(self) -> str:
        return f"arn:{self.context.partition}:s3:::{self.bucket_name}"

    def _items(self, sid: str, operations: list[str], key: str) -> Statement:
        return Statement(
            sid=sid,
            actions=[f"dynamodb:{operation}" for operation in operations],
            resources=[self.context.arn("dynamodb", f"table/{self.lock_table_name}")],
            conditions={"ForAllValues:StringEquals": {"dynamodb:LeadingKeys": [key]}},
        )
