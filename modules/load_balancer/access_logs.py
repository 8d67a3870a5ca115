"""The bucket that a load balancer writes its access logs to."""

from modules.base.construct import Module, ModuleScope
from modules.base.iam import resource_policy
from modules.base.names import shortened
from resources import Ref, aws

LONGEST_BUCKET_NAME = 63


class AccessLogs(Module):
    """A private bucket that only this account's load balancers write to, over TLS, and that empties itself.

    Gives `bucket`, its name, and `ready`, what a load balancer has to wait for: it refuses a bucket it cannot write to.
    """

    def __init__(self, scope: ModuleScope, id: str, *, retention_days: int, force_destroy: bool) -> None:
        super().__init__(scope, id)
        name = f"{self.context.name}-load-balancer-logs-{self.context.account_id}"
        # checkov:skip=CKV_AWS_145: load balancers write their logs with S3's own key only
        # https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
        # checkov:skip=CKV_AWS_18: these are the access logs; logs of writing them would never end
        # checkov:skip=CKV_AWS_144: what was requested in one region is of no use for running in another
        # checkov:skip=CKV2_AWS_62: nothing acts on a new object here
        bucket = aws.S3Bucket(self, bucket=shortened(name, LONGEST_BUCKET_NAME), force_destroy=force_destroy)
        self.bucket = bucket.id
        aws.S3BucketPublicAccessBlock(
            self,
            bucket=bucket.id,
            block_public_acls=True,
            block_public_policy=True,
            ignore_public_acls=True,
            restrict_public_buckets=True,
        )
        aws.S3BucketOwnershipControls(self, bucket=bucket.id, rule={"object_ownership": "BucketOwnerEnforced"})
        aws.S3BucketServerSideEncryptionConfiguration(
            self,
            bucket=bucket.id,
            # The only encryption that Elastic Load Balancing can write its logs with.
            rule=[{"apply_server_side_encryption_by_default": {"sse_algorithm": "AES256"}}],
        )
        versioning = aws.S3BucketVersioning(self, bucket=bucket.id, versioning_configuration={"status": "Enabled"})
        aws.S3BucketLifecycleConfiguration(
            self,
            bucket=bucket.id,
            rule={
                "id": "expire",
                "status": "Enabled",
                "filter": {},
                "expiration": {"days": retention_days},
                "noncurrent_version_expiration": {"noncurrent_days": 1},
                "abort_incomplete_multipart_upload": {"days_after_initiation": 1},
            },
            depends_on=[versioning],
        )
        self.ready = aws.S3BucketPolicy(self, bucket=bucket.id, policy=self._policy(bucket.arn))

    def _policy(self, bucket_arn: Ref) -> str:
        return resource_policy(
            [
                {
                    "Sid": "WriteAccessLogs",
                    "Effect": "Allow",
                    "Principal": {"Service": "logdelivery.elasticloadbalancing.amazonaws.com"},
                    "Action": "s3:PutObject",
                    # The path names the account that owns the load balancer: those of others cannot write here.
                    "Resource": f"{bucket_arn}/AWSLogs/{self.context.account_id}/*",
                },
                {
                    "Sid": "TlsOnly",
                    "Effect": "Deny",
                    "Principal": "*",
                    "Action": "s3:*",
                    "Resource": [bucket_arn, f"{bucket_arn}/*"],
                    "Condition": {"Bool": {"aws:SecureTransport": "false"}},
                },
            ]
        )
