"""The bucket that a load balancer writes its access logs to."""

from modules.base.construct import Module
from modules.base.private_bucket import PrivateBucket
from resources import aws


def access_log_bucket(
    load_balancer: Module, *, retention_days: int, protected: bool
) -> tuple[PrivateBucket, aws.S3BucketPolicy]:
    """A private bucket that only this account's load balancers write to, and that empties itself.

    And its policy, which a load balancer has to wait for: it refuses a bucket that it cannot write to.
    """
    expire = {
        "id": "expire",
        "expiration": {"days": retention_days},
        "noncurrent_version_expiration": {"noncurrent_days": 1},
        "abort_incomplete_multipart_upload": {"days_after_initiation": 1},
    }
    bucket = PrivateBucket(
        load_balancer, "access_logs", name="load-balancer-logs", lifecycle_rules=[expire], protected=protected
    )
    policy = bucket.set_policy(
        [
            {
                "Sid": "WriteAccessLogs",
                "Effect": "Allow",
                "Principal": {"Service": "logdelivery.elasticloadbalancing.amazonaws.com"},
                "Action": "s3:PutObject",
                # The path names the account that owns the load balancer: those of others cannot write here.
                "Resource": f"{bucket.arn}/AWSLogs/{load_balancer.context.account_id}/*",
            }
        ]
    )
    return bucket, policy
