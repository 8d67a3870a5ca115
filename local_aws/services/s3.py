"""S3: the bucket settings that moto drops or of which it drops fields. S3 itself stays moto's, objects included."""

from __future__ import annotations

from typing import Any

from local_aws.registry import AwsError, Context, Result, amend, operation, patch

_DROPS = "moto drops fields of this setting"
_TIERING = "moto takes it for a request about the bucket itself"


def _bucket(context: Context) -> str:
    """The bucket's name. Raises NoSuchBucket."""
    name = context.params["Bucket"]
    if name not in context.backend("s3", "aws").buckets:
        raise AwsError("NoSuchBucket", "The specified bucket does not exist")
    return name


@patch("s3", "moto.s3.models:FakeBucket.get_permission")
def do_not_enforce_bucket_policies(original: Any) -> Any:
    """moto enforces denials without looking at their conditions: a "TLS only" policy would refuse every object."""
    from moto.iam.access_control import PermissionResult

    del original

    def get_permission(self: Any, action: str, resource: str) -> Any:
        del self, action, resource
        return PermissionResult.NEUTRAL

    return get_permission


@patch("s3", "moto.s3.models:FakeDeleteMarker.dispose")
def delete_markers_can_be_deleted(original: Any) -> Any:
    """moto disposes of each version that is deleted, and its delete markers know no such thing."""
    del original
    return lambda self, garbage=False: None


# Replication


@operation("s3", "PutBucketReplication", override=_DROPS)
def put_replication(context: Context) -> None:
    context.table("replication")[_bucket(context)] = context.params["ReplicationConfiguration"]


@operation("s3", "GetBucketReplication", override=_DROPS)
def get_replication(context: Context) -> Result:
    bucket = _bucket(context)
    if bucket not in context.table("replication"):
        raise AwsError("ReplicationConfigurationNotFoundError", "The replication configuration was not found")
    return {"ReplicationConfiguration": context.table("replication")[bucket]}


@operation("s3", "DeleteBucketReplication", override=_DROPS)
def delete_replication(context: Context) -> None:
    context.table("replication").pop(_bucket(context), None)


# Notifications


@operation("s3", "PutBucketNotificationConfiguration", override="moto sends test events, and refuses EventBridge")
def put_notification(context: Context) -> None:
    context.table("notification")[_bucket(context)] = context.params["NotificationConfiguration"]


@operation("s3", "GetBucketNotificationConfiguration", override="what PutBucketNotificationConfiguration kept")
def get_notification(context: Context) -> Result:
    return context.table("notification").get(_bucket(context), {})


# Access logs


@operation("s3", "PutBucketLogging", override='moto fails on bucket policies with the principal "*"')
def put_logging(context: Context) -> None:
    context.table("logging")[_bucket(context)] = context.params.get("BucketLoggingStatus", {})


@operation("s3", "GetBucketLogging", override="what PutBucketLogging kept")
def get_logging(context: Context) -> Result:
    return context.table("logging").get(_bucket(context), {})


# Intelligent tiering


@operation("s3", "PutBucketIntelligentTieringConfiguration", override=_TIERING)
def put_intelligent_tiering(context: Context) -> None:
    key = _bucket(context), context.params["Id"]
    context.table("intelligent tiering")[key] = context.params["IntelligentTieringConfiguration"]


@operation("s3", "GetBucketIntelligentTieringConfiguration", override=_TIERING)
def get_intelligent_tiering(context: Context) -> Result:
    key = _bucket(context), context.params["Id"]
    if key not in context.table("intelligent tiering"):
        raise AwsError("NoSuchConfiguration", "The specified configuration does not exist.")
    return {"IntelligentTieringConfiguration": context.table("intelligent tiering")[key]}


@operation("s3", "DeleteBucketIntelligentTieringConfiguration", override=_TIERING)
def delete_intelligent_tiering(context: Context) -> None:
    context.table("intelligent tiering").pop((_bucket(context), context.params["Id"]), None)


@amend("s3", "DeleteBucket")
def forget_settings(context: Context, result: dict[str, Any]) -> None:
    """A bucket of the same name must not inherit the settings kept here."""
    del result
    bucket = context.params["Bucket"]
    for name in ("replication", "notification", "logging"):
        context.table(name).pop(bucket, None)
    for key in [key for key in context.table("intelligent tiering") if key[0] == bucket]:
        del context.table("intelligent tiering")[key]
