"""A bucket that only the policies of its own account open."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from modules.base.construct import Module, ModuleScope
from modules.base.iam import resource_policy
from modules.base.names import shortened
from resources import aws, given

LONGEST_BUCKET_NAME = 63


@dataclass(frozen=True, kw_only=True)
class ObjectLock:
    """How long a version of an object can be neither deleted nor written over."""

    mode: Literal["GOVERNANCE", "COMPLIANCE"]
    """Who has s3:BypassGovernanceRetention may end the first; nobody ends the second, the account's root included."""
    days: int


class PrivateBucket(Module):
    """A bucket without public access and ACLs, reached over TLS only, encrypted and versioned.

    Gives `name`, `arn`, `regional_domain_name` and `versioning` (what replication has to wait for). Call `set_policy`
    once: without it plain HTTP would be allowed.

    `name` is what the bucket is for; the account's id makes the whole name the only one in the world. Without a
    `kms_key_arn` S3's own key encrypts it. `protected` keeps it from being destroyed, and from being emptied for that.
    `provider` is the alias of another region.
    """

    def __init__(
        self,
        scope: ModuleScope,
        id: str,
        *,
        name: str,
        lifecycle_rules: Sequence[Mapping[str, Any]],
        protected: bool,
        kms_key_arn: str | None = None,
        object_lock: ObjectLock | None = None,
        provider: str | None = None,
    ) -> None:
        super().__init__(scope, id)
        self._where: dict[str, Any] = given(provider=provider)
        full_name = f"{self.context.name}-{name}-{self.context.account_id}"
        # checkov:skip=CKV_AWS_145: only buckets that access logs are delivered to go without a key of ours, because
        # S3 and load balancers write those with S3's own key only
        # checkov:skip=CKV_AWS_144: bucket_replication copies the buckets that recovery in another region needs
        # checkov:skip=CKV_AWS_18: `log_access_to` is called for what people and tasks read; replicas are read by nobody
        # before the day they are needed
        # checkov:skip=CKV2_AWS_62: nothing acts on a new object here
        bucket = aws.S3Bucket(
            self,
            bucket=shortened(full_name, LONGEST_BUCKET_NAME),
            force_destroy=not protected,
            lifecycle={"prevent_destroy": protected},
            **self._where,
        )
        self.name = bucket.id
        self.arn = bucket.arn
        self.regional_domain_name = bucket.bucket_regional_domain_name
        self._public_access = aws.S3BucketPublicAccessBlock(
            self,
            bucket=self.name,
            block_public_acls=True,
            block_public_policy=True,
            ignore_public_acls=True,
            restrict_public_buckets=True,
            **self._where,
        )
        aws.S3BucketOwnershipControls(
            self, bucket=self.name, rule={"object_ownership": "BucketOwnerEnforced"}, **self._where
        )
        aws.S3BucketServerSideEncryptionConfiguration(
            self, bucket=self.name, rule=[_encryption(kms_key_arn)], **self._where
        )
        self.versioning = aws.S3BucketVersioning(
            self, bucket=self.name, versioning_configuration={"status": "Enabled"}, **self._where
        )
        aws.S3BucketLifecycleConfiguration(
            self,
            bucket=self.name,
            rule=[_lifecycle_rule(rule) for rule in lifecycle_rules],
            depends_on=[self.versioning],
            **self._where,
        )
        if object_lock is not None:
            # It enables the lock too. The bucket's own argument for that would replace a bucket that exists already.
            aws.S3BucketObjectLockConfiguration(
                self,
                bucket=self.name,
                rule={"default_retention": {"mode": object_lock.mode, "days": object_lock.days}},
                depends_on=[self.versioning],
                **self._where,
            )

    def set_policy(self, statements: Sequence[Mapping[str, Any]]) -> aws.S3BucketPolicy:
        """Allows what the statements say, over TLS. Gives the policy, for who may only write after it is there."""
        tls_only = {
            "Sid": "TlsOnly",
            "Effect": "Deny",
            "Principal": "*",
            "Action": "s3:*",
            "Resource": [self.arn, f"{self.arn}/*"],
            "Condition": {"Bool": {"aws:SecureTransport": "false"}},
        }
        return aws.S3BucketPolicy(
            self,
            bucket=self.name,
            policy=resource_policy([*statements, tls_only]),
            # S3 refuses two changes of a bucket's access at one time.
            depends_on=[self._public_access],
            **self._where,
        )

    def log_access_to(self, target: "PrivateBucket", prefix: str, ready: aws.S3BucketPolicy) -> None:
        """Has every request to this bucket written to `target` once its policy `ready` allows it."""
        aws.S3BucketLogging(
            self, bucket=self.name, target_bucket=target.name, target_prefix=prefix, depends_on=[ready], **self._where
        )


def access_log_statement(logs: PrivateBucket, source: PrivateBucket, prefix: str) -> dict[str, Any]:
    """Lets S3 write the access logs of `source` to `logs`."""
    return {
        "Sid": "WriteBucketAccessLogs",
        "Effect": "Allow",
        "Principal": {"Service": "logging.s3.amazonaws.com"},
        "Action": "s3:PutObject",
        "Resource": f"{logs.arn}/{prefix}*",
        "Condition": {
            "ArnLike": {"aws:SourceArn": source.arn},
            "StringEquals": {"aws:SourceAccount": logs.context.account_id},
        },
    }


def _lifecycle_rule(rule: Mapping[str, Any]) -> Any:
    return {"status": "Enabled", "filter": {"prefix": ""}, **rule}


def _encryption(kms_key_arn: str | None) -> Any:
    algorithm = "AES256" if kms_key_arn is None else "aws:kms"
    return {
        "apply_server_side_encryption_by_default": given(sse_algorithm=algorithm, kms_master_key_id=kms_key_arn),
        "bucket_key_enabled": kms_key_arn is not None,
    }
