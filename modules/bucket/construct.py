"""A bucket of the system's own."""

from collections.abc import Sequence
from typing import Any

from modules.base.construct import Module, ModuleScope
from modules.base.iam import Statement
from modules.base.private_bucket import PrivateBucket
from modules.bucket.inputs import BucketInputs, CorsRuleInputs, bucket_variable
from resources import aws, given

ABANDONED_UPLOAD_DAYS = 7


class Bucket(Module):
    """A private, encrypted and versioned bucket that tasks reach by connecting to its name.

    Gives the tasks `environment` (`ASSETS_BUCKET` of a bucket called assets) and `statements`, what they may do with it
    and with the key; and `bucket`, for access logs and replication.
    """

    def __init__(
        self,
        scope: ModuleScope,
        id: str,
        inputs: BucketInputs,
        *,
        kms_key_arn: str,
        deletion_protection: bool,
    ) -> None:
        super().__init__(scope, id)
        self._kms_key_arn = kms_key_arn
        self.bucket = PrivateBucket(
            self,
            "bucket",
            name=id,
            kms_key_arn=kms_key_arn,
            lifecycle_rules=[_lifecycle(inputs)],
            protected=deletion_protection,
        )
        self.bucket.set_policy([])
        if inputs.cors:
            aws.S3BucketCorsConfiguration(
                self, bucket=self.bucket.name, cors_rule=[_cors_rule(rule) for rule in inputs.cors]
            )
        self.environment: dict[str, str] = {bucket_variable(id): self.bucket.name}
        self.statements = self._statements(inputs.task_access)

    def _statements(self, access: str) -> tuple[Statement, ...]:
        # https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html: an upload in parts decrypts them too.
        reads, writes = access in ("read", "read_write"), access in ("write", "read_write")
        on_objects = [
            *(["s3:GetObject"] if reads else []),
            *(["s3:AbortMultipartUpload", "s3:PutObject"] if writes else []),
            *(["s3:DeleteObject"] if reads and writes else []),
        ]
        name = self.prefix.title().replace("_", "").replace("-", "")
        use_key = ["kms:Decrypt", *(["kms:GenerateDataKey"] if writes else [])]
        find = Statement(sid=f"Find{name}", actions=["s3:ListBucket"], resources=[self.bucket.arn])
        return (
            *([find] if reads else []),
            Statement(sid=f"Use{name}", actions=on_objects, resources=[f"{self.bucket.arn}/*"]),
            Statement(
                sid=f"Use{name}Key",
                actions=use_key,
                resources=[self._kms_key_arn],
                conditions={
                    "StringEquals": {"kms:ViaService": f"s3.{self.context.region}.amazonaws.com"},
                    # S3 names the bucket or the object: what lies elsewhere under the same key is not opened by this.
                    "StringLike": {"kms:EncryptionContext:aws:s3:arn": [self.bucket.arn, f"{self.bucket.arn}/*"]},
                },
            ),
        )


def _lifecycle(inputs: BucketInputs) -> dict[str, Any]:
    transitions: Sequence[Any] = [
        {"days": step.after_days, "storage_class": step.storage_class} for step in inputs.transitions
    ]
    return {
        "id": "age",
        **given(
            transition=transitions or None,
            expiration=None if inputs.expire_after_days is None else {"days": inputs.expire_after_days},
        ),
        "noncurrent_version_expiration": {"noncurrent_days": inputs.noncurrent_version_days},
        "abort_incomplete_multipart_upload": {"days_after_initiation": ABANDONED_UPLOAD_DAYS},
    }


def _cors_rule(rule: CorsRuleInputs) -> Any:
    return {
        "allowed_origins": list(rule.allowed_origins),
        "allowed_methods": list(rule.allowed_methods),
        "allowed_headers": list(rule.allowed_headers),
        "expose_headers": list(rule.exposed_headers),
        "max_age_seconds": rule.max_age_seconds,
    }
