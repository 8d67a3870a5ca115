"""The buckets that tasks keep files in, the log of who asked for what, and their replicas."""

from modules.bucket.access_logs import BucketAccessLogs
from modules.bucket.construct import Bucket
from settings.environment import EnvironmentSettings
from stacks.base import BaseStack
from stacks.recovery import Recovery
from stacks.service_access import Store, files


def buckets(
    stack: BaseStack, settings: EnvironmentSettings, *, kms_key_arn: str, recovery: Recovery
) -> dict[str, Store]:
    """Makes all buckets of an environment; gives what tasks get by the name that `connects_to` uses."""
    protected = settings.deletion_protection
    made = {
        name: Bucket(stack, name, inputs, kms_key_arn=kms_key_arn, deletion_protection=protected)
        for name, inputs in settings.buckets.items()
    }
    logged = {name: bucket.bucket for name, bucket in made.items() if settings.buckets[name].access_log}
    if logged:
        BucketAccessLogs(stack, "bucket_access_logs", sources=logged, deletion_protection=protected)
    for name, bucket in made.items():
        recovery.replicate_bucket(name, bucket.bucket, kms_key_arn=kms_key_arn)
    return {name: files(bucket) for name, bucket in made.items()}
