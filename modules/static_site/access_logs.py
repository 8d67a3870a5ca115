"""Who asked for what: the logs of a distribution and of the bucket behind it."""

from typing import Any

from modules.base.construct import Module, ModuleScope
from modules.base.names import shortened
from modules.base.private_bucket import PrivateBucket, access_log_statement
from resources import aws, given

CLOUDFRONT_REGION = "us-east-1"
LONGEST_DELIVERY_NAME = 60
BUCKET_PREFIX = "s3/"

# Days, class, and the days that S3 charges for at least: a move is not worth it for objects that expire sooner.
COLDER = ((30, "STANDARD_IA", 30), (90, "GLACIER_IR", 90))


class AccessLogs(Module):
    """A bucket with the logs of a distribution (under AWSLogs/) and of the bucket it serves (under s3/).

    Its own requests are not logged: only AWS's log delivery writes to it, and each line would make another one.
    """

    def __init__(
        self,
        scope: ModuleScope,
        id: str,
        *,
        name: str,
        distribution: aws.CloudfrontDistribution,
        site: PrivateBucket,
        retention_days: int,
        protected: bool,
        provider: str | None,
    ) -> None:
        super().__init__(scope, id)
        bucket = PrivateBucket(
            self, "bucket", name=f"{name}-logs", lifecycle_rules=[_expire(retention_days)], protected=protected
        )
        policy = bucket.set_policy(
            [self._delivery_statement(bucket), access_log_statement(bucket, site, BUCKET_PREFIX)]
        )
        site.log_access_to(bucket, BUCKET_PREFIX, policy)
        self._deliver(distribution, bucket, policy, f"{self.context.name}-{name}", given(provider=provider))

    def _delivery_statement(self, bucket: PrivateBucket) -> dict[str, Any]:
        # https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-V2-S3.html
        account = self.context.account_id
        sources = f"arn:{self.context.partition}:logs:{CLOUDFRONT_REGION}:{account}:delivery-source:*"
        return {
            "Sid": "WriteDistributionLogs",
            "Effect": "Allow",
            "Principal": {"Service": "delivery.logs.amazonaws.com"},
            "Action": "s3:PutObject",
            "Resource": f"{bucket.arn}/AWSLogs/{account}/CloudFront/*",
            "Condition": {
                "StringEquals": {"s3:x-amz-acl": "bucket-owner-full-control", "aws:SourceAccount": account},
                "ArnLike": {"aws:SourceArn": sources},
            },
        }

    def _deliver(
        self,
        distribution: aws.CloudfrontDistribution,
        bucket: PrivateBucket,
        policy: aws.S3BucketPolicy,
        name: str,
        provider: dict[str, Any],
    ) -> None:
        delivery_name = shortened(name, LONGEST_DELIVERY_NAME)
        source = aws.CloudwatchLogDeliverySource(
            self, name=delivery_name, log_type="ACCESS_LOGS", resource_arn=distribution.arn, **provider
        )
        destination = aws.CloudwatchLogDeliveryDestination(
            self,
            name=delivery_name,
            output_format="json",
            delivery_destination_configuration=[{"destination_resource_arn": bucket.arn}],
            # A delivery to a bucket that it may not write to is refused.
            depends_on=[policy],
            **provider,
        )
        aws.CloudwatchLogDelivery(
            self, delivery_source_name=source.name, delivery_destination_arn=destination.arn, **provider
        )


def _expire(retention_days: int) -> dict[str, Any]:
    transitions = [
        {"days": days, "storage_class": storage_class}
        for days, storage_class, charged_days in COLDER
        if days + charged_days <= retention_days
    ]
    return {
        "id": "expire",
        **given(transition=transitions or None),
        "expiration": {"days": retention_days},
        "noncurrent_version_expiration": {"noncurrent_days": 1},
        "abort_incomplete_multipart_upload": {"days_after_initiation": 1},
    }
